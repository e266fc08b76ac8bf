"""Upload jobs: a file that somebody puts on S3 becomes profiles.

The Administrator Guide ("Import files into segments") says that records create or update the customers whom they
identify. That a job writes all its records at the moment it is over, and by which counts it has succeeded, is our
choice. It writes them in steps, each of which is told of and stands: to be able to take back the whole of a large file
would need more memory than what the file brings, and by then nothing is left that could be refused. A profile stays for
as many days as the job says, and never shorter than it would have stayed without it.
"""

from __future__ import annotations

import base64
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.upload_plans import plan_upload
from moto_customerprofiles.engine.uploads import Failed, UnusableFile, read_records
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.ports import NeighbourMissing
from moto_customerprofiles.state.changes import SERVICE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.upload_plans import Plan
    from moto_customerprofiles.engine.uploads import Customer
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.job import Job
    from moto_customerprofiles.state.profile import Profile
    from moto_customerprofiles.state.world import World

CREATED, IN_PROGRESS, STOPPED = "CREATED", "IN_PROGRESS", "STOPPED"
SUCCEEDED, PARTIALLY_SUCCEEDED, FAILED = "SUCCEEDED", "PARTIALLY_SUCCEEDED", "FAILED"
VALIDATION_FAILURE, INTERNAL_FAILURE = "VALIDATION_FAILURE", "INTERNAL_FAILURE"
_KEPT_FAILURES = 100
_RECORDS_PER_STEP = 1000


@dataclass(frozen=True)
class Results:
    """How many records created a profile, updated one, or failed."""

    updated_records: int = 0
    created_records: int = 0
    failed_records: int = 0


@dataclass(frozen=True)
class UploadJob:
    """One upload job; its name is its id."""

    name: str
    display_name: str
    fields: Mapping[str, t.ObjectTypeFieldTypeDef]
    unique_key: str
    data_expiry: int
    created_at: datetime
    client_token: str
    status: str = CREATED
    progress: Job | None = None
    status_reason: str | None = None
    completed_at: datetime | None = None
    results_summary: Results | None = None
    failures: tuple[Failed, ...] = ()
    """Why the first records failed, or the file as a whole, for tests that wonder."""

    @property
    def job_id(self) -> str:
        """The id, as AWS calls it."""
        return self.name

    @property
    def running(self) -> Job | None:
        """How far a job in progress is; None for any other."""
        return self.progress if self.status == IN_PROGRESS else None

    def check_status(self, operation: str, *allowed: str) -> None:
        """Refuse an operation in any other status, with `BadRequest`."""
        if self.status not in allowed:
            raise BadRequest(f"Upload job {self.name} is in status {self.status}; {operation} is not allowed")

    def ended(self, status: str, at: datetime, **changed: object) -> UploadJob:
        """Answer the job at its end."""
        return replace(self, status=status, completed_at=at, **changed)  # type: ignore[arg-type]  # attributes of ours


def data_key(*ids: str) -> str:
    """Write ids of hex digits as a key for encryption on S3, which moto takes and does not use."""
    return base64.b64encode(bytes.fromhex("".join(ids))).decode()


def place_of(domain: Domain, job: UploadJob) -> tuple[str, str]:
    """Answer bucket and key of a job's file. The bucket is ours: one for each account and region."""
    world = domain.world
    return f"customer-profiles-uploads-{world.account_id}-{world.region}", f"{domain.name}/{job.name}.csv"


def is_uploaded(domain: Domain, job: UploadJob) -> bool:
    """Tell whether the file of a job has arrived."""
    bucket, key = place_of(domain, job)
    neighbours = domain.world.neighbours
    return neighbours.bucket_exists(bucket) and key in neighbours.list_objects(bucket, key)


def start(domain: Domain, job: UploadJob) -> None:
    """Let a job begin, and end as well unless moto's state manager slows such jobs down."""
    progress = domain.world.begin("upload_job", IN_PROGRESS, SUCCEEDED)
    _settle(domain, replace(job, status=IN_PROGRESS, progress=progress, results_summary=Results()))


def look_at(domain: Domain, job: UploadJob) -> UploadJob:
    """Answer a job as it is found at this look, which may be its end."""
    progress = job.running
    return job if progress is None else _settle(domain, replace(job, progress=domain.world.look(progress)))


def glance(domain: Domain) -> None:
    """Let the jobs of a domain come to where time has moved them."""
    for job in domain.upload_jobs:
        progress = job.running
        if progress is not None and (seen := domain.world.glance(progress)) != progress:
            _settle(domain, replace(job, progress=seen))


def _settle(domain: Domain, job: UploadJob) -> UploadJob:
    if job.progress is not None and job.progress.is_over:
        job = _processed(domain, job)
    return domain.upload_jobs.replace(job)


def _processed(domain: Domain, job: UploadJob) -> UploadJob:
    now = domain.world.now
    plan = plan_upload(job.fields, job.unique_key)
    try:
        content = domain.world.neighbours.read_object(*place_of(domain, job))
        records = read_records(content, plan)
    except NeighbourMissing as missing:
        return job.ended(FAILED, now, status_reason=INTERNAL_FAILURE, failures=(Failed(0, str(missing)),))
    except UnusableFile as unusable:
        return job.ended(FAILED, now, status_reason=VALIDATION_FAILURE, failures=(Failed(0, str(unusable)),))
    import_ = _Import(domain, job, plan)
    _write(domain.world, import_, records)
    return _over(job, import_, now)


def _write(world: World, import_: _Import, records: Iterator[Customer | Failed]) -> None:
    for number, record in enumerate(records, 1):
        import_.take(record)
        if number % _RECORDS_PER_STEP == 0:
            world.milestone()


def _over(job: UploadJob, import_: _Import, now: datetime) -> UploadJob:
    counts = import_.counts
    results = Results(counts["updated"], counts["created"], counts["failed"])
    done = {"results_summary": results, "failures": tuple(import_.failures)}
    if not results.failed_records:
        return job.ended(SUCCEEDED, now, **done)
    if results.updated_records or results.created_records:
        return job.ended(PARTIALLY_SUCCEEDED, now, **done)
    return job.ended(FAILED, now, status_reason=VALIDATION_FAILURE, **done)


class _Import:
    """The writing of one file: finds each record's customer by the value that the job's unique key names."""

    def __init__(self, domain: Domain, job: UploadJob, plan: Plan) -> None:
        self._profiles = domain.profiles
        self._days = job.data_expiry
        self._found: dict[str, list[str]] = {}
        self.counts: Counter[str] = Counter()
        self.failures: list[Failed] = []
        for profile in self._profiles:
            if plan.key_path in profile.fields:
                self._found.setdefault(profile.fields[plan.key_path], []).append(profile.profile_id)

    def take(self, record: Customer | Failed) -> None:
        """Write a record and count what became of it."""
        if isinstance(record, Failed):
            self._fail(record)
            return
        match self._customers(record.key):
            case []:
                profile = self._profiles.create(record.fields, days=self._days, performed_by=SERVICE)
                self._found[record.key] = [profile.profile_id]
                self.counts["created"] += 1
            case [profile]:
                self._profiles.update(profile, record.fields, days=self._days, performed_by=SERVICE)
                self.counts["updated"] += 1
            case several:
                self._fail(Failed(record.line, f"{len(several)} profiles have {record.key}"))

    def _customers(self, key: str) -> list[Profile]:
        """Answer whom a key identifies; profiles may have been merged since an earlier record."""
        found = map(self._profiles.survivor, self._found.get(key, ()))
        return list(dict.fromkeys(profile for profile in found if profile is not None))

    def _fail(self, record: Failed) -> None:
        self.counts["failed"] += 1
        if len(self.failures) < _KEPT_FAILURES:
            self.failures.append(record)
