"""Calculated attributes: one text out of the objects of one type that a profile has.

Objects are narrowed in this order, which is ours: what the definition's age admits, the window, the floors that earlier
widenings left, the filter, the newest few; then comes the statistic, then the threshold. Without an object there is no
value, not even a COUNT of 0 (Administrator Guide, troubleshooting calculated attributes).
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


class Sample(NamedTuple):
    """An object of a profile as a calculation sees it; the filter reads it by `read_then`, as when it was saved."""

    read: Reader
    ingested: Stamp
    read_then: Reader


class Age(NamedTuple):
    """What a definition's past means for old objects: those ingested before it was made count only with history."""

    created: Stamp
    historical: bool = False
    floors: tuple[Floor, ...] = ()


class Calculated(NamedTuple):
    """The outcome: without data there is neither a value nor a time of the newest object used."""

    value: str | None
    is_partial: bool
    newest_at: datetime | None


class _Dated(NamedTuple):
    at: datetime
    ingested: Stamp
    sample: Sample


def calculate(
    calculation: Calculation, samples: Iterable[Sample], age: Age, now: datetime, override: Window | None = None
) -> Calculated:
    """Calculate the value for one profile; `override` stands in for the definition's window.

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
    seen = [(_time(sample, calculation.source), sample) for sample in samples]
    recent = sorted((_dated(at, sample) for at, sample in seen if _is_recent(at, sample, age, bounds)), key=_by_time)
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
    """Turn a value into true or false if there is a threshold.

    >>> judge("6", {"Operator": "GREATER_THAN", "Value": "5"})
    'true'
    """
    if threshold is None:
        return value
    return "true" if meets(value, threshold["Operator"], threshold["Value"]) else "false"


def days_since(created_at: datetime, now: datetime) -> str:
    """Count the whole days since an instant, as the default attribute `_new_customer` does.

    >>> from datetime import datetime
    >>> days_since(datetime(2025, 1, 1), datetime(2025, 1, 3, 23))
    '2'
    """
    return str((now - created_at).days)


def _time(sample: Sample, source: TimestampSource | None) -> datetime | None:
    return sample.ingested.at if source is None else source.time(sample.read)


def _dated(at: datetime | None, sample: Sample) -> _Dated:
    """Date an object for its order; one without a time of its own by its ingestion."""
    return _Dated(at or sample.ingested.at, sample.ingested, sample)


def _by_time(one: _Dated) -> tuple[datetime, Stamp]:
    return one.at, one.ingested


def _is_recent(at: datetime | None, sample: Sample, age: Age, bounds: tuple[datetime, datetime] | None) -> bool:
    """Whether an object is in the window, and not one of those that the definition's past forgoes."""
    if bounds is not None and (at is None or not bounds[0] <= at <= bounds[1]):
        return False
    ingested = sample.ingested
    if not age.historical and ingested < age.created:
        return False
    return all(floor.admits(ingested, at or ingested.at) for floor in age.floors)


def _start(seen: Iterable[tuple[datetime | None, Sample]], age: Age) -> datetime:
    """When the data of the calculation begins: with history, as early as the profile's oldest object."""
    if not age.historical:
        return age.created.at
    return min([age.created.at, *(at or sample.ingested.at for at, sample in seen)])


def _is_partial(calculation: Calculation, window: Window | None, start: datetime, used: int, now: datetime) -> bool:
    """Whether the window has not passed yet since the data begins, or too few objects are there."""
    if window is not None and start > days_before(now, window.days):
        return True
    return calculation.object_count is not None and used < calculation.object_count
