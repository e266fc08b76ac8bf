"""ML-based matching of a domain: its settings, its weekly jobs and the matches of the latest one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.matching.setting_checks import check_matching
from moto_customerprofiles.engine.matching.settings import describe_matching
from moto_customerprofiles.engine.matching.weekly_schedule import FIRST_RUN_WITHIN, next_slot
from moto_customerprofiles.entities.identity_jobs import COMPLETED, FAILED, KIND, IdentityJob, Outcome, started_stats
from moto_customerprofiles.entities.jobs import Job
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.ports import Transition
from moto_customerprofiles.services.matching.exports import check_export
from moto_customerprofiles.services.matching.identity_run import end, finish
from moto_customerprofiles.state.collection import Collection, Kind

if TYPE_CHECKING:
    from datetime import datetime

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.entities.match_snapshots import MatchSnapshot
    from moto_customerprofiles.state.domain import Domain

_NO_MERGING: t.AutoMergingTypeDef = {"Enabled": False}
_ONE_STEP = Transition("manual", 1)


class IdentityResolution:
    """ML-based matching of one domain. It is a chore of the domain: jobs start and end when the clock says so."""

    def __init__(self, domain: Domain) -> None:
        self._domain = domain
        self._world = domain.world
        self._journal = domain.world.journal
        self.settings: t.MatchingRequestTypeDef | None = None
        self.snapshot: MatchSnapshot | None = None
        self.jobs: Collection[IdentityJob] = Collection(
            Kind("Identity resolution job", scope=f"domain {domain.name}"), self._world.journal, self._world.settings
        )
        self._current: str | None = None
        self._enabled_at: datetime | None = None
        self._has_run = False  # since it was enabled
        self._outcome = Outcome()

    def configure(self, block: t.MatchingRequestTypeDef) -> None:
        """Take over a new Matching block as a whole; `BadRequest` if it contradicts itself."""
        check_matching(block)
        check_export(self._domain, block.get("ExportingConfig"))
        if block["Enabled"]:
            self._enable(block)
        elif self.settings:
            self._disable()

    def describe(self) -> dict[str, object] | None:
        """Report the Matching block; a mechanism that is off is not reported, unless the test wants it."""
        if self.settings:
            return describe_matching(self.settings)
        return {"Enabled": False} if self._enabled_at and self._world.settings.report_disabled_matching else None

    def require_enabled(self) -> t.MatchingRequestTypeDef:
        """Return the settings; `BadRequest` if ML-based matching is off, which is our reading."""
        if self.settings is None:
            raise BadRequest(f"Matching is not enabled for domain {self._domain.name}")
        return self.settings

    def require_snapshot(self) -> MatchSnapshot | None:
        """Return what the latest finished job found, None before there is one; `BadRequest` if matching is off."""
        self.require_enabled()
        return self.snapshot

    def force_outcome(self, outcome: Outcome) -> None:
        """Decide how the next run ends."""
        self._journal.assign(self, _outcome=outcome)

    def due(self) -> datetime | None:
        """Return when the job starts, or when its present phase ends by the clock."""
        job = self._job
        if job is None or job.steps is None:
            return job.job_start_time if job else None
        pace = self._pace(job.steps.status)
        return job.steps.since + timedelta(seconds=pace.amount) if pace.progression == "time" else None

    def run(self, now: datetime) -> None:
        """Start the job that is due, or let it take its next step."""
        job = self._job
        if job and job.steps:
            self._move(job, job.steps.polled_at(self._world.now, _ONE_STEP), now)
        elif job:
            self._start(job, now)

    def run_now(self) -> str:
        """Run a job without waiting for its slot, the planned one if there is one, and return its id."""
        self.require_enabled()
        job = self._job or self._plan(self._world.now)
        if not job.is_pending:
            raise BadRequest(f"Identity resolution job {job.job_id} is running")
        self._start(replace(job, job_start_time=self._world.now), self._world.now)
        return job.job_id

    def poll(self) -> Collection[IdentityJob]:
        """Return the jobs as they are found at this look; those past their retention are forgotten."""
        for past in [job for job in self.jobs if job.is_forgotten(self._world.now)]:
            self.jobs.remove(past.job_id)
        job = self._job
        if job and job.steps and (pace := self._pace(job.steps.status)).progression != "time":
            self._move(job, job.steps.polled_at(self._world.now, pace), self._world.now)
        return self.jobs

    def _enable(self, block: t.MatchingRequestTypeDef) -> None:
        before = self.settings
        self._journal.assign(self, settings=block)
        if before is None:
            self._journal.assign(self, _enabled_at=self._world.now, _has_run=False)
            self._plan(self._next_start(self._world.now))
        elif (job := self._job) and job.is_pending:
            self._replan(job, moved=before.get("JobSchedule") != block.get("JobSchedule"))

    def _disable(self) -> None:
        """Drop what is planned and what was found; finished jobs stay listed, merged profiles stay merged."""
        job = self._job
        if job and job.is_pending:
            self.jobs.remove(job.job_id)
        elif job:
            self.jobs.replace(end(self._domain, job, Outcome(FAILED, "Matching was disabled")))
        self._journal.assign(self, settings=None, snapshot=None, _current=None)

    @property
    def _job(self) -> IdentityJob | None:
        """The job that is pending or running."""
        return self.jobs.get(self._current) if self._current else None

    @property
    def _auto_merging(self) -> t.AutoMergingUnionTypeDef:
        return self.require_enabled().get("AutoMerging", _NO_MERGING)

    def _next_start(self, after: datetime) -> datetime:
        """Return the next slot; the first run after enabling does not wait longer than a day."""
        slot = next_slot(self.require_enabled().get("JobSchedule"), after)
        if self._enabled_at is None or self._has_run:
            return slot
        return min(slot, self._enabled_at + FIRST_RUN_WITHIN)

    def _plan(self, start: datetime) -> IdentityJob:
        job = IdentityJob(self._world.ids.hex(), self._domain.name, start, self._world.now, self._auto_merging)
        self._journal.assign(self, _current=job.job_id)
        return self.jobs.add(job)

    def _replan(self, job: IdentityJob, *, moved: bool) -> None:
        planned = replace(job, auto_merging=self._auto_merging)
        if moved:
            start = self._next_start(self._world.now)
            planned = replace(planned, job_start_time=start, last_updated_at=self._world.now)
        self.jobs.replace(planned)

    def _pace(self, phase: str) -> Transition:
        """Return how a phase ends: after the seconds that a hook set, else as moto's state manager says."""
        seconds = self._world.settings.identity_resolution_phase_seconds
        return Transition("time", seconds.get(phase, 0)) if seconds else self._world.pace(KIND)

    def _start(self, job: IdentityJob, now: datetime) -> None:
        merging = ("MERGING",) if job.auto_merging["Enabled"] else ()
        path = ("PREPROCESSING", "FIND_MATCHING", *merging, COMPLETED)
        counts = started_stats(len(self._domain.profiles))
        self._move(replace(job, job_stats=counts), Job.begun(KIND, path, self._world.now, self._pace(path[0])), now)

    def _move(self, job: IdentityJob, steps: Job, now: datetime) -> None:
        """Take a job to where it now stands, and at its end do what it is for and plan the next one."""
        moved = replace(job, steps=steps, last_updated_at=steps.since)
        if not steps.is_over:
            self.jobs.replace(moved)
            return
        ended, snapshot = finish(self._domain, moved, self.require_enabled(), self._outcome)
        self.jobs.replace(ended)
        self._journal.assign(self, snapshot=snapshot or self.snapshot, _has_run=True, _outcome=Outcome())
        self._plan(next_slot(self.require_enabled().get("JobSchedule"), max(job.job_start_time, now)))
