from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.integrations.workflow_plan import Batch, check_source, plan
from moto_customerprofiles.errors import BadRequest
from tests.support.facts import T0
from tests.support.model import enumeration

if TYPE_CHECKING:
    from moto_customerprofiles.engine.integrations.flow_definitions import FlowDefinition, Schedule

ON_DEMAND: FlowDefinition = {"TriggerConfig": {"TriggerType": "OnDemand"}}

WITHOUT_HISTORY = ["S3", "Zendesk"]


def days(count: float) -> datetime:
    return T0 + timedelta(days=count)


def scheduled(**times: datetime) -> FlowDefinition:
    schedule: Schedule = {"ScheduleExpression": "rate(1hour)", **times}  # type: ignore[typeddict-item]  # the names are
    return {"TriggerConfig": {"TriggerType": "Scheduled", "TriggerProperties": {"Scheduled": schedule}}}


@pytest.mark.rule("WF-5")
def test_given_batches_are_the_steps_in_their_order() -> None:
    batches = [Batch(days(-1), days(0)), Batch(days(-9), days(-1))]

    assert batches == plan(scheduled(FirstExecutionFrom=days(-500)), batches, T0)


@pytest.mark.rule("WF-3")
@pytest.mark.parametrize("end", [0, -1])
def test_batch_that_does_not_end_after_its_start_is_refused(end: int) -> None:
    with pytest.raises(BadRequest):
        plan(ON_DEMAND, [Batch(days(0), days(end))], T0)


@pytest.mark.rule("WF-3")
def test_overlapping_batches_are_refused() -> None:
    with pytest.raises(BadRequest, match="overlap"):
        plan(ON_DEMAND, [Batch(days(5), days(9)), Batch(days(0), days(6))], T0)


@pytest.mark.rule("WF-5")
def test_history_is_cut_into_slices_of_sixty_days() -> None:
    expected = [Batch(days(-130), days(-70)), Batch(days(-70), days(-10)), Batch(days(-10), days(0))]

    assert expected == plan(scheduled(FirstExecutionFrom=days(-130)), [], T0)


def test_history_ends_where_the_schedule_starts() -> None:
    flow = scheduled(FirstExecutionFrom=days(-70), ScheduleStartTime=days(-20))

    assert [Batch(days(-70), days(-20))] == plan(flow, [], T0)


def test_history_of_sixty_days_is_one_step() -> None:
    assert [Batch(days(-60), days(0))] == plan(scheduled(FirstExecutionFrom=days(-60)), [], T0)


def test_history_that_has_not_begun_is_one_empty_step() -> None:
    assert [Batch(days(1), days(1))] == plan(scheduled(FirstExecutionFrom=days(1)), [], T0)


@pytest.mark.rule("WF-5")
@pytest.mark.parametrize("flow", [ON_DEMAND, scheduled(ScheduleStartTime=days(-3))])
def test_without_a_first_date_there_is_one_step(flow: FlowDefinition) -> None:
    steps = plan(flow, [], T0)

    assert [T0] == [each.end for each in steps]


@pytest.mark.rule("WF-1")
@pytest.mark.parametrize("connector", WITHOUT_HISTORY)
def test_sources_without_history_are_refused(connector: str) -> None:
    with pytest.raises(BadRequest):
        check_source({"SourceFlowConfig": {"ConnectorType": connector, "ConnectorProfileName": "p"}})


@pytest.mark.rule("WF-1")
@pytest.mark.parametrize("connector", sorted({*enumeration("SourceConnectorType")} - {*WITHOUT_HISTORY}))
def test_sources_with_history_are_accepted(connector: str) -> None:
    flow: FlowDefinition = {"SourceFlowConfig": {"ConnectorType": connector}}
    check_source(flow)

    assert connector == flow["SourceFlowConfig"]["ConnectorType"]


@given(st.floats(0.01, 1000))
def test_slices_cover_the_history_without_gap(age: float) -> None:
    steps = plan(scheduled(FirstExecutionFrom=days(-age)), [], T0)

    assert (days(-age), T0) == (steps[0].start, steps[-1].end)
    assert all(earlier.end == later.start for earlier, later in pairwise(steps))
    assert all(timedelta(0) < step.end - step.start <= timedelta(days=60) for step in steps)
