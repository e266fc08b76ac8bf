from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.support.areas.calculated_attributes import (
    MONTH,
    define_attribute,
    get_attribute,
    put_order,
    read_value,
    read_values,
)
from tests.support.facts import T0
from tests.support.replies import error_code

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient


@pytest.mark.rule("CA-52", "CA-53", "ID-EX-44")
def test_a_batch_answers_per_profile(frozen: time_machine.Traveller, selling: CustomerProfilesClient) -> None:
    before = define_attribute(selling, Conditions=MONTH)
    ann, bob = put_order(selling, 1), put_order(selling, 2, "bob", price=7)
    frozen.move_to(T0 + timedelta(days=50))
    overrides = {"Range": {"Start": 60, "End": 0, "Unit": "DAYS"}}
    unknown = "f" * 32
    reply = read_values(selling, [bob, unknown, ann, bob], ConditionOverrides=overrides)

    assert [(bob, "7"), (ann, "10")] == [
        (value["ProfileId"], value["Value"]) for value in reply["CalculatedAttributeValues"]
    ]
    message = f"Profile {unknown} does not exist in domain shop"
    assert [{"Code": "404", "Message": message, "ProfileId": unknown}] == reply["Errors"]
    assert overrides == reply["ConditionOverrides"]
    assert before == get_attribute(selling)


def test_a_batch_without_overrides_uses_the_definition(
    frozen: time_machine.Traveller, selling: CustomerProfilesClient
) -> None:
    define_attribute(selling, Conditions=MONTH)
    ann = put_order(selling, 1)
    frozen.move_to(T0 + timedelta(days=50))
    reply = read_values(selling, [ann])

    assert {"ProfileId": ann, "CalculatedAttributeName": "spent", "IsDataPartial": "false"} == reply[
        "CalculatedAttributeValues"
    ][0]
    assert "ConditionOverrides" not in reply


@pytest.mark.rule("CA-53")
def test_an_override_without_an_end_reaches_until_now(
    frozen: time_machine.Traveller, selling: CustomerProfilesClient
) -> None:
    define_attribute(selling)
    frozen.move_to(T0 + timedelta(days=5))
    ann = put_order(selling, 1)
    reply = read_values(selling, [ann], ConditionOverrides={"Range": {"Start": 3, "Unit": "DAYS"}})

    assert "10" == reply["CalculatedAttributeValues"][0]["Value"]


@pytest.mark.needs("Range.ValueRange")
@pytest.mark.rule("CA-53")
def test_an_override_must_not_end_before_it_starts(selling: CustomerProfilesClient) -> None:
    define_attribute(selling)
    assert "BadRequestException" == error_code(
        read_values, selling, ["0" * 32], ConditionOverrides={"Range": {"Start": -1, "Unit": "DAYS"}}
    )


@pytest.mark.rule("CA-52")
def test_a_batch_takes_a_hundred_profiles(selling: CustomerProfilesClient) -> None:
    define_attribute(selling)
    unknown = [f"{number:032x}" for number in range(101)]

    assert 100 == len(read_values(selling, unknown[:100])["Errors"])
    assert "BadRequestException" == error_code(read_values, selling, unknown)


@pytest.mark.rule("CA-53")
def test_an_override_moves_the_window_without_its_other_conditions(
    frozen: time_machine.Traveller, selling: CustomerProfilesClient
) -> None:
    define_attribute(
        selling, Statistic="COUNT", Conditions={**MONTH, "Threshold": {"Operator": "EQUAL_TO", "Value": "1"}}
    )
    put_order(selling, 1)
    frozen.move_to(T0 + timedelta(days=2))
    ann = put_order(selling, 2)
    days = {"Start": 3, "End": 1, "Unit": "DAYS"}
    reply = read_values(selling, [ann], ConditionOverrides={"Range": days})

    assert ["false", "true"] == [read_value(selling, ann)["Value"], reply["CalculatedAttributeValues"][0]["Value"]]
