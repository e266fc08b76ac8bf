"""The schedules of flows: `rate(...)`, `cron(...)` and `at(...)`.

The API reference (ScheduledTriggerProperties) shows `rate (5 minutes)` and says no more. AppFlow's schedules are those
of EventBridge: the shortest interval is a minute, and a cron expression has six fields, of which the day of the month
or the day of the week is `?` (EventBridge Scheduler User Guide, schedule types).
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.values.durations import DURATIONS
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

_UNITS = "|".join(unit.removesuffix("S") for unit in DURATIONS)
_RATE = re.compile(rf"rate\s*\(\s*([0-9]{{1,6}})\s*({_UNITS})S?\s*\)", re.IGNORECASE)
_CRON = re.compile(r"cron\s*\((.*)\)", re.IGNORECASE)
_AT = re.compile(r"at\s*\(\s*([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})\s*\)", re.IGNORECASE)
_SHORTEST = timedelta(minutes=1)
_FORMS = "rate(<number> minutes|hours|days|weeks|months), cron(<six fields>) or at(yyyy-mm-ddThh:mm:ss)"


class _CronField(NamedTuple):
    """One field of a cron expression: its name in messages, its lowest and highest number, and names of numbers."""

    name: str
    lowest: int
    highest: int
    names: str = ""
    special: str = r"(?!)"

    def numbers(self, text: str) -> set[int] | None:
        """Return the numbers that a text of the field allows, None if it is invalid.

        What depends on the calendar (`?`, `L`, `15W`, `2#1`) allows no number of its own.
        """
        found: set[int] = set()
        for part in text.split(","):
            if re.fullmatch(self.special, part, re.IGNORECASE):
                continue
            span = self._span(part)
            if span is None:
                return None
            found.update(span)
        return found

    def _span(self, part: str) -> range | None:
        base, has_step, step = part.partition("/")
        first, is_range, last = base.partition("-")
        start = self.lowest if base == "*" else self._number(first)
        end = self._number(last) if is_range else self.highest if base == "*" or has_step else start
        width = 1 if not has_step else int(step) if re.fullmatch(r"[0-9]{1,4}", step) else 0
        if start is None or end is None or start > end or width < 1:
            return None
        return range(start, end + 1, width)

    def _number(self, text: str) -> int | None:
        names = self.names.split()
        if text.upper() in names:
            return self.lowest + names.index(text.upper())
        number = int(text) if re.fullmatch(r"[0-9]{1,4}", text) else -1
        return number if self.lowest <= number <= self.highest else None


_FIELDS = (
    _CronField("minutes", 0, 59),
    _CronField("hours", 0, 23),
    _CronField("day-of-month", 1, 31, special=r"\?|L|LW|[0-9]{1,2}W"),
    _CronField("month", 1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"),
    _CronField("day-of-week", 1, 7, "SUN MON TUE WED THU FRI SAT", special=r"\?|L|[1-7]L|[1-7]#[1-5]"),
    _CronField("year", 1970, 2199),
)


def check_expression(expression: str) -> timedelta:
    """Return the shortest time between two runs of a schedule.

    Raises:
        BadRequest: the expression is none; the message says what is accepted. It does not repeat the expression, which
            the service model calls sensitive.

    >>> check_expression("rate(2 hours)"), check_expression("cron(0/20 9-17 ? * MON-FRI *)")
    (datetime.timedelta(seconds=7200), datetime.timedelta(seconds=1200))

    """
    text = expression.strip()
    if rate := _RATE.fullmatch(text):
        interval: timedelta = int(rate[1]) * DURATIONS[f"{rate[2].upper()}S"]
        if interval < _SHORTEST:
            raise BadRequest("ScheduleExpression must leave one minute or more between two runs")
        return interval
    if cron := _CRON.fullmatch(text):
        return _check_cron(cron[1].split())
    if (at := _AT.fullmatch(text)) and _is_moment(at[1]):
        return timedelta.max
    raise BadRequest(f"ScheduleExpression must be {_FORMS}")


def _check_cron(texts: Sequence[str]) -> timedelta:
    if len(texts) != len(_FIELDS):
        names = " ".join(field.name for field in _FIELDS)
        raise BadRequest(f"A cron expression in ScheduleExpression has the six fields {names}, not {len(texts)}")
    for field, text in zip(_FIELDS, texts, strict=True):
        if field.numbers(text) is None:
            raise BadRequest(f"The field {field.name} of the cron expression in ScheduleExpression cannot be read")
    if "?" not in (texts[2], texts[4]):
        raise BadRequest("One of day-of-month and day-of-week of the cron expression in ScheduleExpression must be ?")
    minutes = sorted(_FIELDS[0].numbers(texts[0]) or ())
    gaps = [later - earlier for earlier, later in pairwise(minutes)]
    return timedelta(minutes=min(gaps, default=60))


def _is_moment(text: str) -> bool:
    try:
        datetime.strptime(text, "%Y-%m-%dT%H:%M:%S").replace(tzinfo=timezone.utc)
    except ValueError:
        return False
    return True
