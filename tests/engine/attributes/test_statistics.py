from __future__ import annotations

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.attributes.statistics import Percentiles, Statistics, statistics_of

FINITE = st.floats(allow_nan=False, allow_infinity=False, width=32)


@pytest.mark.rule("ATT-7", "EX-65")
def test_four_numbers_have_the_figures_of_the_worked_example() -> None:
    described = statistics_of(["40", "10", "30", "20"])

    assert Statistics(40, 10, 25, described.standard_deviation, Percentiles(11.5, 17.5, 25, 32.5, 38.5)) == described
    assert pytest.approx(11.18033988749895) == described.standard_deviation


@pytest.mark.rule("ATT-6")
def test_attribute_without_numbers_has_no_figures() -> None:
    assert Statistics() == statistics_of(["", "gold", "NaN", "1_000", "true"])


def test_what_is_no_number_does_not_count() -> None:
    assert statistics_of(["1", "2"]) == statistics_of(["1", "gold", "2.0", "1e999"])


def test_one_number_is_all_its_percentiles_and_does_not_spread() -> None:
    assert Statistics(7.5, 7.5, 7.5, 0.0, Percentiles(7.5, 7.5, 7.5, 7.5, 7.5)) == statistics_of(["7.5"])


def test_zeros_do_not_spread() -> None:
    assert 0 == statistics_of(["0", "0"]).standard_deviation


def test_the_largest_numbers_do_not_overflow() -> None:
    described = statistics_of(["1.7e308", "-1.7e308"])

    assert (0, 1.7e308) == (described.average, described.standard_deviation)


@given(st.lists(FINITE, min_size=1, max_size=20))
def test_figures_agree_with_the_standard_library(numbers: list[float]) -> None:
    described = statistics_of(map(repr, numbers))

    assert pytest.approx(statistics.pstdev(numbers), rel=1e-6, abs=1e-30) == described.standard_deviation
    assert pytest.approx(statistics.median(numbers)) == described.percentiles.p50
    assert pytest.approx(statistics.fmean(numbers)) == described.average


@given(st.lists(FINITE, min_size=1, max_size=20))
def test_percentiles_ascend_between_the_extremes(numbers: list[float]) -> None:
    described = statistics_of(map(repr, numbers))
    figures = described.percentiles
    ascending = [described.minimum, figures.p5, figures.p25, figures.p50, figures.p75, figures.p95, described.maximum]

    assert ascending == sorted(ascending, key=float)  # type: ignore[arg-type]  # none is None where there are numbers
