from __future__ import annotations

import pytest

from moto_customerprofiles.engine.calculated.default_attributes import TIME_DIFFERENCE_FROM_NOW, default_attributes
from moto_customerprofiles.engine.calculated.definitions import compile_calculation
from moto_customerprofiles.engine.calculated.filters import compile_filter


@pytest.mark.rule("CA-70")
def test_eight_are_launched() -> None:
    assert [
        "_most_frequent_channel",
        "_last_channel",
        "_last_agent_id",
        "_frequent_caller",
        "_average_hold_time",
        "_average_call_duration",
        "_call_count",
        "_new_customer",
    ] == [attribute["Name"] for attribute in default_attributes("launched")]


@pytest.mark.rule("CA-70")
def test_all_are_thirty_two_and_none_is_none() -> None:
    assert [32, 0] == [len(default_attributes("all")), len(default_attributes("none"))]
    assert all(each["DisplayName"] and each["Description"] for each in default_attributes("all"))


def test_every_default_can_be_calculated() -> None:
    compiled = [
        compile_calculation(attribute["AttributeDetails"], attribute["Statistic"], attribute.get("Conditions"))
        for attribute in default_attributes("all")
    ]

    assert {"CTR", "_asset", "_case", "_communicationRecord", "_order", "_profile"} == {
        calculation.expression.object_type for calculation in compiled
    }


def test_every_filter_of_a_default_can_be_compiled() -> None:
    filters = [attribute["Filter"] for attribute in default_attributes("all") if "Filter" in attribute]

    assert 8 == len([compile_filter(found) for found in filters])


def test_only_new_customer_has_a_statistic_of_its_own() -> None:
    assert ["_new_customer"] == [
        attribute["Name"]
        for attribute in default_attributes("all")
        if attribute["Statistic"] == TIME_DIFFERENCE_FROM_NOW
    ]
