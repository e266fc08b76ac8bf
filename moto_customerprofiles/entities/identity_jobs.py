"""One run of identity resolution, as it is planned, under way or over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.calls.delays import MOST_SECONDS
from moto_customerprofiles.entities.job_kinds import statuses
from moto_customerprofiles.errors import did_you_mean, shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.entities.jobs import Job

KIND = "identity_resolution_job"
PREPROCESSING, FIND_MATCHING, MERGING, COMPLETED = statuses(KIND, "PREPROCESSING")
PENDING, FAILED, PARTIAL_SUCCESS = "PENDING", "FAILED", "PARTIAL_SUCCESS"

RETENTION = timedelta(days=30)

_PHASES = (PREPROCESSING, FIND_MATCHING, MERGING)


def check_phases(seconds: Mapping[str, float]) -> None:
    """Refuse lengths of phases that no job has, or that are no times, with `ValueError`."""
    for phase, length in seconds.items():
        if phase not in _PHASES:
            near = did_you_mean(phase, _PHASES)
            raise ValueError(f"A job has the phases {', '.join(_PHASES)}, not {shown(phase)}{near}")
        if not 0 <= length <= MOST_SECONDS:
            raise ValueError(f"Phase {phase} must take from 0 to {MOST_SECONDS} seconds, not {shown(length)}")


@dataclass(frozen=True)
class IdentityJob:
    """A job is pending until it takes its first step; times are those planned, not those of the calls that noticed."""

    job_id: str
    domain_name: str
    job_start_time: datetime
    last_updated_at: datetime
    auto_merging: t.AutoMergingUnionTypeDef
    steps: Job | None = None
    job_end_time: datetime | None = None
    job_stats: Mapping[str, int] | None = None
    exporting_location: Mapping[str, object] | None = None
    message: str | None = None

    @property
    def name(self) -> str:
        """What the job is found by."""
        return self.job_id

    @property
    def status(self) -> str:
        """Where the job stands."""
        return self.steps.status if self.steps else PENDING

    @property
    def is_pending(self) -> bool:
        """Whether the job has yet to start."""
        return self.steps is None

    @property
    def job_expiration_time(self) -> datetime:
        """When the job is forgotten; that it is after thirty days is our choice."""
        return self.job_start_time + RETENTION

    def is_forgotten(self, now: datetime) -> bool:
        """Whether the job is over and past its retention; one that a test keeps running that long is not."""
        return self.job_end_time is not None and self.job_expiration_time <= now


def started_stats(reviewed: int) -> dict[str, int]:
    """Count what a run has done that has just started."""
    return {"NumberOfProfilesReviewed": reviewed, "NumberOfMatchesFound": 0, "NumberOfMergesDone": 0}


class Outcome(NamedTuple):
    """How a run ends."""

    status: str = COMPLETED
    message: str | None = None
