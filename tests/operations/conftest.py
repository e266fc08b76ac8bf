"""What tests of several areas share: domains in which something can happen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest
from freezegun import freeze_time

from tests.support.areas import calculated_attributes
from tests.support.areas.identity_resolution import AUTO, configure_matching
from tests.support.areas.kinesis import STREAMS, stream_records
from tests.support.areas.segment_subscriptions import ARN, ROLE
from tests.support.areas.segments import define_segment, tier
from tests.support.facts import REGION, T0, aws_arn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient
    from types_boto3_kinesis import KinesisClient

KEY = aws_arn("kms", "key/k")


@pytest.fixture
def matching(frozen: time_machine.Traveller, client: CustomerProfilesClient) -> CustomerProfilesClient:  # noqa: ARG001  # the time
    """Return a client that has a domain `shop` with ML-based matching, made at T0."""
    client.create_domain(DomainName="shop", DefaultExpirationDays=365, Matching={"Enabled": True})
    return client


@pytest.fixture
def merging(matching: CustomerProfilesClient) -> CustomerProfilesClient:
    """Return a client that has a domain `shop` with ML-based matching that merges by e-mail address, made at T0."""
    configure_matching(matching, AutoMerging=AUTO)
    return matching


@pytest.fixture
def existing(frozen: time_machine.Traveller, client: CustomerProfilesClient) -> CustomerProfilesClient:  # noqa: ARG001  # the time
    """Return a client that has a domain `shop` without any matching, made at T0."""
    client.create_domain(DomainName="shop", DefaultExpirationDays=365)
    return client


@pytest.fixture
def selling(client: CustomerProfilesClient) -> CustomerProfilesClient:
    """Return a client of a domain that knows orders."""
    client.create_domain(DomainName="shop", DefaultExpirationDays=365)
    calculated_attributes.put_order_type(client)
    return client


@pytest.fixture
def clock_at_now() -> Iterator[Any]:
    """Freeze the time at NOW."""
    with freeze_time(T0) as frozen:
        yield frozen


@pytest.fixture
def kinesis(client: CustomerProfilesClient) -> KinesisClient:  # noqa: ARG001  # its mock is needed
    """Return a Kinesis client that has a few streams."""
    kinesis = boto3.client("kinesis", region_name=REGION)
    for stream in STREAMS:
        kinesis.create_stream(StreamName=stream, ShardCount=1)
    return kinesis


@pytest.fixture
def told(kinesis: KinesisClient) -> Callable[[], list[dict[str, Any]]]:
    """Return a function that reads what was told of members."""
    return lambda: stream_records(kinesis, "members")


@pytest.fixture
def following(client: CustomerProfilesClient, clock_at_now: Any, kinesis: Any) -> str:  # noqa: ARG001  # both are needed
    """Return the name of a domain with a segment `gold` and a segment stream, at NOW."""
    client.create_domain(DomainName="shop", DefaultExpirationDays=30)
    define_segment(client, "gold", tier("gold"))
    client.associate_stream_for_segments(DomainName="shop", DestinationArn=ARN, DestinationRoleArn=ROLE)
    return "shop"


@pytest.fixture
def purchases(client: CustomerProfilesClient, domain: str) -> None:
    """Have a domain `shop` whose customers make purchases."""
    client.put_profile_object_type(
        DomainName=domain,
        ObjectTypeName="Purchase",
        Description="A purchase",
        AllowProfileCreation=True,
        Fields={
            "id": {"Source": "_source.id"},
            "customer": {"Source": "_source.customer", "Target": "_profile.AccountNumber"},
            "price": {"Source": "_source.amount"},
        },
        Keys={
            "purchaseId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
            "_account": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["customer"]}],
        },
    )


@pytest.fixture
def storing(client: CustomerProfilesClient) -> str:
    """Return the name of a domain with a data store."""
    client.create_domain(
        DomainName="shop", DefaultExpirationDays=365, DefaultEncryptionKey=KEY, DataStore={"Enabled": True}
    )
    return "shop"


@pytest.fixture
def recommending(client: CustomerProfilesClient, storing: str) -> str:
    """Return the name of a domain that takes in web events and has a recommender of popular items."""
    client.put_profile_object_type(
        DomainName=storing,
        ObjectTypeName="event",
        Description="web events",
        AllowProfileCreation=True,
        ExpirationDays=30,
        Fields={
            "user": {"Source": "_source.user", "Target": "_profile.FirstName"},
            "email": {"Source": "_source.email", "Target": "_profile.EmailAddress", "ContentType": "EMAIL_ADDRESS"},
            "id": {"Source": "_source.id"},
            "item": {"Source": "_source.item", "Target": "_webAnalytics.Item.Id"},
            "type": {"Source": "_source.type", "Target": "_webAnalytics.EventType"},
        },
        Keys={
            "user": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["user"]}],
            "id": [{"StandardIdentifiers": ["UNIQUE", "WEB_ANALYTICS"], "FieldNames": ["id"]}],
        },
    )
    client.create_recommender(DomainName="shop", RecommenderName="r", RecommenderRecipeName="popular-items")
    return storing


@pytest.fixture
def in_june(frozen: time_machine.Traveller) -> None:
    """Let the time stand still where the tests of workflows count their days from."""
    frozen.move_to(T0)


@pytest.fixture
def stepwise_workflows(pace: Callable[..., None]) -> None:
    """Let a workflow need one look for each of its steps."""
    pace("integration_workflow", progression="manual", times=1)
