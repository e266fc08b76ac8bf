"""Calculated attributes through the API: definitions, their values for profiles, and what both follow."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, Protocol

import boto3
import pytest
from botocore.exceptions import ClientError
from freezegun import freeze_time
from moto import mock_aws
from moto.moto_api import state_manager

from moto_customerprofiles.models import customerprofiles_backends

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from types_boto3_customer_profiles import CustomerProfilesClient
    from types_boto3_customer_profiles import type_defs as t

MONDAY = datetime(2025, 1, 6, 12, tzinfo=timezone.utc)
DETAILS: t.AttributeDetailsTypeDef = {"Attributes": [{"Name": "price"}], "Expression": "{order.price}"}
MONTH: t.ConditionsTypeDef = {"Range": {"Value": 30, "Unit": "DAYS"}}
LAUNCHED = [
    "_average_call_duration",
    "_average_hold_time",
    "_frequent_caller",
    "_last_agent_id",
    "_last_channel",
    "_most_frequent_channel",
    "_new_customer",
]


class Clock(Protocol):
    def move_to(self, target: datetime) -> None: ...


@pytest.fixture
def clock() -> Iterator[Clock]:
    with freeze_time(MONDAY) as frozen:
        yield frozen


@pytest.fixture
def shop(client: CustomerProfilesClient) -> CustomerProfilesClient:
    """Answer a client of a domain that knows orders."""
    client.create_domain(DomainName="shop", DefaultExpirationDays=365)
    put_type(client)
    return client


def put_type(client: CustomerProfilesClient, name: str = "order") -> None:
    client.put_profile_object_type(
        DomainName="shop",
        ObjectTypeName=name,
        Description="Orders",
        AllowProfileCreation=True,
        Fields={field: {"Source": f"_source.{field}"} for field in ("id", "customer", "price", "at")},
        Keys={
            f"{name}Id": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
            "customer": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["customer"]}],
        },
    )


def define(client: CustomerProfilesClient, name: str = "spent", **request: Any) -> dict[str, Any]:
    whole = {"AttributeDetails": DETAILS, "Statistic": "SUM", **request}
    reply = client.create_calculated_attribute_definition(DomainName="shop", CalculatedAttributeName=name, **whole)
    return without_metadata(reply)


def order(client: CustomerProfilesClient, number: int, customer: str = "ann", **members: object) -> str:
    document = {"id": str(number), "customer": customer, "price": 10, **members}
    client.put_profile_object(DomainName="shop", ObjectTypeName="order", Object=json.dumps(document))
    return find(client, customer)


def find(client: CustomerProfilesClient, customer: str = "ann") -> str:
    found = client.search_profiles(DomainName="shop", KeyName="customer", Values=[customer])
    return found["Items"][0]["ProfileId"]


def read(client: CustomerProfilesClient, profile_id: str, name: str = "spent") -> dict[str, Any]:
    reply = client.get_calculated_attribute_for_profile(
        DomainName="shop", ProfileId=profile_id, CalculatedAttributeName=name
    )
    return without_metadata(reply)


def describe(client: CustomerProfilesClient, name: str = "spent") -> dict[str, Any]:
    return without_metadata(client.get_calculated_attribute_definition(DomainName="shop", CalculatedAttributeName=name))


def names(client: CustomerProfilesClient) -> list[str]:
    items = client.list_calculated_attribute_definitions(DomainName="shop")["Items"]
    return [item["CalculatedAttributeName"] for item in items]


def without_metadata(reply: Any) -> dict[str, Any]:
    return {member: value for member, value in reply.items() if member != "ResponseMetadata"}


def code(refused: pytest.ExceptionInfo[ClientError]) -> str:
    return refused.value.response["Error"]["Code"]


@pytest.mark.rule("CA-13")
def test_create_answers_the_whole_definition(clock: Clock, shop: CustomerProfilesClient) -> None:  # noqa: ARG001
    chosen = {"Include": "ALL", "Groups": [{"Type": "ALL", "Dimensions": [{"Attributes": {}}]}]}
    sent: dict[str, Any] = {
        "DisplayName": "Spent",
        "Description": "What the customer spent",
        "Conditions": MONTH,
        "Filter": chosen,
        "UseHistoricalData": False,
        "Tags": {"team": "a"},
    }

    assert {
        "CalculatedAttributeName": "spent",
        "AttributeDetails": DETAILS,
        "Statistic": "SUM",
        "CreatedAt": MONDAY,
        "LastUpdatedAt": MONDAY,
        "Status": "COMPLETED",
        "Readiness": {"ProgressPercentage": 100},
        **sent,
    } == define(shop, **sent)


@pytest.mark.rule("CA-54")
def test_get_answers_what_create_did(shop: CustomerProfilesClient) -> None:
    assert define(shop, Conditions=MONTH) == describe(shop)


@pytest.mark.rule("CA-13")
def test_what_was_not_sent_is_absent(shop: CustomerProfilesClient) -> None:
    define(shop)

    assert {
        "CalculatedAttributeName",
        "AttributeDetails",
        "Statistic",
        "CreatedAt",
        "LastUpdatedAt",
        "UseHistoricalData",
        "Status",
        "Readiness",
        "Tags",
    } == describe(shop).keys()


@pytest.mark.rule("CA-2", "ERR-4", "ID-EX-42", "GEN-13")
def test_a_name_that_exists_is_refused(shop: CustomerProfilesClient) -> None:
    define(shop)

    with pytest.raises(ClientError) as refused:
        define(shop)

    assert ("BadRequestException", "Calculated attribute definition with name spent already exists") == (
        code(refused),
        refused.value.response["Error"]["Message"],
    )


@pytest.mark.rule("CA-6", "CA-7")
def test_a_type_made_from_a_template_may_have_attributes_beyond_its_fields(shop: CustomerProfilesClient) -> None:
    shop.put_profile_object_type(
        DomainName="shop", ObjectTypeName="calls", Description="Calls", TemplateId="CTR-NoInferred"
    )
    details = {"Attributes": [{"Name": "queue.name"}], "Expression": "{calls.queue.name}"}

    assert details == define(shop, AttributeDetails=details, Statistic="COUNT")["AttributeDetails"]


def test_a_definition_that_cannot_work_is_refused_and_forgotten(shop: CustomerProfilesClient) -> None:
    with pytest.raises(ClientError) as refused:
        define(shop, AttributeDetails={"Attributes": [{"Name": "weight"}], "Expression": "{order.weight}"})

    assert "BadRequestException" == code(refused)
    assert names(shop) == LAUNCHED


def many(count: int, dimensions: int = 1, values: int = 1) -> dict[str, Any]:
    """Answer a filter of so many groups of so many dimensions of so many values."""
    attribute = {"price": {"DimensionType": "INCLUSIVE", "Values": [str(number) for number in range(values)]}}
    return {
        "Include": "ALL",
        "Groups": [{"Type": "ALL", "Dimensions": [{"Attributes": attribute}] * dimensions}] * count,
    }


@pytest.mark.rule("CA-30")
@pytest.mark.parametrize("chosen", [many(3), many(1, dimensions=11), many(1, values=11)])
def test_filters_have_so_many_groups_dimensions_and_values(
    shop: CustomerProfilesClient, chosen: dict[str, Any]
) -> None:
    with pytest.raises(ClientError) as refused:
        define(shop, Filter=chosen)

    assert "BadRequestException" == code(refused)
    assert many(2, 10, 10) == define(shop, Filter=many(2, 10, 10))["Filter"]


@pytest.mark.rule("CA-8")
def test_a_range_counts_days_only(shop: CustomerProfilesClient) -> None:
    with pytest.raises(ClientError) as refused:
        define(shop, Conditions={"Range": {"Value": 1, "Unit": "HOURS"}})

    assert "BadRequestException" == code(refused)


@pytest.mark.rule("CA-1", "CA-3")
@pytest.mark.parametrize(
    "wrong",
    [{"name": "9lives"}, {"name": "x" * 256}, {"DisplayName": "no/slash"}, {"Statistic": "TIME_DIFFERENCE_FROM_NOW"}],
)
def test_names_and_statistics_follow_the_model(shop: CustomerProfilesClient, wrong: dict[str, str]) -> None:
    with pytest.raises(ClientError) as refused:
        define(shop, **wrong)

    assert "BadRequestException" == code(refused)


@pytest.mark.rule("CA-3", "CA-43")
@pytest.mark.parametrize(
    "statistic",
    [
        "FIRST_OCCURRENCE",
        "LAST_OCCURRENCE",
        "COUNT",
        "SUM",
        "MINIMUM",
        "MAXIMUM",
        "AVERAGE",
        "MAX_OCCURRENCE",
        "RECENT_OCCURRENCES",
    ],
)
def test_every_statistic_of_the_model_has_a_value(shop: CustomerProfilesClient, statistic: str) -> None:
    define(shop, Statistic=statistic)

    assert read(shop, order(shop, 1))["Value"] == {"COUNT": "1", "RECENT_OCCURRENCES": '["10"]'}.get(statistic, "10")


@pytest.mark.rule("CA-8")
def test_long_ranges_and_counts_are_not_refused(shop: CustomerProfilesClient) -> None:
    conditions = {"Range": {"Value": 4000, "Unit": "DAYS"}, "ObjectCount": 500}

    assert conditions == define(shop, Conditions=conditions)["Conditions"]


@pytest.mark.rule("CA-14")
def test_at_most_so_many_of_ones_own(shop: CustomerProfilesClient) -> None:
    customerprofiles_backends["123456789012"]["us-east-1"].world.settings.quotas.calculated_attributes = 2
    define(shop, "one")
    define(shop, "two")

    with pytest.raises(ClientError) as refused:
        define(shop, "three")

    assert "Limit of 2 calculated attributes per domain exceeded" in str(refused.value)


@pytest.mark.rule("CA-21", "ID-EX-35")
def test_old_objects_are_taken_in_by_the_next_look(shop: CustomerProfilesClient) -> None:
    created = define(shop, UseHistoricalData=True)
    found = describe(shop)

    assert [("PREPARING", {"ProgressPercentage": 0}), ("COMPLETED", {"ProgressPercentage": 100})] == [
        (reply["Status"], reply["Readiness"]) for reply in (created, found)
    ]


def test_the_list_is_a_look_at_each_definition(shop: CustomerProfilesClient) -> None:
    define(shop, UseHistoricalData=True)
    [*_, listed] = shop.list_calculated_attribute_definitions(DomainName="shop")["Items"]

    assert ("spent", "COMPLETED") == (listed["CalculatedAttributeName"], listed["Status"])


@pytest.mark.rule("CA-21", "ID-H-4")
def test_the_status_can_be_slowed_down(shop: CustomerProfilesClient) -> None:
    state_manager.set_transition("customerprofiles::calculated_attribute", {"progression": "manual", "times": 1})
    try:
        define(shop, UseHistoricalData=True)

        assert ["IN_PROGRESS", "COMPLETED"] == [describe(shop)["Status"] for _ in range(2)]
    finally:
        state_manager.unset_transition("customerprofiles::calculated_attribute")


@pytest.mark.rule("CA-21")
def test_values_do_not_wait_for_the_status(shop: CustomerProfilesClient) -> None:
    profile_id = order(shop, 1)
    define(shop, UseHistoricalData=True)

    assert "10" == read(shop, profile_id)["Value"]


@pytest.mark.rule("CA-54", "ID-D-6")
def test_the_list_is_by_name_and_short(shop: CustomerProfilesClient) -> None:
    define(shop, "b", DisplayName="B", Description="Second", Conditions=MONTH, Tags={"k": "v"})
    define(shop, "a")
    items = shop.list_calculated_attribute_definitions(DomainName="shop")["Items"]

    assert [*LAUNCHED, "a", "b"] == [item["CalculatedAttributeName"] for item in items]
    assert {
        "CalculatedAttributeName",
        "DisplayName",
        "Description",
        "CreatedAt",
        "LastUpdatedAt",
        "UseHistoricalData",
        "Status",
        "Tags",
    } == items[-1].keys()


def test_the_list_pages(shop: CustomerProfilesClient) -> None:
    first = shop.list_calculated_attribute_definitions(DomainName="shop", MaxResults=4)
    rest = shop.list_calculated_attribute_definitions(DomainName="shop", NextToken=first["NextToken"])

    assert LAUNCHED == [item["CalculatedAttributeName"] for item in [*first["Items"], *rest["Items"]]]


def test_tags_are_those_of_the_arn(shop: CustomerProfilesClient) -> None:
    define(shop, Tags={"a": "1"})
    arn = "arn:aws:profile:us-east-1:123456789012:domains/shop/calculated-attributes/spent"
    shop.tag_resource(resourceArn=arn, tags={"b": "2"})

    assert {"a": "1", "b": "2"} == describe(shop)["Tags"] == shop.list_tags_for_resource(resourceArn=arn)["tags"]


@pytest.mark.rule("CA-60", "CA-61", "CA-64")
def test_an_update_changes_texts_and_conditions_alone(clock: Clock, shop: CustomerProfilesClient) -> None:
    before = define(shop, Description="Old", Conditions=MONTH)
    clock.move_to(MONDAY + timedelta(days=1))
    reply = shop.update_calculated_attribute_definition(
        DomainName="shop", CalculatedAttributeName="spent", DisplayName="Spent", Conditions={"ObjectCount": 5}
    )
    changed = {
        "DisplayName": "Spent",
        "Conditions": {**MONTH, "ObjectCount": 5},
        "LastUpdatedAt": MONDAY + timedelta(days=1),
    }

    assert {**before, **changed} == without_metadata(reply) == describe(shop)


@pytest.mark.rule("CA-60")
def test_an_update_answers_no_filter_and_keeps_it(shop: CustomerProfilesClient) -> None:
    chosen = {"Include": "ALL", "Groups": [{"Type": "ALL", "Dimensions": [{"Attributes": {}}]}]}
    define(shop, Filter=chosen)
    reply = shop.update_calculated_attribute_definition(DomainName="shop", CalculatedAttributeName="spent")

    assert "Filter" not in reply
    assert chosen == describe(shop)["Filter"]


@pytest.mark.rule("CA-62")
def test_a_refused_update_changes_nothing(shop: CustomerProfilesClient) -> None:
    before = define(shop, Conditions={"Range": {"TimestampSource": "{order.at}"}})

    with pytest.raises(ClientError) as refused:
        shop.update_calculated_attribute_definition(
            DomainName="shop",
            CalculatedAttributeName="spent",
            DisplayName="Spent",
            Conditions={"Range": {"TimestampSource": "{order.price}"}},
        )

    assert "BadRequestException" == code(refused)
    assert before == describe(shop)


@pytest.mark.rule("CA-64")
def test_default_attributes_can_be_updated(clock: Clock, shop: CustomerProfilesClient) -> None:  # noqa: ARG001
    shop.update_calculated_attribute_definition(
        DomainName="shop",
        CalculatedAttributeName="_frequent_caller",
        Conditions={"Threshold": {"Operator": "GREATER_THAN", "Value": "1"}},
    )
    found = describe(shop, "_frequent_caller")

    assert {"Operator": "GREATER_THAN", "Value": "1"} == found["Conditions"]["Threshold"]
    assert MONDAY == found["LastUpdatedAt"]


@pytest.mark.rule("CA-70")
def test_default_attributes_have_no_times(shop: CustomerProfilesClient) -> None:
    assert not {"CreatedAt", "LastUpdatedAt"} & describe(shop, "_last_channel").keys()


@pytest.mark.rule("CA-71", "ADD-6")
def test_new_customer_tells_no_statistic(shop: CustomerProfilesClient) -> None:
    found = describe(shop, "_new_customer")

    assert "Statistic" not in found
    assert "{_profile.createdAt}" == found["AttributeDetails"]["Expression"]


@pytest.mark.rule("CA-70", "ID-D-6", "ID-H-5")
@pytest.mark.parametrize(("which", "number"), [("all", 31), ("launched", 7), ("none", 0)])
def test_a_setting_says_which_defaults_a_domain_has(which: str, number: int) -> None:
    config: Any = {"customerprofiles": {"default_calculated_attributes": which}}
    with mock_aws(config=config):
        client = boto3.client("customer-profiles", region_name="us-east-1")
        client.create_domain(DomainName="shop", DefaultExpirationDays=365)

        assert number == len(names(client))


@pytest.mark.rule("CA-65", "ID-EX-45")
def test_a_deleted_default_stays_away_until_it_is_created(shop: CustomerProfilesClient) -> None:
    shop.delete_calculated_attribute_definition(DomainName="shop", CalculatedAttributeName="_last_channel")
    with pytest.raises(ClientError) as missing:
        describe(shop, "_last_channel")
    details = {"Attributes": [{"Name": "channel"}], "Expression": "{CTR.channel}"}

    assert "ResourceNotFoundException" == code(missing)
    assert (
        "LAST_OCCURRENCE"
        == define(shop, "_last_channel", AttributeDetails=details, Statistic="LAST_OCCURRENCE")["Statistic"]
    )


@pytest.mark.rule("CA-50", "CA-64", "CA-65")
def test_a_deleted_definition_is_not_found_any_more(shop: CustomerProfilesClient) -> None:
    define(shop)
    profile_id = order(shop, 1)
    deleted = shop.delete_calculated_attribute_definition(DomainName="shop", CalculatedAttributeName="spent")
    calls: list[Callable[[], object]] = [
        lambda: describe(shop),
        lambda: shop.delete_calculated_attribute_definition(DomainName="shop", CalculatedAttributeName="spent"),
        lambda: shop.update_calculated_attribute_definition(DomainName="shop", CalculatedAttributeName="spent"),
        lambda: read(shop, profile_id),
        lambda: batch(shop, [profile_id]),
    ]
    found = []
    for call in calls:
        with pytest.raises(ClientError) as missing:
            call()
        found.append(code(missing))

    assert {} == without_metadata(deleted)
    assert ["ResourceNotFoundException"] * 5 == found


@pytest.mark.rule("CA-48")
def test_a_value_has_these_members(clock: Clock, shop: CustomerProfilesClient) -> None:  # noqa: ARG001
    define(shop, DisplayName="Spent", Conditions=MONTH)

    assert {
        "CalculatedAttributeName": "spent",
        "DisplayName": "Spent",
        "IsDataPartial": "true",
        "Value": "10",
        "LastObjectTimestamp": MONDAY,
    } == read(shop, order(shop, 1))


@pytest.mark.rule("CA-46")
def test_without_data_there_is_no_value(shop: CustomerProfilesClient) -> None:
    profile_id = order(shop, 1)
    define(shop, Statistic="COUNT")

    assert {"CalculatedAttributeName": "spent", "IsDataPartial": "false"} == read(shop, profile_id)


def test_on_a_standing_clock_only_later_objects_count(clock: Clock, shop: CustomerProfilesClient) -> None:  # noqa: ARG001
    order(shop, 1)
    define(shop, Statistic="COUNT")
    order(shop, 2)

    assert "1" == read(shop, order(shop, 3, price=""))["Value"]


@pytest.mark.rule("CA-50")
def test_an_unknown_profile_is_not_found(shop: CustomerProfilesClient) -> None:
    define(shop)
    with pytest.raises(ClientError) as missing:
        read(shop, "0" * 32)

    assert "ResourceNotFoundException" == code(missing)


@pytest.mark.rule("CA-51")
def test_all_attributes_are_listed_for_a_profile(shop: CustomerProfilesClient) -> None:
    define(shop, "spent")
    profile_id = order(shop, 1)
    items = shop.list_calculated_attributes_for_profile(DomainName="shop", ProfileId=profile_id)["Items"]

    assert [*LAUNCHED, "spent"] == [item["CalculatedAttributeName"] for item in items]
    assert [("_new_customer", "true"), ("spent", "10")] == [
        (item["CalculatedAttributeName"], item["Value"]) for item in items if "Value" in item
    ]


def batch(client: CustomerProfilesClient, profile_ids: list[str], **overrides: Any) -> dict[str, Any]:
    reply = client.batch_get_calculated_attribute_for_profile(
        DomainName="shop", CalculatedAttributeName="spent", ProfileIds=profile_ids, **overrides
    )
    return without_metadata(reply)


@pytest.mark.rule("CA-52", "CA-53", "ID-EX-44")
def test_a_batch_answers_per_profile(clock: Clock, shop: CustomerProfilesClient) -> None:
    before = define(shop, Conditions=MONTH)
    ann, bob = order(shop, 1), order(shop, 2, "bob", price=7)
    clock.move_to(MONDAY + timedelta(days=50))
    overrides = {"Range": {"Start": 60, "End": 0, "Unit": "DAYS"}}
    unknown = "f" * 32
    reply = batch(shop, [bob, unknown, ann, bob], ConditionOverrides=overrides)

    assert [(bob, "7"), (ann, "10")] == [
        (value["ProfileId"], value["Value"]) for value in reply["CalculatedAttributeValues"]
    ]
    assert [{"Code": "404", "Message": f"Profile {unknown} does not exist", "ProfileId": unknown}] == reply["Errors"]
    assert overrides == reply["ConditionOverrides"]
    assert before == describe(shop)


def test_a_batch_without_overrides_uses_the_definition(clock: Clock, shop: CustomerProfilesClient) -> None:
    define(shop, Conditions=MONTH)
    ann = order(shop, 1)
    clock.move_to(MONDAY + timedelta(days=50))
    reply = batch(shop, [ann])

    assert {"ProfileId": ann, "CalculatedAttributeName": "spent", "IsDataPartial": "false"} == reply[
        "CalculatedAttributeValues"
    ][0]
    assert "ConditionOverrides" not in reply


@pytest.mark.rule("CA-53")
def test_an_override_without_an_end_reaches_until_now(clock: Clock, shop: CustomerProfilesClient) -> None:
    define(shop)
    clock.move_to(MONDAY + timedelta(days=5))
    ann = order(shop, 1)
    reply = batch(shop, [ann], ConditionOverrides={"Range": {"Start": 3, "Unit": "DAYS"}})

    assert "10" == reply["CalculatedAttributeValues"][0]["Value"]


@pytest.mark.rule("CA-53")
def test_an_override_must_not_end_before_it_starts(shop: CustomerProfilesClient) -> None:
    define(shop)
    with pytest.raises(ClientError) as refused:
        batch(shop, ["0" * 32], ConditionOverrides={"Range": {"Start": -1, "Unit": "DAYS"}})

    assert "BadRequestException" == code(refused)


@pytest.mark.rule("CA-52")
def test_a_batch_takes_a_hundred_profiles(shop: CustomerProfilesClient) -> None:
    define(shop)
    unknown = [f"{number:032x}" for number in range(101)]

    assert 100 == len(batch(shop, unknown[:100])["Errors"])
    with pytest.raises(ClientError) as refused:
        batch(shop, unknown)
    assert "BadRequestException" == code(refused)


@pytest.mark.rule("CA-53")
def test_an_override_moves_the_window_without_its_other_conditions(clock: Clock, shop: CustomerProfilesClient) -> None:
    define(shop, Statistic="COUNT", Conditions={**MONTH, "Threshold": {"Operator": "EQUAL_TO", "Value": "1"}})
    order(shop, 1)
    clock.move_to(MONDAY + timedelta(days=2))
    ann = order(shop, 2)
    days = {"Start": 3, "End": 1, "Unit": "DAYS"}
    reply = batch(shop, [ann], ConditionOverrides={"Range": days})

    assert ["false", "true"] == [read(shop, ann)["Value"], reply["CalculatedAttributeValues"][0]["Value"]]


def test_the_standard_profile_is_an_object_too(shop: CustomerProfilesClient) -> None:
    details = {"Attributes": [{"Name": "Address.City"}], "Expression": "{_profile.Address.City}"}
    define(shop, AttributeDetails=details, Statistic="LAST_OCCURRENCE")
    ann = shop.create_profile(DomainName="shop", Address={"City": "Seattle"})["ProfileId"]

    assert "Seattle" == read(shop, ann)["Value"]


@pytest.mark.rule("CA-40")
def test_an_object_put_again_replaces_its_value(shop: CustomerProfilesClient) -> None:
    define(shop)
    order(shop, 1, price=10)

    assert "3" == read(shop, order(shop, 1, price=3))["Value"]


@pytest.mark.rule("CA-40")
def test_a_deleted_object_drops_out(shop: CustomerProfilesClient) -> None:
    define(shop)
    order(shop, 1)
    ann = order(shop, 2, price=5)
    listed = shop.list_profile_objects(DomainName="shop", ProfileId=ann, ObjectTypeName="order")["Items"]
    shop.delete_profile_object(
        DomainName="shop",
        ProfileId=ann,
        ObjectTypeName="order",
        ProfileObjectUniqueKey=listed[0]["ProfileObjectUniqueKey"],
    )

    assert "5" == read(shop, ann)["Value"]


@pytest.mark.rule("CA-40", "MG-17")
def test_merged_profiles_bring_their_objects(shop: CustomerProfilesClient) -> None:
    define(shop)
    ann, bob = order(shop, 1), order(shop, 2, "bob", price=7)
    shop.merge_profiles(DomainName="shop", MainProfileId=ann, ProfileIdsToBeMerged=[bob])

    assert "17" == read(shop, ann)["Value"]
    with pytest.raises(ClientError) as missing:
        read(shop, bob)
    assert "ResourceNotFoundException" == code(missing)


@pytest.mark.rule("CA-40")
def test_expired_objects_drop_out(clock: Clock, shop: CustomerProfilesClient) -> None:
    define(shop)
    order(shop, 1)
    clock.move_to(MONDAY + timedelta(days=364))
    ann = order(shop, 2, price=5)
    clock.move_to(MONDAY + timedelta(days=366))

    assert "5" == read(shop, ann)["Value"]


@pytest.mark.rule("CA-66")
def test_without_its_object_type_a_definition_stays_and_has_no_value(shop: CustomerProfilesClient) -> None:
    define(shop)
    put_type(shop, "refund")
    ann = order(shop, 1)
    shop.put_profile_object(DomainName="shop", ObjectTypeName="refund", Object='{"id": "1", "customer": "ann"}')
    shop.delete_profile_object_type(DomainName="shop", ObjectTypeName="order")

    assert "Value" not in read(shop, ann)
    assert "spent" in names(shop)
