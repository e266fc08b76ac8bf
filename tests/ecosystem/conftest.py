"""What tests of explanations share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.explained import define

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient


@pytest.fixture
def crm_shop(client: CustomerProfilesClient, domain: str) -> CustomerProfilesClient:  # noqa: ARG001  # it has the domain
    """Return a client that has a domain `shop` with a type `crm` of priority 2."""
    define(client, "crm", SourcePriority=2)
    return client
