"""What tests of several areas share: domains with and without matching."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.identity_resolution import AUTO, configure

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient


@pytest.fixture
def matching(frozen: time_machine.Traveller, client: CustomerProfilesClient) -> CustomerProfilesClient:  # noqa: ARG001  # the time
    """Answer a client that has a domain `shop` with ML-based matching, made at T0."""
    client.create_domain(DomainName="shop", DefaultExpirationDays=365, Matching={"Enabled": True})
    return client


@pytest.fixture
def merging(matching: CustomerProfilesClient) -> CustomerProfilesClient:
    """Answer a client that has a domain `shop` with ML-based matching that merges by e-mail address, made at T0."""
    configure(matching, AutoMerging=AUTO)
    return matching


@pytest.fixture
def existing(frozen: time_machine.Traveller, client: CustomerProfilesClient) -> CustomerProfilesClient:  # noqa: ARG001  # the time
    """Answer a client that has a domain `shop` without any matching, made at T0."""
    client.create_domain(DomainName="shop", DefaultExpirationDays=365)
    return client
