from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.engine.events.trigger_limits import compile_limits
from moto_customerprofiles.errors import BadRequest
from tests.support.facts import T0

if TYPE_CHECKING:
    from types_boto3_customer_profiles.literals import PeriodUnitType
    from types_boto3_customer_profiles.type_defs import EventTriggerLimitsTypeDef

SECOND = timedelta(seconds=1)


@pytest.mark.rule("ET-20", "ET-21")
@pytest.mark.parametrize("limits", [None, {}, {"EventExpiration": 1}])
def test_without_periods_ten_a_day_are_allowed(limits: EventTriggerLimitsTypeDef | None) -> None:
    compiled = compile_limits(limits)
    first = T0 - timedelta(days=1) + SECOND

    assert compiled.has_room([first] * 9, T0)
    assert not compiled.has_room([first] * 10, T0)
    assert compiled.has_room([first] * 10, T0 + SECOND)


@pytest.mark.rule("ET-6", "ET-21")
@pytest.mark.parametrize(
    ("unit", "length"),
    [
        ("MINUTES", timedelta(minutes=2)),
        ("HOURS", timedelta(hours=2)),
        ("DAYS", timedelta(days=2)),
        ("WEEKS", timedelta(days=14)),
        ("MONTHS", timedelta(days=60)),
    ],
)
def test_window_of_a_period_slides(unit: PeriodUnitType, length: timedelta) -> None:
    compiled = compile_limits({"Periods": [{"Unit": unit, "Value": 2, "MaxInvocationsPerProfile": 1}]})

    assert not compiled.has_room([T0 - length + SECOND], T0)
    assert compiled.has_room([T0 - length], T0)


@pytest.mark.rule("ET-20")
def test_every_period_must_have_room() -> None:
    compiled = compile_limits(
        {
            "Periods": [
                {"Unit": "HOURS", "Value": 1, "MaxInvocationsPerProfile": 1},
                {"Unit": "DAYS", "Value": 1, "MaxInvocationsPerProfile": 2},
            ]
        }
    )
    hours_ago = [T0 - timedelta(hours=hours) for hours in (5, 3, 1)]

    assert compiled.has_room(hours_ago[1:2], T0)
    assert not compiled.has_room(hours_ago[:2], T0)
    assert not compiled.has_room([T0 - SECOND], T0)


@pytest.mark.rule("ET-7")
def test_unlimited_period_wins_over_its_maximum() -> None:
    compiled = compile_limits(
        {"Periods": [{"Unit": "DAYS", "Value": 1, "Unlimited": True, "MaxInvocationsPerProfile": 1}]}
    )

    assert compiled.has_room([T0] * 1000, T0)


@pytest.mark.rule("ET-7")
def test_period_needs_a_maximum_or_no_limit() -> None:
    with pytest.raises(BadRequest, match="MaxInvocationsPerProfile or Unlimited"):
        compile_limits({"Periods": [{"Unit": "DAYS", "Value": 1, "Unlimited": False}]})


def test_negative_expiration_is_refused() -> None:
    with pytest.raises(BadRequest, match="must not be negative"):
        compile_limits({"EventExpiration": -1})


@pytest.mark.rule("ET-19")
def test_event_may_be_as_old_as_the_expiration() -> None:
    compiled = compile_limits({"EventExpiration": 1000})

    assert compiled.is_fresh(SECOND)
    assert not compiled.is_fresh(SECOND + timedelta(milliseconds=1))


def test_event_of_no_age_meets_an_expiration_of_nothing() -> None:
    assert compile_limits({"EventExpiration": 0}).is_fresh(timedelta())


def test_without_expiration_events_never_grow_old() -> None:
    assert compile_limits(None).is_fresh(timedelta(days=10_000))


@pytest.mark.rule("ET-23")
def test_action_expires_with_its_event_or_after_a_quarter_of_an_hour() -> None:
    assert T0 + timedelta(minutes=15) == compile_limits(None).expires_at(T0)
    assert T0 + SECOND == compile_limits({"EventExpiration": 1000}).expires_at(T0)


def test_expiration_beyond_the_calendar_is_its_end() -> None:
    assert datetime.max.replace(tzinfo=timezone.utc) == compile_limits({"EventExpiration": 2**63 - 1}).expires_at(T0)
