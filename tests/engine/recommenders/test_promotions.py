from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.recommenders.promotions import promoted

ITEMS = [f"i{number}" for number in range(12)]
LISTS = st.lists(st.sampled_from(ITEMS), unique=True)
LIMITS = st.integers(1, 12)
PERCENTS = st.integers(1, 100)


@pytest.mark.rule("ALG-12")
def test_promoted_places_are_spread_evenly() -> None:
    assert ["a", "x", "b", "y"] == promoted("abcd", "xyz", 50, 4)
    assert ["a", "b", "c", "x"] == promoted("abcd", "xyz", 25, 4)
    assert ["x", "y", "z"] == promoted("abcd", "xyz", 100, 3)


@pytest.mark.rule("ALG-12")
def test_one_item_at_least_is_promoted() -> None:
    assert ["a", "b", "x"] == promoted("abc", "x", 1, 3)


@pytest.mark.rule("ALG-12")
def test_places_that_cannot_be_filled_go_to_other_items() -> None:
    assert ["a", "x", "b", "c"] == promoted("abcd", "x", 50, 4)


def test_without_promoted_items_nothing_changes() -> None:
    assert ["a", "b"] == promoted("abc", "", 100, 2)


def test_an_item_that_is_both_comes_where_it_comes_first() -> None:
    assert ["a", "b", "c", "d"] == promoted("abcd", "ab", 50, 4)


@given(LISTS, LISTS, PERCENTS, LIMITS)
def test_no_item_comes_twice_and_none_is_invented(
    items: list[str], special: list[str], percent: int, limit: int
) -> None:
    answer = promoted(items, special, percent, limit)

    assert len(answer) == len(set(answer)) <= limit
    assert set(answer) <= {*items, *special}


@given(st.integers(0, 6), PERCENTS, LIMITS)
def test_each_promoted_place_is_filled_while_items_last(count: int, percent: int, limit: int) -> None:
    special = [f"s{number}" for number in range(count)]
    places = max(1, limit * percent // 100) if count else 0

    assert min(count, places) == len({*promoted(ITEMS, special, percent, limit)} & {*special})


@given(LISTS, LISTS, PERCENTS, LIMITS)
def test_each_list_keeps_its_order(items: list[str], special: list[str], percent: int, limit: int) -> None:
    only_special = [item for item in special if item not in items]
    answer = promoted(items, only_special, percent, limit)

    assert [item for item in items if item in answer] == [item for item in answer if item in items]
    assert [item for item in only_special if item in answer] == [item for item in answer if item in only_special]
