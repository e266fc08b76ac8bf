from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.matching.rule_groups import COMMON, Entry, RuleGroup, find_rule_groups
from moto_customerprofiles.engine.matching.rules import (
    DEFAULT_RULES,
    DEFAULT_SELECTOR,
    MANY_TO_MANY,
    NO_SELECTOR,
    ONE_TO_ONE,
    RuleSet,
    Selector,
    compile_rules,
)
from tests.support.facts import T0

Fields = dict[str, str]

DOE = {"FirstName": "John", "LastName": "Doe", "AccountNumber": "account1234"}
EMAIL_RULES = [["EmailAddress", "LastName", "FirstName"], ["AccountNumber"]]
EMAIL_FIELDS = {"EmailAddress": ["EmailAddress", "BusinessEmailAddress"]}
A = {**DOE, "EmailAddress": "1@email.com", "BusinessEmailAddress": "john@company.com"}


def entries(rules: RuleSet, *profiles: Fields) -> list[Entry]:
    return [Entry("ABCDEFGH"[n % 8] * (n // 8 + 1), (T0, n), rules.read(fields)) for n, fields in enumerate(profiles)]


def groups(rules: RuleSet, *profiles: Fields) -> list[RuleGroup]:
    return find_rule_groups("shop", entries(rules, *profiles))


def found(rules: RuleSet, *profiles: Fields) -> list[tuple[str, int]]:
    """Return the groups as texts of letters, each with its level."""
    return [("".join(group.profile_ids), group.rule_level) for group in groups(rules, *profiles)]


def plain(*rules: list[str], matching_level: int | None = None) -> RuleSet:
    return compile_rules(rules, NO_SELECTOR, matching_level=matching_level)


@pytest.mark.rule("RB-5")
@pytest.mark.parametrize("model", [ONE_TO_ONE, MANY_TO_MANY])
def test_same_field_meets_under_both_models(model: str) -> None:
    b = {**DOE, "EmailAddress": "2@email.com", "BusinessEmailAddress": "john@company.com"}

    assert [("AB", 1)] == found(compile_rules(EMAIL_RULES, Selector(model, EMAIL_FIELDS)), A, b)


@pytest.mark.rule("RB-5")
@pytest.mark.parametrize(("model", "level"), [(ONE_TO_ONE, 2), (MANY_TO_MANY, 1)])
def test_different_fields_meet_under_many_to_many_only(model: str, level: int) -> None:
    b = {**DOE, "EmailAddress": "2@email.com", "BusinessEmailAddress": "1@email.com"}

    assert [("AB", level)] == found(compile_rules(EMAIL_RULES, Selector(model, EMAIL_FIELDS)), A, b)


@pytest.mark.rule("RB-7")
def test_level_above_the_matching_level_is_never_tried() -> None:
    b = {**DOE, "EmailAddress": "2@email.com", "BusinessEmailAddress": "1@email.com"}

    assert [] == found(compile_rules(EMAIL_RULES, Selector(ONE_TO_ONE, EMAIL_FIELDS), matching_level=1), A, b)


def test_sixth_rule_is_out_of_reach_at_matching_level_five() -> None:
    rules = [[f"Attributes.{name}"] for name in "abcdef"]

    assert [] == found(plain(*rules, matching_level=5), {"Attributes.f": "1"}, {"Attributes.f": "1"})


@pytest.mark.rule("RB-3")
def test_any_selected_phone_is_enough() -> None:
    selector = Selector(ONE_TO_ONE, {"PhoneNumber": ["HomePhoneNumber", "BusinessPhoneNumber"]})
    a = {"HomePhoneNumber": "1", "BusinessPhoneNumber": "9"}
    b = {"HomePhoneNumber": "2", "BusinessPhoneNumber": "9"}

    assert [("AB", 1)] == found(compile_rules([["PhoneNumber"]], selector), a, b)


@pytest.mark.rule("RB-5")
def test_type_that_is_not_selected_means_the_field_of_its_name() -> None:
    rules = compile_rules([["PhoneNumber"]], Selector(MANY_TO_MANY, {}))

    assert [] == found(rules, {"PhoneNumber": "1"}, {"HomePhoneNumber": "1"})


@pytest.mark.rule("RB-3", "RB-4")
def test_all_attributes_of_a_rule_must_be_equal() -> None:
    rules = plain(["FirstName", "LastName"])

    assert [("AC", 1)] == found(rules, DOE, {**DOE, "FirstName": "Jane"}, DOE, {"LastName": "Doe"})


@pytest.mark.rule("RB-3")
@pytest.mark.parametrize(("text", "expected"), [(" Doe ", [("AB", 1)]), ("doe", []), ("D oe", [])])
def test_values_are_equal_as_trimmed_text(text: str, expected: list[tuple[str, int]]) -> None:
    assert expected == found(plain(["LastName"]), {"LastName": "Doe"}, {"LastName": text})


@pytest.mark.rule("RB-4")
def test_profiles_that_both_lack_a_value_do_not_match() -> None:
    assert [] == found(plain(["LastName", "BirthDate"]), {"LastName": "Doe"}, {"LastName": "Doe"})


def test_attribute_is_read_by_its_whole_name() -> None:
    assert [("AB", 1)] == found(plain(["Attributes.a.b"]), {"Attributes.a.b": "1"}, {"Attributes.a.b": "1"})


@pytest.mark.rule("RB-6")
def test_parts_of_an_address_must_be_met_by_one_address() -> None:
    selector = Selector(MANY_TO_MANY, {"Address": ["Address", "ShippingAddress"]})
    rules = compile_rules([["Address.City", "Address.Country"]], selector)
    a = {
        "Address.City": "Paris",
        "Address.Country": "FR",
        "ShippingAddress.City": "Rome",
        "ShippingAddress.Country": "IT",
    }
    crossed = {"Address.City": "Paris", "Address.Country": "IT"}
    moved = {"ShippingAddress.City": "Paris", "ShippingAddress.Country": "FR"}

    assert [("AC", 1)] == found(rules, a, crossed, moved)


@pytest.mark.parametrize(("model", "expected"), [(ONE_TO_ONE, []), (MANY_TO_MANY, [("AB", 1)])])
def test_different_addresses_meet_under_many_to_many_only(model: str, expected: list[tuple[str, int]]) -> None:
    rules = compile_rules([["Address.City"]], Selector(model, {"Address": ["Address", "ShippingAddress"]}))

    assert expected == found(rules, {"Address.City": "Paris"}, {"ShippingAddress.City": "Paris"})
    assert [("AB", 1)] == found(rules, {"ShippingAddress.City": "Paris"}, {"ShippingAddress.City": "Paris"})


@pytest.mark.rule("RB-6")
def test_street_lines_are_compared_joined() -> None:
    rules = plain(["Address.Address"])
    split = {"Address.Address1": "12 Main St", "Address.Address2": "Apt 4"}

    assert [("AB", 1)] == found(rules, split, {"Address.Address1": "12 Main St Apt 4"}, {"Address.City": "Paris"})


@pytest.mark.rule("ID-D-22")
@pytest.mark.parametrize(
    ("chosen", "field"),
    [
        ("MaillingAddress", "MailingAddress"),
        ("BusinessAddress", "BillingAddress"),
        ("BillingAddress", "BillingAddress"),
    ],
)
def test_selector_names_that_are_no_profile_fields_stand_for_one(chosen: str, field: str) -> None:
    rules = compile_rules([["Address.City"]], Selector(ONE_TO_ONE, {"Address": [chosen]}))

    assert [("AB", 1)] == found(rules, {f"{field}.City": "Paris"}, {f"{field}.City": "Paris"})


@pytest.mark.rule("RB-20", "RB-1")
def test_profile_alone_joins_a_group_at_a_weaker_level() -> None:
    rules = compile_rules(EMAIL_RULES, NO_SELECTOR)
    a = {"FirstName": "John", "LastName": "Doe", "EmailAddress": "1@email.com"}
    [group] = groups(rules, {**a, "AccountNumber": "1"}, a, {"AccountNumber": "1"})

    assert {"A": 1, "B": 1, "C": 2} == group.levels
    assert (("A", "B"), ("A", "B", "C")) == (group.up_to(1), group.up_to(2))


def test_member_alone_at_the_merging_level_is_connected_to_nobody() -> None:
    [group] = groups(plain(["EmailAddress"], ["LastName"]), {"LastName": "Doe"}, {"LastName": "Doe"})

    assert () == group.up_to(1)


@pytest.mark.rule("RB-20")
def test_two_groups_are_never_united_by_a_weaker_rule() -> None:
    rules = plain(["EmailAddress"], ["LastName"])
    profiles = [{"EmailAddress": email, "LastName": "Doe"} for email in ("1", "1", "2", "2")]

    assert [("AB", 1), ("CD", 1)] == found(rules, *profiles)


def test_newcomers_join_the_group_of_the_oldest_profile_they_meet() -> None:
    rules = plain(["EmailAddress"], ["LastName"])
    groups = [{"EmailAddress": "2", "LastName": "Roe"}, {"EmailAddress": "1", "LastName": "Doe"}] * 2

    assert [("AC", 1), ("BDE", 2)] == found(rules, *groups, {"LastName": "Doe"})


def test_newcomer_that_meets_two_groups_joins_the_older() -> None:
    rules = compile_rules([["AccountNumber"], ["EmailAddress"]], Selector(MANY_TO_MANY, EMAIL_FIELDS))
    old = [{"AccountNumber": "1", "EmailAddress": "a"}, {"AccountNumber": "2", "EmailAddress": "b"}] * 2

    assert [("ACE", 2), ("BD", 1)] == found(rules, *old, {"EmailAddress": "a", "BusinessEmailAddress": "b"})


def test_groups_come_in_the_order_of_their_oldest_members() -> None:
    rules = plain(["LastName"])

    assert [("AD", 1), ("BC", 1)] == found(rules, *({"LastName": name} for name in ("Doe", "Roe", "Roe", "Doe")))


@pytest.mark.rule("RB-21")
def test_group_id_holds_while_its_oldest_member_lives() -> None:
    rules = plain(["LastName"])
    [pair], [three] = groups(rules, DOE, DOE), groups(rules, DOE, DOE, DOE)

    assert pair.match_id == three.match_id


@pytest.mark.rule("RB-2")
@pytest.mark.parametrize(
    ("same", "level"),
    [
        ({"EmailAddress": "a@x.com", "PhoneNumber": "1"}, 1),
        ({"EmailAddress": "a@x.com"}, 2),
        ({"PhoneNumber": "1"}, 3),
        ({"BirthDate": "1980-01-01", "Address.Address1": "1 Main St"}, 4),
    ],
)
def test_each_default_rule_has_its_level(same: Fields, level: int) -> None:
    rules = compile_rules(DEFAULT_RULES, DEFAULT_SELECTOR)
    doe = {"FirstName": "John", "LastName": "Doe", **same}

    assert [("AB", level)] == found(rules, doe, doe)
    assert [] == found(rules, doe, {**doe, "FirstName": "Jane"})


@pytest.mark.rule("RB-2")
def test_default_rules_know_name_and_email() -> None:
    rules = compile_rules(DEFAULT_RULES, DEFAULT_SELECTOR)
    a = {"FirstName": "John", "LastName": "Doe", "EmailAddress": "a@x.com"}
    b = {"FirstName": "John", "LastName": "Doe", "PersonalEmailAddress": "a@x.com"}

    assert [("AB", 2)] == found(rules, a, b)


def test_value_of_500_profiles_still_matches() -> None:
    [group] = groups(plain(["Gender"]), *[{"Gender": "F"}] * COMMON)

    assert COMMON == len(group.profile_ids)


@pytest.mark.rule("RB-9")
def test_value_of_501_profiles_is_no_evidence() -> None:
    assert [] == groups(plain(["Gender"]), *[{"Gender": "F"}] * (COMMON + 1))


def test_one_rare_value_keeps_a_level_alive() -> None:
    crowd = [{"Gender": "F", "EmailAddress": f"{number}@x.com"} for number in range(COMMON)]
    twin = {"Gender": "F", "EmailAddress": "twin@x.com"}
    [group] = groups(plain(["Gender", "EmailAddress"]), *crowd, twin, twin)

    assert 2 == len(group.profile_ids)


_PROFILES = st.lists(
    st.dictionaries(
        st.sampled_from(["EmailAddress", "BusinessEmailAddress", "LastName", "AccountNumber"]),
        st.sampled_from(["1", "2", "3"]),
    ),
    max_size=8,
)
_RULES = compile_rules([*EMAIL_RULES, ["LastName"]], Selector(MANY_TO_MANY, EMAIL_FIELDS))


@pytest.mark.rule("RB-8")
@given(_PROFILES, st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_the_order_of_arrival(profiles: list[Fields], dice: object) -> None:
    once = entries(_RULES, *profiles)
    again = list(once)
    dice.shuffle(again)  # type: ignore[attr-defined]  # a random.Random, which Hypothesis does not name

    assert find_rule_groups("shop", once) == find_rule_groups("shop", again)


@given(_PROFILES)
def test_profiles_that_share_a_key_at_level_one_share_a_group(profiles: list[Fields]) -> None:
    rules = plain(["LastName"])
    by_name = {group.profile_ids for group in groups(rules, *profiles)}
    names = {fields.get("LastName", "") for fields in profiles} - {""}
    expected = {
        tuple(entry.profile_id for entry, fields in zip(entries(rules, *profiles), profiles, strict=True)
              if fields.get("LastName") == name)
        for name in names
    }  # fmt: skip

    assert {group for group in expected if len(group) > 1} == by_name


def test_profiles_are_never_merged_unless_a_level_says_so() -> None:
    assert 0 == plain(["LastName"]).merging_level
