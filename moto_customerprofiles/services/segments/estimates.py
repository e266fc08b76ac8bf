"""Estimates: how many profiles a query selects, counted once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.segments.subjects import CannotEvaluate
from moto_customerprofiles.engine.values.lengths import cut
from moto_customerprofiles.entities.segments import SegmentEstimate
from moto_customerprofiles.services.job_driver import JobDriver
from moto_customerprofiles.services.segments.definitions import select
from moto_customerprofiles.services.segments.evaluation import Evaluation

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.entities.jobs import Job
    from moto_customerprofiles.entities.segments import Selection
    from moto_customerprofiles.state.domain import Domain

JOB = "segment_estimate"


def create(domain: Domain, request: t.CreateSegmentEstimateRequestTypeDef) -> SegmentEstimate:
    """Count the profiles that are selected now; when the number is shown is for the job to say."""
    count, failure = _count(domain, select(domain, request.get("SegmentQuery"), request.get("SegmentSqlQuery")))
    job = domain.call.begin(JOB, "RUNNING")
    return domain.segment_estimates.add(
        SegmentEstimate(
            name=domain.call.ids.hex(),
            domain_name=domain.name,
            job=job if failure is None else job.ending("FAILED"),
            count=count,
            failure=failure,
        )
    )


def _count(domain: Domain, selection: Selection) -> tuple[int | None, str | None]:
    try:
        return len(Evaluation(domain).members(selection)), None
    except CannotEvaluate as failure:
        return None, cut(str(failure), "GetSegmentEstimateResponse.Message")


def _apply_status(domain: Domain, estimate: SegmentEstimate, job: Job) -> None:
    domain.segment_estimates.replace(replace(estimate, job=job))


driver = JobDriver(JOB, _apply_status)
