"""The steps into which an integration workflow divides its work.

"When the history goes back more than 60 days, it is ingested in batches of two months, each with a flow of its own"
(Administrator Guide, integrating external applications with AppFlow). The caller may give the batches instead. That
batches must not overlap, and which time a workflow without dates covers, is our choice.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.integrations.flow_definitions import FlowDefinition, schedule_of
from moto_customerprofiles.errors import BadRequest, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_STEP = timedelta(days=60)
_BEGINNING = datetime(1970, 1, 1, tzinfo=timezone.utc)
_SOURCES = ("Salesforce", "Servicenow", "Marketo")


class Batch(NamedTuple):
    """The span of time whose records one step fetches."""

    start: datetime
    end: datetime


def check_source(flow: FlowDefinition) -> None:
    """Check that workflows support the source of a flow.

    Raises:
        BadRequest: the connector is not supported.

    >>> check_source({"SourceFlowConfig": {"ConnectorType": "Marketo"}})

    """
    source = flow["SourceFlowConfig"]
    if source["ConnectorType"] not in _SOURCES:
        raise BadRequest(
            f"Integration workflows do not support the connector type {source['ConnectorType']}; ConnectorType can be "
            f"{listed(sorted(_SOURCES))}"
        )


def plan(flow: FlowDefinition, batches: Sequence[Batch], now: datetime) -> list[Batch]:
    """Return the steps of a workflow.

    Raises:
        BadRequest: a given batch ends before it starts, or two of them overlap.

    >>> on_demand = {"TriggerConfig": {"TriggerType": "OnDemand"}}
    >>> [(batch.start.year, batch.end.year) for batch in plan(on_demand, [], datetime(2026, 6, 1, tzinfo=timezone.utc))]
    [(1970, 2026)]

    """
    if batches:
        _check(batches)
        return list(batches)
    schedule = schedule_of(flow) or {}
    start, end = schedule.get("FirstExecutionFrom"), schedule.get("ScheduleStartTime", now)
    if start is None:
        return [Batch(_BEGINNING, now)]
    return list(_slices(start, end)) or [Batch(start, start)]


def _check(batches: Sequence[Batch]) -> None:
    for batch in batches:
        if batch.start >= batch.end:
            raise BadRequest(
                f"The StartTime of a batch must be before its EndTime: Batches has {batch.start} and {batch.end}"
            )
    if any(later.start < earlier.end for earlier, later in pairwise(sorted(batches))):
        raise BadRequest("The batches of a workflow must not overlap: two of Batches do")


def _slices(start: datetime, end: datetime) -> Iterator[Batch]:
    while start < end:
        stop = min(start + _STEP, end)
        yield Batch(start, stop)
        start = stop
