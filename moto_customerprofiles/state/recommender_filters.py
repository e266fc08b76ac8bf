"""Recommender schemas and filters: what they are, and how filters come to be and go."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from moto_customerprofiles.engine.recommender_columns import columns_of
from moto_customerprofiles.engine.recommender_filters import compile_filter
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.recommender_columns import Schema
    from moto_customerprofiles.engine.recommender_filters import Filter
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.job import Job

ACTIVE = "ACTIVE"
_COMING = ("PENDING", "IN_PROGRESS", ACTIVE)
_GONE = "DELETED"
_GOING = ("DELETING", _GONE)


@dataclass(frozen=True)
class RecommenderFilter:
    """One filter: its expression as sent, and what that comes to."""

    name: str
    recommender_filter_arn: str
    recommender_filter_expression: str
    compiled: Filter
    job: Job
    created_at: datetime
    recommender_schema_name: str | None = None
    description: str | None = None
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def recommender_filter_name(self) -> str:
        """The name, as AWS calls it."""
        return self.name

    @property
    def status(self) -> str:
        """Where the filter stands."""
        return self.job.status


def schema_of(domain: Domain, name: str | None) -> Schema:
    """Answer the columns of the schema that a definition names, or the default ones; `BadRequest` if it is missing."""
    if name is None:
        return columns_of(None)
    schema = domain.recommender_schemas.get(name)
    if schema is None:
        raise BadRequest(f"Recommender schema {name} does not exist")
    fields = cast("Mapping[str, Sequence[Mapping[str, str]]]", schema.member("Fields"))
    return columns_of({each: [column["TargetFieldName"] for column in columns] for each, columns in fields.items()})


def check_schema_unused(domain: Domain, name: str) -> None:
    """Refuse to let go of a schema that a recommender or a filter names, with `BadRequest`."""
    for label, users in (("recommender", domain.recommenders), ("recommender filter", domain.recommender_filters)):
        for user in users:
            if user.recommender_schema_name == name:
                raise BadRequest(f"Recommender schema {name} is in use by {label} {user.name}")


def add_filter(domain: Domain, request: t.CreateRecommenderFilterRequestTypeDef) -> RecommenderFilter:
    """Remember a filter; `BadRequest` if its expression is wrong or does not fit its schema."""
    name, text = request["RecommenderFilterName"], request["RecommenderFilterExpression"]
    schema_name, world = request.get("RecommenderSchemaName"), domain.world
    made = RecommenderFilter(
        name=name,
        recommender_filter_arn=domain.arn(f"recommender-filters/{name}"),
        recommender_filter_expression=text,
        compiled=compile_filter(text, schema_of(domain, schema_name)),
        job=world.begin("recommender_filter", *_COMING),
        created_at=world.now,
        recommender_schema_name=schema_name,
        description=request.get("Description"),
        tags=dict(request.get("Tags", {})),
    )
    return domain.recommender_filters.add(made)


def delete_filter(domain: Domain, name: str) -> None:
    """Let a filter go: at once, or through `DELETING` if jobs take their time."""
    found = find_filter(domain, name)
    if found.status != _GOING[0]:
        _move(domain, found, domain.world.begin("recommender_filter", *_GOING))


def look_at_filter(domain: Domain, name: str) -> RecommenderFilter:
    """Find a filter and let it move on; `ResourceNotFound` if there is none."""
    return _seen(domain, name, domain.world.look)


def find_filter(domain: Domain, name: str) -> RecommenderFilter:
    """Find a filter as time has moved it; `ResourceNotFound` if there is none."""
    return _seen(domain, name, domain.world.glance)


def filters_of(domain: Domain) -> list[RecommenderFilter]:
    """List the filters as time has moved them."""
    for each in domain.recommender_filters:
        _move(domain, each, domain.world.glance(each.job))
    return list(domain.recommender_filters)


def _seen(domain: Domain, name: str, see: Callable[[Job], Job]) -> RecommenderFilter:
    found = domain.recommender_filters.require(name)
    _move(domain, found, see(found.job))
    return domain.recommender_filters.require(name)


def _move(domain: Domain, each: RecommenderFilter, job: Job) -> None:
    """Put a filter where its job now stands; when its deletion is over it is gone, whatever comes of this call."""
    if job.status == _GONE:
        domain.recommender_filters.remove(each.name)
        domain.world.commit()
    elif job != each.job:
        domain.recommender_filters.replace(replace(each, job=job))
