"""How recommenders come to be, stop, start, change and go.

Data is not frozen with a version: a recommender works on the interactions and items that are there when it is asked.
That is our choice, and so is that an update takes effect when its training is over, that only one can be under way, and
that going back to a version brings its configuration back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.integrations.domain_objects import CATALOG_ITEM
from moto_customerprofiles.engine.recommenders.recipes import BY_NAME
from moto_customerprofiles.engine.recommenders.rules import compile_config, needs_catalog
from moto_customerprofiles.entities.jobs import check_status
from moto_customerprofiles.entities.recommenders import (
    ACTIVE,
    COMING,
    FAILED,
    GOING,
    GONE,
    INACTIVE,
    Recommender,
    Update,
    Version,
)
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.services.data_store.switch import require_enabled
from moto_customerprofiles.services.recommenders.recommendations import measure
from moto_customerprofiles.services.recommenders.schemas import schema_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.entities.jobs import Job, Poll
    from moto_customerprofiles.state.domain import Domain

JOB, UPDATE_JOB = "recommender", "recommender_update"
_WHAT = "Recommender"
_STOPPING, _STARTING = ("STOPPING", INACTIVE), ("STARTING", ACTIVE)


def create(domain: Domain, request: t.CreateRecommenderRequestTypeDef) -> Recommender:
    """Remember a recommender, if it is sound; its first version is trained when its job is over."""
    call, name = domain.call, request["RecommenderName"]
    recommender = Recommender(
        name=name,
        recommender_arn=domain.arn(f"recommenders/{name}"),
        recommender_recipe_name=request["RecommenderRecipeName"],
        job=call.begin(JOB, *COMING),
        created_at=call.now,
        last_updated_at=call.now,
        recommender_schema_name=request.get("RecommenderSchemaName"),
        recommender_config=request.get("RecommenderConfig"),
        description=request.get("Description"),
        tags=dict(request.get("Tags", {})),
    )
    _check(domain, recommender, recommender.config)
    domain.recommenders.add(recommender)
    _place(domain, recommender, recommender.job)
    return recommender


def poll(domain: Domain, recommender: Recommender) -> Recommender:
    """Return a recommender as it is found at this look; `ResourceNotFound` if that is the end of its deletion."""
    _move(domain, recommender, domain.call.poll)
    return domain.recommenders.require(recommender.name)


def jobs(domain: Domain) -> Iterator[Job]:
    """Return the jobs of all recommenders of a domain and of their updates."""
    for recommender in domain.recommenders:
        yield recommender.job
        if recommender.latest_recommender_update is not None:
            yield recommender.latest_recommender_update.job


def peek(domain: Domain) -> None:
    """Let the recommenders of a domain come to where time has moved them."""
    for recommender in domain.recommenders:
        _move(domain, recommender, domain.call.peek)


def start(domain: Domain, recommender: Recommender) -> None:
    """Let an inactive recommender serve again."""
    check_status(_WHAT, recommender, "StartRecommender", INACTIVE)
    _send(domain, recommender, _STARTING)


def stop(domain: Domain, recommender: Recommender) -> None:
    """Let an active recommender rest."""
    check_status(_WHAT, recommender, "StopRecommender", ACTIVE)
    _send(domain, recommender, _STOPPING)


def delete(domain: Domain, recommender: Recommender) -> None:
    """Let a recommender go: at once, or through `DELETING` if jobs take their time."""
    check_status(_WHAT, recommender, "DeleteRecommender", ACTIVE, INACTIVE, FAILED)
    _send(domain, recommender, GOING)


def fail(domain: Domain, recommender: Recommender, reason: str) -> None:
    """Let a recommender have failed."""
    now = domain.call.now
    job = recommender.job.held_at(FAILED, now)
    domain.recommenders.replace(replace(recommender, job=job, failure_reason=reason, last_updated_at=now))


def update(domain: Domain, recommender: Recommender, request: t.UpdateRecommenderRequestTypeDef) -> None:
    """Begin an update: another description, another configuration to train with, or back to an earlier version."""
    check_status(_WHAT, recommender, "UpdateRecommender", ACTIVE, INACTIVE)
    if not request.keys() & {"Description", "RecommenderConfig", "RecommenderVersionName"}:
        raise BadRequest("UpdateRecommender needs a Description, a RecommenderConfig or a RecommenderVersionName")
    latest = recommender.latest_recommender_update
    if latest is not None and not latest.is_applied:
        raise BadRequest(f"Recommender {recommender.name} is being updated; UpdateRecommender is not allowed")
    config, version_name = _target(recommender, request)
    _check(domain, recommender, config or {})
    now, job = domain.call.now, domain.call.begin(UPDATE_JOB, *COMING)
    described = replace(
        recommender,
        description=request.get("Description", recommender.description),
        latest_recommender_update=Update(config, version_name, job, now, now, trains=version_name is None),
        last_updated_at=now,
    )
    _move(domain, domain.recommenders.replace(described), domain.call.peek)


def _check(domain: Domain, recommender: Recommender, config: t.RecommenderConfigUnionTypeDef) -> None:
    """Refuse a recommender that lacks what it works on: the data store, perhaps a catalogue (Administrator Guide)."""
    require_enabled(domain)
    compile_config(config, schema_of(domain, recommender.recommender_schema_name))
    recipe = BY_NAME[recommender.recommender_recipe_name]
    if needs_catalog(recipe, config) and CATALOG_ITEM not in domain.domain_object_types:
        raise BadRequest(f"Recommender {recommender.name} needs the domain object type {CATALOG_ITEM}")


def _target(
    recommender: Recommender, request: t.UpdateRecommenderRequestTypeDef
) -> tuple[t.RecommenderConfigUnionTypeDef | None, str | None]:
    """Return the configuration that an update leads to, and its version unless that is to be trained."""
    if "RecommenderConfig" in request:
        if "RecommenderVersionName" in request:
            raise BadRequest("RecommenderConfig and RecommenderVersionName cannot be used together")
        return request["RecommenderConfig"], None
    name = request.get("RecommenderVersionName") or recommender.active_recommender_version_name or ""
    return recommender.version(name).config, name


def _send(domain: Domain, recommender: Recommender, path: tuple[str, ...]) -> None:
    """Send a recommender along a path of statuses, which an immediate pace completes at once."""
    _place(domain, recommender, domain.call.begin(JOB, *path))


def _move(domain: Domain, recommender: Recommender, see: Poll) -> None:
    """Let a recommender and its update come to where their jobs now stand."""
    moved = _place(domain, recommender, see(recommender.job))
    latest = moved.latest_recommender_update if moved else None
    if moved is None or latest is None or latest.is_applied:
        return
    job = see(latest.job)
    since = latest.last_updated_at if job.status == latest.status else job.since
    seen = replace(moved, latest_recommender_update=replace(latest, job=job, last_updated_at=since))
    domain.recommenders.replace(_applied(domain, seen, job.since) if job.status == ACTIVE else seen)


def _place(domain: Domain, recommender: Recommender, job: Job) -> Recommender | None:
    """Put a recommender where its job now stands; active for the first time, it is trained.

    None if it is gone at the end of its deletion: that stands even for a call that fails by it.
    """
    if job.status == GONE:
        domain.recommenders.remove(recommender.name)
        domain.call.commit()
        return None
    since = recommender.last_updated_at if job.status == recommender.status else job.since
    placed = replace(recommender, job=job, last_updated_at=since)
    if job.status == ACTIVE and not placed.versions:
        placed = _trained(domain, placed, job.since)
    return placed if placed == recommender else domain.recommenders.replace(placed)


def _applied(domain: Domain, recommender: Recommender, at: datetime) -> Recommender:
    """Let the latest update take effect."""
    latest = recommender.latest_recommender_update
    if latest is None:
        return recommender
    config, version_name = latest.recommender_config, latest.recommender_version_name
    changed = replace(recommender, recommender_config=config, active_recommender_version_name=version_name)
    if latest.trains:
        changed = _trained(domain, changed, at)
    name = changed.active_recommender_version_name
    return replace(changed, latest_recommender_update=replace(latest, recommender_version_name=name, is_applied=True))


def _trained(domain: Domain, recommender: Recommender, at: datetime) -> Recommender:
    """Make a version of the configuration as it is, and let it be the active one."""
    name = recommender.new_version_name(at)
    version = Version(name, recommender.recommender_config, at, measure(domain, recommender))
    return replace(recommender, versions=(*recommender.versions, version), active_recommender_version_name=name)
