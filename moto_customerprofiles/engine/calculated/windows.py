"""When an object counts for a calculated attribute: its own time, the window in days, and what a wider window excludes.

Positive days are in the past and negative ones in the future (API reference, ValueRange). A window may be narrowed and
widened later, but widening does not bring back the objects that had already left it (API reference,
UpdateCalculatedAttributeDefinition). How we model that is our choice: every widening leaves a `Floor`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import NamedTuple

from moto_customerprofiles.engine.calculated.expressions import Reader, parse_reference
from moto_customerprofiles.engine.values.literals import epoch, moment, number
from moto_customerprofiles.errors import BadRequest, shown

EPOCHMILLI = "EPOCHMILLI"
ISO_8601 = "ISO_8601"
MILLISECONDS_FROM = Decimal(10**11)
"""A number from this one on counts milliseconds, a smaller one seconds.

EPOCHMILLI takes both ("second/millisecond level precision", API reference, Range), and AWS's samples omit the format.
Where the border is, is our choice.
"""
EARLIEST = datetime(1, 1, 1, tzinfo=timezone.utc)
LATEST = datetime(9999, 12, 31, tzinfo=timezone.utc)


class Window(NamedTuple):
    """A span of days around now, both ends included: from `start` days ago until `end` days ago."""

    start: int
    end: int = 0

    @property
    def days(self) -> int:
        """The number of days that the window spans."""
        return self.start - self.end

    def bounds(self, now: datetime) -> tuple[datetime, datetime]:
        """Return the first and the last instant of the window.

        >>> Window(1).bounds(datetime(2025, 1, 6, tzinfo=timezone.utc))[0].isoformat()
        '2025-01-05T00:00:00+00:00'
        """
        return days_before(now, self.start), days_before(now, self.end)


def days_before(now: datetime, days: int) -> datetime:
    """Return the instant so many days before `now`, or after it if `days` is negative, within the calendar."""
    try:
        return now - timedelta(days=days)
    except OverflowError:
        return EARLIEST if days > 0 else LATEST


def window_of(start: int, end: int) -> Window:
    """Return a window.

    Raises:
        BadRequest: the window would end before it starts.

    >>> window_of(0, -7)
    Window(start=0, end=-7)

    """
    if start < end:
        raise BadRequest(f"Range must not start ({start} days ago) after its end ({end} days ago)")
    return Window(start, end)


class Stamp(NamedTuple):
    """When something was created: the instant, and a turn that orders what was created at the same instant."""

    at: datetime
    turn: int = 0


class Floor(NamedTuple):
    """What a widening excludes: objects that were ingested before it and are older than `oldest`."""

    widened: Stamp
    oldest: datetime

    def admits(self, ingested: Stamp, at: datetime) -> bool:
        """Return whether an object that was ingested at `ingested`, and whose own time is `at`, still counts."""
        return ingested >= self.widened or at >= self.oldest


def floor_of(old: Window | None, new: Window | None, now: Stamp) -> Floor | None:
    """Return what a change of the window excludes from now on, None unless the window reaches further back than before.

    >>> floor_of(Window(30), Window(10), Stamp(datetime(2025, 1, 6, tzinfo=timezone.utc))) is None
    True
    """
    if old is None or (new is not None and new.start <= old.start):
        return None
    return Floor(now, days_before(now.at, old.start))


@dataclass(frozen=True)
class TimestampSource:
    """The attribute in which an object has its own time, and the format of the time, None if it is not given."""

    object_type: str
    attribute: str
    form: str | None

    def time(self, read: Reader) -> datetime | None:
        """Return the object's own time, None if it is missing or not in the given format.

        >>> TimestampSource("order", "at", None).time({"at": 1736164800}.get)
        datetime.datetime(2025, 1, 6, 12, 0, tzinfo=datetime.timezone.utc)
        """
        value = read(self.attribute)
        if isinstance(value, bool) or not isinstance(value, (int, float, str)):
            return None
        text = value if isinstance(value, str) else repr(value)
        count = number(text)
        if count is None:
            return None if self.form == EPOCHMILLI else moment(text)
        if self.form == ISO_8601:
            return None
        return epoch(count, milliseconds=abs(count) >= MILLISECONDS_FROM)


def timestamp_source(source: str | None, form: str | None) -> TimestampSource | None:
    """Return where objects have their own time, None if `source` is None; a format without a source is ignored.

    Raises:
        BadRequest: the source or the format is not valid.

    """
    if source is None:
        return None
    if form not in {None, EPOCHMILLI, ISO_8601}:
        raise BadRequest(f"TimestampFormat must be {EPOCHMILLI} or {ISO_8601}, not '{shown(form)}'")
    return TimestampSource(*parse_reference(source), form)
