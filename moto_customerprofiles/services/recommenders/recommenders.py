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
    DELETING,
    FAILED,
    GONE,
    INACTIVE,
    PENDING,
    STARTING,
    STOPPING,
    Recommender,
    Update,
    Version,
)
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.services.data_store.switch import require_enabled
from moto_customerprofiles.services.job_driver import JobDriver
from moto_customerprofiles.services.recommenders.recommendations import measure
from moto_customerprofiles.services.recommenders.schemas import schema_of

if TYPE_CHECKING:
    from datetime import datetime

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.entities.jobs import Job
    from moto_customerprofiles.state.domain import Domain

JOB, UPDATE_JOB = "recommender", "recommender_update"
_WHAT = "Recommender"


def create(domain: Domain, request: t.CreateRecommenderRequestTypeDef) -> Recommender:
    """Remember a recommender, if it is sound; its first version is trained when its job is over."""
    call, name = domain.call, request["RecommenderName"]
    recommender = Recommender(
        name=name,
        recommender_arn=domain.arn_in(domain.recommenders, name),
        recommender_recipe_name=request["RecommenderRecipeName"],
        job=call.begin(JOB, PENDING),
        created_at=call.now,
        last_updated_at=call.now,
        recommender_schema_name=request.get("RecommenderSchemaName"),
        recommender_config=request.get("RecommenderConfig"),
        description=request.get("Description"),
        tags=dict(request.get("Tags", {})),
    )
    _check(domain, recommender, recommender.config)
    domain.recommenders.add(recommender)
    driver.move(domain, recommender, recommender.job)
    return recommender


def poll(domain: Domain, recommender: Recommender) -> Recommender:
    """Return a recommender as this poll finds it and its update; `ResourceNotFound` at the end of its deletion."""
    return update_driver.poll(domain, driver.poll(domain, recommender))


def start(domain: Domain, recommender: Recommender) -> None:
    """Let an inactive recommender serve again."""
    check_status(_WHAT, recommender, "StartRecommender", INACTIVE)
    _send(domain, recommender, STARTING)


def stop(domain: Domain, recommender: Recommender) -> None:
    """Let an active recommender rest."""
    check_status(_WHAT, recommender, "StopRecommender", ACTIVE)
    _send(domain, recommender, STOPPING)


def delete(domain: Domain, recommender: Recommender) -> None:
    """Let a recommender go: at once, or through `DELETING` if jobs take their time."""
    check_status(_WHAT, recommender, "DeleteRecommender", ACTIVE, INACTIVE, FAILED)
    _send(domain, recommender, DELETING)


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
    now, job = domain.call.now, domain.call.begin(UPDATE_JOB, PENDING)
    described = replace(
        recommender,
        description=request.get("Description", recommender.description),
        latest_recommender_update=Update(config, version_name, job, now, now, trains=version_name is None),
        last_updated_at=now,
    )
    update_driver.move(domain, domain.recommenders.replace(described), domain.call.peek(job))


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


def _send(domain: Domain, recommender: Recommender, first: str) -> None:
    """Send a recommender on the path that begins with a status, which an immediate pace completes at once."""
    driver.move(domain, recommender, domain.call.begin(JOB, first))


def _apply_status(domain: Domain, recommender: Recommender, job: Job) -> None:
    """Store a recommender with its job as that now is.

    Active for the first time, it is trained; at the end of its deletion it is removed.
    """
    if job.status == GONE:
        domain.recommenders.remove(recommender.name)
        return
    since = recommender.last_updated_at if job.status == recommender.status else job.since
    changed = replace(recommender, job=job, last_updated_at=since)
    if job.status == ACTIVE and not changed.versions:
        changed = _trained(domain, changed, job.since)
    domain.recommenders.replace(changed)


def _update_job(recommender: Recommender) -> Job | None:
    """Return the job of the latest update, None once that has taken effect."""
    latest = recommender.latest_recommender_update
    return None if latest is None or latest.is_applied else latest.job


def _apply_update(domain: Domain, recommender: Recommender, job: Job) -> None:
    """Store a recommender with the job of its latest update as that now is; at its end, the update takes effect."""
    latest = recommender.latest_recommender_update
    if latest is None:
        return
    since = latest.last_updated_at if job.status == latest.status else job.since
    changed = replace(recommender, latest_recommender_update=replace(latest, job=job, last_updated_at=since))
    domain.recommenders.replace(_applied(domain, changed, job.since) if job.status == ACTIVE else changed)


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


def _fail_update(domain: Domain, recommender: Recommender, reason: str) -> None:
    """Let the latest update have failed; the recommender goes on as it was."""
    latest = recommender.latest_recommender_update
    if latest is not None:
        failed = replace(
            latest, job=latest.job.held_at(FAILED, domain.call.now), is_applied=True, failure_reason=reason
        )
        domain.recommenders.replace(replace(recommender, latest_recommender_update=failed))


driver = JobDriver(JOB, _apply_status, fail)
update_driver = JobDriver(UPDATE_JOB, _apply_update, _fail_update, _update_job)
