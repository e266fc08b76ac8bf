from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.values.literals import as_list, as_text, moment, number

if TYPE_CHECKING:
    from decimal import Decimal

NEW_YEAR = datetime(2024, 1, 1, tzinfo=timezone.utc)


@pytest.mark.rule("SEG-28", "SEG-29")
@pytest.mark.parametrize(
    "text",
    [
        "2024-01-01",
        "2024-01-01T00:00Z",
        "2024-01-01T00:00:00Z",
        "2024-01-01 00:00:00",
        "2024-01-01T00:00:00.000",
        "2024-01-01T02:00:00+02:00",
        "2024-01-01T02:00:00+0200",
        "2023-12-31T19:00:00-05:00",
        "1704067200",
        "1704067200000",
    ],
)
def test_every_syntax_of_a_moment_is_read(text: str) -> None:
    assert NEW_YEAR == moment(text)


@pytest.mark.rule("SEG-29", "SEG-30")
@pytest.mark.parametrize(
    "text",
    ["", "today", "2024-13-01", "2024-02-30", "12345678", "123456789012345", "2024-01-01T25:00:00Z", "\u0662024-01-01"],
)
def test_other_text_is_no_moment(text: str) -> None:
    assert moment(text) is None


def test_a_moment_beyond_the_calendar_is_none() -> None:
    assert [None, None] == [moment("0001-01-01T00:00:00+23:00"), moment("9999-12-31T23:59:59-23:00")]


@given(st.datetimes(min_value=datetime(1, 1, 3), max_value=datetime(9999, 12, 29), timezones=st.timezones()))  # noqa: DTZ001
def test_moments_written_by_python_are_read_back(when: datetime) -> None:
    whole = when.replace(
        tzinfo=timezone(timedelta(minutes=round((when.utcoffset() or timedelta()).total_seconds() / 60)))
    )

    assert whole.astimezone(timezone.utc) == moment(whole.isoformat())


@pytest.mark.rule("SEG-26")
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30))
def test_numbers_are_exact(value: Decimal) -> None:
    assert value == number(str(value))


@pytest.mark.rule("SEG-26")
@pytest.mark.parametrize("text", ["", "1,5", " 1", "1_000", "NaN", "Infinity", "0x10", "1e", "\u0663", "1e9999"])
def test_other_text_is_no_number(text: str) -> None:
    assert number(text) is None


@pytest.mark.rule("SEG-33")
@given(st.lists(st.text()))
def test_a_json_array_is_a_list_of_its_texts(items: list[str]) -> None:
    assert items == as_list(json.dumps(items))


@pytest.mark.rule("SEG-33")
def test_text_between_commas_is_a_list() -> None:
    assert ["a", "b c", "[d"] == as_list("a, b c ,,[d")


def test_text_that_only_looks_like_an_array_is_split() -> None:
    assert ["[a", "b]"] == as_list("[a,b]")


def test_nulls_are_no_items() -> None:
    assert ["1", "true"] == as_list("[1, null, true]")


@pytest.mark.parametrize(
    ("value", "text"), [(None, None), ("a", "a"), (1, "1"), (1.5, "1.5"), (False, "false"), ([1, "é"], '[1,"é"]')]
)
def test_json_values_have_one_text(value: object, text: str | None) -> None:
    assert text == as_text(value)
