"""What tests of several areas share: domains in which something can happen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest

from tests.support.areas.calculated_attributes import put_order_type
from tests.support.areas.identity_resolution import AUTO, configure_matching
from tests.support.areas.kinesis import STREAMS, stream_records
from tests.support.areas.recommendations import define_web_events
from tests.support.areas.segment_subscriptions import associate_stream
from tests.support.areas.segments import define_segment, tier
from tests.support.facts import KEY, REGION
from tests.support.shop import SHOP, create_domain, put_object_type

if TYPE_CHECKING:
    from collections.abc import Callable

    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient
    from types_boto3_kinesis import KinesisClient


@pytest.fixture
def matching(frozen: time_machine.Traveller, client: CustomerProfilesClient) -> CustomerProfilesClient:  # noqa: ARG001  # the time
    """Return a client that has a domain `shop` with ML-based matching, made at T0."""
    create_domain(client, Matching={"Enabled": True})
    return client


@pytest.fixture
def merging(matching: CustomerProfilesClient) -> CustomerProfilesClient:
    """Return a client that has a domain `shop` with ML-based matching that merges by e-mail address, made at T0."""
    configure_matching(matching, AutoMerging=AUTO)
    return matching


@pytest.fixture
def existing(frozen: time_machine.Traveller, client: CustomerProfilesClient) -> CustomerProfilesClient:  # noqa: ARG001  # the time
    """Return a client that has a domain `shop` without any matching, made at T0."""
    create_domain(client)
    return client


@pytest.fixture
def selling(client: CustomerProfilesClient) -> CustomerProfilesClient:
    """Return a client of a domain that knows orders."""
    create_domain(client)
    put_order_type(client)
    return client


@pytest.fixture
def kinesis(client: CustomerProfilesClient) -> KinesisClient:  # noqa: ARG001  # its mock is needed
    """Return a Kinesis client that has a few streams."""
    kinesis = boto3.client("kinesis", region_name=REGION)
    for stream in STREAMS:
        kinesis.create_stream(StreamName=stream, ShardCount=1)
    return kinesis


@pytest.fixture
def member_records(kinesis: KinesisClient) -> Callable[[], list[dict[str, Any]]]:
    """Return a function that reads the records of the stream `members`."""
    return lambda: stream_records(kinesis, "members")


@pytest.fixture
def streaming(frozen: time_machine.Traveller, client: CustomerProfilesClient, kinesis: KinesisClient) -> str:  # noqa: ARG001  # both are needed
    """Return the name of a domain with a segment `gold` and a segment stream, at T0."""
    create_domain(client, DefaultExpirationDays=30)
    define_segment(client, "gold", tier("gold"))
    associate_stream(client)
    return SHOP


@pytest.fixture
def purchases(client: CustomerProfilesClient, domain: str) -> None:  # noqa: ARG001  # it is there
    """Have a domain `shop` whose customers make purchases."""
    put_object_type(
        client,
        "Purchase",
        fields={"id": "", "customer": "_profile.AccountNumber", "price": "_source.amount"},
        keys={"purchaseId": "UNIQUE id", "_account": "PROFILE customer"},
    )


@pytest.fixture
def storing(client: CustomerProfilesClient) -> str:
    """Return the name of a domain with a data store."""
    create_domain(client, DefaultEncryptionKey=KEY, DataStore={"Enabled": True})
    return SHOP


@pytest.fixture
def recommending(client: CustomerProfilesClient, storing: str) -> str:
    """Return the name of a domain that takes in web events and has a recommender of popular items."""
    define_web_events(client)
    client.create_recommender(DomainName=SHOP, RecommenderName="r", RecommenderRecipeName="popular-items")
    return storing


@pytest.fixture
def stepwise_workflows(pace: Callable[..., None]) -> None:
    """Let a workflow need one poll for each of its steps."""
    pace("integration_workflow", progression="manual", times=1)
