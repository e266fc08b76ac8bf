from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.matching.candidates import Candidate
from moto_customerprofiles.engine.matching.consolidation import Consolidation
from moto_customerprofiles.engine.matching.groups import match_id
from moto_customerprofiles.engine.matching.identity_jobs import Findings, find, remaining_groups
from moto_customerprofiles.engine.matching.merging import Resolution
from moto_customerprofiles.engine.profiles.origins import Origin
from tests.support.facts import T0

SETTINGS = Consolidation((("FirstName", "PhoneNumber"), ("EmailAddress",)), Resolution())


def candidates(*documents: dict[str, str]) -> list[Candidate]:
    """Make profiles, each of a source and a time of its own."""
    return [
        Candidate(
            f"{number}", number, T0, fields, dict.fromkeys(fields, Origin(f"s{number}", None, T0.replace(hour=number)))
        )
        for number, fields in enumerate(documents)
    ]


def after(profiles: list[Candidate], findings: Findings) -> list[Candidate]:
    """Return the profiles as they are when the merges are done."""
    survivors = {merge.survivor.profile_id: merge.survivor for merge in findings.merges}
    gone = {profile_id for merge in findings.merges for profile_id in merge.absorbed}
    alive = (profile for profile in profiles if profile.profile_id not in gone)
    return [survivors.get(profile.profile_id, profile) for profile in alive]


def test_without_settings_nothing_is_merged() -> None:
    findings = find("shop", candidates({"EmailAddress": "a@x"}, {"EmailAddress": "a@x"}))

    assert (1, []) == (len(findings.groups), findings.merges)


def test_merge_that_makes_profiles_equal_is_followed_by_another() -> None:
    """The first two together have the name and phone of the third."""
    profiles = candidates(
        {"FirstName": "Ann", "EmailAddress": "a@x.com"},
        {"PhoneNumber": "5550100000", "EmailAddress": "a@x.com"},
        {"FirstName": "Ann", "PhoneNumber": "5550100000"},
    )
    [merge] = find("shop", profiles, SETTINGS).merges

    assert ("0", {"1", "2"}, 3) == (merge.survivor.profile_id, set(merge.absorbed), merge.size)


def test_what_is_handed_out_leaves_merged_profiles_out() -> None:
    same = {"FirstName": "Ann", "PhoneNumber": "5550100000"}
    findings = find("shop", candidates(same, same, {"PhoneNumber": "5550100000"}), SETTINGS)
    [group] = remaining_groups("shop", findings.groups, findings.merges)

    assert ("0", "2") == group.profile_ids
    assert match_id("shop", ("0", "2")) == group.match_id


def test_group_of_one_survivor_is_not_handed_out() -> None:
    findings = find("shop", candidates({"EmailAddress": "a@x"}, {"EmailAddress": "a@x"}), SETTINGS)

    assert [] == remaining_groups("shop", findings.groups, findings.merges)


_PROFILES = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "FirstName": st.sampled_from(["John", "Jhn"]),
            "LastName": st.sampled_from(["Doe", "Silva"]),
            "EmailAddress": st.sampled_from(["a@x.com", "A@x.com", "b@x.com"]),
            "PhoneNumber": st.sampled_from(["5550100000", "555-010-0000"]),
        },
    ),
    max_size=7,
)


@given(_PROFILES)
def test_second_run_on_the_same_data_merges_nothing(documents: list[dict[str, str]]) -> None:
    profiles = candidates(*documents)
    survivors = after(profiles, find("shop", profiles, SETTINGS))

    assert [] == find("shop", survivors, SETTINGS).merges


@given(_PROFILES, st.randoms(use_true_random=False))
def test_findings_do_not_depend_on_the_order_of_arrival(documents: list[dict[str, str]], dice: object) -> None:
    once = candidates(*documents)
    again = list(once)
    dice.shuffle(again)  # type: ignore[attr-defined]  # a random.Random, which Hypothesis does not name
    key = str

    assert sorted(after(once, find("shop", once, SETTINGS)), key=key) == sorted(
        after(again, find("shop", again, SETTINGS)), key=key
    )


@given(_PROFILES)
def test_every_profile_survives_or_is_absorbed_once(documents: list[dict[str, str]]) -> None:
    profiles = candidates(*documents)
    findings = find("shop", profiles, SETTINGS)
    absorbed = [profile_id for merge in findings.merges for profile_id in merge.absorbed]
    survivors = [profile.profile_id for profile in after(profiles, findings)]

    assert sorted(profile.profile_id for profile in profiles) == sorted([*absorbed, *survivors])


@pytest.mark.parametrize(("above", "merges"), [(0.0, 1), (0.001, 0)])
def test_only_groups_that_are_sure_enough_are_merged(above: float, merges: int) -> None:
    profiles = candidates({"EmailAddress": "a@x.com"}, {"EmailAddress": "a@x.com"})
    score = find("shop", profiles).groups[0].confidence_score
    settings = Consolidation((("EmailAddress",),), Resolution(), score + above)

    assert merges == len(find("shop", profiles, settings).merges)
