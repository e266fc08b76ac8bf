"""Subscriptions to segments: they follow a segment from a baseline on, until they end.

The initial snapshot is the baseline and makes no event, our reading of "baseline". `following` says how a segment is
followed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.segments.subjects import CannotEvaluate
from moto_customerprofiles.entities.segments import RUNNING, STARTING, Membership, SegmentSubscription
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.services.job_driver import JobDriver
from moto_customerprofiles.services.segments import streams as segment_streams
from moto_customerprofiles.services.segments.evaluation import Evaluation

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.entities.jobs import Job
    from moto_customerprofiles.entities.segments import SegmentDefinition
    from moto_customerprofiles.state.domain import Domain

JOB = "segment_subscription"
_DAILY: t.ScheduleConfigurationTypeDef = {"Interval": 24}


def put(
    domain: Domain, definition: SegmentDefinition, request: t.PutSegmentSubscriptionRequestTypeDef
) -> SegmentSubscription:
    """Begin to follow a segment, begin again, or change how often the schedule runs."""
    if not segment_streams.is_associated(domain):
        raise BadRequest(f"Domain {domain.name} has no active segment stream: AssociateStreamForSegments makes one")
    segment_streams.check_health(domain)
    interval = request.get("ScheduleConfiguration", _DAILY)["Interval"]
    now, known = domain.call.now, domain.segment_subscriptions.get(definition.name)
    upcoming = now + timedelta(hours=interval)
    if known is not None and known.status in {STARTING, RUNNING}:
        changed = replace(known, interval=interval, last_updated_at=now, next_executed_at=upcoming)
        return domain.segment_subscriptions.replace(changed)
    begun = SegmentSubscription(
        name=definition.name,
        job=domain.call.begin(JOB, STARTING),
        interval=interval,
        started_at=known.started_at if known else now,
        last_updated_at=now,
        next_executed_at=upcoming,
        membership=known.membership if known else Membership(),
    )
    if known is None:
        domain.segment_subscriptions.add(begun)
    driver.move(domain, begun, begun.job)
    return domain.segment_subscriptions.require(begun.name)


def stop_all(domain: Domain) -> None:
    """Stop all subscriptions of a domain, whose stream is gone."""
    for subscription in domain.segment_subscriptions:
        domain.segment_subscriptions.replace(subscription.ended("STOPPED", domain.call.now))


def fail(domain: Domain, subscription: SegmentSubscription, message: str) -> SegmentSubscription:
    """Let a subscription have failed."""
    return domain.segment_subscriptions.replace(subscription.ended("FAILED", domain.call.now, message))


def members_now(domain: Domain, subscription: SegmentSubscription) -> set[str]:
    """Return who is in the segment at this moment; raises `CannotEvaluate`."""
    definition = domain.segment_definitions.require(subscription.name)
    return {profile.profile_id for profile in Evaluation(domain).members(definition.selection)}


def _apply_status(domain: Domain, subscription: SegmentSubscription, job: Job) -> SegmentSubscription:
    """Store a subscription with its job as that now is; at the end of its start, it takes the baseline."""
    placed = domain.segment_subscriptions.replace(replace(subscription, job=job))
    if not placed.is_running:
        return placed
    try:
        members = members_now(domain, placed)
    except CannotEvaluate as failure:
        return fail(domain, placed, str(failure))
    domain.call.journal.assign(placed.membership, members=members)
    return placed


driver = JobDriver(JOB, _apply_status, fail)
