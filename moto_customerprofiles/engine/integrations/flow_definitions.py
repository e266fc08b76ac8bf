"""What must agree within the definition of a flow that the service is asked to create.

The members are those of the API reference (FlowDefinition and the types below it); that the connector's type must agree
with its properties, and that a schedule needs its expression, follows from their descriptions. "The shortest interval
for S3 is 15 minutes" is from the Administrator Guide (integrating S3). An expression that is not a plain rate is not
checked. Values of a flow definition are sensitive: messages contain none of them except the name of the flow.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, TypedDict

from moto_customerprofiles.engine.values.durations import DURATIONS
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
_UNITS = "|".join(unit.removesuffix("S") for unit in DURATIONS)
_RATE = re.compile(rf"rate\s*\(\s*([0-9]{{1,6}})\s*({_UNITS})S?\s*\)", re.IGNORECASE)
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
    if flow["TriggerConfig"]["TriggerType"] == "Scheduled":
        schedule = schedule_of(flow)
        if schedule is None:
            raise BadRequest("TriggerType Scheduled requires TriggerProperties.Scheduled")
        _check_interval(connector, schedule["ScheduleExpression"])


def schedule_of(flow: FlowDefinition) -> Schedule | None:
    """Return the schedule of a scheduled flow, None for other triggers.

    >>> schedule_of({"TriggerConfig": {"TriggerType": "OnDemand"}}) is None
    True
    """
    trigger = flow["TriggerConfig"]
    if trigger["TriggerType"] != "Scheduled":
        return None
    return trigger.get("TriggerProperties", {}).get("Scheduled")


def _check_interval(connector: str, expression: str) -> None:
    rate = _RATE.fullmatch(expression.strip())
    if connector == "S3" and rate and int(rate[1]) * DURATIONS[f"{rate[2].upper()}S"] < _SHORTEST_FOR_S3:
        raise BadRequest("The schedule of an S3 flow must be 15 minutes or longer")
