from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.matching.candidates import Candidate
from moto_customerprofiles.engine.matching.groups import MatchGroup, find_match_groups, in_order
from tests.support.facts import T0

FAMILY = [
    {"FirstName": "John", "LastName": "Doe", "EmailAddress": "doefamily@anyemail.com", "PhoneNumber": "555-555-5555"},
    {"FirstName": "John", "LastName": "Doe", "EmailAddress": "doefamily@anyemail.com", "PhoneNumber": "555-555-5556"},
    {"FirstName": "Jane", "LastName": "Doe", "EmailAddress": "doefamily@anyemail.com", "PhoneNumber": "555-555-5555"},
]


def candidates(*profiles: dict[str, str]) -> list[Candidate]:
    return [
        Candidate(f"{number:032x}", number, T0 + timedelta(minutes=number), fields)
        for number, fields in enumerate(profiles)
    ]


def groups(*profiles: dict[str, str]) -> list[MatchGroup]:
    return find_match_groups("shop", candidates(*profiles))


@pytest.mark.rule("ML-23", "ID-EX-9")
def test_group_is_as_sure_as_the_weakest_pair_that_holds_it_together() -> None:
    [group] = groups(*FAMILY)

    assert (tuple(f"{number:032x}" for number in range(3)), 0.7388) == (group.profile_ids, group.confidence_score)


def test_group_id_is_made_of_the_domain_and_its_members() -> None:
    [group] = groups({"EmailAddress": "a@x.com"}, {"EmailAddress": "a@x.com"})
    text = f"ml|shop|{0:032x},{1:032x}"

    assert hashlib.md5(text.encode(), usedforsecurity=False).hexdigest() == group.match_id


@pytest.mark.rule("ML-43")
def test_groups_come_with_the_surest_first() -> None:
    found = groups({"PhoneNumber": "5550100000"}, {"EmailAddress": "a@x.com"}, {"PhoneNumber": "5550100000"},
                   {"EmailAddress": "a@x.com"})  # fmt: skip

    assert [0.90, 0.85] == [group.confidence_score for group in found]


@pytest.mark.rule("ML-22")
def test_profiles_of_different_types_never_match() -> None:
    assert [] == groups({"EmailAddress": "a@x.com", "ProfileType": "ACCOUNT_PROFILE"}, {"EmailAddress": "a@x.com"})


def test_profile_without_a_type_is_no_account() -> None:
    assert 1 == len(groups({"EmailAddress": "a@x.com", "ProfileType": "PROFILE"}, {"EmailAddress": "a@x.com"}))


def test_profile_without_comparable_data_is_in_no_group() -> None:
    assert [] == groups({"AccountNumber": "1"}, {"AccountNumber": "1"})


def test_names_one_slip_apart_meet() -> None:
    names = [("Jonathan", "Doe"), ("Jonahtan", "Doe"), ("Jonatan", "Doe"), ("Jonathon", "Doe"), ("Jonathaan", "Doe")]
    [group] = groups(*({"FirstName": first, "LastName": last} for first, last in names))

    assert len(names) == len(group.profile_ids)


def test_equal_birth_dates_and_initials_meet_whatever_the_names() -> None:
    [group] = groups(
        {"FirstName": "Alexander", "LastName": "Doe", "BirthDate": "1980-03-04"},
        {"FirstName": "Aleksander", "LastName": "Doe", "BirthDate": "04/03/1980"},
    )

    assert 2 == len(group.profile_ids)


def test_equal_lone_names_meet() -> None:
    home = {"Address.Address1": "12 Main Street", "Address.City": "Seattle"}
    [group] = groups(
        {"LastName": "Okonkwo", "EmailAddress": "okonkwo@x.com", **home},
        {"LastName": "Okonkwo", "EmailAddress": "okonkw@x.com", **home},
    )

    assert 2 == len(group.profile_ids)


def test_profiles_meet_across_others_that_stand_between_them() -> None:
    phone = {"PhoneNumber": "555-010-0000", "LastName": "Doe"}
    [group] = groups(*({**phone, "FirstName": first} for first in ("Alexander", "Aleksander", "Alena")))

    assert 2 == len(group.profile_ids)


def test_hundreds_of_equal_profiles_are_one_group() -> None:
    [group] = groups(*[{"FirstName": "John", "LastName": "Doe"}] * 300)

    assert (300, 0.75) == (len(group.profile_ids), group.confidence_score)


_PROFILES = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "FirstName": st.sampled_from(["John", "Jhn", "Ana"]),
            "LastName": st.sampled_from(["Doe", "Silva"]),
            "EmailAddress": st.sampled_from(["a@x.com", "b@x.com"]),
            "PhoneNumber": st.sampled_from(["5550100000", "5550109999"]),
        },
    ),
    max_size=8,
)


@pytest.mark.rule("ID-H-6")
@given(_PROFILES, st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_the_order_of_arrival(profiles: list[dict[str, str]], dice: object) -> None:
    once = candidates(*profiles)
    again = list(once)
    dice.shuffle(again)  # type: ignore[attr-defined]  # a random.Random, which Hypothesis does not name

    assert find_match_groups("shop", once) == find_match_groups("shop", again)


@given(_PROFILES)
def test_profile_is_in_one_group_at_most(profiles: list[dict[str, str]]) -> None:
    members = [profile_id for group in groups(*profiles) for profile_id in group.profile_ids]

    assert len(set(members)) == len(members)


def test_very_long_names_meet_only_when_equal() -> None:
    long = "x" * 200
    found = groups({"FirstName": long, "LastName": "Doe"}, {"FirstName": long, "LastName": "Doe"},
                   {"FirstName": f"y{long}", "LastName": "Doe"})  # fmt: skip

    assert [2] == [len(group.profile_ids) for group in found]


def test_groups_are_handed_out_the_surest_first_and_then_by_id() -> None:
    groups = [MatchGroup(name, ("x", "y"), score) for name, score in [("c", 0.9), ("a", 0.5), ("b", 0.9)]]

    assert ["b", "c", "a"] == [group.match_id for group in in_order(groups)]
