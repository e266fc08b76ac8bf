"""ML-based matching of a domain: its settings and its weekly jobs. A chore of the domain."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.matching.setting_checks import check_matching
from moto_customerprofiles.engine.matching.settings import describe_matching
from moto_customerprofiles.engine.matching.weekly_schedule import FIRST_RUN_WITHIN, next_slot
from moto_customerprofiles.entities.identity_jobs import (
    FAILED,
    KIND,
    MERGING,
    PREPROCESSING,
    RETENTION,
    IdentityJob,
    Outcome,
    started_stats,
)
from moto_customerprofiles.entities.job_kinds import statuses
from moto_customerprofiles.entities.jobs import Job
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.ports import Transition
from moto_customerprofiles.services.failures import attempt
from moto_customerprofiles.services.matching.exports import check_export
from moto_customerprofiles.services.matching.hints import job_pending, matches_outdated
from moto_customerprofiles.services.matching.identity_run import end, finish, with_matches_found

if TYPE_CHECKING:
    from datetime import datetime

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.entities.match_snapshots import MatchSnapshot
    from moto_customerprofiles.state.collection import Collection
    from moto_customerprofiles.state.domain import Domain

_NO_MERGING: t.AutoMergingTypeDef = {"Enabled": False}
_ONE_STEP = Transition("manual", 1)


def configure(domain: Domain, block: t.MatchingRequestTypeDef) -> None:
    """Take over a new Matching block as a whole; `BadRequest` if it contradicts itself."""
    check_matching(block)
    check_export(domain, block.get("ExportingConfig"))
    if block["Enabled"]:
        _enable(domain, block)
    elif domain.identity_resolution.settings:
        _disable(domain)


def describe(domain: Domain) -> dict[str, object] | None:
    """Return the Matching block; None for a mechanism that is off, unless the settings want it reported."""
    matching = domain.identity_resolution
    if matching.settings:
        return describe_matching(matching.settings)
    return {"Enabled": False} if matching.enabled_at and domain.call.settings.report_disabled_matching else None


def require_enabled(domain: Domain) -> t.MatchingRequestTypeDef:
    """Return the settings; `BadRequest` if ML-based matching is off, which is our reading."""
    settings = domain.identity_resolution.settings
    if settings is None:
        raise BadRequest(
            f"Matching is not enabled for domain {domain.name}: call UpdateDomain with Matching={{'Enabled': True}}"
        )
    return settings


def require_snapshot(domain: Domain) -> MatchSnapshot | None:
    """Return what the latest finished job found, None before there is one; `BadRequest` if matching is off."""
    require_enabled(domain)
    matching = domain.identity_resolution
    snapshot = matching.snapshot
    if snapshot is None:
        job_pending(domain, matching.job.job_start_time if matching.job else None)
    elif not snapshot.groups and matching.searched and matching.searched[0] != domain.profiles.version:
        matches_outdated(domain, snapshot.generated_at)
    return snapshot


def force_outcome(domain: Domain, outcome: Outcome) -> None:
    """Set how the next run ends."""
    domain.call.journal.assign(domain.identity_resolution, outcome=outcome)


def due(domain: Domain) -> datetime | None:
    """Return when the job starts, or when its present phase ends by the clock."""
    job = domain.identity_resolution.job
    if job is None or job.steps is None:
        return job.job_start_time if job else None
    pace = _pace(domain, job.steps.status)
    return job.steps.since + timedelta(seconds=pace.amount) if pace.progression == "time" else None


def run(domain: Domain, now: datetime) -> None:
    """Start the job that is due, or let it take its next step."""
    job = domain.identity_resolution.job
    if job and job.steps:
        _move(domain, job, job.steps.polled_at(domain.call.now, _ONE_STEP), now)
    elif job:
        _start(domain, job, now)


def run_now(domain: Domain) -> str:
    """Run a job without waiting for its slot, the planned one if there is one, and return its id."""
    require_enabled(domain)
    now = domain.call.now
    job = domain.identity_resolution.job or _plan(domain, now)
    if not job.is_pending:
        raise BadRequest(
            f"Identity resolution job {job.job_id} is running: wait for it, or set no identity_resolution_phase_seconds"
        )
    _start(domain, replace(job, job_start_time=now), now)
    return job.job_id


def poll(domain: Domain) -> Collection[IdentityJob]:
    """Poll the running job and return all jobs, without those past their retention."""
    jobs, now = domain.identity_resolution.jobs, domain.call.now
    for past in [*takewhile(lambda job: job.is_forgotten(now), jobs.by_name.values())]:  # they end one after another
        jobs.remove(past.job_id)
    job = domain.identity_resolution.job
    if job and job.steps and (pace := _pace(domain, job.steps.status)).progression != "time":
        _move(domain, job, job.steps.polled_at(now, pace), now)
    return jobs


def _enable(domain: Domain, block: t.MatchingRequestTypeDef) -> None:
    matching, journal, now = domain.identity_resolution, domain.call.journal, domain.call.now
    before = matching.settings
    journal.assign(matching, settings=block)
    if before is None:
        journal.assign(matching, enabled_at=now, has_run=False)
        _plan(domain, _next_start(domain))
    elif (job := matching.job) and job.is_pending:
        _replan(domain, job, moved=before.get("JobSchedule") != block.get("JobSchedule"))


def _disable(domain: Domain) -> None:
    """Drop what is planned and what was found; finished jobs stay listed, merged profiles stay merged."""
    matching = domain.identity_resolution
    job = matching.job
    if job and job.is_pending:
        matching.jobs.remove(job.job_id)
    elif job:
        matching.jobs.replace(end(domain, job, Outcome(FAILED, "Matching was disabled")))
    domain.call.journal.assign(matching, settings=None, snapshot=None, current=None)


def _auto_merging(domain: Domain) -> t.AutoMergingUnionTypeDef:
    return require_enabled(domain).get("AutoMerging", _NO_MERGING)


def _next_start(domain: Domain) -> datetime:
    """Return the next slot; the first run after enabling does not wait longer than a day."""
    matching = domain.identity_resolution
    slot = next_slot(require_enabled(domain).get("JobSchedule"), domain.call.now)
    if matching.enabled_at is None or matching.has_run:
        return slot
    return min(slot, matching.enabled_at + FIRST_RUN_WITHIN)


def _plan(domain: Domain, start: datetime) -> IdentityJob:
    call, matching = domain.call, domain.identity_resolution
    job = IdentityJob(call.ids.hex(), domain.name, start, call.now, _auto_merging(domain))
    call.journal.assign(matching, current=job.job_id)
    return matching.jobs.add(job)


def _replan(domain: Domain, job: IdentityJob, *, moved: bool) -> None:
    planned = replace(job, auto_merging=_auto_merging(domain))
    if moved:
        planned = replace(planned, job_start_time=_next_start(domain), last_updated_at=domain.call.now)
    domain.identity_resolution.jobs.replace(planned)


def _pace(domain: Domain, phase: str) -> Transition:
    """Return how a phase ends: after the seconds that a hook set, else as moto's state manager says."""
    seconds = domain.call.settings.identity_resolution_phase_seconds
    return Transition("time", seconds.get(phase, 0)) if seconds else domain.call.pace(KIND)


def _fail(domain: Domain, job: IdentityJob, reason: str, now: datetime) -> None:
    """Let a job have failed, and plan the next one."""
    matching = domain.identity_resolution
    matching.jobs.replace(end(domain, job, Outcome(FAILED, reason)))
    domain.call.journal.assign(matching, has_run=True, outcome=Outcome())
    _plan(domain, _slot_after(domain, job, now))


def _start(domain: Domain, job: IdentityJob, now: datetime) -> None:
    path = statuses(KIND, PREPROCESSING)
    if not job.auto_merging["Enabled"]:
        path = tuple(status for status in path if status != MERGING)
    counts = started_stats(len(domain.profiles))
    steps = Job.begun(KIND, path, domain.call.now, _pace(domain, path[0]))
    _move(domain, replace(job, job_stats=counts), steps, now)


def _move(domain: Domain, job: IdentityJob, steps: Job, now: datetime) -> None:
    """Store a job with its steps as they now are; at its end, find the matches and plan the next job."""
    moved = replace(job, steps=steps, last_updated_at=steps.since)
    advance = partial(_advance, domain, moved, now, is_merging=steps.status == MERGING != job.status)
    if reason := attempt(domain, f"identity resolution job {job.job_id}", advance):
        _fail(domain, moved, reason, now)


def _advance(domain: Domain, moved: IdentityJob, now: datetime, *, is_merging: bool) -> None:
    matching = domain.identity_resolution
    if moved.steps is None or not moved.steps.is_over:
        matching.jobs.replace(with_matches_found(domain, moved) if is_merging else moved)
        return
    ended, snapshot = finish(domain, moved, require_enabled(domain), matching.outcome)
    matching.jobs.replace(ended)
    found = snapshot or matching.snapshot
    domain.call.journal.assign(matching, snapshot=found, has_run=True, outcome=Outcome())
    _plan(domain, _slot_after(domain, moved, now))


def _slot_after(domain: Domain, job: IdentityJob, now: datetime) -> datetime:
    """Return the slot of the next job: each slot has its own, also those that passed while nobody called.

    A job that would be past its retention by now is not made.
    """
    schedule = require_enabled(domain).get("JobSchedule")
    return max(next_slot(schedule, job.job_start_time), next_slot(schedule, now - RETENTION))
