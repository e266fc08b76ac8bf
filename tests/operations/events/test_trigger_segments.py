"""Event triggers that act on the members of a segment only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest

from tests.support.areas.event_triggers import CAMPAIGN, invocations
from tests.support.areas.segments import define_segment, define_sql_segment, tier
from tests.support.facts import REGION, ROLE
from tests.support.replies import error_code
from tests.support.shop import put_object, put_object_type

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

ANY_AMOUNT: Any = [
    {
        "LogicalOperator": "ALL",
        "EventTriggerDimensions": [
            {"ObjectAttributes": [{"Source": "amount", "ComparisonOperator": "GREATER_THAN", "Values": ["0"]}]}
        ],
    }
]


@pytest.fixture
def shop(client: CustomerProfilesClient, storing: str) -> str:
    """Return the name of a domain with a data store whose purchases tell the tier of the customer."""
    put_object_type(
        client,
        "Purchase",
        fields={
            "id": "",
            "customer": "_profile.AccountNumber",
            "tier": "_profile.Attributes.tier",
            "price": "_source.amount",
        },
        keys={"purchaseId": "UNIQUE id", "_account": "PROFILE customer"},
    )
    return storing


def _watch(client: CustomerProfilesClient, segment: str) -> None:
    client.create_event_trigger(
        DomainName="shop",
        EventTriggerName="big",
        ObjectTypeName="Purchase",
        EventTriggerConditions=ANY_AMOUNT,
        SegmentFilter=segment,
    )
    client.put_integration(
        DomainName="shop", Uri=CAMPAIGN, ObjectTypeName="Purchase", EventTriggerNames=["big"], RoleArn=ROLE
    )


def _put_purchase(client: CustomerProfilesClient, number: int, **more: str) -> None:
    document = {"id": str(number), "customer": "A-1", "amount": 5, **more}
    put_object(client, "Purchase", **document)


def _export(client: CustomerProfilesClient) -> None:
    boto3.client("s3", region_name=REGION).create_bucket(Bucket="out")
    client.create_segment_snapshot(
        DomainName="shop", SegmentDefinitionName="gold", DataFormat="CSV", DestinationUri="s3://out"
    )


@pytest.mark.rule("ET-18", "GEN-17")
@pytest.mark.usefixtures("shop")
def test_trigger_acts_on_members_only(client: CustomerProfilesClient) -> None:
    define_segment(client, "gold", tier("gold"))
    _watch(client, "gold")
    _put_purchase(client, 1, tier="silver")
    before = len(invocations())
    _put_purchase(client, 2, tier="gold")

    assert (0, 1) == (before, len(invocations()))


@pytest.mark.rule("SEG-7")
def test_trigger_of_a_deleted_segment_never_acts(client: CustomerProfilesClient, shop: str) -> None:
    define_segment(client, "gold", tier("gold"))
    _watch(client, "gold")
    client.delete_segment_definition(DomainName=shop, SegmentDefinitionName="gold")
    _put_purchase(client, 1, tier="gold")

    assert 0 == len(invocations())


@pytest.mark.rule("ET-18")
@pytest.mark.usefixtures("shop")
def test_trigger_reads_the_last_snapshot_of_an_sql_segment(client: CustomerProfilesClient) -> None:
    define_sql_segment(client, "gold", "SELECT profile_id FROM profile WHERE attributes.tier = 'gold'")
    _watch(client, "gold")
    _put_purchase(client, 1, tier="gold")
    before = len(invocations())
    _export(client)
    _put_purchase(client, 2)

    assert (0, 1) == (before, len(invocations()))


@pytest.mark.rule("ET-5")
@pytest.mark.usefixtures("shop")
def test_unknown_segment_is_refused(client: CustomerProfilesClient) -> None:
    assert "BadRequestException" == error_code(_watch, client=client, segment="gold")
