"""When the weekly identity resolution job starts.

Without a schedule it starts on Saturday at midnight UTC (API reference, GetMatches). The first run starts within a day
after the job is enabled (Administrator Guide, "Enable identity resolution"); that it starts at the earlier of a full
day and the next slot is our choice.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from types_boto3_customer_profiles import type_defs as t

_DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
_WEEK = timedelta(days=7)
FIRST_RUN_WITHIN = timedelta(days=1)


def next_slot(schedule: t.JobScheduleTypeDef | None, after: datetime) -> datetime:
    """Return the first slot of a schedule strictly after an instant, in UTC.

    >>> from datetime import datetime, timezone
    >>> str(next_slot({"DayOfTheWeek": "MONDAY", "Time": "9:05"}, datetime(2025, 1, 6, 12, tzinfo=timezone.utc)))
    '2025-01-13 09:05:00+00:00'
    """
    day, time = (schedule["DayOfTheWeek"], schedule["Time"]) if schedule else ("SATURDAY", "0:00")
    hour, minute = map(int, time.split(":"))
    midnight = after.replace(hour=0, minute=0, second=0, microsecond=0)
    slot = midnight + timedelta(days=(_DAYS.index(day) - after.weekday()) % 7, hours=hour, minutes=minute)
    return slot if slot > after else slot + _WEEK
