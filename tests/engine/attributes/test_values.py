from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.attributes.values import Seen, recent_names, recent_values, values_at
from tests.support.facts import T0


def minutes(count: int) -> datetime:
    return T0 + timedelta(minutes=count)


@pytest.mark.rule("ATT-4")
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("plain", ["text"]),
        ("number", ["7"]),
        ("fraction", ["1.5"]),
        ("yes", ["true"]),
        ("nothing", []),
        ("unknown", []),
        ("Item.Id", ["i-1"]),
        ("Item", []),
        ("tags", ["a", "2", "b"]),
        ("Lines.Sku", ["x", "y"]),
        ("dotted.name", ["whole"]),
        ("plain.deeper", []),
        ("Deep.a.b", ["below"]),
        ("Item.", []),
        ("", []),
    ],
)
def test_a_path_leads_to_the_scalars_below_it(path: str, expected: list[str]) -> None:
    document: dict[str, object] = {
        "plain": "text",
        "number": 7,
        "fraction": 1.5,
        "yes": True,
        "nothing": None,
        "Item": {"Id": "i-1"},
        "tags": ["a", 2, ["b", None]],
        "Lines": [{"Sku": "x"}, {"Sku": "y"}, {}],
        "Deep": {"a": {"b": "below"}},
        "dotted.name": "whole",
    }

    assert expected == list(values_at(document, path))


def test_deeply_nested_lists_are_walked_to_their_end() -> None:
    nested: list[object] = ["deep"]
    for _ in range(5000):
        nested = [nested]

    assert ["deep"] == list(values_at({"a": nested}, "a"))


def test_values_are_distinct_and_the_newest_come_first() -> None:
    observations = [({"a": "x"}, minutes(0)), ({"a": "y"}, minutes(1)), ({"a": "x"}, minutes(2))]

    assert [Seen("x", minutes(2)), Seen("y", minutes(1))] == recent_values(observations, "a")


def test_an_older_object_does_not_move_a_value_back() -> None:
    observations = [({"a": "x"}, minutes(2)), ({"a": "x"}, minutes(0))]

    assert [Seen("x", minutes(2))] == recent_values(observations, "a")


@pytest.mark.rule("ATT-3")
@pytest.mark.parametrize(("length", "count"), [(0, 0), (1, 1), (1000, 1), (1001, 0)])
def test_values_that_no_answer_can_carry_are_skipped(length: int, count: int) -> None:
    assert count == len(recent_values([({"a": "x" * length}, T0)], "a"))


@pytest.mark.rule("ATT-3")
def test_the_oldest_values_are_dropped_when_the_storage_is_full() -> None:
    observations = [({"a": f"{index:04}" + "ä" * 496}, minutes(index)) for index in range(400)]
    kept = recent_values(observations, "a")

    assert 350_000 // 996 == len(kept)
    assert minutes(399) == kept[0].last_updated_at


@pytest.mark.rule("ATT-3")
def test_the_storage_holds_350_000_bytes() -> None:
    observations = [({"a": f"{index:03}" + "x" * 997}, minutes(index)) for index in range(351)]

    assert 350 == len(recent_values(observations, "a"))


@pytest.mark.rule("ATT-1")
def test_names_are_listed_newest_first_and_then_by_name() -> None:
    observations = [({"old": 1, "both": 1}, minutes(0)), ({"b": 1, "a": 1, "both": 1}, minutes(1))]

    assert ["a", "b", "both", "old"] == [seen.value for seen in recent_names(observations)]
    assert ["a", "b", "both", "old"] == [seen.value for seen in recent_names(reversed(observations))]


@given(st.lists(st.tuples(st.integers(0, 9).map(str), st.integers(0, 50)), max_size=30))
def test_every_value_is_listed_once_in_descending_time(rows: list[tuple[str, int]]) -> None:
    listed = recent_values([({"a": value}, minutes(at)) for value, at in rows], "a")

    assert {value for value, _ in rows} == {seen.value for seen in listed}
    assert len(listed) == len({seen.value for seen in listed})
    assert sorted((seen.last_updated_at for seen in listed), reverse=True) == [seen.last_updated_at for seen in listed]
