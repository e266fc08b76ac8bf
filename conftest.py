"""What all tests share: a client under `mock_aws`, and a world without moto."""

from __future__ import annotations

from typing import TYPE_CHECKING

import boto3
import pytest
from hypothesis import settings
from moto import mock_aws

import moto_customerprofiles
from moto_customerprofiles.pytest_plugin import (  # noqa: F401  # for runs from a source that is not installed
    customer_profiles,
    customer_profiles_clock,
    customer_profiles_domain,
    customer_profiles_scenario,
)
from moto_customerprofiles.state.world import World
from tests.surroundings import Clock, RecordedNeighbours, surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from types_boto3_customer_profiles import CustomerProfilesClient

moto_customerprofiles.register()
settings.register_profile("short", max_examples=50, deadline=None, derandomize=True)
settings.register_profile("long", max_examples=2000, deadline=None, derandomize=False, print_blob=True)
settings.load_profile("short")

REGION = "us-east-1"


@pytest.fixture(autouse=True)
def _credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep real credentials and settings of the machine out of the tests."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.delenv("AWS_PROFILE", raising=False)


@pytest.fixture
def client() -> Iterator[CustomerProfilesClient]:
    """Answer a client under a fresh mock."""
    with mock_aws():
        yield boto3.client("customer-profiles", region_name=REGION)


@pytest.fixture
def domain(client: CustomerProfilesClient) -> str:
    """Answer the name of an empty domain."""
    client.create_domain(DomainName="shop", DefaultExpirationDays=365)
    return "shop"


@pytest.fixture
def clock() -> Clock:
    """Answer the clock of the `world` fixture."""
    return Clock()


@pytest.fixture
def neighbours() -> RecordedNeighbours:
    """Answer the neighbours of the `world` fixture."""
    return RecordedNeighbours()


@pytest.fixture
def world(clock: Clock, neighbours: RecordedNeighbours) -> World:
    """Answer an empty world without moto."""
    return World("123456789012", REGION, "aws", surroundings(clock, neighbours))
