"""What identity resolution jobs merge, and which values win."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.areas.identity_resolution import (
    AUTO,
    DAY,
    HOUR,
    configure_matching,
    get_identity_job,
    get_matches,
    run_identity_job,
)
from tests.support.facts import T0
from tests.support.shop import create_pair, create_profile, find_profiles, put_object, put_profile_type, search_profiles

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.adapters.models import CustomerProfilesBackend


PHONE = "555-010-0000"


def define_type(client: CustomerProfilesClient, name: str) -> None:
    """Define a type of objects with e-mail, last name, phone and a time of their own."""
    put_profile_type(
        client, name, email="EmailAddress", last="LastName", phone="PhoneNumber", time="SourceLastUpdatedTimestamp"
    )


def put_alike(client: CustomerProfilesClient, object_type: str, **members: str) -> None:
    """Put an object; all have one phone, which lets them match although their last names differ."""
    put_object(client, object_type, phone=PHONE, **members)


@pytest.mark.rule("ML-44", "ML-53")
def test_profiles_are_merged_into_the_oldest_and_not_handed_out(
    merging: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    first, second = create_pair(merging)
    frozen.shift(DAY)

    assert [first] == find_profiles(merging, "_profileId", second)
    assert [] == get_matches(merging)["Matches"]


def test_second_job_on_the_same_data_merges_nothing(
    merging: CustomerProfilesClient, backend: CustomerProfilesBackend
) -> None:
    create_pair(merging)
    for _ in range(2):
        job_id = run_identity_job(backend)

    assert {"NumberOfProfilesReviewed": 1, "NumberOfMatchesFound": 0, "NumberOfMergesDone": 0} == get_identity_job(
        merging, job_id
    )["JobStats"]


@pytest.mark.rule("MG-21", "HIS-7")
def test_history_names_the_service(merging: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    first, _ = create_pair(merging)
    frozen.shift(DAY)
    records = merging.list_profile_history_records(DomainName="shop", ProfileId=first, ActionType="MERGED")

    assert [("profile.amazonaws.com", T0 + DAY)] == [
        (record["PerformedBy"], record["CreatedAt"]) for record in records["ProfileHistoryRecords"]
    ]


@pytest.mark.rule("ML-56", "ID-EX-15")
@pytest.mark.parametrize(
    ("old", "new", "expected"), [("crm", "web", "Old"), ("crm", "crm", "New"), ("web", "web", "New")]
)
def test_preferred_source_wins(
    matching: CustomerProfilesClient, frozen: time_machine.Traveller, old: str, new: str, expected: str
) -> None:
    by_source = {"ConflictResolvingModel": "SOURCE", "SourceName": "crm"}
    configure_matching(matching, AutoMerging={**AUTO, "ConflictResolution": by_source})
    for name in ("crm", "web"):
        define_type(matching, name)
    put_alike(matching, old, id="1", email="a@x.com", last="Old")
    frozen.shift(HOUR)
    put_alike(matching, new, id="2", email="a@x.com", last="New")
    frozen.shift(DAY)
    [merged] = search_profiles(matching, "_email", "a@x.com")

    assert expected == merged["LastName"]


@pytest.mark.rule("ML-55", "ML-54")
def test_time_of_a_value_is_that_which_its_source_gives(
    merging: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    define_type(merging, "crm")
    new, old = T0.timestamp() * 1000, (T0 - DAY).timestamp() * 1000
    put_alike(merging, "crm", id="1", email="a@x.com", last="New", time=f"{new:.0f}")
    frozen.shift(HOUR)
    put_alike(merging, "crm", id="2", email="a@x.com", last="Old", time=f"{old:.0f}")
    frozen.shift(DAY)
    [merged] = search_profiles(merging, "_email", "a@x.com")

    assert "New" == merged["LastName"]


@pytest.mark.rule("ML-56")
def test_manual_value_survives_a_newer_ingested_one(
    merging: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    define_type(merging, "s3")
    agent = create_profile(merging, EmailAddress="a@x.com", PhoneNumber="555-010-0000", LastName="Manual")
    frozen.shift(HOUR)
    put_alike(merging, "s3", id="1", email="a@x.com", last="Ingested")
    frozen.shift(DAY)
    [merged] = search_profiles(merging, "_email", "a@x.com")

    assert (agent, "Manual") == (merged["ProfileId"], merged["LastName"])


@pytest.mark.rule("ML-58")
def test_objects_and_keys_of_merged_profiles_move(
    merging: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    define_type(merging, "crm")
    put_alike(merging, "crm", id="1", email="a@x.com")
    put_alike(merging, "crm", id="2", email="a@x.com")
    frozen.shift(DAY)
    [survivor] = find_profiles(merging, "crmId", "1", "2")
    objects = merging.list_profile_objects(DomainName="shop", ObjectTypeName="crm", ProfileId=survivor)["Items"]

    assert 2 == len(objects)
