from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from moto_customerprofiles.engine.matching.candidates import Candidate
from moto_customerprofiles.engine.matching.consolidation import Consolidation, Criterion, Merge, consolidate
from moto_customerprofiles.engine.matching.merging import Resolution
from moto_customerprofiles.engine.profiles.origins import Origin
from tests.support.facts import T0

EMAIL = "doefamily@anyemail.com"
BY_NAME_AND_EMAIL = ("FirstName", "LastName", "EmailAddress")


def at(hour: int) -> datetime:
    return T0 + timedelta(hours=hour)


def doe(number: int, first: tuple[str, int], email_at: int, phone: tuple[str, int]) -> Candidate:
    """Make one of the documented Doe family: each value with the hour it was last updated."""
    values = {
        "FirstName": first,
        "LastName": ("Doe", first[1]),
        "EmailAddress": (EMAIL, email_at),
        "PhoneNumber": phone,
    }
    fields = {path: text for path, (text, _) in values.items()}
    origins = {path: Origin("web", None, at(hour)) for path, (_, hour) in values.items()}
    return Candidate("ABC"[number], number, at(number), fields, origins)


FAMILY = [
    doe(0, ("John", 5), 5, ("555-555-5555", 7)),
    doe(1, ("John", 4), 6, ("555-555-5556", 4)),
    doe(2, ("Jane", 6), 7, ("555-555-5555", 6)),
]


def merged(group: list[Candidate], *criteria: Criterion) -> list[Merge]:
    return consolidate(group, Consolidation(criteria, Resolution()))


def plain(*documents: dict[str, str]) -> list[Candidate]:
    return [Candidate(str(number), number, T0, fields) for number, fields in enumerate(documents)]


def absorbed(group: list[Candidate], *criteria: Criterion) -> dict[str, tuple[str, ...]]:
    return {merge.survivor.profile_id: merge.absorbed for merge in merged(group, *criteria)}


@pytest.mark.rule("ID-EX-10", "ML-54")
def test_first_criterion_alone_merges_the_johns() -> None:
    [merge] = merged(FAMILY, BY_NAME_AND_EMAIL)

    assert ("A", ("B",)) == (merge.survivor.profile_id, merge.absorbed)
    assert ("John", "Doe", EMAIL, "555-555-5555") == tuple(merge.survivor.fields.values())
    assert [at(5), at(5), at(6), at(7)] == [origin.at for origin in merge.survivor.origins.values()]


@pytest.mark.rule("ML-51", "ID-EX-11")
def test_second_criterion_works_on_what_the_first_has_merged() -> None:
    [merge] = merged(FAMILY, BY_NAME_AND_EMAIL, ("PhoneNumber",))

    assert ("A", ("B", "C"), 3) == (merge.survivor.profile_id, merge.absorbed, merge.size)
    assert ("Jane", "Doe", EMAIL, "555-555-5555") == tuple(merge.survivor.fields.values())
    assert [at(6), at(6), at(7), at(7)] == [origin.at for origin in merge.survivor.origins.values()]


@pytest.mark.rule("ML-52", "ID-EX-13")
def test_profile_with_another_or_no_value_stays() -> None:
    equal = {"EmailAddress": "a@x.com", "PhoneNumber": "1"}
    group = plain(equal, equal, {**equal, "PhoneNumber": "2"}, equal, {"EmailAddress": "a@x.com"})

    assert {"0": ("1", "3")} == absorbed(group, ("EmailAddress", "PhoneNumber"))


def test_two_profiles_that_both_lack_a_value_do_not_merge() -> None:
    assert {} == absorbed(plain({"EmailAddress": "a@x.com"}, {"EmailAddress": "a@x.com"}), ("EmailAddress", "Gender"))


@pytest.mark.rule("ML-52", "ID-EX-17")
def test_values_are_compared_exactly() -> None:
    assert {} == absorbed(plain({"EmailAddress": "A@x.com"}, {"EmailAddress": "a@x.com"}), ("EmailAddress",))


@pytest.mark.rule("ML-51")
def test_criterion_that_merges_nothing_does_not_stop_the_next() -> None:
    group = plain({"FirstName": "A", "LastName": "Doe"}, {"FirstName": "B", "LastName": "Doe"})

    assert {"0": ("1",)} == absorbed(group, ("FirstName",), ("LastName",))


def test_one_criterion_can_merge_several_sets() -> None:
    group = plain({"Gender": "F"}, {"Gender": "M"}, {"Gender": "F"}, {"Gender": "M"})

    assert {"0": ("2",), "1": ("3",)} == absorbed(group, ("Gender",))


def test_whole_address_is_compared_part_by_part() -> None:
    home = {"Address.City": "Seattle", "Address.State": "WA"}
    group = plain(home, {"Address.City": "Seattle"}, home)

    assert {"0": ("2",)} == absorbed(group, ("Address",))
    assert {"0": ("1", "2")} == absorbed(group, ("Address.City",))


def test_attribute_is_compared_by_name() -> None:
    assert {"0": ("1",)} == absorbed(plain({"Attributes.a.b": "1"}, {"Attributes.a.b": "1"}), ("Attributes.a.b",))


@pytest.mark.rule("ML-53")
def test_oldest_profile_survives_wherever_it_stands_in_the_group() -> None:
    young, old = plain({"Gender": "F"}, {"Gender": "F"})
    old = Candidate("old", 9, T0 - timedelta(days=1), old.fields)

    assert {"old": ("0",)} == absorbed([young, old], ("Gender",))


def test_merging_again_changes_nothing() -> None:
    survivors = [merge.survivor for merge in merged(FAMILY, BY_NAME_AND_EMAIL)]

    assert [] == merged([*survivors, FAMILY[2]], BY_NAME_AND_EMAIL)


@pytest.mark.rule("ML-52")
def test_pair_that_meets_a_criterion_is_merged_whatever_an_earlier_criterion_changed() -> None:
    """The newest phone wins when the first and the third merge by e-mail; the second still has the first's phone."""
    name = {"FirstName": "John", "LastName": "Doe"}
    group = plain(
        {**name, "EmailAddress": "a@x.com", "PhoneNumber": "2222"},
        {**name, "EmailAddress": "b@x.com", "PhoneNumber": "2222"},
        {**name, "EmailAddress": "a@x.com", "PhoneNumber": "8888"},
    )

    assert {"0": ("2", "1")} == absorbed(group, ("FirstName", "EmailAddress"), ("FirstName", "PhoneNumber"))


@pytest.mark.parametrize(("size", "pairs"), [(2, 1), (3, 3), (4, 6)])
def test_merges_are_counted_by_pairs(size: int, pairs: int) -> None:
    [merge] = merged(plain(*[{"EmailAddress": "a@x.com"}] * size), ("EmailAddress",))

    assert pairs == merge.pairs
