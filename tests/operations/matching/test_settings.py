"""Which settings of matching a domain takes, and how it reports them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.exceptions import ClientError

from tests.support.areas.identity_resolution import AUTO, RECENCY, Document
from tests.support.areas.matching_settings import is_refused, rule_block
from tests.support.facts import REGION
from tests.support.replies import less_metadata
from tests.support.shop import create_domain, get_domain, update_domain

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.adapters.models import CustomerProfilesBackend


def merging_by(*names: str) -> Document:
    return {"Enabled": True, "AutoMerging": {**AUTO, "Consolidation": {"MatchingAttributesList": [list(names)]}}}


@pytest.mark.rule("ID-D-16", "ID-EX-4")
def test_domain_without_blocks_reports_none(client: CustomerProfilesClient) -> None:
    create_domain(client)

    assert not {"Matching", "RuleBasedMatching"} & get_domain(client).keys()


@pytest.mark.rule("ID-D-17", "ID-EX-4")
def test_matching_alone_reports_that_nothing_is_merged(client: CustomerProfilesClient) -> None:
    created = create_domain(client, Matching={"Enabled": True})

    assert {"Enabled": True, "AutoMerging": {"Enabled": False}} == created["Matching"] == get_domain(client)["Matching"]


@pytest.mark.rule("ID-D-10", "ID-D-17")
def test_matching_is_reported_as_sent(client: CustomerProfilesClient) -> None:
    boto3.client("s3", region_name=REGION).create_bucket(Bucket="my-bucket")
    block = {
        "Enabled": True,
        "JobSchedule": {"DayOfTheWeek": "MONDAY", "Time": "9:05"},
        "AutoMerging": {**AUTO, "MinAllowedConfidenceScoreForMerging": 0.9},
        "ExportingConfig": {"S3Exporting": {"S3BucketName": "my-bucket", "S3KeyName": "a/"}},
    }

    assert block == create_domain(client, Matching=block)["Matching"] == get_domain(client)["Matching"]


@pytest.mark.rule("ID-D-16")
def test_mechanisms_that_are_off_are_not_reported(client: CustomerProfilesClient) -> None:
    create_domain(client, Matching={"Enabled": True}, RuleBasedMatching=rule_block())
    updated = update_domain(client, Matching={"Enabled": False}, RuleBasedMatching={"Enabled": False})

    assert not {"Matching", "RuleBasedMatching"} & (updated.keys() | get_domain(client).keys())


@pytest.mark.rule("ID-D-16", "ID-H-5")
def test_mechanisms_that_are_off_are_reported_if_wanted(
    client: CustomerProfilesClient, backend: CustomerProfilesBackend
) -> None:
    backend.world.settings.report_disabled_matching = True
    create_domain(client, Matching={"Enabled": True}, RuleBasedMatching=rule_block())
    update_domain(client, Matching={"Enabled": False}, RuleBasedMatching={"Enabled": False})
    domain = get_domain(client)

    assert {"Enabled": False} == domain["Matching"] == domain["RuleBasedMatching"]


@pytest.mark.rule("ID-D-40")
def test_blocks_that_are_left_out_stay(client: CustomerProfilesClient) -> None:
    before = create_domain(client, Matching={"Enabled": True}, RuleBasedMatching=rule_block())
    after = update_domain(client, DefaultExpirationDays=30)

    assert (before["Matching"], before["RuleBasedMatching"]) == (after["Matching"], after["RuleBasedMatching"])


@pytest.mark.rule("ID-D-41", "CLI-8")
def test_block_is_replaced_as_a_whole(client: CustomerProfilesClient) -> None:
    create_domain(client, Matching={"Enabled": True, "AutoMerging": AUTO})

    assert {"Enabled": True, "AutoMerging": {"Enabled": False}} == update_domain(client, Matching={"Enabled": True})[
        "Matching"
    ]


@pytest.mark.rule("ID-D-41", "CLI-8")
def test_source_of_an_earlier_resolution_is_gone(client: CustomerProfilesClient) -> None:
    by_source = {"ConflictResolvingModel": "SOURCE", "SourceName": "CRM"}
    create_domain(client, RuleBasedMatching=rule_block(ConflictResolution=by_source))
    updated = update_domain(client, RuleBasedMatching=rule_block(ConflictResolution=RECENCY))

    assert RECENCY == updated["RuleBasedMatching"]["ConflictResolution"]


@pytest.mark.rule("ID-D-11")
@pytest.mark.parametrize("time", ["9:05", "09:05", "0:00", "23:59"])
def test_schedule_takes_hours_with_one_digit_or_two(client: CustomerProfilesClient, time: str) -> None:
    schedule = {"DayOfTheWeek": "SUNDAY", "Time": time}

    assert (
        schedule
        == create_domain(client, Matching={"Enabled": True, "JobSchedule": schedule})["Matching"]["JobSchedule"]
    )


@pytest.mark.rule("ID-D-11")
@pytest.mark.parametrize("time", ["24:00", "9:5", "noon"])
def test_schedule_refuses_other_times(client: CustomerProfilesClient, time: str) -> None:
    assert is_refused(client, Matching={"Enabled": True, "JobSchedule": {"DayOfTheWeek": "SUNDAY", "Time": time}})


@pytest.mark.rule("ID-D-12")
@pytest.mark.parametrize(
    "name", ["PhoneNumber", "FirstName", "AccountNumber", "Gender", "Address", "ShippingAddress.City", "Attributes.a.b"]
)
def test_criterion_takes_fields_of_profiles(client: CustomerProfilesClient, name: str) -> None:
    assert not is_refused(client, Matching=merging_by(name))


@pytest.mark.rule("ID-D-12")
@pytest.mark.parametrize("name", ["Nickname", "Address.Planet", "Attributes.", "Attributes", "address", "ProfileId"])
def test_criterion_refuses_other_names(client: CustomerProfilesClient, name: str) -> None:
    assert is_refused(client, Matching=merging_by(name))


@pytest.mark.rule("ID-D-13")
@pytest.mark.parametrize("missing", ["Consolidation", "ConflictResolution"])
def test_auto_merging_needs_criteria_and_resolution(client: CustomerProfilesClient, missing: str) -> None:
    merging = {name: value for name, value in AUTO.items() if name != missing}

    assert is_refused(client, Matching={"Enabled": True, "AutoMerging": merging})


@pytest.mark.rule("ID-D-14")
@pytest.mark.parametrize("block", ["Matching", "RuleBasedMatching"])
def test_resolution_by_source_needs_a_name(client: CustomerProfilesClient, block: str) -> None:
    by_source = {"ConflictResolvingModel": "SOURCE"}
    blocks = {
        "Matching": {"Enabled": True, "AutoMerging": {**AUTO, "ConflictResolution": by_source}},
        "RuleBasedMatching": rule_block(ConflictResolution=by_source),
    }

    assert is_refused(client, **{block: blocks[block]})


@pytest.mark.rule("ID-D-14")
def test_source_need_not_exist(client: CustomerProfilesClient) -> None:
    by_source = {"ConflictResolvingModel": "SOURCE", "SourceName": "FirstName"}

    assert not is_refused(client, Matching={"Enabled": True, "AutoMerging": {**AUTO, "ConflictResolution": by_source}})


@pytest.mark.rule("ID-D-14")
def test_source_beside_recency_is_kept(client: CustomerProfilesClient) -> None:
    resolution = {**RECENCY, "SourceName": "CRM"}
    created = create_domain(
        client, Matching={"Enabled": True, "AutoMerging": {**AUTO, "ConflictResolution": resolution}}
    )

    assert resolution == created["Matching"]["AutoMerging"]["ConflictResolution"]


@pytest.mark.rule("ID-D-15")
def test_bucket_need_not_exist_if_that_is_wanted(
    client: CustomerProfilesClient, backend: CustomerProfilesBackend
) -> None:
    backend.world.settings.strict_export_bucket = False

    assert not is_refused(
        client, Matching={"Enabled": True, "ExportingConfig": {"S3Exporting": {"S3BucketName": "nowhere"}}}
    )


@pytest.mark.rule("ID-D-15", "ID-H-5")
@pytest.mark.parametrize("block", ["Matching", "RuleBasedMatching"])
def test_bucket_must_exist(client: CustomerProfilesClient, block: str) -> None:
    exporting = {"Enabled": True, "ExportingConfig": {"S3Exporting": {"S3BucketName": "my-bucket"}}}
    before = is_refused(client, **{block: exporting})
    boto3.client("s3", region_name=REGION).create_bucket(Bucket="my-bucket")
    after = is_refused(client, **{block: exporting})

    assert (True, False) == (before, after)


def test_refused_update_leaves_everything_as_it_was(client: CustomerProfilesClient) -> None:
    create_domain(client, Matching={"Enabled": True})
    before = get_domain(client)
    with pytest.raises(ClientError):
        update_domain(
            client,
            DefaultExpirationDays=7,
            Matching={"Enabled": False},
            RuleBasedMatching=rule_block(MaxAllowedRuleLevelForMatching=9),
        )
    after = get_domain(client)

    assert less_metadata(before) == less_metadata(after)
