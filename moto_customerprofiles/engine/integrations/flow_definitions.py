"""What must agree within the definition of a flow that the service is asked to create.

The members are those of the API reference (FlowDefinition and the types below it); that the connector's type must agree
with its properties, and that a schedule needs its expression, follows from their descriptions. All sources but S3 are
reached through a connector profile (AppFlow User Guide, connections), so their flows need its name. Values of a flow
definition are sensitive: messages contain none of them except the name of the flow.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypedDict

from moto_customerprofiles.engine.integrations.schedules import check_expression
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from moto_customerprofiles.engine.integrations.flow_tasks import Task


class S3Properties(TypedDict, total=False):
    """Where in S3 a flow finds its files."""

    BucketName: str
    BucketPrefix: str


class SourceFlowConfig(TypedDict, total=False):
    """The source of a flow; its properties are under the name of the connector."""

    ConnectorType: str
    ConnectorProfileName: str
    SourceConnectorProperties: Mapping[str, S3Properties]


class Schedule(TypedDict, total=False):
    """When a scheduled flow runs, and from which time on it reads records."""

    ScheduleExpression: str
    ScheduleStartTime: datetime
    ScheduleEndTime: datetime
    FirstExecutionFrom: datetime


class TriggerProperties(TypedDict, total=False):
    """The settings of a trigger; only scheduled ones have any."""

    Scheduled: Schedule


class TriggerConfig(TypedDict, total=False):
    """How a flow is started."""

    TriggerType: str
    TriggerProperties: TriggerProperties


class FlowDefinition(TypedDict, total=False):
    """The members of a flow definition that this package uses."""

    Tasks: list[Task]
    FlowName: str
    SourceFlowConfig: SourceFlowConfig
    TriggerConfig: TriggerConfig


_PROPERTIES_OF = {"Servicenow": "ServiceNow"}
_SHORTEST_FOR_S3 = timedelta(minutes=15)


def check_flow(flow: FlowDefinition) -> None:
    """Check that the parts of a flow agree.

    Raises:
        BadRequest: they do not; the message says which.

    >>> s3 = {"ConnectorType": "S3", "SourceConnectorProperties": {"Salesforce": {"Object": "Account"}}}
    >>> check_flow({"FlowName": "f", "SourceFlowConfig": s3, "TriggerConfig": {"TriggerType": "OnDemand"}})
    Traceback (most recent call last):
    moto_customerprofiles.errors.BadRequest: ConnectorType S3 requires exactly SourceConnectorProperties.S3

    """
    connector = flow["SourceFlowConfig"]["ConnectorType"]
    properties = _PROPERTIES_OF.get(connector, connector)
    if list(flow["SourceFlowConfig"]["SourceConnectorProperties"]) != [properties]:
        raise BadRequest(f"ConnectorType {connector} requires exactly SourceConnectorProperties.{properties}")
    if connector != "S3" and not flow["SourceFlowConfig"].get("ConnectorProfileName"):
        raise BadRequest(f"ConnectorType {connector} requires a ConnectorProfileName")
    if flow["TriggerConfig"]["TriggerType"] == "Scheduled":
        schedule = schedule_of(flow)
        if schedule is None:
            raise BadRequest("TriggerType Scheduled requires TriggerProperties.Scheduled")
        _check_schedule(connector, schedule)


def schedule_of(flow: FlowDefinition) -> Schedule | None:
    """Return the schedule of a scheduled flow, None for other triggers.

    >>> schedule_of({"TriggerConfig": {"TriggerType": "OnDemand"}}) is None
    True
    """
    trigger = flow["TriggerConfig"]
    if trigger["TriggerType"] != "Scheduled":
        return None
    return trigger.get("TriggerProperties", {}).get("Scheduled")


def _check_schedule(connector: str, schedule: Schedule) -> None:
    interval = check_expression(schedule["ScheduleExpression"])
    if connector == "S3" and interval < _SHORTEST_FOR_S3:
        raise BadRequest("The schedule of an S3 flow must be 15 minutes or longer: ScheduleExpression is shorter")
    start, end = schedule.get("ScheduleStartTime"), schedule.get("ScheduleEndTime")
    if start is not None and end is not None and end <= start:
        raise BadRequest("ScheduleEndTime must be after ScheduleStartTime")
