from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.values.comparisons import (
    DATE_OPERATORS,
    LIST_OPERATORS,
    NEGATIONS,
    NUMERIC_OPERATORS,
    OPERATORS,
    STRING_OPERATORS,
    check_values,
    compare,
    comparison,
    items_comparison,
)
from moto_customerprofiles.errors import BadRequest

words = st.text("abA1 ", max_size=4)
numerals = st.decimals(min_value=-50, max_value=50, places=1).map(str)
instants = st.datetimes(
    min_value=datetime(2024, 1, 1),  # noqa: DTZ001
    max_value=datetime(2024, 1, 4),  # noqa: DTZ001
    timezones=st.sampled_from([timezone.utc, timezone(timedelta(hours=5, minutes=30))]),
)


@pytest.mark.rule("SEG-24", "SEG-25")
@given(words.filter(bool), st.lists(words, min_size=1))
def test_strings_compare_as_python_does(actual: str, values: list[str]) -> None:
    plain = {
        "INCLUSIVE": actual in values,
        "EXCLUSIVE": actual not in values,
        "CONTAINS": any(value in actual for value in values),
        "BEGINS_WITH": any(actual.startswith(value) for value in values),
        "ENDS_WITH": any(actual.endswith(value) for value in values),
    }

    assert plain == {name: compare(name, actual, values) for name in STRING_OPERATORS}


@pytest.mark.rule("SEG-26", "CA-32")
@given(numerals, st.lists(numerals | st.just("none"), min_size=1))
def test_numbers_compare_as_decimals(actual: str, values: list[str]) -> None:
    number, others = Decimal(actual), [Decimal(value) for value in values if value != "none"]
    plain = {
        "GREATER_THAN": any(number > other for other in others),
        "GREATER_THAN_OR_EQUAL": any(number >= other for other in others),
        "EQUAL": any(number == other for other in others),
        "LESS_THAN": any(number < other for other in others),
        "LESS_THAN_OR_EQUAL": any(number <= other for other in others),
    }

    assert plain == {name: compare(name, actual, values) for name in NUMERIC_OPERATORS}


@pytest.mark.rule("SEG-27", "SEG-28", "CA-32")
@given(instants, instants, instants)
def test_moments_compare_across_offsets(actual: datetime, low: datetime, high: datetime) -> None:
    text, pair = actual.isoformat(), [low.isoformat(), high.isoformat()]
    days = [end.astimezone(timezone.utc).date() for end in (low, high)]
    plain = {
        "BEFORE": actual < low or actual < high,
        "AFTER": actual > low or actual > high,
        "ON": actual.astimezone(timezone.utc).date() in days,
        "BETWEEN": low <= actual <= high,
        "NOT_BETWEEN": not low <= actual <= high,
    }

    assert plain == {name: compare(name, text, pair) for name in DATE_OPERATORS}


@pytest.mark.rule("SEG-31")
@given(numerals, numerals, numerals)
def test_between_reads_numbers_where_there_are_no_dates(actual: str, low: str, high: str) -> None:
    assert (Decimal(low) <= Decimal(actual) <= Decimal(high)) == compare("BETWEEN", actual, [low, high])


@pytest.mark.rule("SEG-32", "SEG-33")
@given(st.lists(words.map(str.strip).filter(bool)), st.lists(words.filter(bool), min_size=1))
def test_lists_hold_one_or_all_of_the_values(items: list[str], values: list[str]) -> None:
    text = ",".join(items)

    assert (any(value in items for value in values), all(value in items for value in values)) == (
        compare("LIST_CONTAINS", text, values),
        compare("LIST_CONTAINS_ALL", text, values),
    )


@pytest.mark.rule("SEG-34", "CA-35")
@pytest.mark.parametrize("operator", sorted(OPERATORS))
@pytest.mark.parametrize("actual", [None, ""])
def test_only_negations_are_true_of_what_is_missing(operator: str, actual: str | None) -> None:
    assert (operator in {"EXCLUSIVE", "NOT_BETWEEN"}) == compare(operator, actual, ["1", "2"])


@pytest.mark.rule("SEG-37")
@pytest.mark.parametrize("operator", sorted(OPERATORS))
def test_only_negations_are_true_without_values(operator: str) -> None:
    assert (operator in {"EXCLUSIVE", "NOT_BETWEEN"}) == compare(operator, "1", [])


@pytest.mark.rule("SEG-26", "SEG-34")
@pytest.mark.parametrize("operator", sorted(DATE_OPERATORS | NUMERIC_OPERATORS))
def test_only_the_negation_is_true_of_what_cannot_be_read(operator: str) -> None:
    values = ["2024-01-01", "2024-01-02"] if operator in DATE_OPERATORS else ["1"]

    assert (operator == "NOT_BETWEEN") == compare(operator, "unknown", values)


@given(st.sampled_from(sorted(OPERATORS)), st.lists(st.text(), max_size=3), st.one_of(st.none(), st.text()))
def test_whatever_the_texts_the_answer_is_yes_or_no(operator: str, values: list[str], actual: str | None) -> None:
    assert compare(operator, actual, values) in {True, False}


@given(st.sampled_from(sorted(NEGATIONS)), st.lists(st.text(), max_size=3), st.one_of(st.none(), st.text()))
def test_a_negation_is_the_opposite(operator: str, values: list[str], actual: str | None) -> None:
    assert compare(operator, actual, values) != compare(NEGATIONS[operator], actual, values)


def test_one_test_serves_many_texts() -> None:
    test = comparison("BETWEEN", ["2024-01-01", "2024-01-31T00:00:00Z"])

    assert [True, False] == [test("2024-01-31T00:00:00Z"), test("2024-01-31T00:00:01Z")]


@pytest.mark.rule("SEG-27")
@pytest.mark.parametrize("text", ["2025-06-01", "2025-06-01T10:00:00Z", "2025-06-01T23:59:59Z"])
def test_a_date_is_the_whole_day(text: str) -> None:
    """What is on a day is neither before nor after it, and in an interval that ends with it."""
    found = [name for name in ("BEFORE", "ON", "AFTER") if compare(name, text, ["2025-06-01"])]

    assert ["ON"] == found
    assert compare("BETWEEN", text, ["2025-05-01", "2025-06-01"])
    assert compare("AFTER", "2025-06-02", ["2025-06-01"])


@pytest.mark.rule("SEG-31")
def test_a_reversed_pair_is_an_empty_interval() -> None:
    assert not compare("BETWEEN", "5", ["9", "1"])


@pytest.mark.rule("SEG-31")
def test_a_pair_of_mixed_kinds_holds_nothing() -> None:
    assert not compare("BETWEEN", "5", ["1", "2024-01-01"])


@pytest.mark.rule("ET-15")
def test_a_list_passes_when_any_item_does() -> None:
    assert items_comparison("CONTAINS", ["ea"])(["Boston", "Seattle"])


def test_a_list_passes_a_negation_when_no_item_is_among_the_values() -> None:
    test = items_comparison("EXCLUSIVE", ["a", "b"])

    assert [True, False, True] == [test(["c"]), test(["c", "b"]), test([])]


@pytest.mark.rule("ET-14", "ET-15")
@given(st.lists(words), st.lists(words, min_size=1))
def test_inclusive_may_want_every_value(items: list[str], values: list[str]) -> None:
    among = all(value in items for value in values)

    assert (among, not among) == (
        items_comparison("INCLUSIVE", values, every_value=True)(items),
        items_comparison("EXCLUSIVE", values, every_value=True)(items),
    )


def test_every_value_changes_inclusive_alone() -> None:
    assert items_comparison("BEGINS_WITH", ["x", "S"], every_value=True)(["Seattle"])


@pytest.mark.rule("SEG-30", "SEG-31")
@pytest.mark.parametrize(
    ("operator", "values"),
    [
        ("BEFORE", ["2024-01-01", "last week"]),
        ("ON", ["1"]),
        ("GREATER_THAN", ["many"]),
        ("BETWEEN", ["1"]),
        ("NOT_BETWEEN", ["1", "2", "3"]),
        ("BETWEEN", ["1", "2024-01-01"]),
        ("BETWEEN", ["low", "high"]),
    ],
)
def test_values_that_cannot_be_read_are_refused(operator: str, values: list[str]) -> None:
    with pytest.raises(BadRequest) as refused:
        check_values(operator, values)

    assert operator in refused.value.message


@pytest.mark.parametrize("operator", sorted(STRING_OPERATORS | LIST_OPERATORS))
def test_any_text_will_do_for_strings(operator: str) -> None:
    check_values(operator, ["last week"])

    assert compare(operator, "last week", ["last week"]) == (operator != "EXCLUSIVE")


def test_deferred_values_are_not_read() -> None:
    check_values("BETWEEN", ["{{x}}", "2024-01-01"], lambda value: value.startswith("{{"))

    with pytest.raises(BadRequest) as refused:
        check_values("BETWEEN", ["{{x}}"], lambda value: value.startswith("{{"))

    assert "two values" in refused.value.message
