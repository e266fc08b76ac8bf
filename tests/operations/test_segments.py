from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ParamValidationError
from freezegun import freeze_time
from moto.moto_api import state_manager

from tests.segment_queries import EVERYBODY, Groups, built_on, customer, define, estimate, members, refusal, tier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from types_boto3_customer_profiles import CustomerProfilesClient
    from types_boto3_customer_profiles import type_defs as t

ARN = "arn:aws:profile:us-east-1:123456789012:domains/shop/segment-definitions/gold"


@pytest.fixture
def slow_estimates() -> Iterator[None]:
    """Let an estimate be there at the second look."""
    state_manager.set_transition("customerprofiles::segment_estimate", {"progression": "manual", "times": 2})
    yield
    state_manager.unset_transition("customerprofiles::segment_estimate")


def _less_metadata(answer: Any) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}


def _segments_by_attribute(count: int, prefix: str = "a") -> Groups:
    dimensions: list[t.DimensionUnionTypeDef] = [
        {"ProfileAttributes": {"Attributes": {f"{prefix}{number}": {"DimensionType": "INCLUSIVE", "Values": ["x"]}}}}
        for number in range(count)
    ]
    return {"Groups": [{"Dimensions": dimensions}]}


@pytest.mark.rule("SEG-3")
def test_created_segment_is_answered_without_its_groups(client: CustomerProfilesClient, domain: str) -> None:
    answer = _less_metadata(
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


@pytest.mark.rule("SEG-3")
def test_absent_members_stay_absent(client: CustomerProfilesClient, domain: str) -> None:
    define(client, domain, "s")
    answer = _less_metadata(client.get_segment_definition(DomainName=domain, SegmentDefinitionName="s"))

    assert {
        *("SegmentDefinitionName", "DisplayName", "SegmentDefinitionArn", "CreatedAt", "Tags"),
        *("SegmentGroups", "SegmentType"),
    } == set(answer)


@pytest.mark.rule("SEG-2", "SEG-3")
def test_list_tells_the_type_and_hides_the_groups(client: CustomerProfilesClient, domain: str) -> None:
    define(client, domain, "b")
    define(client, domain, "a")
    items = client.list_segment_definitions(DomainName=domain)["Items"]

    assert ["b", "a"] == [item["SegmentDefinitionName"] for item in items]
    assert {
        *("SegmentDefinitionName", "DisplayName", "SegmentDefinitionArn", "CreatedAt", "Tags", "SegmentType")
    } == set(items[0])


@pytest.mark.rule("GEN-12", "T-1")
def test_segment_can_be_tagged_by_its_arn(client: CustomerProfilesClient, domain: str) -> None:
    define(client, domain, "gold")
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
def test_second_segment_of_a_name_is_refused(client: CustomerProfilesClient, domain: str) -> None:
    define(client, domain, "gold")
    code, message = refusal(define, client=client, domain=domain, name="gold")

    assert "BadRequestException" == code
    assert "gold already exists" in message


@pytest.mark.rule("SEG-6", "MSG-4")
def test_deleted_segment_is_gone(client: CustomerProfilesClient, domain: str) -> None:
    define(client, domain, "gold")
    named = {"DomainName": domain, "SegmentDefinitionName": "gold"}

    assert "Deleted" == client.delete_segment_definition(DomainName=domain, SegmentDefinitionName="gold")["Message"]
    assert "ResourceNotFoundException" == refusal(client.get_segment_definition, **named)[0]
    assert "ResourceNotFoundException" == refusal(client.delete_segment_definition, **named)[0]


@pytest.mark.rule("SEG-5")
def test_segment_can_be_replaced_under_its_name(client: CustomerProfilesClient, domain: str) -> None:
    ann = customer(client, domain, tier="silver")
    define(client, domain, "s", tier("gold"))
    client.delete_segment_definition(DomainName=domain, SegmentDefinitionName="s")
    define(client, domain, "s", tier("silver"))

    assert [ann] == members(client, domain, "s", [ann])


@pytest.mark.rule("SEG-45")
def test_unknown_source_segment_is_refused(client: CustomerProfilesClient, domain: str) -> None:
    code, message = refusal(define, client=client, domain=domain, name="s", groups=built_on("gold"))

    assert ("BadRequestException", "Source segment gold does not exist") == (code, message)


@pytest.mark.rule("SEG-46")
def test_unknown_calculated_attribute_is_refused(client: CustomerProfilesClient, domain: str) -> None:
    groups: Groups = {
        "Groups": [{"Dimensions": [{"CalculatedAttributes": {"nothing": {"DimensionType": "EQUAL", "Values": ["1"]}}}]}]
    }

    assert "BadRequestException" == refusal(define, client=client, domain=domain, name="s", groups=groups)[0]


@pytest.mark.rule("SEG-46")
def test_unknown_calculated_attribute_in_a_dynamic_value_is_refused(
    client: CustomerProfilesClient, domain: str
) -> None:
    groups = tier("{{_calculated_attribute.nothing}}")

    assert "BadRequestException" == refusal(define, client=client, domain=domain, name="s", groups=groups)[0]


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
    assert "BadRequestException" == refusal(define, client=client, domain=domain, name="s", groups=groups)[0]
    assert [] == client.list_segment_definitions(DomainName=domain)["Items"]


@pytest.mark.rule("SEG-47", "EX-33")
def test_segments_stand_on_each_other_five_deep(client: CustomerProfilesClient, domain: str) -> None:
    define(client, domain, "s0")
    for level in range(1, 6):
        define(client, domain, f"s{level}", built_on(f"s{level - 1}"))
    code, message = refusal(define, client=client, domain=domain, name="s6", groups=built_on("s5"))

    assert ("BadRequestException", "You reached the limit of 5 depth of starting audiences") == (code, message)


@pytest.mark.rule("SEG-47")
def test_attributes_of_sources_count_too(client: CustomerProfilesClient, domain: str) -> None:
    define(client, domain, "a", _segments_by_attribute(60))
    groups: Groups = {"Groups": [*built_on("a")["Groups"], *_segments_by_attribute(1, prefix="b")["Groups"]]}
    code, message = refusal(define, client=client, domain=domain, name="s", groups=groups)

    assert ("BadRequestException", "You reached the limit of 60 unique attributes") == (code, message)


@pytest.mark.rule("SEG-48")
def test_segment_cannot_be_recreated_on_itself(client: CustomerProfilesClient, domain: str) -> None:
    define(client, domain, "a")
    define(client, domain, "b", built_on("a"))
    client.delete_segment_definition(DomainName=domain, SegmentDefinitionName="a")

    assert "BadRequestException" == refusal(define, client=client, domain=domain, name="a", groups=built_on("b"))[0]


@pytest.mark.rule("EX-9", "EST-2", "EST-3", "EST-6", "GEN-5", "CLI-14")
def test_everybody_is_counted_in_text(client: CustomerProfilesClient, domain: str) -> None:
    for _ in range(4):
        customer(client, domain)
    made = client.create_segment_estimate(DomainName=domain, SegmentQuery=EVERYBODY)
    answer = _less_metadata(client.get_segment_estimate(DomainName=domain, EstimateId=made["EstimateId"]))

    assert {
        "DomainName": domain,
        "EstimateId": made["EstimateId"],
        "Status": "SUCCEEDED",
        "Estimate": "4",
        "StatusCode": 200,
    } == answer


@pytest.mark.rule("SEG-4", "EST-6")
def test_estimate_takes_the_groups_of_a_definition(client: CustomerProfilesClient, domain: str) -> None:
    customer(client, domain, tier="gold")
    customer(client, domain, tier="silver")
    define(client, domain, "gold", tier("gold"))
    groups = client.get_segment_definition(DomainName=domain, SegmentDefinitionName="gold")["SegmentGroups"]

    assert "1" == estimate(client, domain, {"Groups": groups["Groups"]})


@pytest.mark.rule("EST-4", "EST-5")
def test_estimate_stays_what_it_was(client: CustomerProfilesClient, domain: str) -> None:
    made = client.create_segment_estimate(DomainName=domain, SegmentQuery=EVERYBODY)
    customer(client, domain)

    assert "0" == client.get_segment_estimate(DomainName=domain, EstimateId=made["EstimateId"])["Estimate"]


@pytest.mark.rule("EST-4", "SEG-9")
def test_deleted_and_expired_profiles_do_not_count(client: CustomerProfilesClient, domain: str) -> None:
    with freeze_time("2026-06-01") as clock:
        deleted = customer(client, domain)
        client.create_profile(DomainName=domain, FirstName="Ann")
        client.delete_profile(DomainName=domain, ProfileId=deleted)
        before = estimate(client, domain, EVERYBODY)
        clock.move_to("2027-06-02")

        assert ("1", "0") == (before, estimate(client, domain, EVERYBODY))


@pytest.mark.rule("EST-1")
def test_estimate_wants_groups_or_sql(client: CustomerProfilesClient, domain: str) -> None:
    both = {"SegmentQuery": EVERYBODY, "SegmentSqlQuery": "SELECT profile_id FROM profile"}

    assert "BadRequestException" == refusal(client.create_segment_estimate, DomainName=domain)[0]
    assert "BadRequestException" == refusal(client.create_segment_estimate, DomainName=domain, **both)[0]


@pytest.mark.rule("EST-1", "EX-34")
def test_estimate_of_an_unknown_source_is_refused(client: CustomerProfilesClient, domain: str) -> None:
    define(client, domain, "gold", tier("gold"))
    client.delete_segment_definition(DomainName=domain, SegmentDefinitionName="gold")
    code, _ = refusal(client.create_segment_estimate, DomainName=domain, SegmentQuery=built_on("gold"))

    assert "BadRequestException" == code


@pytest.mark.rule("SEG-6", "SEG-7", "SEG-48", "EST-3")
def test_estimate_on_a_broken_source_fails(client: CustomerProfilesClient, domain: str) -> None:
    customer(client, domain)
    define(client, domain, "gold", tier("gold"))
    define(client, domain, "vip", built_on("gold"))
    client.delete_segment_definition(DomainName=domain, SegmentDefinitionName="gold")
    made = client.create_segment_estimate(DomainName=domain, SegmentQuery=built_on("vip"))
    answer = client.get_segment_estimate(DomainName=domain, EstimateId=made["EstimateId"])

    assert ("FAILED", "Source segment gold does not exist") == (answer["Status"], answer["Message"])
    assert "Estimate" not in answer


@pytest.mark.rule("EST-5")
def test_unknown_estimate_is_not_found(client: CustomerProfilesClient, domain: str) -> None:
    assert "ResourceNotFoundException" == refusal(client.get_segment_estimate, DomainName=domain, EstimateId="x")[0]


@pytest.mark.rule("EST-3", "STA-1", "STA-2")
@pytest.mark.usefixtures("slow_estimates")
def test_slow_estimate_runs_before_it_has_a_number(client: CustomerProfilesClient, domain: str) -> None:
    made = client.create_segment_estimate(DomainName=domain, SegmentQuery=EVERYBODY)
    looks = [client.get_segment_estimate(DomainName=domain, EstimateId=made["EstimateId"]) for _ in range(2)]

    assert [("RUNNING", None), ("SUCCEEDED", "0")] == [(one["Status"], one.get("Estimate")) for one in looks]


@pytest.mark.rule("SEG-12")
@pytest.mark.parametrize("path", ["Gender", "PartyType", "EngagementPreferences", "Address.Address1"])
def test_some_fields_of_profiles_are_no_dimensions(client: CustomerProfilesClient, domain: str, path: str) -> None:
    attributes: Groups = {"DimensionType": "INCLUSIVE", "Values": ["x"]}
    for name in reversed(path.split(".")):
        attributes = {name: attributes}

    with pytest.raises(ParamValidationError):
        define(client, domain, "s", {"Groups": [{"Dimensions": [{"ProfileAttributes": attributes}]}]})


@pytest.mark.rule("SEG-49")
def test_a_group_may_have_any_number_of_sources(client: CustomerProfilesClient, domain: str) -> None:
    names = [f"s{number}" for number in range(6)]
    for name in names:
        define(client, domain, name, tier(name))
    ann = customer(client, domain, tier="s5")
    define(client, domain, "any", built_on(*names))

    assert [ann] == members(client, domain, "any", [ann])
