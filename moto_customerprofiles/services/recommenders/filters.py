"""Recommender filters: what they are, and how they come to be and go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.recommenders.filters import compile_filter
from moto_customerprofiles.entities.recommenders import COMING, GOING, GONE, RecommenderFilter
from moto_customerprofiles.services.recommenders.schemas import schema_of

if TYPE_CHECKING:
    from collections.abc import Iterator

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
            recommender_filter_arn=domain.arn(f"recommender-filters/{name}"),
            recommender_filter_expression=text,
            compiled=compile_filter(text, schema_of(domain, schema_name)),
            job=call.begin(JOB, *COMING),
            created_at=call.now,
            recommender_schema_name=schema_name,
            description=request.get("Description"),
            tags=dict(request.get("Tags", {})),
        )
    )


def delete(domain: Domain, found: RecommenderFilter) -> None:
    """Let a filter go: at once, or through `DELETING` if jobs take their time."""
    if found.status not in GOING:
        _place(domain, found, domain.call.begin(JOB, *GOING))


def poll(domain: Domain, found: RecommenderFilter) -> RecommenderFilter:
    """Return a filter as it is found at this look; `ResourceNotFound` if that is the end of its deletion."""
    _place(domain, found, domain.call.poll(found.job))
    return domain.recommender_filters.require(found.name)


def jobs(domain: Domain) -> Iterator[Job]:
    """Return the jobs of all filters of a domain."""
    return (each.job for each in domain.recommender_filters)


def peek(domain: Domain) -> None:
    """Let the filters of a domain come to where time has moved them."""
    for each in domain.recommender_filters:
        _place(domain, each, domain.call.peek(each.job))


def _place(domain: Domain, each: RecommenderFilter, job: Job) -> None:
    """Put a filter where its job now stands; when its deletion is over it is gone, whatever comes of this call."""
    if job.status == GONE:
        domain.recommender_filters.remove(each.name)
        domain.call.commit()
    elif job != each.job:
        domain.recommender_filters.replace(replace(each, job=job))
