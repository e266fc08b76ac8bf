"""Statistics of the numbers among an attribute's values: extremes, mean, standard deviation and percentiles.

The API reference (GetObjectTypeAttributeStatistics) names the figures and does not define them. Our definitions: every
value that can be read as a number counts, the standard deviation is that of the whole population, and a percentile is
interpolated linearly between the two nearest values, as numpy does. Sums are exact; only results are rounded.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.values.literals import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True)
class Percentiles:
    """The values below which 5, 25, 50, 75 and 95 percent of the numbers lie; None if there are no numbers."""

    p5: float | None = None
    p25: float | None = None
    p50: float | None = None
    p75: float | None = None
    p95: float | None = None


@dataclass(frozen=True)
class Statistics:
    """The statistics of one attribute, all None if it has no numbers."""

    maximum: float | None = None
    minimum: float | None = None
    average: float | None = None
    standard_deviation: float | None = None
    percentiles: Percentiles = Percentiles()


def statistics_of(texts: Iterable[str]) -> Statistics:
    """Return the statistics of the numbers among the texts.

    >>> described = statistics_of(["10", "20", "n/a", "30", "40"])
    >>> described.maximum, described.average, described.percentiles.p5, described.percentiles.p95
    (40.0, 25.0, 11.5, 38.5)
    """
    numbers = sorted(_numbers(texts))
    if not numbers:
        return Statistics()
    exact = [Fraction(one) for one in numbers]
    mean = sum(exact, Fraction()) / len(exact)
    return Statistics(
        maximum=numbers[-1],
        minimum=numbers[0],
        average=float(mean),
        standard_deviation=_deviation(exact, mean),
        percentiles=Percentiles(*(_percentile(exact, percent) for percent in (5, 25, 50, 75, 95))),
    )


def _numbers(texts: Iterable[str]) -> Iterable[float]:
    for text in texts:
        read = number(text)
        if read is not None and math.isfinite(rounded := float(read)):
            yield rounded


def _deviation(exact: Sequence[Fraction], mean: Fraction) -> float:
    """Return the standard deviation.

    The variance is divided by a power of two before it is rounded, so that the squares of the largest floats do not
    overflow.
    """
    variance = sum(((value - mean) ** 2 for value in exact), Fraction()) / len(exact)
    scale = Fraction(2) ** max(math.frexp(float(value))[1] for value in exact)
    return float(scale * Fraction(math.sqrt(variance / scale**2)))


def _percentile(ascending: Sequence[Fraction], percent: int) -> float:
    position = Fraction(percent * (len(ascending) - 1), 100)
    below = math.floor(position)
    above = min(below + 1, len(ascending) - 1)
    return float(ascending[below] + (ascending[above] - ascending[below]) * (position - below))
