from __future__ import annotations

from datetime import datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.matching.weekly_schedule import next_slot
from tests.support.facts import T0

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t


@pytest.mark.rule("ML-2", "ID-D-11")
@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        (None, "2025-01-11T00:00"),
        ({"DayOfTheWeek": "MONDAY", "Time": "12:01"}, "2025-01-06T12:01"),
        ({"DayOfTheWeek": "MONDAY", "Time": "12:00"}, "2025-01-13T12:00"),
        ({"DayOfTheWeek": "MONDAY", "Time": "9:05"}, "2025-01-13T09:05"),
        ({"DayOfTheWeek": "SUNDAY", "Time": "23:59"}, "2025-01-12T23:59"),
    ],
)
def test_slot_is_the_first_strictly_after(schedule: t.JobScheduleTypeDef | None, expected: str) -> None:
    assert datetime.fromisoformat(f"{expected}+00:00") == next_slot(schedule, T0)


@given(st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2030, 1, 1), timezones=st.just(timezone.utc)))  # noqa: DTZ001  bounds
def test_slots_are_a_week_apart(after: datetime) -> None:
    slot = next_slot({"DayOfTheWeek": "WEDNESDAY", "Time": "07:30"}, after)

    assert (2, time(7, 30)) == (slot.weekday(), slot.time())
    assert timedelta(0) < slot - after <= timedelta(days=7)
    assert slot + timedelta(days=7) == next_slot({"DayOfTheWeek": "WEDNESDAY", "Time": "07:30"}, slot)
