"""The groups that matching rules find, which follow every change."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.support.areas.rule_based_matching import (
    BY_EMAIL,
    LEVEL,
    create_matching_domain,
    get_similar_profiles,
    list_match_groups,
    list_match_ids,
)
from tests.support.replies import error_code
from tests.support.shop import create_pair, create_profile, existing_profiles, put_object, put_profile_type

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.adapters.models import CustomerProfilesBackend


@pytest.mark.rule("RB-40")
def test_reading_needs_rules(existing: CustomerProfilesClient) -> None:
    search = {"MatchType": "RULE_BASED_MATCHING", "SearchKey": "profileId", "SearchValue": create_profile(existing)}

    assert "BadRequestException" == error_code(existing.list_rule_based_matches, DomainName="shop")
    assert "BadRequestException" == error_code(existing.get_similar_profiles, DomainName="shop", **search)


@pytest.mark.rule("RB-40")
def test_match_ids_are_listed_in_order_and_by_pages(client: CustomerProfilesClient) -> None:
    create_matching_domain(client, BY_EMAIL)
    for number in range(3):
        create_pair(client, EmailAddress=f"{number}@x.com")
    first = client.list_rule_based_matches(DomainName="shop", MaxResults=2)
    second = client.list_rule_based_matches(DomainName="shop", NextToken=first["NextToken"])

    assert sorted(list_match_ids(client)) == first["MatchIds"] + second["MatchIds"]


@pytest.mark.rule("RB-41")
def test_similar_profiles_have_a_rule_level_and_no_score(client: CustomerProfilesClient) -> None:
    create_matching_domain(client, BY_EMAIL)
    ids = create_pair(client)
    [match_id] = list_match_ids(client)
    expected = {"ProfileIds": ids, "MatchId": match_id, "MatchType": "RULE_BASED_MATCHING", "RuleLevel": LEVEL}

    assert (
        expected
        == get_similar_profiles(client, "_matchId", match_id)
        == get_similar_profiles(client, "profileId", ids[1])
    )


@pytest.mark.rule("RB-41")
def test_profile_alone_has_no_similar_ones(client: CustomerProfilesClient) -> None:
    create_matching_domain(client, BY_EMAIL)

    assert {"ProfileIds": [], "MatchType": "RULE_BASED_MATCHING"} == get_similar_profiles(
        client, "profileId", create_profile(client)
    )


@pytest.mark.rule("RB-41", "RB-22")
def test_matches_follow_updates_and_deletions(client: CustomerProfilesClient) -> None:
    create_matching_domain(client, BY_EMAIL)
    ids = create_pair(client)
    third = create_profile(client, EmailAddress="c@x.com")
    client.update_profile(DomainName="shop", ProfileId=third, EmailAddress="a@x.com")
    three = list_match_groups(client)
    client.delete_profile(DomainName="shop", ProfileId=ids[0])
    two = list_match_groups(client)
    client.update_profile(DomainName="shop", ProfileId=third, EmailAddress="c@x.com")

    assert ([({*ids, third}, LEVEL)], [({ids[1], third}, LEVEL)], []) == (three, two, list_match_groups(client))


def test_matches_follow_ingestion(client: CustomerProfilesClient) -> None:
    create_matching_domain(client, BY_EMAIL)
    put_profile_type(client, "crm", email="EmailAddress")
    first = create_profile(client, EmailAddress="a@x.com")
    put_object(client, "crm", id="1", email="a@x.com")
    [(members, level)] = list_match_groups(client)

    assert (2, LEVEL) == (len(members), level)
    assert first in members


def test_matches_follow_the_deletion_of_an_object_type(client: CustomerProfilesClient) -> None:
    create_matching_domain(client, BY_EMAIL)
    put_profile_type(client, "crm", email="EmailAddress")
    ids = [create_profile(client, AccountNumber=number) for number in ("1", "2")]
    put_object(client, "crm", id="1", email="a@x.com")
    put_object(client, "crm", id="2", email="a@x.com")
    before = list_match_groups(client)
    client.delete_profile_object_type(DomainName="shop", ObjectTypeName="crm")

    assert ([(set(ids), LEVEL)], []) == (before, list_match_ids(client))
    assert ids == existing_profiles(client, ids)


def test_matches_follow_expiry(client: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    create_matching_domain(client, BY_EMAIL)
    create_pair(client)
    before = len(list_match_ids(client))
    frozen.shift(timedelta(days=366))

    assert (1, []) == (before, list_match_ids(client))


def test_matches_follow_a_merge_by_hand(client: CustomerProfilesClient) -> None:
    create_matching_domain(client, BY_EMAIL)
    first, second = create_pair(client)
    other = create_profile(client)
    client.merge_profiles(DomainName="shop", MainProfileId=other, ProfileIdsToBeMerged=[first])

    assert [({second, other}, LEVEL)] == list_match_groups(client)


@pytest.mark.rule("RB-2")
def test_default_rules_match_by_name_and_email(client: CustomerProfilesClient) -> None:
    create_matching_domain(client, {"Enabled": True})
    create_pair(client, EmailAddress="a@x.com")
    named = create_pair(client, EmailAddress="a@x.com", FirstName="John", LastName="Doe")

    assert [(set(named), 2)] == list_match_groups(client)


@pytest.mark.rule("RB-46")
def test_both_mechanisms_work_side_by_side(client: CustomerProfilesClient, backend: CustomerProfilesBackend) -> None:
    create_matching_domain(client, BY_EMAIL, Matching={"Enabled": True})
    create_pair(client)
    backend.call_hook("run_identity_resolution_job", domain_name="shop")

    assert (1, 1) == (len(list_match_ids(client)), client.get_matches(DomainName="shop")["PotentialMatches"])


def test_failing_call_leaves_the_matches(client: CustomerProfilesClient) -> None:
    create_matching_domain(client, BY_EMAIL)
    create_pair(client)
    before = list_match_groups(client)
    error_code(client.merge_profiles, DomainName="shop", MainProfileId="f" * 32, ProfileIdsToBeMerged=["e" * 32])

    assert before == list_match_groups(client)
