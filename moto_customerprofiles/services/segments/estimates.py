"""Estimates: how many profiles a query selects, counted once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.segments.groups import CannotEvaluate
from moto_customerprofiles.services.segments.definitions import select
from moto_customerprofiles.services.segments.evaluation import Evaluation

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.entities.jobs import Job
    from moto_customerprofiles.services.segments.definitions import Selection
    from moto_customerprofiles.state.domain import Domain

_LONGEST_MESSAGE = 255


@dataclass(frozen=True)
class SegmentEstimate:
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


def create(domain: Domain, request: t.CreateSegmentEstimateRequestTypeDef) -> SegmentEstimate:
    """Count the profiles that are selected now; when the number is shown is for the job to say."""
    count, failure = _count(domain, select(domain, request.get("SegmentQuery"), request.get("SegmentSqlQuery")))
    return domain.segment_estimates.add(
        SegmentEstimate(
            name=domain.world.ids.hex(),
            domain_name=domain.name,
            job=domain.world.begin("segment_estimate", "RUNNING", "SUCCEEDED" if failure is None else "FAILED"),
            count=count,
            failure=failure,
        )
    )


def poll(domain: Domain, estimate: SegmentEstimate) -> SegmentEstimate:
    """Return an estimate as it is found at this look."""
    return domain.segment_estimates.replace(replace(estimate, job=domain.world.poll(estimate.job)))


def _count(domain: Domain, selection: Selection) -> tuple[int | None, str | None]:
    try:
        return len(Evaluation(domain).members(selection)), None
    except CannotEvaluate as failure:
        return None, str(failure)[:_LONGEST_MESSAGE]
