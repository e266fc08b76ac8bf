"""An integration workflow, and the steps in which it fetches a flow's history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.entities.job_kinds import statuses
from moto_customerprofiles.entities.jobs import WithJob

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from moto_customerprofiles.engine.integrations.flow_definitions import FlowDefinition
    from moto_customerprofiles.engine.integrations.workflow_plan import Batch
    from moto_customerprofiles.entities.jobs import Job

NOT_STARTED, IN_PROGRESS, COMPLETE = statuses("integration_workflow", "NOT_STARTED")
CANCELLED = "CANCELLED"
ENDS = frozenset({COMPLETE, "FAILED", CANCELLED})
"""The statuses in which a workflow has ended."""
STATUS_MESSAGES = {
    NOT_STARTED: "Not started",
    IN_PROGRESS: "In progress",
    COMPLETE: "Completed",
    "FAILED": "Failed",
    "SPLIT": "Split into smaller batches",
    "RETRY": "Waiting for another attempt",
    CANCELLED: "Cancelled",
}


@dataclass(frozen=True)
class Step:
    """One batch of records and the flow that fetches it; without a status of its own it has the workflow's.

    `place` is the number of the step, for a part of a split step that step's place and the number of the part: by it,
    the steps of a workflow are in order.
    """

    place: list[int]
    flow_name: str
    batch: Batch
    created_at: datetime
    last_updated_at: datetime
    records_processed: int = 0
    status: str | None = None
    message: str | None = None


class Purpose(NamedTuple):
    """What the integration is for: the objects that it brings, the role that makes it, and its tags."""

    object_type_name: str
    role_arn: str
    tags: Mapping[str, str]


@dataclass(frozen=True)
class Workflow(WithJob):
    """One workflow, and the integration that it makes in the end.

    `started_at` is None until it has started, `ended_at` until it has ended.
    """

    workflow_id: str
    uri: str
    purpose: Purpose
    flow: FlowDefinition
    job: Job
    steps: Sequence[Step]
    created_at: datetime
    last_updated_at: datetime
    workflow_type: str = "APPFLOW_INTEGRATION"
    started_at: datetime | None = None
    ended_at: datetime | None = None
    error_description: str | None = None
    is_settled: bool = False

    @property
    def name(self) -> str:
        """The id, under which it is found."""
        return self.workflow_id

    @property
    def status(self) -> str:
        """Where the workflow stands."""
        return self.job.status

    @property
    def status_description(self) -> str:
        """The status, or what went wrong."""
        return self.error_description or self.status

    @property
    def reserves_flow(self) -> bool:
        """Whether the name of its flow is taken by it, and not yet by an integration."""
        return not self.is_settled and self.status not in ("FAILED", CANCELLED)

    def status_of(self, step: Step) -> str:
        """Return where a step stands."""
        return step.status or self.status

    def message_of(self, step: Step) -> str:
        """Return what there is to say of a step; the texts are ours."""
        return step.message or STATUS_MESSAGES[self.status_of(step)]
