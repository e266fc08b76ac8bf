"""How often an event trigger may fire for one profile, and how old an event may be.

The Administrator Guide ("Create campaigns using event triggers") says that a trigger without periods fires at most ten
times a day for one profile. That windows slide and end now is our choice, and so is that an event whose object does not
say its time has no age.
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

_DEFAULT_LIFE = timedelta(minutes=15)  # the longest that outbound campaigns accept (Administrator Guide)
_MILLISECOND = timedelta(milliseconds=1)


class Period(NamedTuple):
    """A window that ends now, and the most invocations within it."""

    length: timedelta
    maximum: int


_DEFAULT_PERIODS = (Period(timedelta(days=1), 10),)


class Limits(NamedTuple):
    """The limits of one trigger; `expiration` is in milliseconds."""

    expiration: int | None
    periods: tuple[Period, ...]

    def is_fresh(self, age: timedelta) -> bool:
        """Return whether an event of this age may still fire the trigger.

        >>> Limits(60_000, ()).is_fresh(timedelta(minutes=1))
        True
        """
        return self.expiration is None or age // _MILLISECOND <= self.expiration

    def has_room(self, invocations: Sequence[datetime], now: datetime) -> bool:
        """Return whether one more invocation is allowed after the given ones, which come oldest first.

        >>> now = datetime(2026, 6, 2, tzinfo=timezone.utc)
        >>> Limits(None, (Period(timedelta(days=1), 1),)).has_room([now - timedelta(hours=23)], now)
        False
        """
        return all(_count_after(now - length, invocations) < maximum for length, maximum in self.periods)

    def expires_at(self, now: datetime) -> datetime:
        """Return the time until which an action that is requested now may be taken.

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
    """Return the compiled EventTriggerLimits of a trigger.

    Raises:
        BadRequest: the expiration is negative, or a period has neither a maximum nor no limit.

    >>> compile_limits({"Periods": [{"Unit": "WEEKS", "Value": 1, "Unlimited": True}]})
    Limits(expiration=None, periods=())

    """
    limits = limits or {}
    expiration = limits.get("EventExpiration")
    if expiration is not None and expiration < 0:
        raise BadRequest(f"EventExpiration must not be negative: {expiration}")
    if "Periods" not in limits:
        return Limits(expiration, _DEFAULT_PERIODS)
    periods = (_period(period) for period in limits["Periods"])
    return Limits(expiration, tuple(period for period in periods if period is not None))


def _period(period: t.PeriodTypeDef) -> Period | None:
    """Return a compiled period; one without limit is None, even if it has a maximum too."""
    if period.get("Unlimited"):
        return None
    if "MaxInvocationsPerProfile" not in period:
        raise BadRequest("A period needs MaxInvocationsPerProfile or Unlimited, in EventTriggerLimits.Periods")
    return Period(period["Value"] * DURATIONS[period["Unit"]], period["MaxInvocationsPerProfile"])
