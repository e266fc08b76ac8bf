"""What merging would do to the matches of the latest job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.areas.identity_resolution import BY_EMAIL, DAY, RECENCY, Document, get_matches, run_identity_job
from tests.support.replies import error_code, less_metadata
from tests.support.shop import create_pair, create_profile

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.adapters.models import CustomerProfilesBackend


@pytest.mark.rule("ML-63")
def test_preview_without_a_job_is_all_zeros(matching: CustomerProfilesClient) -> None:
    answer = matching.get_auto_merging_preview(
        DomainName="shop",
        Consolidation=BY_EMAIL,
        ConflictResolution=RECENCY,
    )

    assert {
        "DomainName": "shop",
        "NumberOfMatchesInSample": 0,
        "NumberOfProfilesInSample": 0,
        "NumberOfProfilesWillBeMerged": 0,
    } == less_metadata(answer)


@pytest.mark.rule("ML-60")
@pytest.mark.parametrize(
    "settings",
    [
        {"Consolidation": {"MatchingAttributesList": [["Nickname"]]}, "ConflictResolution": RECENCY},
        {"Consolidation": BY_EMAIL, "ConflictResolution": {"ConflictResolvingModel": "SOURCE"}},
    ],
    ids=["unknown field", "source without name"],
)
def test_preview_checks_its_settings(matching: CustomerProfilesClient, settings: Document) -> None:
    assert "BadRequestException" == error_code(matching.get_auto_merging_preview, DomainName="shop", **settings)


@pytest.mark.rule("ML-62")
def test_preview_counts_live_profiles_and_those_under_the_minimum(
    matching: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    _, gone = create_pair(matching)
    create_profile(matching, EmailAddress="a@x.com")
    frozen.shift(DAY)
    matching.delete_profile(DomainName="shop", ProfileId=gone)

    def preview(**more: Any) -> tuple[int, int, int]:
        answer = matching.get_auto_merging_preview(
            DomainName="shop",
            Consolidation=BY_EMAIL,
            ConflictResolution=RECENCY,
            **more,
        )
        return (
            answer["NumberOfMatchesInSample"],
            answer["NumberOfProfilesInSample"],
            answer["NumberOfProfilesWillBeMerged"],
        )

    assert ((1, 2, 2), (1, 2, 0)) == (preview(), preview(MinAllowedConfidenceScoreForMerging=0.95))


@pytest.mark.rule("ML-61")
def test_preview_samples_a_thousand_groups(matching: CustomerProfilesClient, backend: CustomerProfilesBackend) -> None:
    for number in range(2002):
        backend.call("CreateProfile", DomainName="shop", EmailAddress=f"{number // 2}@x.com")
    run_identity_job(backend)
    answer = matching.get_auto_merging_preview(DomainName="shop", Consolidation=BY_EMAIL, ConflictResolution=RECENCY)

    assert (1000, 2000) == (answer["NumberOfMatchesInSample"], answer["NumberOfProfilesInSample"])
    assert 1001 == get_matches(matching)["PotentialMatches"]
