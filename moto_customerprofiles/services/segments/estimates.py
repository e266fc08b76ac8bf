"""Estimates: how many profiles a query selects, counted once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.segments.subjects import CannotEvaluate
from moto_customerprofiles.entities.segments import SegmentEstimate
from moto_customerprofiles.services.segments.definitions import select
from moto_customerprofiles.services.segments.evaluation import Evaluation

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.entities.segments import Selection
    from moto_customerprofiles.state.domain import Domain

_LONGEST_MESSAGE = 255


def create(domain: Domain, request: t.CreateSegmentEstimateRequestTypeDef) -> SegmentEstimate:
    """Count the profiles that are selected now; when the number is shown is for the job to say."""
    count, failure = _count(domain, select(domain, request.get("SegmentQuery"), request.get("SegmentSqlQuery")))
    return domain.segment_estimates.add(
        SegmentEstimate(
            name=domain.call.ids.hex(),
            domain_name=domain.name,
            job=domain.call.begin("segment_estimate", "RUNNING", "SUCCEEDED" if failure is None else "FAILED"),
            count=count,
            failure=failure,
        )
    )


def poll(domain: Domain, estimate: SegmentEstimate) -> SegmentEstimate:
    """Return an estimate as it is found at this look."""
    return domain.segment_estimates.replace(replace(estimate, job=domain.call.poll(estimate.job)))


def _count(domain: Domain, selection: Selection) -> tuple[int | None, str | None]:
    try:
        return len(Evaluation(domain).members(selection)), None
    except CannotEvaluate as failure:
        return None, str(failure)[:_LONGEST_MESSAGE]
