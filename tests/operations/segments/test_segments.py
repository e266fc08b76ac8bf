from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.areas.segments import (
    EVERYBODY,
    Groups,
    built_on,
    create_customer,
    define_segment,
    segment_members,
    tier,
)
from tests.support.facts import aws_arn
from tests.support.replies import error_code, less_metadata, refusal

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient
    from types_boto3_customer_profiles import type_defs as t


ARN = aws_arn("profile", "domains/shop/segment-definitions/gold")


def _segments_by_attribute(count: int, prefix: str = "a") -> Groups:
    dimensions: list[t.DimensionUnionTypeDef] = [
        {"ProfileAttributes": {"Attributes": {f"{prefix}{number}": {"DimensionType": "INCLUSIVE", "Values": ["x"]}}}}
        for number in range(count)
    ]
    return {"Groups": [{"Dimensions": dimensions}]}


@pytest.mark.rule("SEG-3")
def test_created_segment_is_answered_without_its_groups(client: CustomerProfilesClient, domain: str) -> None:
    answer = less_metadata(
        client.create_segment_definition(
            DomainName=domain,
            SegmentDefinitionName="gold",
            DisplayName="Gold",
            Description="the best",
            SegmentGroups=tier("gold"),
            Tags={"team": "crm"},
        )
    )
    del answer["CreatedAt"]

    assert {
        "SegmentDefinitionName": "gold",
        "DisplayName": "Gold",
        "Description": "the best",
        "SegmentDefinitionArn": ARN,
        "Tags": {"team": "crm"},
    } == answer


@pytest.mark.rule("SEG-2", "SEG-3", "SEG-4", "ADD-1")
def test_definition_comes_back_as_it_was_sent(client: CustomerProfilesClient, domain: str) -> None:
    groups: Groups = {"Groups": [{"Dimensions": [], "Type": "NONE"}, {"SourceSegments": []}]}
    sort: t.SegmentSortUnionTypeDef = {"Attributes": [{"Name": "LastName", "Order": "DESC"}]}
    client.create_segment_definition(
        DomainName=domain, SegmentDefinitionName="s", DisplayName="s", SegmentGroups=groups, SegmentSort=sort
    )
    answer = client.get_segment_definition(DomainName=domain, SegmentDefinitionName="s")

    assert (groups, sort, "CLASSIC") == (answer["SegmentGroups"], answer["SegmentSort"], answer["SegmentType"])


def test_source_segment_needs_a_name(client: CustomerProfilesClient, domain: str) -> None:
    groups: Groups = {"Groups": [{"SourceSegments": [{}]}]}
    with pytest.raises(client.exceptions.BadRequestException, match="SegmentDefinitionName"):
        client.create_segment_definition(
            DomainName=domain, SegmentDefinitionName="s", DisplayName="s", SegmentGroups=groups
        )


@pytest.mark.rule("SEG-3")
def test_absent_members_stay_absent(client: CustomerProfilesClient, domain: str) -> None:
    define_segment(client, "s")
    answer = less_metadata(client.get_segment_definition(DomainName=domain, SegmentDefinitionName="s"))

    assert {
        *("SegmentDefinitionName", "DisplayName", "SegmentDefinitionArn", "CreatedAt", "Tags"),
        *("SegmentGroups", "SegmentType"),
    } == set(answer)


@pytest.mark.rule("SEG-2", "SEG-3")
def test_list_has_the_type_and_not_the_groups(client: CustomerProfilesClient, domain: str) -> None:
    define_segment(client, "b")
    define_segment(client, "a")
    items = client.list_segment_definitions(DomainName=domain)["Items"]

    assert ["b", "a"] == [item["SegmentDefinitionName"] for item in items]
    assert {
        *("SegmentDefinitionName", "DisplayName", "SegmentDefinitionArn", "CreatedAt", "Tags", "SegmentType")
    } == set(items[0])


@pytest.mark.rule("GEN-12", "T-1")
def test_segment_can_be_tagged_by_its_arn(client: CustomerProfilesClient, domain: str) -> None:
    define_segment(client, "gold")
    client.tag_resource(resourceArn=ARN, tags={"team": "crm"})

    assert {"team": "crm"} == client.get_segment_definition(DomainName=domain, SegmentDefinitionName="gold")["Tags"]


@pytest.mark.rule("SEG-1")
def test_groups_and_sql_exclude_each_other(client: CustomerProfilesClient, domain: str) -> None:
    name = {"DomainName": domain, "SegmentDefinitionName": "s", "DisplayName": "s"}
    neither = refusal(client.create_segment_definition, **name)
    both = refusal(
        client.create_segment_definition, **name, SegmentGroups=EVERYBODY, SegmentSqlQuery="SELECT profile_id FROM t"
    )

    assert ["BadRequestException"] * 2 == [neither[0], both[0]]


@pytest.mark.rule("SEG-5", "GEN-13")
@pytest.mark.usefixtures("domain")
def test_second_segment_of_a_name_is_refused(client: CustomerProfilesClient) -> None:
    define_segment(client, "gold")
    code, message = refusal(define_segment, client=client, name="gold")

    assert "BadRequestException" == code
    assert "gold already exists" in message


@pytest.mark.rule("SEG-6", "MSG-4")
def test_deleted_segment_is_gone(client: CustomerProfilesClient, domain: str) -> None:
    define_segment(client, "gold")
    named = {"DomainName": domain, "SegmentDefinitionName": "gold"}

    assert "Deleted" == client.delete_segment_definition(DomainName=domain, SegmentDefinitionName="gold")["Message"]
    assert "ResourceNotFoundException" == error_code(client.get_segment_definition, **named)
    assert "ResourceNotFoundException" == error_code(client.delete_segment_definition, **named)


@pytest.mark.rule("SEG-5")
def test_segment_can_be_replaced_under_its_name(client: CustomerProfilesClient, domain: str) -> None:
    ann = create_customer(client, tier="silver")
    define_segment(client, "s", tier("gold"))
    client.delete_segment_definition(DomainName=domain, SegmentDefinitionName="s")
    define_segment(client, "s", tier("silver"))

    assert [ann] == segment_members(client, "s", [ann])


@pytest.mark.rule("SEG-45")
@pytest.mark.usefixtures("domain")
def test_unknown_source_segment_is_refused(client: CustomerProfilesClient) -> None:
    code, message = refusal(define_segment, client=client, name="s", groups=built_on("gold"))

    assert ("BadRequestException", "Source segment gold does not exist in domain shop; there are none") == (
        code,
        message,
    )


@pytest.mark.rule("SEG-46")
@pytest.mark.usefixtures("domain")
def test_unknown_calculated_attribute_is_refused(client: CustomerProfilesClient) -> None:
    groups: Groups = {
        "Groups": [{"Dimensions": [{"CalculatedAttributes": {"nothing": {"DimensionType": "EQUAL", "Values": ["1"]}}}]}]
    }

    assert "BadRequestException" == error_code(define_segment, client=client, name="s", groups=groups)


@pytest.mark.rule("SEG-46")
@pytest.mark.usefixtures("domain")
def test_unknown_calculated_attribute_in_a_dynamic_value_is_refused(client: CustomerProfilesClient) -> None:
    groups = tier("{{_calculated_attribute.nothing}}")

    assert "BadRequestException" == error_code(define_segment, client=client, name="s", groups=groups)


@pytest.mark.rule("SEG-46")
def test_unknown_calculated_attribute_in_a_sort_is_refused(client: CustomerProfilesClient, domain: str) -> None:
    code, _ = refusal(
        client.create_segment_definition,
        DomainName=domain,
        SegmentDefinitionName="s",
        DisplayName="s",
        SegmentGroups=EVERYBODY,
        SegmentSort={"Attributes": [{"Name": "nothing", "Order": "ASC", "Type": "CALCULATED"}]},
    )

    assert "BadRequestException" == code


@pytest.mark.rule("SEG-13", "SEG-30", "SEG-38")
@pytest.mark.parametrize(
    "groups",
    [
        tier("{{foo}}"),
        {"Groups": [{"Dimensions": [{"ProfileAttributes": {"FirstName": {"DimensionType": "FOO", "Values": ["a"]}}}]}]},
        {"Groups": [{"Dimensions": [{"ProfileAttributes": {"BirthDate": {"DimensionType": "ON", "Values": ["1d"]}}}]}]},
        tier("x" * 300),
    ],
)
def test_bad_groups_are_refused(client: CustomerProfilesClient, domain: str, groups: Groups) -> None:
    assert "BadRequestException" == error_code(define_segment, client=client, name="s", groups=groups)
    assert [] == client.list_segment_definitions(DomainName=domain)["Items"]


@pytest.mark.rule("SEG-47", "EX-33")
@pytest.mark.usefixtures("domain")
def test_segments_stand_on_each_other_five_deep(client: CustomerProfilesClient) -> None:
    define_segment(client, "s0")
    for level in range(1, 6):
        define_segment(client, f"s{level}", built_on(f"s{level - 1}"))
    code, message = refusal(define_segment, client=client, name="s6", groups=built_on("s5"))

    assert ("BadRequestException", "You reached the limit of 5 depth of starting audiences") == (code, message)


@pytest.mark.rule("SEG-47")
@pytest.mark.usefixtures("domain")
def test_attributes_of_sources_count_too(client: CustomerProfilesClient) -> None:
    define_segment(client, "a", _segments_by_attribute(60))
    groups: Groups = {"Groups": [*built_on("a")["Groups"], *_segments_by_attribute(1, prefix="b")["Groups"]]}
    code, message = refusal(define_segment, client=client, name="s", groups=groups)

    assert ("BadRequestException", "You reached the limit of 60 unique attributes") == (code, message)


@pytest.mark.rule("SEG-61")
@pytest.mark.usefixtures("domain")
def test_conditions_on_one_attribute_count_each(client: CustomerProfilesClient) -> None:
    dimension: Any = {"ProfileAttributes": {"FirstName": {"DimensionType": "INCLUSIVE", "Values": ["Ann"]}}}
    define_segment(client, "most", {"Groups": [{"Type": "ANY", "Dimensions": [dimension] * 60}]})
    groups: Groups = {"Groups": [{"Type": "ANY", "Dimensions": [dimension] * 61}]}
    code, message = refusal(define_segment, client=client, name="more", groups=groups)

    assert "BadRequestException" == code
    assert "maximum limit of 60" in message


@pytest.mark.rule("SEG-48")
def test_segment_cannot_be_recreated_on_itself(client: CustomerProfilesClient, domain: str) -> None:
    define_segment(client, "a")
    define_segment(client, "b", built_on("a"))
    client.delete_segment_definition(DomainName=domain, SegmentDefinitionName="a")

    assert "BadRequestException" == error_code(define_segment, client=client, name="a", groups=built_on("b"))


@pytest.mark.rule("PAGE-1")
def test_segments_that_are_deleted_while_they_are_paged_are_all_listed(
    client: CustomerProfilesClient, domain: str
) -> None:
    for number in range(120):
        define_segment(client, f"s{number}")
    for page in client.get_paginator("list_segment_definitions").paginate(DomainName=domain):
        for item in page["Items"]:
            client.delete_segment_definition(DomainName=domain, SegmentDefinitionName=item["SegmentDefinitionName"])

    assert [] == client.list_segment_definitions(DomainName=domain)["Items"]
