from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.support.areas.calculated_attributes import (
    LAUNCHED,
    MONTH,
    attribute_names,
    define_attribute,
    put_order,
    put_order_type,
    read_value,
)
from tests.support.facts import T0
from tests.support.model import enumeration
from tests.support.replies import error_code
from tests.support.shop import create_profile, put_object

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient


@pytest.mark.rule("CA-3", "CA-43")
@pytest.mark.parametrize("statistic", enumeration("Statistic"))
def test_every_statistic_of_the_model_has_a_value(selling: CustomerProfilesClient, statistic: str) -> None:
    define_attribute(selling, Statistic=statistic)

    expected = "1" if statistic == "COUNT" else '["10"]' if statistic.startswith("RECENT") else "10"

    assert expected == read_value(selling, put_order(selling, 1))["Value"]


@pytest.mark.rule("CA-21")
def test_values_do_not_wait_for_the_status(selling: CustomerProfilesClient) -> None:
    profile_id = put_order(selling, 1)
    define_attribute(selling, UseHistoricalData=True)

    assert "10" == read_value(selling, profile_id)["Value"]


@pytest.mark.rule("CA-48")
def test_a_value_has_these_members(frozen: time_machine.Traveller, selling: CustomerProfilesClient) -> None:  # noqa: ARG001
    define_attribute(selling, DisplayName="Spent", Conditions=MONTH)

    assert {
        "CalculatedAttributeName": "spent",
        "DisplayName": "Spent",
        "IsDataPartial": "true",
        "Value": "10",
        "LastObjectTimestamp": T0,
    } == read_value(selling, put_order(selling, 1))


@pytest.mark.rule("CA-46")
def test_without_data_there_is_no_value(selling: CustomerProfilesClient) -> None:
    profile_id = put_order(selling, 1)
    define_attribute(selling, Statistic="COUNT")

    assert {"CalculatedAttributeName": "spent", "IsDataPartial": "false"} == read_value(selling, profile_id)


@pytest.mark.usefixtures("frozen")
def test_on_a_standing_clock_only_later_objects_count(selling: CustomerProfilesClient) -> None:
    put_order(selling, 1)
    define_attribute(selling, Statistic="COUNT")
    put_order(selling, 2)

    assert "1" == read_value(selling, put_order(selling, 3, price=""))["Value"]


@pytest.mark.rule("CA-50")
def test_an_unknown_profile_is_not_found(selling: CustomerProfilesClient) -> None:
    define_attribute(selling)
    assert "ResourceNotFoundException" == error_code(read_value, selling, "0" * 32)


@pytest.mark.rule("CA-51")
def test_all_attributes_are_listed_for_a_profile(selling: CustomerProfilesClient) -> None:
    define_attribute(selling, "spent")
    profile_id = put_order(selling, 1)
    items = selling.list_calculated_attributes_for_profile(DomainName="shop", ProfileId=profile_id)["Items"]

    assert [*LAUNCHED, "spent"] == [item["CalculatedAttributeName"] for item in items]
    assert [("_new_customer", "true"), ("spent", "10")] == [
        (item["CalculatedAttributeName"], item["Value"]) for item in items if "Value" in item
    ]


def test_the_standard_profile_is_an_object_too(selling: CustomerProfilesClient) -> None:
    details = {"Attributes": [{"Name": "Address.City"}], "Expression": "{_profile.Address.City}"}
    define_attribute(selling, AttributeDetails=details, Statistic="LAST_OCCURRENCE")
    ann = create_profile(selling, Address={"City": "Seattle"})

    assert "Seattle" == read_value(selling, ann)["Value"]


@pytest.mark.rule("CA-40")
def test_an_object_put_again_replaces_its_value(selling: CustomerProfilesClient) -> None:
    define_attribute(selling)
    put_order(selling, 1, price=10)

    assert "3" == read_value(selling, put_order(selling, 1, price=3))["Value"]


@pytest.mark.rule("CA-40")
def test_a_deleted_object_drops_out(selling: CustomerProfilesClient) -> None:
    define_attribute(selling)
    put_order(selling, 1)
    ann = put_order(selling, 2, price=5)
    listed = selling.list_profile_objects(DomainName="shop", ProfileId=ann, ObjectTypeName="order")["Items"]
    selling.delete_profile_object(
        DomainName="shop",
        ProfileId=ann,
        ObjectTypeName="order",
        ProfileObjectUniqueKey=listed[0]["ProfileObjectUniqueKey"],
    )

    assert "5" == read_value(selling, ann)["Value"]


@pytest.mark.rule("CA-40", "MG-17")
def test_merged_profiles_bring_their_objects(selling: CustomerProfilesClient) -> None:
    define_attribute(selling)
    ann, bob = put_order(selling, 1), put_order(selling, 2, "bob", price=7)
    selling.merge_profiles(DomainName="shop", MainProfileId=ann, ProfileIdsToBeMerged=[bob])

    assert "17" == read_value(selling, ann)["Value"]
    assert "ResourceNotFoundException" == error_code(read_value, selling, bob)


@pytest.mark.rule("CA-40")
def test_expired_objects_drop_out(frozen: time_machine.Traveller, selling: CustomerProfilesClient) -> None:
    define_attribute(selling)
    put_order(selling, 1)
    frozen.move_to(T0 + timedelta(days=364))
    ann = put_order(selling, 2, price=5)
    frozen.move_to(T0 + timedelta(days=366))

    assert "5" == read_value(selling, ann)["Value"]


@pytest.mark.rule("CA-66")
def test_without_its_object_type_a_definition_stays_and_has_no_value(selling: CustomerProfilesClient) -> None:
    define_attribute(selling)
    put_order_type(selling, "refund")
    ann = put_order(selling, 1)
    put_object(selling, "refund", id="1", customer="ann")
    selling.delete_profile_object_type(DomainName="shop", ObjectTypeName="order")

    assert "Value" not in read_value(selling, ann)
    assert "spent" in attribute_names(selling)
