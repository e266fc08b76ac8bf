"""How often an event trigger may fire for one profile, and how old an event may be.

The Administrator Guide ("Create campaigns using event triggers") says that without periods a trigger fires at most ten
times a day for one profile. That windows slide and end now is our choice, and so is the age of an event whose object
says nothing of its time: no age.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.values.durations import DURATIONS
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from types_boto3_customer_profiles import type_defs as t

_DEFAULT_LIFE = timedelta(minutes=15)  # Outbound campaigns accept no longer one, says the Administrator Guide
_MILLISECOND = timedelta(milliseconds=1)


class Period(NamedTuple):
    """A window that ends now, and how many invocations it may hold."""

    length: timedelta
    maximum: int


_DEFAULT_PERIODS = (Period(timedelta(days=1), 10),)


class Limits(NamedTuple):
    """The limits of one trigger; `expiration` counts milliseconds."""

    expiration: int | None
    periods: tuple[Period, ...]

    def is_fresh(self, age: timedelta) -> bool:
        """Tell whether an event of this age may still fire the trigger.

        >>> Limits(60_000, ()).is_fresh(timedelta(minutes=1))
        True
        """
        return self.expiration is None or age // _MILLISECOND <= self.expiration

    def has_room(self, invocations: Sequence[datetime], now: datetime) -> bool:
        """Tell whether one more invocation is allowed after those given, oldest first.

        >>> now = datetime(2026, 6, 2, tzinfo=timezone.utc)
        >>> Limits(None, (Period(timedelta(days=1), 1),)).has_room([now - timedelta(hours=23)], now)
        False
        """
        return all(_count_after(now - length, invocations) < maximum for length, maximum in self.periods)

    def expires_at(self, now: datetime) -> datetime:
        """Return until when an action asked for now may still be taken.

        >>> Limits(60_000, ()).expires_at(datetime(2026, 6, 2, tzinfo=timezone.utc)).minute
        1
        """
        try:
            return now + (_DEFAULT_LIFE if self.expiration is None else self.expiration * _MILLISECOND)
        except OverflowError:
            return datetime.max.replace(tzinfo=timezone.utc)


def _count_after(start: datetime, invocations: Sequence[datetime]) -> int:
    return len(invocations) - bisect_right(invocations, start)


def compile_limits(limits: t.EventTriggerLimitsUnionTypeDef | None) -> Limits:
    """Compile the EventTriggerLimits of a trigger; `BadRequest` says what is wrong with them.

    >>> compile_limits({"Periods": [{"Unit": "WEEKS", "Value": 1, "Unlimited": True}]})
    Limits(expiration=None, periods=())
    """
    limits = limits or {}
    expiration = limits.get("EventExpiration")
    if expiration is not None and expiration < 0:
        raise BadRequest("EventExpiration must not be negative")
    if "Periods" not in limits:
        return Limits(expiration, _DEFAULT_PERIODS)
    periods = (_period(period) for period in limits["Periods"])
    return Limits(expiration, tuple(period for period in periods if period is not None))


def _period(period: t.PeriodTypeDef) -> Period | None:
    """Compile a period; one without limit is None, also when it names a maximum beside."""
    if period.get("Unlimited"):
        return None
    if "MaxInvocationsPerProfile" not in period:
        raise BadRequest("A period needs MaxInvocationsPerProfile or Unlimited")
    return Period(period["Value"] * DURATIONS[period["Unit"]], period["MaxInvocationsPerProfile"])
