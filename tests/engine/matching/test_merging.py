from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.matching.candidates import Candidate
from moto_customerprofiles.engine.matching.merging import Resolution, check_merge, merge_chosen, merge_resolved
from moto_customerprofiles.engine.profiles.origins import MANUAL, Origin
from moto_customerprofiles.errors import BadRequest
from tests.support.facts import T0

MERGED_AT = T0 + timedelta(days=1)


def written(source: str, hour: int) -> Origin:
    return Origin(source, None, T0.replace(hour=hour))


def profile(name: str, fields: dict[str, str], origin: Origin | None = None) -> Candidate:
    """Make a profile, all of whose values come from one source."""
    origins = dict.fromkeys(fields, origin) if origin else {}
    return Candidate(name, ord(name[-1]), T0, fields, origins)


def chosen(main: dict[str, str], *others: dict[str, str], sources: dict[str, str] | None = None) -> dict[str, str]:
    """Merge profiles called s1, s2... into one called main."""
    candidates = [profile(f"s{number}", fields) for number, fields in enumerate(others, 1)]
    return merge_chosen(profile("main", main), candidates, sources or {}, at=MERGED_AT).fields


def resolved(main: Candidate, *others: Candidate, source_name: str | None = None) -> dict[str, str]:
    return merge_resolved(main, others, Resolution(source_name)).fields


@pytest.mark.rule("M-2")
def test_values_of_all_profiles_are_united() -> None:
    expected = {"FirstName": "Jane", "LastName": "Doe", "MiddleName": "None"}

    assert expected == chosen({"FirstName": "Jane"}, {"LastName": "Doe"}, {"MiddleName": "None"})


@pytest.mark.rule("M-2")
def test_main_profile_wins_a_conflict() -> None:
    expected = {"FirstName": "Jane", "LastName": "Doe"}

    assert expected == chosen({"FirstName": "Jane"}, {"LastName": "Doe"}, {"FirstName": "Jorge"})


@pytest.mark.rule("M-2")
def test_named_profile_wins_a_conflict() -> None:
    expected = {"FirstName": "Jorge", "LastName": "Doe"}

    assert expected == chosen(
        {"FirstName": "Jane"}, {"LastName": "Doe"}, {"FirstName": "Jorge"}, sources={"FirstName": "s2"}
    )


@pytest.mark.rule("M-2")
def test_named_profile_without_a_value_removes_it() -> None:
    expected = {"LastName": "Doe"}

    assert expected == chosen(
        {"FirstName": "Jane"}, {"LastName": "Doe"}, {"FirstName": "Jorge"}, sources={"FirstName": "s1"}
    )


@pytest.mark.rule("M-4", "MG-12")
def test_first_source_that_has_a_value_fills_a_gap() -> None:
    assert {"FirstName": "Ann"} == chosen({}, {"FirstName": "Ann"}, {"FirstName": "Bea"})


@pytest.mark.rule("M-3", "MG-13")
def test_attributes_are_chosen_one_by_one() -> None:
    expected = {"Attributes.tier": "silver", "Attributes.x": "1"}

    assert expected == chosen(
        {"Attributes.tier": "gold"},
        {"Attributes.tier": "silver", "Attributes.x": "1"},
        sources={"Attributes.tier": "s1", "Attributes.nobody": "s1"},
    )


@pytest.mark.rule("M-3", "MG-13")
@pytest.mark.parametrize("address", ["Address", "ShippingAddress", "MailingAddress", "BillingAddress"])
def test_address_is_taken_whole(address: str) -> None:
    ours, theirs = {f"{address}.City": "Seattle"}, {f"{address}.City": "Austin", f"{address}.State": "TX"}

    assert (ours, theirs) == (chosen(ours, theirs), chosen(ours, theirs, sources={address: "s1"}))


@pytest.mark.rule("MG-14")
@pytest.mark.parametrize(("name", "decider"), [("GenderString", "Gender"), ("PartyTypeString", "PartyType")])
def test_field_that_cannot_be_named_follows_its_kin(name: str, decider: str) -> None:
    assert {name: "b"} == chosen({name: "a"}, {name: "b"}, sources={decider: "s1"})


@pytest.mark.rule("M-5")
def test_writer_travels_with_the_value() -> None:
    origin = written("CRM", 3)
    merged = merge_chosen(profile("main", {}), [profile("s1", {"FirstName": "Ann"}, origin)], {}, at=MERGED_AT)

    assert {"FirstName": origin} == merged.origins


@pytest.mark.rule("MG-16")
def test_named_value_counts_as_entered_by_hand() -> None:
    source = profile("s1", {"FirstName": "Ann"}, written("CRM", 3))
    merged = merge_chosen(profile("main", {}), [source], {"FirstName": "s1"}, at=MERGED_AT)

    assert {"FirstName": Origin(MANUAL, None, MERGED_AT)} == merged.origins


@pytest.mark.rule("MG-3", "MG-4")
@pytest.mark.parametrize(
    ("ids", "sources"),
    [(["main"], {}), (["s1", "s1"], {}), (["s1"], {"FirstName": "s2"}), (["s1"], {"Attributes.x": "s2"})],
    ids=["main in the list", "repeated id", "stranger as source", "stranger as source of an attribute"],
)
def test_merge_that_contradicts_itself_is_refused(ids: list[str], sources: dict[str, str]) -> None:
    with pytest.raises(BadRequest):
        check_merge("main", ids, sources)


@pytest.mark.rule("ML-54", "ML-56")
def test_newest_value_wins() -> None:
    old, new = profile("a", {"FirstName": "Old"}, written("x", 3)), profile("b", {"FirstName": "New"}, written("y", 9))

    assert {"FirstName": "New"} == resolved(old, new) == resolved(new, old)


@pytest.mark.rule("ML-56")
def test_equal_times_leave_the_main_profile_its_value() -> None:
    ours, theirs = profile("a", {"FirstName": "A"}, written("x", 3)), profile("b", {"FirstName": "B"}, written("y", 3))

    assert {"FirstName": "A"} == resolved(ours, theirs)


def test_equal_values_remember_the_newest_writer() -> None:
    old, new = profile("a", {"FirstName": "A"}, written("x", 3)), profile("b", {"FirstName": "A"}, written("y", 9))

    assert {"FirstName": written("y", 9)} == merge_resolved(old, [new], Resolution()).origins


@pytest.mark.rule("ML-56", "ID-EX-15")
def test_preferred_source_beats_a_newer_value() -> None:
    crm = profile("a", {"LastName": "Old"}, written("CRM", 3))
    web = profile("b", {"LastName": "New"}, written("Web", 9))

    assert {"LastName": "Old"} == resolved(web, crm, source_name="CRM")


@pytest.mark.rule("ID-EX-15")
def test_preferred_source_on_both_sides_leaves_it_to_time() -> None:
    old, new = (
        profile("a", {"LastName": "Old"}, written("CRM", 3)),
        profile("b", {"LastName": "New"}, written("CRM", 9)),
    )

    assert {"LastName": "New"} == resolved(old, new, source_name="CRM")


@pytest.mark.rule("ID-EX-15")
def test_preferred_source_on_neither_side_leaves_it_to_time() -> None:
    old, new = profile("a", {"LastName": "Old"}, written("x", 3)), profile("b", {"LastName": "New"}, written("y", 9))

    assert {"LastName": "New"} == resolved(old, new, source_name="CRM")


@pytest.mark.rule("ML-56", "RB-44", "ID-EX-16")
@pytest.mark.parametrize("source_name", [None, "S3"])
def test_manual_value_is_never_overwritten_by_an_ingested_one(source_name: str | None) -> None:
    agent = profile("a", {"FirstName": "John"}, written(MANUAL, 3))
    ingested = profile("b", {"FirstName": "Peter"}, written("S3", 9))

    assert {"FirstName": "John"} == resolved(ingested, agent, source_name=source_name)


def test_newest_manual_value_wins() -> None:
    old = profile("a", {"FirstName": "Old"}, written(MANUAL, 3))
    new = profile("b", {"FirstName": "New"}, written(MANUAL, 9))

    assert {"FirstName": "New"} == resolved(old, new)


@pytest.mark.rule("ML-57")
def test_address_is_resolved_as_one_value() -> None:
    old = profile("a", {"Address.City": "Seattle", "Address.State": "WA"}, written("x", 3))
    new = profile("b", {"Address.City": "Austin"}, written("y", 9))

    assert {"Address.City": "Austin"} == resolved(old, new)


@pytest.mark.rule("ML-57")
def test_attributes_are_resolved_one_by_one() -> None:
    old = profile("a", {"Attributes.tier": "gold", "Attributes.club": "yes"}, written("x", 3))
    new = profile("b", {"Attributes.tier": "silver"}, written("y", 9))

    assert {"Attributes.tier": "silver", "Attributes.club": "yes"} == resolved(old, new)


_FIELDS = st.dictionaries(
    st.sampled_from(["FirstName", "Gender", "GenderString", "Attributes.a.b", "Attributes.c"]),
    st.text(min_size=1, max_size=3),
)


@given(st.lists(_FIELDS, min_size=2, max_size=5))
def test_merge_loses_no_field_and_invents_none(documents: list[dict[str, str]]) -> None:
    profiles = [profile(f"p{number}", fields, written("x", number)) for number, fields in enumerate(documents)]
    offered = {
        path: {fields[path] for fields in documents if path in fields} for fields in documents for path in fields
    }
    by_choice = merge_chosen(profiles[0], profiles[1:], {}, at=MERGED_AT)
    by_rule = merge_resolved(profiles[0], profiles[1:], Resolution())

    for merged in (by_choice, by_rule):
        assert offered.keys() == merged.fields.keys() == merged.origins.keys()
        assert all(text in offered[path] for path, text in merged.fields.items())


@given(st.lists(_FIELDS, min_size=2, max_size=5, unique_by=str), st.randoms(use_true_random=False))
def test_resolution_does_not_depend_on_the_order_of_profiles(documents: list[dict[str, str]], dice: object) -> None:
    """Where no two values are equally good, that is."""
    profiles = [profile(f"p{number}", fields, written("x", number)) for number, fields in enumerate(documents)]
    again = list(profiles)
    dice.shuffle(again)  # type: ignore[attr-defined]  # a random.Random, which Hypothesis does not name
    once = merge_resolved(profiles[0], profiles[1:], Resolution())
    twice = merge_resolved(again[0], again[1:], Resolution())

    assert once == twice


@pytest.mark.parametrize("source_name", [None, "crm"])
def test_value_that_nobody_is_known_to_have_written_loses(source_name: str | None) -> None:
    unknown, known = profile("a", {"FirstName": "Ann"}), profile("b", {"FirstName": "Bea"}, written("web", 1))

    assert {"FirstName": "Bea"} == resolved(unknown, known, source_name=source_name)
