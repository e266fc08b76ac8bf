"""Matches that are written to S3, by identity resolution jobs and by rules that come into force."""

from __future__ import annotations

import csv
import io
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from tests.support.areas import identity_resolution, rule_based_matching
from tests.support.areas.identity_resolution import AUTO, EXPORT, configure_matching, get_identity_job, run_identity_job
from tests.support.areas.rule_based_matching import (
    BY_EMAIL,
    HOUR,
    LEVEL,
    create_matching_domain,
    rules_of,
    rules_status,
    update_rules,
)
from tests.support.facts import REGION
from tests.support.shop import create_pair, create_profile, profile_count

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.adapters.models import CustomerProfilesBackend


@pytest.mark.rule("ML-70")
def test_matches_are_written_to_s3(matching: CustomerProfilesClient, backend: CustomerProfilesBackend) -> None:
    s3 = boto3.client("s3", region_name=REGION)
    s3.create_bucket(Bucket="my-bucket")
    configure_matching(matching, ExportingConfig=EXPORT)
    first, second = create_pair(matching)
    job_id = run_identity_job(backend)
    key = f"exports/shop/{job_id}/CustomerProfilesPendingMatches-shop-part-0.csv"
    text = s3.get_object(Bucket="my-bucket", Key=key)["Body"].read().decode()
    rows = list(csv.DictReader(io.StringIO(text)))

    assert {"S3Exporting": {"S3BucketName": "my-bucket", "S3KeyName": key}} == get_identity_job(matching, job_id)[
        "ExportingLocation"
    ]
    assert 59 == len(rows[0])
    assert [("0", "0.9", first, "a@x.com"), ("0", "0.9", second, "a@x.com")] == [
        (row["MatchingGroupId"], row["ConfidenceScore"], row["ProfileId"], row["EmailAddress"]) for row in rows
    ]


@pytest.mark.rule("ML-71", "ML-6")
def test_missing_bucket_makes_it_a_partial_success(
    matching: CustomerProfilesClient, backend: CustomerProfilesBackend
) -> None:
    backend.world.settings.strict_export_bucket = False
    configure_matching(matching, ExportingConfig=EXPORT)
    create_pair(matching)
    job = get_identity_job(matching, run_identity_job(backend))

    assert ("PARTIAL_SUCCESS", 1) == (job["Status"], identity_resolution.get_matches(matching)["PotentialMatches"])
    assert "my-bucket" in job["Message"]
    assert "ExportingLocation" not in job


@pytest.mark.rule("ML-72", "ML-44")
def test_nothing_is_exported_when_profiles_are_merged(
    matching: CustomerProfilesClient, backend: CustomerProfilesBackend
) -> None:
    boto3.client("s3", region_name=REGION).create_bucket(Bucket="my-bucket")
    configure_matching(matching, ExportingConfig=EXPORT, AutoMerging=AUTO)
    create_pair(matching)
    job = get_identity_job(matching, run_identity_job(backend))

    assert ("COMPLETED", 1) == (job["Status"], job["JobStats"]["NumberOfMergesDone"])
    assert "ExportingLocation" not in job
    assert 0 == boto3.client("s3", region_name=REGION).list_objects_v2(Bucket="my-bucket")["KeyCount"]


@pytest.mark.rule("RB-45")
def test_matches_are_written_at_the_switch(existing: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    s3 = boto3.client("s3", region_name=REGION)
    s3.create_bucket(Bucket="my-bucket")
    first, second = create_pair(existing)
    update_rules(
        existing, {**BY_EMAIL, "ExportingConfig": {"S3Exporting": {"S3BucketName": "my-bucket", "S3KeyName": "a"}}}
    )
    frozen.shift(HOUR)
    [match_id] = rule_based_matching.list_match_ids(existing)
    text = s3.get_object(Bucket="my-bucket", Key="a/shop/rule-based/matches.csv")["Body"].read().decode()

    assert f"MatchId,RuleLevel,ProfileId\n{match_id},{LEVEL},{first}\n{match_id},{LEVEL},{second}\n" == text


def test_what_merges_at_the_switch_is_not_written(
    existing: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    """By e-mail the four become two, of whom only then it shows that they share a phone."""
    s3 = boto3.client("s3", region_name=REGION)
    s3.create_bucket(Bucket="my-bucket")
    for email, phone in (("a@x.com", ""), ("a@x.com", "1"), ("b@x.com", ""), ("b@x.com", "1")):
        create_profile(existing, EmailAddress=email, **({"PhoneNumber": phone} if phone else {}))
    export: Any = {"S3Exporting": {"S3BucketName": "my-bucket"}}
    update_rules(existing, rules_of(["EmailAddress"], ["PhoneNumber"], merging=2, ExportingConfig=export))
    frozen.shift(HOUR)
    left = profile_count(existing)

    assert (1, 0) == (left, s3.list_objects_v2(Bucket="my-bucket")["KeyCount"])


@pytest.mark.rule("RB-45")
def test_hook_writes_them_again(client: CustomerProfilesClient, backend: CustomerProfilesBackend) -> None:
    s3 = boto3.client("s3", region_name=REGION)
    s3.create_bucket(Bucket="my-bucket")
    create_matching_domain(client, {**BY_EMAIL, "ExportingConfig": {"S3Exporting": {"S3BucketName": "my-bucket"}}})

    def exported() -> int:
        text = s3.get_object(Bucket="my-bucket", Key="shop/rule-based/matches.csv")["Body"].read().decode()
        return len(text.splitlines())

    backend.call_hook("activate_rule_based_matching", domain_name="shop")
    before = exported()
    create_pair(client)
    backend.call_hook("activate_rule_based_matching", domain_name="shop")

    assert (1, 3) == (before, exported())


@pytest.mark.rule("RB-45")
def test_groups_of_a_new_domain_are_written_an_hour_after_they_changed(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    s3 = boto3.client("s3", region_name=REGION)
    s3.create_bucket(Bucket="my-bucket")
    create_matching_domain(client, {**BY_EMAIL, "ExportingConfig": {"S3Exporting": {"S3BucketName": "my-bucket"}}})
    lengths = []
    for count in (2, 0, 1):
        for _ in range(count):
            create_profile(client, EmailAddress="a@x.com")
        before = s3.list_objects_v2(Bucket="my-bucket")["KeyCount"]
        frozen.shift(HOUR)
        client.get_domain(DomainName="shop")
        [file] = s3.list_objects_v2(Bucket="my-bucket")["Contents"]
        lengths.append((before, file["LastModified"]))

    assert [0, 1, 1] == [before for before, _ in lengths]
    assert [True, False] == [earlier == later for (_, earlier), (_, later) in pairwise(lengths)]


def test_missing_bucket_does_no_harm(
    existing: CustomerProfilesClient, frozen: time_machine.Traveller, backend: CustomerProfilesBackend
) -> None:
    backend.world.settings.strict_export_bucket = False
    create_pair(existing)
    update_rules(existing, {**BY_EMAIL, "ExportingConfig": {"S3Exporting": {"S3BucketName": "nowhere"}}})
    frozen.shift(HOUR)

    assert ("ACTIVE", 1) == (rules_status(existing), len(rule_based_matching.list_match_ids(existing)))
