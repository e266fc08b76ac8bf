"""A segment definition, and what is made of one: estimate, snapshot, subscription and stream."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.segments.groups import Segment, Uses
from moto_customerprofiles.engine.values.lengths import cut
from moto_customerprofiles.entities.job_kinds import statuses
from moto_customerprofiles.entities.jobs import WithJob

if TYPE_CHECKING:
    from datetime import datetime

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.segments.groups import SegmentGroups
    from moto_customerprofiles.entities.jobs import Job

STARTING, RUNNING = statuses("segment_subscription", "STARTING")


@dataclass(frozen=True)
class Selection:
    """What a definition or an estimate selects: classic groups, compiled, or an SQL query; the other is None."""

    groups: SegmentGroups | None = None
    segment: Segment | None = None
    sql: str | None = None

    @property
    def uses(self) -> Uses:
        """What the selection is built on; a query in SQL counts as built on nothing."""
        return self.segment.uses if self.segment else Uses()


@dataclass(frozen=True)
class SegmentDefinition:
    """One segment of a domain."""

    name: str
    display_name: str
    segment_definition_arn: str
    created_at: datetime
    selection: Selection
    description: str | None = None
    segment_sort: t.SegmentSortUnionTypeDef | None = None
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def segment_definition_name(self) -> str:
        """The name, as AWS calls it."""
        return self.name

    @property
    def segment_groups(self) -> SegmentGroups | None:
        """The groups of a classic segment, as they were sent."""
        return self.selection.groups

    @property
    def segment_sql_query(self) -> str | None:
        """The query of an SQL segment."""
        return self.selection.sql

    @property
    def segment_type(self) -> str:
        """The type that follows from what was sent."""
        return "CLASSIC" if self.selection.sql is None else "ENHANCED"

    @property
    def is_classic(self) -> bool:
        """Whether the segment follows the profiles as they change; an SQL segment is only computed now and then."""
        return self.selection.sql is None


@dataclass(frozen=True)
class SegmentEstimate(WithJob):
    """One estimate: what it found when it was made, shown once its job is over."""

    name: str
    domain_name: str
    job: Job
    count: int | None = None
    failure: str | None = None

    @property
    def estimate_id(self) -> str:
        """The id, as AWS calls it."""
        return self.name

    @property
    def status(self) -> str:
        """How far the job is."""
        return self.job.status

    @property
    def estimate(self) -> str | None:
        """The number, as text."""
        return str(self.count) if self.job.is_over and self.count is not None else None

    @property
    def message(self) -> str | None:
        """Why there is no number."""
        return self.failure if self.job.is_over else None


@dataclass(frozen=True)
class SegmentSnapshot(WithJob):
    """One snapshot of a segment; once COMPLETED, one of an SQL segment knows who was in it."""

    name: str
    segment_definition_name: str
    job: Job
    created_at: datetime
    data_format: str
    bucket: str
    prefix: str
    requested_uri: str
    encryption_key: str | None = None
    role_arn: str | None = None
    status_message: str | None = None
    completed_at: datetime | None = None
    members: frozenset[str] = frozenset()

    @property
    def snapshot_id(self) -> str:
        """The id, as AWS calls it."""
        return self.name

    @property
    def status(self) -> str:
        """How far the job is."""
        return self.job.status

    @property
    def destination_uri(self) -> str:
        """Where the files go: as it was sent, and without a slash at its end once they are there.

        A public module that reads the recipients of segments relies on it, and tests it.
        """
        return self.requested_uri.rstrip("/") if self.completed_at else self.requested_uri

    def key(self, *parts: str) -> str:
        """Spell the key of a file below the destination."""
        return "/".join(part for part in (self.prefix, *parts) if part)


@dataclass(frozen=True)
class SegmentStream:
    """The stream of a domain; a stopped one is remembered until another takes its place."""

    destination_arn: str
    destination_role_arn: str
    associated_at: datetime
    state: str = "RUNNING"
    disassociated_at: datetime | None = None
    failure_reason: str | None = None

    @property
    def is_active(self) -> bool:
        """Whether the stream is still associated, even if it cannot be reached."""
        return self.state != "STOPPED"


class MembershipEvent(NamedTuple):
    """One profile joined or left."""

    profile_id: str
    updated_at: datetime
    event_type: str
    event: str


@dataclass
class Membership:
    """The last known members of a segment, and how they came and went. Changed through the journal only."""

    members: set[str] = field(default_factory=set)
    events: list[MembershipEvent] = field(default_factory=list)
    changed_at: dict[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True)
class SegmentSubscription(WithJob):
    """The subscription to one segment, whose name it bears."""

    name: str
    job: Job
    interval: int
    started_at: datetime
    last_updated_at: datetime
    next_executed_at: datetime
    membership: Membership
    last_executed_at: datetime | None = None
    message: str | None = None

    @property
    def segment_name(self) -> str:
        """The name, as GetStreamForSegments calls it."""
        return self.name

    @property
    def status(self) -> str:
        """How the subscription is."""
        return self.job.status

    @property
    def is_running(self) -> bool:
        """Whether it has its baseline and follows the segment."""
        return self.status == RUNNING

    @property
    def schedule_configuration(self) -> dict[str, object]:
        """How often the schedule runs, as the service answers it."""
        return {"Interval": self.interval, "Unit": "HOURLY"}

    @property
    def scheduled_executions(self) -> dict[str, object]:
        """When the schedule runs next, as long as it runs, and when it last did."""
        upcoming = self.next_executed_at if self.status in {STARTING, RUNNING} else None
        return {"NextExecutedAt": upcoming, "LastExecutedAt": self.last_executed_at}

    def ended(self, status: str, at: datetime, message: str | None = None) -> SegmentSubscription:
        """Return the subscription as it is when it no longer follows its segment."""
        message = message and cut(message, "GetSegmentSubscriptionResponse.Message")
        return replace(self, job=self.job.held_at(status, at), last_updated_at=at, message=message)
