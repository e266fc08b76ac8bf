"""What matching rules merge, and which values win."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.areas.rule_based_matching import (
    BY_EMAIL,
    HOUR,
    MERGED_BY_EMAIL,
    create_matching_domain,
    list_match_ids,
    rules_of,
    update_rules,
)
from tests.support.shop import (
    create_pair,
    create_profile,
    existing_profiles,
    profile_count,
    put_object,
    put_profile_type,
    search_profiles,
)

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient


@pytest.mark.rule("RB-43")
def test_new_profile_is_merged_into_the_oldest_but_its_id_is_answered(client: CustomerProfilesClient) -> None:
    create_matching_domain(client, MERGED_BY_EMAIL)
    first = create_profile(client, EmailAddress="a@x.com", FirstName="Ann")
    second = create_profile(client, EmailAddress="a@x.com", LastName="Lee")
    [merged] = search_profiles(client, "_profileId", second)

    assert (first, "Ann", "Lee") == (merged["ProfileId"], merged["FirstName"], merged["LastName"])
    assert first != second
    assert [] == list_match_ids(client)


@pytest.mark.rule("RB-43")
def test_update_and_ingestion_merge_as_well(client: CustomerProfilesClient) -> None:
    create_matching_domain(client, MERGED_BY_EMAIL)
    put_profile_type(client, "crm", email="EmailAddress")
    ids = [create_profile(client, EmailAddress="a@x.com"), create_profile(client)]
    client.update_profile(DomainName="shop", ProfileId=ids[1], EmailAddress="a@x.com")
    put_object(client, "crm", id="1", email="a@x.com")

    assert [ids[0]] == existing_profiles(client, ids)
    assert 1 == profile_count(client)


def test_profile_that_links_two_merges_all_three(client: CustomerProfilesClient) -> None:
    create_matching_domain(client, rules_of(["EmailAddress"], ["PhoneNumber"], merging=2))
    ids = [create_profile(client, EmailAddress="a@x.com"), create_profile(client, PhoneNumber="1")]
    create_profile(client, EmailAddress="a@x.com", PhoneNumber="1")

    assert [ids[0]] == existing_profiles(client, ids)


def test_merged_profile_may_match_anew(client: CustomerProfilesClient) -> None:
    """The first two give a profile with name and phone, which only then equals the third."""
    create_matching_domain(client, rules_of(["EmailAddress"], ["LastName", "PhoneNumber"], merging=2))
    create_profile(client, LastName="Doe", PhoneNumber="1")
    create_profile(client, EmailAddress="a@x.com", LastName="Doe")
    create_profile(client, EmailAddress="a@x.com", PhoneNumber="1")

    assert 1 == profile_count(client)


@pytest.mark.rule("RB-43")
def test_old_profiles_are_merged_at_the_switch(
    existing: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    ids = create_pair(existing)
    update_rules(existing, MERGED_BY_EMAIL)
    frozen.shift(HOUR)

    assert [ids[0]] == existing_profiles(existing, ids)


@pytest.mark.rule("ID-D-25", "RB-46")
def test_nothing_is_merged_beyond_the_merging_level(client: CustomerProfilesClient) -> None:
    create_matching_domain(client, BY_EMAIL)
    ids = create_pair(client)

    assert ids == existing_profiles(client, ids)


@pytest.mark.rule("ID-D-24")
def test_newer_value_wins_without_a_conflict_resolution(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    create_matching_domain(client, MERGED_BY_EMAIL)
    first = create_profile(client, EmailAddress="a@x.com", FirstName="Old")
    frozen.shift(HOUR)
    create_profile(client, EmailAddress="a@x.com", FirstName="New")
    [merged] = client.batch_get_profile(DomainName="shop", ProfileIds=[first])["Profiles"]

    assert "New" == merged["FirstName"]


@pytest.mark.rule("RB-44")
@pytest.mark.parametrize(
    ("first", "second", "expected"), [("crm", "web", "1"), ("crm", "crm", "2"), ("web", "web", "2")]
)
def test_preferred_source_wins(
    client: CustomerProfilesClient, frozen: time_machine.Traveller, first: str, second: str, expected: str
) -> None:
    by_source = {"ConflictResolvingModel": "SOURCE", "SourceName": "crm"}
    create_matching_domain(client, {**MERGED_BY_EMAIL, "ConflictResolution": by_source})
    for name in ("crm", "web"):
        put_profile_type(client, name, email="EmailAddress", last="LastName")
    put_object(client, first, id="1", email="a@x.com", last="1")
    frozen.shift(HOUR)
    put_object(client, second, id="2", email="a@x.com", last="2")
    [merged] = search_profiles(client, "_email", "a@x.com")

    assert expected == merged["LastName"]


@pytest.mark.rule("RB-44", "ID-EX-16")
def test_manual_value_survives_a_newer_ingested_one(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    create_matching_domain(client, MERGED_BY_EMAIL)
    put_profile_type(client, "s3", email="EmailAddress", first="FirstName")
    agent = create_profile(client, EmailAddress="a@x.com", FirstName="John")
    frozen.shift(HOUR)
    put_object(client, "s3", id="1", email="a@x.com", first="Peter")
    [merged] = client.batch_get_profile(DomainName="shop", ProfileIds=[agent])["Profiles"]

    assert "John" == merged["FirstName"]


def test_history_names_the_service(client: CustomerProfilesClient) -> None:
    create_matching_domain(client, MERGED_BY_EMAIL)
    first, _ = create_pair(client)
    [record] = client.list_profile_history_records(DomainName="shop", ProfileId=first, ActionType="MERGED")[
        "ProfileHistoryRecords"
    ]

    assert "profile.amazonaws.com" == record["PerformedBy"]
