"""Which objects a calculated attribute counts, and why it does not count the others: by the steps of `calculate`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.calculated.aggregates import counts_for
from moto_customerprofiles.engine.calculated.calculations import by_time, dated, exclusion, time_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from moto_customerprofiles.engine.calculated.calculations import Age, Dated, Sample
    from moto_customerprofiles.engine.calculated.definitions import Calculation

FILTERED = "the Filter does not hold for it"
NOT_AMONG_THE_NEWEST = "it is not among the newest that ObjectCount allows"
NO_VALUE = "it has no value for the expression"
NO_NUMBER = "its value is no number, which the statistic needs"


class Judged(NamedTuple):
    """An object, its time, its element, and why it does not count; None if it counts."""

    sample: Sample
    at: datetime | None
    element: str | None
    reason: str | None


def judge_samples(calculation: Calculation, samples: Sequence[Sample], age: Age, now: datetime) -> list[Judged]:
    """Return the verdict on each object, in the order of the samples."""
    bounds = calculation.window.bounds(now) if calculation.window else None
    times = [time_of(sample, calculation.source) for sample in samples]
    reasons = [exclusion(at, sample, age, bounds) for at, sample in zip(times, samples, strict=True)]
    passed: list[tuple[Dated, int]] = []
    for number, (at, sample) in enumerate(zip(times, samples, strict=True)):
        if reasons[number] is None:
            if calculation.verdict is None or calculation.verdict(sample.read_then):
                passed.append((dated(at, sample), number))
            else:
                reasons[number] = FILTERED
    passed.sort(key=lambda one: by_time(one[0]))
    for _, number in passed[: -calculation.object_count] if calculation.object_count else ():
        reasons[number] = NOT_AMONG_THE_NEWEST
    elements = [calculation.expression.element(sample.read) for sample in samples]
    return [
        Judged(sample, at, element, reason or _unusable(calculation, element))
        for sample, at, element, reason in zip(samples, times, elements, reasons, strict=True)
    ]


def _unusable(calculation: Calculation, element: str | None) -> str | None:
    if element is None:
        return NO_VALUE
    return None if counts_for(calculation.statistic, element) else NO_NUMBER
