"""Recommender filters: what they are, and how they come to be and go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.recommenders.filters import compile_filter
from moto_customerprofiles.entities.recommenders import DELETING, GONE, PENDING, RecommenderFilter
from moto_customerprofiles.services.job_driver import JobDriver
from moto_customerprofiles.services.recommenders.schemas import schema_of

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.entities.jobs import Job
    from moto_customerprofiles.state.domain import Domain

JOB = "recommender_filter"


def create(domain: Domain, request: t.CreateRecommenderFilterRequestTypeDef) -> RecommenderFilter:
    """Remember a filter; `BadRequest` if its expression is wrong or does not fit its schema."""
    name, text = request["RecommenderFilterName"], request["RecommenderFilterExpression"]
    schema_name, call = request.get("RecommenderSchemaName"), domain.call
    return domain.recommender_filters.add(
        RecommenderFilter(
            name=name,
            recommender_filter_arn=domain.arn_in(domain.recommender_filters, name),
            recommender_filter_expression=text,
            compiled=compile_filter(text, schema_of(domain, schema_name)),
            job=call.begin(JOB, PENDING),
            created_at=call.now,
            recommender_schema_name=schema_name,
            description=request.get("Description"),
            tags=dict(request.get("Tags", {})),
        )
    )


def delete(domain: Domain, found: RecommenderFilter) -> None:
    """Delete a filter: at once, or through `DELETING` if jobs take their time."""
    if found.status != DELETING:
        driver.move(domain, found, domain.call.begin(JOB, DELETING))


def _apply_status(domain: Domain, found: RecommenderFilter, job: Job) -> None:
    """Store a filter with its job as that now is; at the end of its deletion it is removed."""
    if job.status == GONE:
        domain.recommender_filters.remove(found.name)
    else:
        domain.recommender_filters.replace(replace(found, job=job))


def _fail(domain: Domain, found: RecommenderFilter, reason: str) -> None:
    job = found.job.held_at("FAILED", domain.call.now)
    domain.recommender_filters.replace(replace(found, job=job, failure_reason=reason))


driver = JobDriver(JOB, _apply_status, _fail)
