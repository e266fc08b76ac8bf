from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.calculated.aggregates import STATISTICS, aggregate
from moto_customerprofiles.engine.calculated.calculations import Age, Calculated, Sample, calculate, days_since, judge
from moto_customerprofiles.engine.calculated.definitions import Calculation, compile_calculation
from moto_customerprofiles.engine.calculated.expressions import parse_expression
from moto_customerprofiles.engine.calculated.windows import Floor, Stamp, Window
from tests.support.facts import T0

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t


def day(offset: float) -> datetime:
    return T0 + timedelta(days=offset)


PASSING: t.FilterTypeDef = {
    "Include": "ALL",
    "Groups": [
        {"Type": "ALL", "Dimensions": [{"Attributes": {"p": {"DimensionType": "INCLUSIVE", "Values": ["true"]}}}]}
    ],
}


def of(statistic: str, conditions: t.ConditionsTypeDef | None = None) -> Calculation:
    details: t.AttributeDetailsTypeDef = {"Attributes": [{"Name": "x"}], "Expression": "{T.x}"}
    return compile_calculation(details, statistic, conditions, PASSING)


def sample(value: object, offset: float = 0, *, passed: bool = True, at: object = None, turn: int = 0) -> Sample:
    return Sample({"x": value, "at": at}.get, Stamp(day(offset), turn), {"p": passed}.get)


OLD = Age(Stamp(day(-1000)))
TODAY = Stamp(T0)
SOURCE = "{T.at}"


@pytest.mark.rule("CA-42")
@given(
    st.lists(
        st.tuples(
            st.integers(-40, 5),
            st.one_of(st.integers(-40, 10), st.none()),
            st.sampled_from(["1", "2", "2.5", "n/a", None]),
            st.booleans(),
        ),
        max_size=12,
    ),
    st.sampled_from(sorted(STATISTICS)),
    st.one_of(st.none(), st.tuples(st.integers(0, 30), st.integers(-10, 0))),
    st.one_of(st.none(), st.integers(1, 4)),
    st.booleans(),
    st.lists(st.tuples(st.integers(-20, 0), st.integers(1, 20)), max_size=2),
)
def test_objects_are_narrowed_step_by_step(
    puts: list[tuple[int, int | None, str | None, bool]],
    statistic: str,
    window: tuple[int, int] | None,
    count: int | None,
    historical: bool,  # noqa: FBT001
    widenings: list[tuple[int, int]],
) -> None:
    conditions: t.ConditionsTypeDef = {"Range": {"TimestampSource": SOURCE}}
    if window:
        conditions["Range"]["ValueRange"] = {"Start": window[0], "End": window[1]}
    if count:
        conditions["ObjectCount"] = count
    age = Age(Stamp(day(-25)), historical, tuple(Floor(Stamp(day(at)), day(at - span)) for at, span in widenings))
    samples = [
        sample(value, ingested, passed=passed, at=None if at is None else day(at).isoformat())
        for ingested, at, value, passed in puts
    ]

    rest = [one for one in puts if one[3]]
    rest = [one for one in rest if historical or one[0] >= -25]
    if window:
        rest = [one for one in rest if one[1] is not None and -window[0] <= one[1] <= -window[1]]
    times = [(one[0] if one[1] is None else one[1], one[0], one[2]) for one in rest]
    for at, span in widenings:
        times = [one for one in times if one[1] >= at or one[0] >= at - span]
    times = sorted(times, key=lambda one: one[:2])[-count if count else 0 :]
    numeric = statistic in {"SUM", "AVERAGE"}
    used = [(one[0], one[2]) for one in times if one[2] and not (numeric and one[2] == "n/a")]

    found = calculate(of(statistic, conditions), samples, age, T0)

    assert (aggregate(statistic, [text for _, text in used]) if used else None) == found.value
    assert (day(used[-1][0]) if used else None) == found.newest_at


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.from_regex(r"-?[0-9]{1,20}(\.[0-9]+)?(e[+-]?[0-9]{1,4})?"),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=4,
)


@given(
    st.lists(st.tuples(anything, anything, anything), max_size=4),
    st.sampled_from(["{T.x}", "{T.x} + {T.y}", "{T.x} / {T.y}", "{T.x} * {T.y}"]),
    st.sampled_from([*STATISTICS]),
)
def test_whatever_objects_hold_a_value_is_short_text_or_none(
    puts: list[tuple[object, object, object]], expression: str, statistic: str
) -> None:
    names = parse_expression(expression).attributes
    details: t.AttributeDetailsTypeDef = {"Attributes": [{"Name": name} for name in names], "Expression": expression}
    calculation = compile_calculation(details, statistic, {"Range": {"TimestampSource": SOURCE}})
    reads = [{"x": x, "y": y, "at": at}.get for x, y, at in puts]

    value = calculate(calculation, [Sample(read, TODAY, read) for read in reads], OLD, T0).value

    assert value is None or 1 <= len(value) <= 255


def test_enormous_numbers_are_averaged_and_cut() -> None:
    assert "9" * 255 == calculate(of("AVERAGE"), [sample("9" * 100_000)], OLD, T0).value


@pytest.mark.rule("CA-46")
def test_without_objects_there_is_no_value_not_even_a_count() -> None:
    assert Calculated(None, is_partial=False, newest_at=None) == calculate(of("COUNT"), [], OLD, T0)


@pytest.mark.rule("CA-46")
def test_without_objects_a_threshold_is_not_false() -> None:
    threshold: t.ConditionsTypeDef = {"Threshold": {"Operator": "GREATER_THAN", "Value": "5"}}

    assert calculate(of("COUNT", threshold), [], OLD, T0).value is None


def test_objects_without_the_attribute_make_no_value() -> None:
    assert calculate(of("COUNT"), [sample(None), sample("")], OLD, T0).value is None


@pytest.mark.rule("CA-20", "ID-EX-35")
def test_objects_from_before_the_definition_count_only_with_history() -> None:
    samples = [sample("a", -2), sample("b", -1), sample("c", 1)]

    assert ["1", "3"] == [
        calculate(of("COUNT"), samples, Age(TODAY, historical), day(2)).value for historical in (False, True)
    ]


def test_of_one_instant_the_turn_decides_what_was_there_before() -> None:
    samples = [sample("before", turn=1), sample("after", turn=3)]

    assert "after" == calculate(of("FIRST_OCCURRENCE"), samples, Age(Stamp(T0, turn=2)), T0).value


@pytest.mark.rule("CA-41", "CA-42")
def test_the_newest_objects_are_chosen_by_their_own_time() -> None:
    newest: t.ConditionsTypeDef = {"ObjectCount": 2, "Range": {"TimestampSource": SOURCE}}
    samples = [
        sample("new", 0, at="2025-03-01"),
        sample("old", 1, at="2025-01-01"),
        sample("newer", 2, at="2025-04-01"),
    ]

    assert '["newer","new"]' == calculate(of("RECENT_OCCURRENCES", newest), samples, OLD, T0).value


@pytest.mark.rule("CA-41")
def test_without_a_time_of_its_own_an_object_is_out_of_every_window() -> None:
    dated: t.ConditionsTypeDef = {"Range": {"Value": 30, "TimestampSource": SOURCE}}

    assert calculate(of("COUNT", dated), [sample("a", at="soon")], OLD, T0).value is None


@pytest.mark.rule("CA-41")
def test_without_a_window_an_object_without_time_is_ordered_by_its_ingestion() -> None:
    dated: t.ConditionsTypeDef = {"Range": {"TimestampSource": SOURCE}}
    samples = [sample("undated", -1), sample("dated", at=day(-2).isoformat())]

    assert "undated" == calculate(of("LAST_OCCURRENCE", dated), samples, OLD, T0).value


def test_objects_of_one_instant_keep_their_order() -> None:
    assert "b" == calculate(of("LAST_OCCURRENCE"), [sample("a"), sample("b")], OLD, T0).value


def test_an_override_stands_in_for_the_window() -> None:
    monthly = of("COUNT", {"Range": {"Value": 30}})
    samples = [sample("a", -50), sample("b", -1)]

    assert ["1", "2"] == [calculate(monthly, samples, OLD, T0, override).value for override in (None, Window(60))]


@pytest.mark.rule("CA-47", "ID-EX-36")
@pytest.mark.parametrize(("later", "partial"), [(29, True), (29.99, True), (30, False)])
def test_data_is_partial_until_the_window_has_passed(later: float, partial: bool) -> None:  # noqa: FBT001
    monthly = of("AVERAGE", {"Range": {"Value": 30}})

    assert partial == calculate(monthly, [sample(1, 1)], Age(TODAY), day(later)).is_partial


@pytest.mark.rule("CA-47")
def test_with_history_data_begins_with_the_oldest_object() -> None:
    monthly = of("COUNT", {"Range": {"Value": 30}})

    assert [True, False] == [
        calculate(monthly, [sample("a", offset)], Age(TODAY, historical=True), T0).is_partial for offset in (-29, -30)
    ]


def test_the_span_of_a_value_range_must_pass() -> None:
    week = of("COUNT", {"Range": {"ValueRange": {"Start": 10, "End": 3}}})

    assert [True, False] == [calculate(week, [], Age(TODAY), day(offset)).is_partial for offset in (6, 7)]


@pytest.mark.rule("CA-47")
def test_data_is_partial_until_the_count_is_reached() -> None:
    newest = of("COUNT", {"ObjectCount": 2})

    assert [True, False] == [calculate(newest, [sample("a")] * count, OLD, T0).is_partial for count in (1, 3)]


def test_objects_without_the_attribute_reach_the_count_too() -> None:
    newest = of("COUNT", {"ObjectCount": 2})

    assert not calculate(newest, [sample("a"), sample(None)], OLD, T0).is_partial


def test_neither_window_nor_count_is_never_partial() -> None:
    assert not calculate(of("COUNT"), [], Age(TODAY), T0).is_partial


@pytest.mark.rule("CA-48")
def test_the_last_timestamp_is_of_the_newest_object_used() -> None:
    assert day(-2) == calculate(of("SUM"), [sample(1, -3), sample(1, -2), sample("n/a", -1)], OLD, T0).newest_at


@pytest.mark.rule("CA-45", "ID-EX-34")
def test_a_threshold_makes_true_or_false() -> None:
    frequent: t.ConditionsTypeDef = {"Threshold": {"Operator": "GREATER_THAN", "Value": "5"}}

    assert ["false", "true"] == [
        calculate(of("COUNT", frequent), [sample("a")] * count, OLD, T0).value for count in (5, 6)
    ]


def test_without_threshold_a_value_stays() -> None:
    assert "5" == judge("5", None)


@pytest.mark.rule("CA-71", "ID-EX-47")
@pytest.mark.parametrize(("offset", "days"), [(0, "0"), (29.9, "29"), (30, "30")])
def test_days_since_are_whole(offset: float, days: str) -> None:
    assert days == days_since(T0, day(offset))
