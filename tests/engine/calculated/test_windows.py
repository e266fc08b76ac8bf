from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.calculated.windows import (
    EARLIEST,
    LATEST,
    Floor,
    Stamp,
    TimestampSource,
    Window,
    days_before,
    floor_of,
    timestamp_source,
    window_of,
)
from moto_customerprofiles.errors import BadRequest
from tests.support.facts import T0

days = st.integers(-400, 400)


def day(offset: float) -> datetime:
    return T0 + timedelta(days=offset)


@pytest.mark.rule("CA-10")
@given(days, days, days)
def test_a_window_holds_the_days_between_its_ends(start: int, end: int, at: int) -> None:
    start, end = max(start, end), min(start, end)

    first, last = window_of(start, end).bounds(T0)

    assert (-start <= at <= -end) == (first <= day(at) <= last)


@pytest.mark.rule("CA-10")
def test_a_window_must_not_end_before_it_starts() -> None:
    with pytest.raises(BadRequest) as refused:
        window_of(0, 7)

    assert "must not start" in refused.value.message


def test_days_beyond_the_calendar_stop_at_its_ends() -> None:
    assert [1, 9999] == [days_before(T0, 10**9).year, days_before(T0, -(10**9)).year]
    assert [EARLIEST, LATEST] == [days_before(EARLIEST, 1), days_before(LATEST, -1)]


@pytest.mark.rule("CA-63")
@pytest.mark.parametrize(
    ("old", "new"), [(Window(30), Window(30)), (Window(30), Window(10)), (None, Window(10)), (None, None)]
)
def test_only_widening_leaves_a_floor(old: Window | None, new: Window | None) -> None:
    assert floor_of(old, new, Stamp(T0)) is None


@pytest.mark.rule("CA-63")
@pytest.mark.parametrize("new", [Window(30), None])
def test_a_widening_forgoes_what_had_fallen_out(new: Window | None) -> None:
    assert Floor(Stamp(T0), day(-10)) == floor_of(Window(10), new, Stamp(T0))


@pytest.mark.rule("CA-63")
@pytest.mark.parametrize(
    ("ingested", "at", "counts"), [(-1, -11, False), (-1, -10, True), (0, -11, True), (1, -99, True)]
)
def test_a_floor_binds_objects_that_were_there_before(ingested: int, at: int, counts: bool) -> None:  # noqa: FBT001
    assert counts == Floor(Stamp(T0), day(-10)).admits(Stamp(day(ingested)), day(at))


@pytest.mark.rule("CA-11")
@pytest.mark.parametrize(
    "value",
    [
        1736164800,
        1736164800.0,
        1736164800000,
        "1736164800",
        "2025-01-06T12:00:00Z",
        "2025-01-06T12:00:00",
        "2025-01-06T14:00:00+02:00",
        "2025-01-06T14:00:00+0200",
    ],
)
def test_without_a_form_numbers_are_epochs_and_texts_are_iso(value: object) -> None:
    assert T0 == TimestampSource("order", "at", None).time({"at": value}.get)


@pytest.mark.rule("CA-11")
@pytest.mark.parametrize(
    ("form", "value", "at"),
    [
        ("EPOCHMILLI", 1736164800000, T0),
        ("EPOCHMILLI", 1736164800, T0),
        ("EPOCHMILLI", "1736164800000", T0),
        ("EPOCHMILLI", 0, datetime(1970, 1, 1, tzinfo=timezone.utc)),
        ("EPOCHMILLI", "2025-01-06T12:00:00Z", None),
        ("ISO_8601", "2025-01-06T12:00:00Z", T0),
        ("ISO_8601", 1736164800000, None),
    ],
)
def test_a_form_is_kept_to(form: str, value: object, at: datetime | None) -> None:
    assert at == TimestampSource("order", "at", form).time({"at": value}.get)


@pytest.mark.parametrize("value", [None, "", "soon", True, {}, [], 1e300])
def test_what_is_no_time_is_none(value: object) -> None:
    assert TimestampSource("order", "at", None).time({"at": value}.get) is None


def test_a_source_is_one_attribute_of_the_object() -> None:
    assert TimestampSource("_airSegment", "Departure.Date", "ISO_8601") == timestamp_source(
        "{_airSegment.Departure.Date}", "ISO_8601"
    )


@pytest.mark.rule("CA-11")
def test_a_form_without_a_source_is_ignored() -> None:
    assert timestamp_source(None, "RFC_822") is None


@pytest.mark.parametrize(("source", "form"), [("order.at", None), ("{order}", None), ("{order.at}", "EPOCH")])
def test_an_unknown_source_or_form_is_refused(source: str, form: str | None) -> None:
    with pytest.raises(BadRequest) as refused:
        timestamp_source(source, form)

    assert (form or source) in refused.value.message
