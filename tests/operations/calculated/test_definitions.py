from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from moto_customerprofiles.errors import quota_exceeded
from tests.support.areas.calculated_attributes import (
    DETAILS,
    LAUNCHED,
    MONTH,
    attribute_names,
    define_attribute,
    get_attribute,
    put_order,
    read_value,
    read_values,
)
from tests.support.facts import T0, aws_arn
from tests.support.replies import error_code, less_metadata, refusal
from tests.support.shop import put_template

if TYPE_CHECKING:
    from collections.abc import Callable

    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.adapters.models import CustomerProfilesBackend


@pytest.mark.rule("CA-13")
def test_create_answers_the_whole_definition(frozen: time_machine.Traveller, selling: CustomerProfilesClient) -> None:  # noqa: ARG001
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
        "CreatedAt": T0,
        "LastUpdatedAt": T0,
        "Status": "COMPLETED",
        "Readiness": {"ProgressPercentage": 100},
        **sent,
    } == define_attribute(selling, **sent)


@pytest.mark.rule("CA-54")
def test_get_answers_what_create_did(selling: CustomerProfilesClient) -> None:
    assert define_attribute(selling, Conditions=MONTH) == get_attribute(selling)


@pytest.mark.rule("CA-13")
def test_what_was_not_sent_is_absent(selling: CustomerProfilesClient) -> None:
    define_attribute(selling)

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
    } == get_attribute(selling).keys()


@pytest.mark.rule("CA-2", "ERR-4", "ID-EX-42", "GEN-13")
def test_a_name_that_exists_is_refused(selling: CustomerProfilesClient) -> None:
    define_attribute(selling)

    assert ("BadRequestException", "Calculated attribute definition with name spent already exists") == refusal(
        define_attribute, selling
    )


@pytest.mark.rule("CA-6", "CA-7")
def test_a_type_made_from_a_template_may_have_attributes_beyond_its_fields(selling: CustomerProfilesClient) -> None:
    put_template(selling, "CTR-NoInferred", "calls")
    details = {"Attributes": [{"Name": "queue.name"}], "Expression": "{calls.queue.name}"}

    assert details == define_attribute(selling, AttributeDetails=details, Statistic="COUNT")["AttributeDetails"]


def test_a_definition_that_cannot_work_is_refused_and_forgotten(selling: CustomerProfilesClient) -> None:
    assert "BadRequestException" == error_code(
        define_attribute, selling, AttributeDetails={"Attributes": [{"Name": "weight"}], "Expression": "{order.weight}"}
    )
    assert LAUNCHED == attribute_names(selling)


def many(count: int, dimensions: int = 1, values: int = 1) -> dict[str, Any]:
    """Return a filter of so many groups of so many dimensions of so many values."""
    attribute = {"price": {"DimensionType": "INCLUSIVE", "Values": [str(number) for number in range(values)]}}
    return {
        "Include": "ALL",
        "Groups": [{"Type": "ALL", "Dimensions": [{"Attributes": attribute}] * dimensions}] * count,
    }


@pytest.mark.rule("CA-30")
@pytest.mark.parametrize("chosen", [many(3), many(1, dimensions=11), many(1, values=11)])
def test_filters_have_so_many_groups_dimensions_and_values(
    selling: CustomerProfilesClient, chosen: dict[str, Any]
) -> None:
    assert "BadRequestException" == error_code(define_attribute, selling, Filter=chosen)
    assert many(2, 10, 10) == define_attribute(selling, Filter=many(2, 10, 10))["Filter"]


@pytest.mark.rule("CA-8")
def test_a_range_counts_days_only(selling: CustomerProfilesClient) -> None:
    assert "BadRequestException" == error_code(
        define_attribute, selling, Conditions={"Range": {"Value": 1, "Unit": "HOURS"}}
    )


@pytest.mark.rule("CA-1", "CA-3")
@pytest.mark.parametrize(
    "wrong",
    [{"name": "9lives"}, {"name": "x" * 256}, {"DisplayName": "no/slash"}, {"Statistic": "TIME_DIFFERENCE_FROM_NOW"}],
)
def test_names_and_statistics_follow_the_model(selling: CustomerProfilesClient, wrong: dict[str, str]) -> None:
    assert "BadRequestException" == error_code(define_attribute, selling, **wrong)


@pytest.mark.needs("Range.ValueRange")
@pytest.mark.rule("CA-8")
def test_long_ranges_and_counts_are_not_refused(selling: CustomerProfilesClient) -> None:
    conditions = {"Range": {"Value": 4000, "Unit": "DAYS"}, "ObjectCount": 500}

    assert conditions == define_attribute(selling, Conditions=conditions)["Conditions"]


@pytest.mark.rule("CA-14")
def test_at_most_so_many_of_ones_own(selling: CustomerProfilesClient, backend: CustomerProfilesBackend) -> None:
    backend.world.settings.quotas.calculated_attributes = 2
    define_attribute(selling, "one")
    define_attribute(selling, "two")

    expected = ("BadRequestException", quota_exceeded(2, "calculated attributes", "domain", "calculated_attributes"))

    assert expected == refusal(define_attribute, selling, "three")


@pytest.mark.rule("CA-21", "ID-EX-35")
def test_definition_over_old_objects_is_complete_at_the_next_poll(selling: CustomerProfilesClient) -> None:
    created = define_attribute(selling, UseHistoricalData=True)
    found = get_attribute(selling)

    assert [("PREPARING", {"ProgressPercentage": 0}), ("COMPLETED", {"ProgressPercentage": 100})] == [
        (reply["Status"], reply["Readiness"]) for reply in (created, found)
    ]


def test_the_list_polls_each_definition(selling: CustomerProfilesClient) -> None:
    define_attribute(selling, UseHistoricalData=True)
    [*_, listed] = selling.list_calculated_attribute_definitions(DomainName="shop")["Items"]

    assert ("spent", "COMPLETED") == (listed["CalculatedAttributeName"], listed["Status"])


@pytest.mark.rule("CA-21", "ID-H-4")
def test_the_status_can_be_slowed_down(selling: CustomerProfilesClient, pace: Callable[..., None]) -> None:
    pace("calculated_attribute", progression="manual", times=1)
    define_attribute(selling, UseHistoricalData=True)

    assert ["IN_PROGRESS", "COMPLETED"] == [get_attribute(selling)["Status"] for _ in range(2)]


@pytest.mark.rule("CA-54", "ID-D-6")
def test_the_list_is_by_name_and_short(selling: CustomerProfilesClient) -> None:
    define_attribute(selling, "b", DisplayName="B", Description="Second", Conditions=MONTH, Tags={"k": "v"})
    define_attribute(selling, "a")
    items = selling.list_calculated_attribute_definitions(DomainName="shop")["Items"]

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


def test_the_list_pages(selling: CustomerProfilesClient) -> None:
    first = selling.list_calculated_attribute_definitions(DomainName="shop", MaxResults=4)
    rest = selling.list_calculated_attribute_definitions(DomainName="shop", NextToken=first["NextToken"])

    assert LAUNCHED == [item["CalculatedAttributeName"] for item in [*first["Items"], *rest["Items"]]]


def test_tags_are_those_of_the_arn(selling: CustomerProfilesClient) -> None:
    define_attribute(selling, Tags={"a": "1"})
    arn = aws_arn("profile", "domains/shop/calculated-attributes/spent")
    selling.tag_resource(resourceArn=arn, tags={"b": "2"})

    assert (
        {"a": "1", "b": "2"}
        == get_attribute(selling)["Tags"]
        == selling.list_tags_for_resource(resourceArn=arn)["tags"]
    )


@pytest.mark.rule("CA-50", "CA-64", "CA-65")
def test_a_deleted_definition_is_not_found_any_more(selling: CustomerProfilesClient) -> None:
    define_attribute(selling)
    profile_id = put_order(selling, 1)
    deleted = selling.delete_calculated_attribute_definition(DomainName="shop", CalculatedAttributeName="spent")
    calls: list[Callable[[], object]] = [
        lambda: get_attribute(selling),
        lambda: selling.delete_calculated_attribute_definition(DomainName="shop", CalculatedAttributeName="spent"),
        lambda: selling.update_calculated_attribute_definition(DomainName="shop", CalculatedAttributeName="spent"),
        lambda: read_value(selling, profile_id),
        lambda: read_values(selling, [profile_id]),
    ]

    assert {} == less_metadata(deleted)
    assert ["ResourceNotFoundException"] * 5 == [error_code(call) for call in calls]
