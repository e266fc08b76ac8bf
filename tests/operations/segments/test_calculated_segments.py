"""Segments over calculated attributes: their values are those that the profile has at the time of asking."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from tests.support.areas.segments import define_segment, segment_members
from tests.support.facts import REGION, ROLE, aws_arn
from tests.support.shop import create_domain, create_profile, put_object_type, search_profiles

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient


@pytest.fixture
def shop(client: CustomerProfilesClient, frozen: time_machine.Traveller) -> str:  # noqa: ARG001  # the time stands still
    """Return the name of a domain that sums up what customers spend within 30 days."""
    create_domain(client)
    put_object_type(
        client,
        "order",
        fields={"id": "", "customer": "_profile.AccountNumber", "total": "NUMBER", "product": ""},
        keys={"orderId": "UNIQUE id", "_account": "PROFILE customer"},
    )
    _calculate(client, "spent", "total", "SUM")
    return "shop"


def _calculate(client: CustomerProfilesClient, name: str, field: str, statistic: Any) -> None:
    client.create_calculated_attribute_definition(
        DomainName="shop",
        CalculatedAttributeName=name,
        AttributeDetails={"Attributes": [{"Name": field}], "Expression": f"{{order.{field}}}"},
        Statistic=statistic,
        Conditions={"Range": {"Value": 30, "Unit": "DAYS"}, "ObjectCount": 10},
    )


def _put_order(client: CustomerProfilesClient, number: int, customer: str, **more: object) -> tuple[str, str]:
    """Put an order, and return the id of its profile and its key."""
    document = {"id": number, "customer": customer, **more}
    answer = client.put_profile_object(DomainName="shop", ObjectTypeName="order", Object=json.dumps(document))
    found = search_profiles(client, "_account", customer)
    return found[0]["ProfileId"], answer["ProfileObjectUniqueKey"]


def _where(name: str, operator: str, *values: str, **more: object) -> dict[str, Any]:
    condition = {"DimensionType": operator, "Values": list(values), **more}
    return {"Groups": [{"Dimensions": [{"CalculatedAttributes": {name: condition}}]}]}


@pytest.mark.rule("SEG-8", "SEG-39")
@pytest.mark.usefixtures("shop")
def test_value_is_the_one_of_the_profile_now(client: CustomerProfilesClient) -> None:
    define_segment(client, "big", _where("spent", "GREATER_THAN_OR_EQUAL", "100"))
    ann, _ = _put_order(client, 1, "ann", total=60)
    before = segment_members(client, "big", [ann])
    _put_order(client, 2, "ann", total=40)

    assert ([], [ann]) == (before, segment_members(client, "big", [ann]))


@pytest.mark.rule("SEG-39", "EX-25")
@pytest.mark.usefixtures("shop")
def test_profile_without_objects_is_not_below_anything(client: CustomerProfilesClient) -> None:
    define_segment(client, "small", _where("spent", "LESS_THAN", "1"))
    ann, _ = _put_order(client, 1, "ann", total=0)
    bob = create_profile(client, FirstName="Bob")

    assert [ann] == segment_members(client, "small", [ann, bob])


@pytest.mark.rule("SEG-40", "EX-24")
def test_override_narrows_the_range_of_one_dimension(
    client: CustomerProfilesClient, shop: str, frozen: time_machine.Traveller
) -> None:
    week = {"ConditionOverrides": {"Range": {"Start": 7, "End": 0, "Unit": "DAYS"}}}
    define_segment(client, "lately", _where("spent", "GREATER_THAN_OR_EQUAL", "100", **week))
    define_segment(client, "ever", _where("spent", "GREATER_THAN_OR_EQUAL", "100"))
    ann, _ = _put_order(client, 1, "ann", total=60)
    frozen.shift(timedelta(days=10))
    _put_order(client, 2, "ann", total=40)
    definition = client.get_calculated_attribute_definition(DomainName=shop, CalculatedAttributeName="spent")

    assert ([], [ann]) == (segment_members(client, "lately", [ann]), segment_members(client, "ever", [ann]))
    assert 30 == definition["Conditions"]["Range"]["Value"]


@pytest.mark.rule("SEG-32", "EX-26")
@pytest.mark.usefixtures("shop")
def test_recent_occurrences_are_read_as_a_list(client: CustomerProfilesClient) -> None:
    _calculate(client, "bought", "product", "RECENT_OCCURRENCES")
    define_segment(client, "any", _where("bought", "LIST_CONTAINS", "tv", "phone"))
    define_segment(client, "all", _where("bought", "LIST_CONTAINS_ALL", "tv", "phone"))
    ann, _ = _put_order(client, 1, "ann", product="tv")
    _put_order(client, 2, "ann", product="phone")
    bob, _ = _put_order(client, 3, "bob", product="tv")

    assert [ann, bob] == segment_members(client, "any", [ann, bob])
    assert [ann] == segment_members(client, "all", [ann, bob])


@pytest.mark.rule("SEG-36")
def test_dynamic_value_may_be_calculated(client: CustomerProfilesClient, shop: str) -> None:
    limit = {"DimensionType": "LESS_THAN", "Values": ["{{_calculated_attribute.spent}}"]}
    define_segment(
        client, "over", {"Groups": [{"Dimensions": [{"ProfileAttributes": {"Attributes": {"limit": limit}}}]}]}
    )
    ann, _ = _put_order(client, 1, "ann", total=60)
    bob, _ = _put_order(client, 2, "bob", total=10)
    for profile_id in (ann, bob):
        client.update_profile(DomainName=shop, ProfileId=profile_id, Attributes={"limit": "50"})

    assert [ann] == segment_members(client, "over", [ann, bob])


def test_attribute_that_is_deleted_has_no_value(client: CustomerProfilesClient, shop: str) -> None:
    define_segment(client, "big", _where("spent", "GREATER_THAN", "1"))
    ann, _ = _put_order(client, 1, "ann", total=60)
    client.delete_calculated_attribute_definition(DomainName=shop, CalculatedAttributeName="spent")

    assert [] == segment_members(client, "big", [ann])


@pytest.mark.rule("SEG-42", "SEG-44")
def test_snapshot_is_sorted_by_the_value(client: CustomerProfilesClient, shop: str) -> None:
    client.create_segment_definition(
        DomainName=shop,
        SegmentDefinitionName="all",
        DisplayName="all",
        SegmentGroups={},
        SegmentSort={"Attributes": [{"Name": "spent", "Order": "DESC", "Type": "CALCULATED"}]},
    )
    ann, _ = _put_order(client, 1, "ann", total=9)
    bob, _ = _put_order(client, 2, "bob", total=10)
    s3 = boto3.client("s3", region_name=REGION)
    s3.create_bucket(Bucket="out")
    made = client.create_segment_snapshot(
        DomainName=shop, SegmentDefinitionName="all", DataFormat="CSV", DestinationUri="s3://out"
    )
    file = s3.get_object(Bucket="out", Key=f"shop/all/{made['SnapshotId']}/part-00000.csv")["Body"].read().decode()

    assert [bob, ann] == [row["ProfileId"] for row in csv.DictReader(io.StringIO(file))]


class TestFollowed:
    @pytest.fixture(autouse=True)
    def _followed(self, client: CustomerProfilesClient, shop: str, kinesis: object) -> None:  # noqa: ARG002  # needed
        client.associate_stream_for_segments(
            DomainName=shop,
            DestinationArn=aws_arn("kinesis", "stream/members"),
            DestinationRoleArn=ROLE,
        )
        define_segment(client, "big", _where("spent", "GREATER_THAN_OR_EQUAL", "100"))
        client.put_segment_subscription(DomainName=shop, SegmentDefinitionName="big")

    @pytest.mark.rule("SUB-7")
    def test_objects_that_come_and_go_are_live_events(self, client: CustomerProfilesClient) -> None:
        ann, _ = _put_order(client, 1, "ann", total=60)
        _, key = _put_order(client, 2, "ann", total=40)
        joined = _events(client)
        client.delete_profile_object(
            DomainName="shop", ProfileId=ann, ProfileObjectUniqueKey=key, ObjectTypeName="order"
        )

        assert [(ann, "LIVE", "JOINED")] == joined
        assert [*joined, (ann, "LIVE", "LEFT")] == _events(client)

    @pytest.mark.rule("P-22")
    def test_order_of_another_customer_leaves_the_first_where_it_is(self, client: CustomerProfilesClient) -> None:
        """The same order is put again for another customer."""
        ann, _ = _put_order(client, 1, "ann", total=100)
        bob, _ = _put_order(client, 2, "bob", total=1)
        _put_order(client, 1, "bob", total=100)

        assert [(ann, "LIVE", "JOINED"), (bob, "LIVE", "JOINED")] == _events(client)

    @pytest.mark.rule("SUB-9")
    def test_orders_that_grow_old_are_scheduled_events(
        self, client: CustomerProfilesClient, frozen: time_machine.Traveller
    ) -> None:
        ann, _ = _put_order(client, 1, "ann", total=100)
        frozen.shift(timedelta(days=31, hours=1))

        assert [(ann, "LIVE", "JOINED"), (ann, "SCHEDULE", "LEFT")] == _events(client)

    @pytest.mark.rule("SUB-10")
    def test_write_evaluates_nobody_else(self, client: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
        """The order of the one has grown old between two scheduled runs; the other is written to."""
        ann, _ = _put_order(client, 1, "ann", total=100)
        frozen.shift(timedelta(days=30, hours=6))
        _put_order(client, 2, "bob", total=1)
        found = _events(client)
        _put_order(client, 3, "ann", total=1)

        assert [(ann, "LIVE", "JOINED")] == found
        assert [*found, (ann, "LIVE", "LEFT")] == _events(client)


def _events(client: CustomerProfilesClient) -> list[tuple[str, str, str]]:
    """Return the events, oldest first."""
    found = client.list_segment_subscription_events(DomainName="shop", SegmentDefinitionName="big")["Events"]
    return [(one["ProfileId"], one["EventType"], one["Event"]) for one in reversed(found)]
