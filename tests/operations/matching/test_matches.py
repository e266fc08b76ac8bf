"""The match groups of identity resolution jobs, and the profiles that are similar to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from tests.support.areas.identity_resolution import (
    BY_EMAIL,
    DAY,
    HOUR,
    RECENCY,
    UNKNOWN,
    WEEK,
    get_matches,
    run_identity_job,
)
from tests.support.facts import T0
from tests.support.replies import error_code, less_metadata, refusal
from tests.support.shop import create_domain, create_pair, create_profile

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.adapters.models import CustomerProfilesBackend


@pytest.mark.rule("ML-42", "ML-63")
def test_reading_needs_matching(client: CustomerProfilesClient) -> None:
    create_domain(client)
    preview = {"Consolidation": BY_EMAIL, "ConflictResolution": RECENCY}
    similar = {"MatchType": "ML_BASED_MATCHING", "SearchKey": "matchId", "SearchValue": UNKNOWN}

    assert {"BadRequestException"} == {
        error_code(client.get_matches, DomainName="shop"),
        error_code(client.get_auto_merging_preview, DomainName="shop", **preview),
        error_code(client.get_similar_profiles, DomainName="shop", **similar),
    }


@pytest.mark.rule("ML-41")
def test_before_the_first_job_there_is_no_result(matching: CustomerProfilesClient) -> None:
    create_pair(matching)
    with pytest.raises(ClientError) as caught:
        get_matches(matching)

    assert {"Code": "ResourceNotFoundException", "Message": "GetMatches result not found"} == caught.value.response[
        "Error"
    ]


@pytest.mark.rule("ML-40")
def test_matches_are_those_of_the_latest_job(matching: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    ids = create_pair(matching)
    frozen.shift(DAY + HOUR)
    found = get_matches(matching)
    [group] = found["Matches"]

    assert (T0 + DAY, 1) == (found["MatchGenerationDate"], found["PotentialMatches"])
    assert (ids, 0.9) == (group["ProfileIds"], group["ConfidenceScore"])


@pytest.mark.rule("ML-43")
def test_later_changes_do_not_show(matching: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    first, second = create_pair(matching)
    frozen.shift(DAY + HOUR)
    before = get_matches(matching)
    create_pair(matching, EmailAddress="b@x.com")
    matching.delete_profile(DomainName="shop", ProfileId=second)
    matching.merge_profiles(DomainName="shop", MainProfileId=create_profile(matching), ProfileIdsToBeMerged=[first])

    assert before == get_matches(matching)


@pytest.mark.rule("ID-H-6")
def test_group_that_did_not_change_keeps_its_id(
    matching: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    create_pair(matching)
    frozen.shift(DAY + HOUR)
    before = get_matches(matching)["Matches"]
    frozen.shift(WEEK)

    assert before == get_matches(matching)["Matches"]


@pytest.mark.rule("ML-40", "ML-43")
def test_number_of_matches_is_that_of_all_pages(
    matching: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    for number in range(3):
        create_pair(matching, EmailAddress=f"{number}@x.com")
    frozen.shift(DAY)
    first = matching.get_matches(DomainName="shop", MaxResults=2)
    second = matching.get_matches(DomainName="shop", MaxResults=2, NextToken=first["NextToken"])
    ids = [group["MatchId"] for page in (first, second) for group in page["Matches"]]

    assert (3, 3, sorted(ids)) == (first["PotentialMatches"], second["PotentialMatches"], ids)
    assert "NextToken" not in second


@pytest.mark.rule("ML-45")
@pytest.mark.parametrize("key", ["matchId", "_matchId", "MATCHID", "profileId", "_profileId", "ProfileId"])
def test_similar_profiles_are_found_by_match_and_by_profile(
    matching: CustomerProfilesClient, frozen: time_machine.Traveller, key: str
) -> None:
    ids = create_pair(matching)
    frozen.shift(DAY)
    [group] = get_matches(matching)["Matches"]
    value = ids[1] if "profile" in key.lower() else group["MatchId"]
    answer = matching.get_similar_profiles(
        DomainName="shop", MatchType="ML_BASED_MATCHING", SearchKey=key, SearchValue=value
    )

    assert {**group, "MatchType": "ML_BASED_MATCHING"} == less_metadata(answer)


@pytest.mark.rule("ML-46")
def test_profile_without_matches_has_no_similar_ones(matching: CustomerProfilesClient) -> None:
    answer = matching.get_similar_profiles(
        DomainName="shop", MatchType="ML_BASED_MATCHING", SearchKey="profileId", SearchValue=create_profile(matching)
    )

    assert {"ProfileIds": [], "MatchType": "ML_BASED_MATCHING"} == less_metadata(answer)


@pytest.mark.rule("ML-45", "ML-46", "RB-41")
@pytest.mark.parametrize("match_type", ["ML_BASED_MATCHING", "RULE_BASED_MATCHING"])
@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("matchId", "ResourceNotFoundException"),
        ("profileId", "ResourceNotFoundException"),
        ("email", "BadRequestException"),
    ],
)
def test_search_for_nothing_is_not_found_and_by_another_key_refused(
    matching: CustomerProfilesClient, match_type: str, key: str, code: str
) -> None:
    matching.update_domain(DomainName="shop", RuleBasedMatching={"Enabled": True})
    search = {"MatchType": match_type, "SearchKey": key, "SearchValue": UNKNOWN}

    assert code == error_code(matching.get_similar_profiles, DomainName="shop", **search)


@pytest.mark.rule("ML-46")
def test_key_that_is_nearly_right_is_told_with_the_right_one(matching: CustomerProfilesClient) -> None:
    search = {"MatchType": "ML_BASED_MATCHING", "SearchKey": "profilId", "SearchValue": UNKNOWN}

    assert "did you mean profileId?" in refusal(matching.get_similar_profiles, DomainName="shop", **search)[1]


@pytest.mark.rule("PAGE-3")
def test_pages_go_on_in_the_order_of_the_first_when_a_job_has_run(
    matching: CustomerProfilesClient, backend: CustomerProfilesBackend
) -> None:
    ids = [create_pair(matching, EmailAddress=f"{number}@x.com") for number in range(3)]
    run_identity_job(backend)
    first = matching.get_matches(DomainName="shop", MaxResults=1)
    shown, (last, gone) = (
        first["Matches"][0]["ProfileIds"],
        [each["ProfileIds"] for each in get_matches(matching)["Matches"][1:]][::-1],
    )
    for profile_id in last:
        matching.update_profile(DomainName="shop", ProfileId=profile_id, FirstName="Ann", LastName="Lee")
    matching.delete_profile(DomainName="shop", ProfileId=gone[0])
    run_identity_job(backend)
    later = matching.get_matches(DomainName="shop", NextToken=first["NextToken"])

    assert [last, shown] == [each["ProfileIds"] for each in get_matches(matching)["Matches"]]
    assert [(last, 1.0)] == [(each["ProfileIds"], each["ConfidenceScore"]) for each in later["Matches"]]
    assert sorted(ids) == sorted([shown, last, gone])
