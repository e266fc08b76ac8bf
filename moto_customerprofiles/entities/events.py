"""An event stream, an event trigger, and an invocation of a trigger."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.values.lengths import cut

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.events.trigger_limits import Limits
    from moto_customerprofiles.engine.events.triggers import Condition
    from moto_customerprofiles.entities.object_types import ObjectType


@dataclass(frozen=True)
class Destination:
    """The Kinesis stream, and whether it could be reached when it was last tried."""

    uri: str
    status: str = "HEALTHY"
    unhealthy_since: datetime | None = None
    message: str | None = None


@dataclass(frozen=True)
class EventStream:
    """One event stream of a domain."""

    name: str
    domain_name: str
    event_stream_arn: str
    created_at: datetime
    destination: Destination
    tags: dict[str, str] = field(default_factory=dict)
    state: str = "RUNNING"
    stopped_since: datetime | None = None

    @property
    def event_stream_name(self) -> str:
        """The name, as AWS calls it."""
        return self.name

    @property
    def destination_details(self) -> Destination:
        """The destination, as GetEventStream calls it."""
        return self.destination

    @property
    def destination_summary(self) -> Destination:
        """The destination, as ListEventStreams calls it."""
        return self.destination

    @property
    def is_running(self) -> bool:
        """Whether the last record reached its destination."""
        return self.state == "RUNNING"

    def stopped(self, at: datetime, message: str) -> EventStream:
        """Return the stream as it is when its destination cannot be reached, since then or since earlier."""
        if not self.is_running:
            return self
        shown = cut(message, "EventStreamDestinationDetails.Message")
        lost = Destination(self.destination.uri, "UNHEALTHY", at, shown)
        return replace(self, state="STOPPED", stopped_since=at, destination=lost)

    def recovered(self) -> EventStream:
        """Return the stream as it is when its destination can be reached again."""
        return replace(self, state="RUNNING", stopped_since=None, destination=Destination(self.destination.uri))


class CompiledConditions(NamedTuple):
    """The conditions of a trigger, compiled for an object type as it was then; None if the domain did not have it."""

    object_type: ObjectType | None
    condition: Condition


@dataclass(frozen=True)
class EventTrigger:
    """One event trigger: conditions and limits as they were sent, and as they are evaluated."""

    name: str
    object_type_name: str
    event_trigger_conditions: Sequence[t.EventTriggerConditionUnionTypeDef]
    compiled: CompiledConditions
    limits: Limits
    created_at: datetime
    last_updated_at: datetime
    description: str | None = None
    segment_filter: str | None = None
    event_trigger_limits: t.EventTriggerLimitsUnionTypeDef | None = None
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def event_trigger_name(self) -> str:
        """The name, as AWS calls it."""
        return self.name


@dataclass(frozen=True)
class Invocation:
    """What an integration was asked to do: reach one profile until the action expires."""

    event_trigger_name: str
    integration_uri: str
    profile_id: str
    object_type_name: str
    profile_object_unique_key: str
    invoked_at: datetime
    client_token: str
    expiration_time: datetime
