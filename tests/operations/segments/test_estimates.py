from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ParamValidationError

from tests.support.areas.segments import (
    EVERYBODY,
    Groups,
    built_on,
    create_customer,
    define_segment,
    estimate_segment,
    segment_members,
    tier,
)
from tests.support.facts import T0
from tests.support.replies import error_code, less_metadata, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient


@pytest.fixture
def slow_estimates(pace: Callable[..., None]) -> None:
    """Let an estimate be there at the second poll."""
    pace("segment_estimate", progression="manual", times=2)


@pytest.mark.rule("EX-9", "EST-2", "EST-3", "EST-6", "GEN-5", "CLI-14")
def test_everybody_is_counted_in_text(client: CustomerProfilesClient, domain: str) -> None:
    for _ in range(4):
        create_customer(client)
    made = client.create_segment_estimate(DomainName=domain, SegmentQuery=EVERYBODY)
    answer = less_metadata(client.get_segment_estimate(DomainName=domain, EstimateId=made["EstimateId"]))

    assert {
        "DomainName": domain,
        "EstimateId": made["EstimateId"],
        "Status": "SUCCEEDED",
        "Estimate": "4",
        "StatusCode": 200,
    } == answer


@pytest.mark.rule("SEG-4", "EST-6")
def test_estimate_takes_the_groups_of_a_definition(client: CustomerProfilesClient, domain: str) -> None:
    create_customer(client, tier="gold")
    create_customer(client, tier="silver")
    define_segment(client, "gold", tier("gold"))
    groups = client.get_segment_definition(DomainName=domain, SegmentDefinitionName="gold")["SegmentGroups"]

    assert "1" == estimate_segment(client, {"Groups": groups["Groups"]})


@pytest.mark.rule("EST-4", "EST-5")
def test_estimate_stays_what_it_was(client: CustomerProfilesClient, domain: str) -> None:
    made = client.create_segment_estimate(DomainName=domain, SegmentQuery=EVERYBODY)
    create_customer(client)

    assert "0" == client.get_segment_estimate(DomainName=domain, EstimateId=made["EstimateId"])["Estimate"]


@pytest.mark.rule("EST-4", "SEG-9")
def test_deleted_and_expired_profiles_do_not_count(
    client: CustomerProfilesClient, domain: str, frozen: time_machine.Traveller
) -> None:
    deleted = create_customer(client)
    client.create_profile(DomainName=domain, FirstName="Ann")
    client.delete_profile(DomainName=domain, ProfileId=deleted)
    before = estimate_segment(client, EVERYBODY)
    frozen.move_to(T0 + timedelta(days=366))

    assert ("1", "0") == (before, estimate_segment(client, EVERYBODY))


@pytest.mark.rule("EST-1")
def test_estimate_wants_groups_or_sql(client: CustomerProfilesClient, domain: str) -> None:
    both = {"SegmentQuery": EVERYBODY, "SegmentSqlQuery": "SELECT profile_id FROM profile"}

    assert "BadRequestException" == error_code(client.create_segment_estimate, DomainName=domain)
    assert "BadRequestException" == error_code(client.create_segment_estimate, DomainName=domain, **both)


@pytest.mark.rule("EST-1", "EX-34")
def test_estimate_of_an_unknown_source_is_refused(client: CustomerProfilesClient, domain: str) -> None:
    define_segment(client, "gold", tier("gold"))
    client.delete_segment_definition(DomainName=domain, SegmentDefinitionName="gold")
    code, _ = refusal(client.create_segment_estimate, DomainName=domain, SegmentQuery=built_on("gold"))

    assert "BadRequestException" == code


@pytest.mark.rule("SEG-6", "SEG-7", "SEG-48", "EST-3")
def test_estimate_on_a_broken_source_fails(client: CustomerProfilesClient, domain: str) -> None:
    create_customer(client)
    define_segment(client, "gold", tier("gold"))
    define_segment(client, "vip", built_on("gold"))
    client.delete_segment_definition(DomainName=domain, SegmentDefinitionName="gold")
    made = client.create_segment_estimate(DomainName=domain, SegmentQuery=built_on("vip"))
    answer = client.get_segment_estimate(DomainName=domain, EstimateId=made["EstimateId"])

    assert ("FAILED", "Source segment gold does not exist") == (answer["Status"], answer["Message"])
    assert "Estimate" not in answer


@pytest.mark.rule("EST-5")
def test_unknown_estimate_is_not_found(client: CustomerProfilesClient, domain: str) -> None:
    assert "ResourceNotFoundException" == error_code(client.get_segment_estimate, DomainName=domain, EstimateId="x")


@pytest.mark.rule("EST-3", "STA-1", "STA-2")
@pytest.mark.usefixtures("slow_estimates")
def test_slow_estimate_runs_before_it_has_a_number(client: CustomerProfilesClient, domain: str) -> None:
    made = client.create_segment_estimate(DomainName=domain, SegmentQuery=EVERYBODY)
    looks = [client.get_segment_estimate(DomainName=domain, EstimateId=made["EstimateId"]) for _ in range(2)]

    assert [("RUNNING", None), ("SUCCEEDED", "0")] == [(one["Status"], one.get("Estimate")) for one in looks]


@pytest.mark.rule("SEG-12")
@pytest.mark.parametrize("path", ["Gender", "PartyType", "EngagementPreferences", "Address.Address1"])
@pytest.mark.usefixtures("domain")
def test_some_fields_of_profiles_are_no_dimensions(client: CustomerProfilesClient, path: str) -> None:
    attributes: Groups = {"DimensionType": "INCLUSIVE", "Values": ["x"]}
    for name in reversed(path.split(".")):
        attributes = {name: attributes}

    with pytest.raises(ParamValidationError):
        define_segment(client, "s", {"Groups": [{"Dimensions": [{"ProfileAttributes": attributes}]}]})


@pytest.mark.rule("SEG-49")
@pytest.mark.usefixtures("domain")
def test_a_group_may_have_any_number_of_sources(client: CustomerProfilesClient) -> None:
    names = [f"s{number}" for number in range(6)]
    for name in names:
        define_segment(client, name, tier(name))
    ann = create_customer(client, tier="s5")
    define_segment(client, "any", built_on(*names))

    assert [ann] == segment_members(client, "any", [ann])
