from __future__ import annotations

import json
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.calculated.aggregates import (
    _THRESHOLDS,
    STATISTICS,
    VALUE_LIMIT,
    Statistic,
    aggregate,
    counts_for,
    meets,
)

numerals = st.lists(st.decimals(min_value=-(10**9), max_value=10**9, places=4).map(str), min_size=1, max_size=20)
words = st.lists(st.sampled_from(["VOICE", "CHAT", "TASK", "é"]), min_size=1, max_size=30)


@pytest.mark.rule("CA-43")
@given(numerals)
def test_numbers_are_reduced_exactly(elements: list[str]) -> None:
    numbers = [Fraction(element) for element in elements]
    plainly = {
        "SUM": sum(numbers),
        "MINIMUM": min(numbers),
        "MAXIMUM": max(numbers),
        "AVERAGE": Fraction(round(sum(numbers) / len(numbers) * 10**6), 10**6),
    }

    assert plainly == {
        name: Fraction(aggregate(name, elements)) for name, statistic in STATISTICS.items() if statistic.is_numeric
    }


@pytest.mark.rule("CA-43", "ID-EX-40")
@given(words)
def test_texts_are_picked_and_counted(elements: list[str]) -> None:
    plainly = {"FIRST_OCCURRENCE": elements[0], "LAST_OCCURRENCE": elements[-1], "COUNT": str(len(elements))}

    assert plainly == {statistic: aggregate(statistic, elements) for statistic in plainly}


@pytest.mark.rule("CA-43", "ID-EX-40")
@given(words)
def test_the_most_frequent_element_wins_and_of_two_the_one_seen_last(elements: list[str]) -> None:
    most = max(Counter(elements).values())
    frequent = [element for element in elements if elements.count(element) == most]

    assert frequent[-1] == aggregate("MAX_OCCURRENCE", elements)


@pytest.mark.rule("CA-43", "CA-44", "ID-EX-40")
@given(words)
def test_recent_elements_are_listed_newest_first_as_far_as_they_fit(elements: list[str]) -> None:
    value = aggregate("RECENT_OCCURRENCES", elements)
    listed = json.loads(value)
    longer = json.dumps(elements[::-1][: len(listed) + 1], separators=(",", ":"), ensure_ascii=False)

    assert elements[::-1][: len(listed)] == listed
    assert len(value) <= VALUE_LIMIT
    assert len(listed) == len(elements) or len(longer) > VALUE_LIMIT


def test_recent_elements_may_fill_the_value_to_its_end() -> None:
    assert [["x" * 124] * 2, 255] == [
        json.loads(value := aggregate("RECENT_OCCURRENCES", ["x" * 124] * 3)),
        len(value),
    ]
    assert '["é"]' == aggregate("RECENT_OCCURRENCES", ["é"])


@pytest.mark.parametrize(
    ("element", "shown", "length"),
    [('"' * 300, '"' * 125, 254), ("x" * 300, "x" * 251, 255), ('"' + "x" * 299, '"' + "x" * 249, 255)],
)
def test_a_recent_element_that_does_not_fit_is_cut(element: str, shown: str, length: int) -> None:
    value = aggregate("RECENT_OCCURRENCES", ["old", element])

    assert [[shown], length] == [json.loads(value), len(value)]


@pytest.mark.rule("CA-44")
@pytest.mark.parametrize("statistic", ["FIRST_OCCURRENCE", "LAST_OCCURRENCE", "MAX_OCCURRENCE"])
def test_long_values_are_cut(statistic: str) -> None:
    assert "x" * 255 == aggregate(statistic, ["x" * 300])


@pytest.mark.rule("CA-44", "ID-EX-41")
def test_the_average_of_a_third_is_rounded() -> None:
    assert ["10.5", "1.333333"] == [aggregate("AVERAGE", ["10", "11"]), aggregate("AVERAGE", ["1", "1", "2"])]


def test_numbers_far_apart_are_added_exactly() -> None:
    assert "1" + "0" * 59 + "." + "0" * 59 + "1" == aggregate("SUM", ["1e59", "1e-60"])


@pytest.mark.rule("CA-43", "ID-EX-41")
@pytest.mark.parametrize("statistic", [name for name, statistic in STATISTICS.items() if statistic.is_numeric])
def test_only_numbers_take_part_in_numeric_statistics(statistic: str) -> None:
    assert [True, False, False] == [counts_for(statistic, element) for element in ("1.5", "n/a", None)]


@pytest.mark.parametrize("statistic", [name for name, statistic in STATISTICS.items() if not statistic.is_numeric])
def test_any_text_takes_part_in_the_others(statistic: str) -> None:
    assert [True, True, False] == [counts_for(statistic, element) for element in ("1.5", "n/a", None)]


@pytest.mark.rule("CA-45")
@given(st.integers(-99, 99), st.integers(-99, 99))
def test_numbers_meet_a_threshold_as_numbers(value: int, limit: int) -> None:
    plainly = {
        "EQUAL_TO": value == limit,
        "NOT_EQUAL_TO": value != limit,
        "GREATER_THAN": value > limit,
        "LESS_THAN": value < limit,
    }

    assert plainly == {operator: meets(f"{value}.0", operator, str(limit)) for operator in _THRESHOLDS}


@pytest.mark.rule("CA-45")
@given(st.text("ab1", min_size=1), st.text("ab", min_size=1))
def test_texts_meet_a_threshold_as_texts(value: str, limit: str) -> None:
    plainly = {
        "EQUAL_TO": value == limit,
        "NOT_EQUAL_TO": value != limit,
        "GREATER_THAN": value > limit,
        "LESS_THAN": value < limit,
    }

    assert plainly == {operator: meets(value, operator, limit) for operator in _THRESHOLDS}


def test_one_more_row_is_one_more_statistic_of_numbers_or_of_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(STATISTICS, "LARGEST", Statistic(lambda texts: max(texts, key=int), is_numeric=True))
    monkeypatch.setitem(STATISTICS, "LONGEST", Statistic(lambda texts: max(texts, key=len)))
    elements = ["9", "n/a", "10"]

    assert "10" == aggregate("LARGEST", [element for element in elements if counts_for("LARGEST", element)])
    assert "n/a" == aggregate("LONGEST", [element for element in elements if counts_for("LONGEST", element)])
    assert "x" * VALUE_LIMIT == aggregate("LONGEST", ["x" * 300])
