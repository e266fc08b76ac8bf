"""Calculated attributes: one text computed from the objects of one type that a profile has.

The objects are selected in this order, which is our choice: those that the age of the definition admits, the window,
the floors of earlier widenings, the filter, the newest few. Then comes the statistic, then the threshold. Without
objects there is no value, not even a COUNT of 0 (Administrator Guide, troubleshooting calculated attributes).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.calculated.aggregates import aggregate, counts_for, meets
from moto_customerprofiles.engine.calculated.windows import days_before

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.calculated.definitions import Calculation
    from moto_customerprofiles.engine.calculated.expressions import Reader
    from moto_customerprofiles.engine.calculated.windows import Floor, Stamp, TimestampSource, Window


NO_TIME = "its TimestampSource is missing or cannot be read as a time"
OUTSIDE = "its time is not in the Range"
TOO_OLD = "it was ingested before the definition was made, which does not use historical data"
FALLEN_OUT = "it had left the Range before the Range was widened"
"""Why an object does not count."""


class Sample(NamedTuple):
    """An object of a profile as a calculation reads it.

    `read` reads the object by the fields that its type has now. `read_then` reads it by the fields at its ingestion or,
    if the definition is younger, at the creation of the definition; the filter uses it.
    """

    read: Reader
    ingested: Stamp
    read_then: Reader


class Age(NamedTuple):
    """How old a definition is, and whether it counts objects that were ingested before it was created (`historical`).

    `floors` are what earlier widenings of the window exclude.
    """

    created: Stamp
    historical: bool = False
    floors: tuple[Floor, ...] = ()


class Calculated(NamedTuple):
    """The result: the value, and the time of the newest object used; both are None without data."""

    value: str | None
    is_partial: bool
    newest_at: datetime | None


class Dated(NamedTuple):
    """An object and the time by which it is sorted."""

    at: datetime
    ingested: Stamp
    sample: Sample


def calculate(
    calculation: Calculation, samples: Iterable[Sample], age: Age, now: datetime, override: Window | None = None
) -> Calculated:
    """Return the value for one profile; `override` replaces the definition's window.

    >>> from datetime import datetime
    >>> from moto_customerprofiles.engine.calculated.definitions import compile_calculation
    >>> from moto_customerprofiles.engine.calculated.windows import Stamp
    >>> today = datetime(2025, 1, 6)
    >>> count = compile_calculation({"Attributes": [{"Name": "id"}], "Expression": "{order.id}"}, "COUNT")
    >>> order = {"id": "7"}.get
    >>> calculate(count, [Sample(order, Stamp(today), order)], Age(Stamp(today)), today).value
    '1'
    """
    window = calculation.window if override is None else override
    bounds = window.bounds(now) if window else None
    seen = [(time_of(sample, calculation.source), sample) for sample in samples]
    recent = sorted(
        (dated(at, sample) for at, sample in seen if exclusion(at, sample, age, bounds) is None), key=by_time
    )
    passed = [one for one in recent if calculation.verdict is None or calculation.verdict(one.sample.read_then)]
    chosen = passed[-(calculation.object_count or 0) :]
    elements = [(calculation.expression.element(one.sample.read), one.at) for one in chosen]
    used = [(text, at) for text, at in elements if text is not None and counts_for(calculation.statistic, text)]
    partial = _is_partial(calculation, window, _start(seen, age), len(chosen), now)
    if not used:
        return Calculated(None, partial, None)
    value = aggregate(calculation.statistic, [text for text, _ in used])
    return Calculated(judge(value, calculation.threshold), partial, used[-1][1])


def judge(value: str, threshold: t.ThresholdTypeDef | None) -> str:
    """Return `true` or `false` for a value with a threshold, and the value itself without one.

    >>> judge("6", {"Operator": "GREATER_THAN", "Value": "5"})
    'true'
    """
    if threshold is None:
        return value
    return "true" if meets(value, threshold["Operator"], threshold["Value"]) else "false"


def days_since(created_at: datetime, now: datetime) -> str:
    """Return the number of whole days since an instant, as the default attribute `_new_customer` does.

    >>> from datetime import datetime
    >>> days_since(datetime(2025, 1, 1), datetime(2025, 1, 3, 23))
    '2'
    """
    return str((now - created_at).days)


def time_of(sample: Sample, source: TimestampSource | None) -> datetime | None:
    """Return the time of an object, None if it has a time of its own that is missing or cannot be read."""
    return sample.ingested.at if source is None else source.time(sample.read)


def dated(at: datetime | None, sample: Sample) -> Dated:
    """Return an object with the time by which it is sorted: its own time, else the time of its ingestion."""
    return Dated(at or sample.ingested.at, sample.ingested, sample)


def by_time(one: Dated) -> tuple[datetime, Stamp]:
    """Return the key that sorts objects, the oldest first."""
    return one.at, one.ingested


def exclusion(at: datetime | None, sample: Sample, age: Age, bounds: tuple[datetime, datetime] | None) -> str | None:
    """Return why an object is out of the window, or excluded by the age or the floors of the definition."""
    if bounds is not None and (at is None or not bounds[0] <= at <= bounds[1]):
        return NO_TIME if at is None else OUTSIDE
    ingested = sample.ingested
    if not age.historical and ingested < age.created:
        return TOO_OLD
    return None if all(floor.admits(ingested, at or ingested.at) for floor in age.floors) else FALLEN_OUT


def _start(seen: Iterable[tuple[datetime | None, Sample]], age: Age) -> datetime:
    """Return the beginning of the calculation's data: with history, the time of the profile's oldest object."""
    if not age.historical:
        return age.created.at
    return min([age.created.at, *(at or sample.ingested.at for at, sample in seen)])


def _is_partial(calculation: Calculation, window: Window | None, start: datetime, used: int, now: datetime) -> bool:
    """Return whether the data cover less than the window, or fewer objects are there than the definition counts."""
    if window is not None and start > days_before(now, window.days):
        return True
    return calculation.object_count is not None and used < calculation.object_count
