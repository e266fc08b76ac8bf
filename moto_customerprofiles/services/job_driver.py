"""How the things of one collection follow their jobs, by polls or as time passes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, cast

from moto_customerprofiles.services.failures import attempt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from moto_customerprofiles.entities.jobs import Job, Poll
    from moto_customerprofiles.state.collection import Collection
    from moto_customerprofiles.state.domain import Domain


class HasJob(Protocol):
    """Anything that has a name and stands where its job does."""

    @property
    def name(self) -> str:
        """The name by which its collection finds it."""

    @property
    def job(self) -> Job:
        """The job that it follows."""


class HasJobs(Protocol):
    """Whatever moves the jobs of one kind in a domain."""

    @property
    def kind(self) -> str:
        """The kind of the jobs."""

    def jobs(self, domain: Domain, /) -> Iterable[Job]:
        """Return the jobs of a domain that may still move on."""

    def peek(self, domain: Domain, /) -> None:
        """Move all jobs of a domain, and what their ends bring about, to where time has moved them."""


T = TypeVar("T", bound=HasJob)


def _own_job(thing: HasJob) -> Job | None:
    return thing.job


class JobDriver(Generic[T]):
    """Moves the jobs of one kind, in the collection of a domain whose things have them.

    `apply_status` stores a thing with its job as that now is, and does what the end of the job brings about; where that
    fails, `fail` stores the thing as failed, for a reason; by default its job is held at `FAILED`. `job_of` returns the
    job of a thing, None if it has none of this kind now.
    """

    def __init__(
        self,
        kind: str,
        apply_status: Callable[[Domain, T, Job], object],
        fail: Callable[[Domain, T, str], object] | None = None,
        job_of: Callable[[T], Job | None] = _own_job,
    ) -> None:
        self.kind = kind
        self._apply_status = apply_status
        self._fail = fail or self._hold
        self._job_of = job_of

    def poll(self, domain: Domain, thing: T) -> T:
        """Return a thing as this poll finds it, which may be at the end of its job.

        Raises:
            ResourceNotFound: the end of the job has removed the thing, which stands though the call fails by it.

        """
        self._move(domain, thing, domain.call.poll)
        things = self._things(domain)
        if thing.name not in things:
            domain.call.commit()
        return things.require(thing.name)

    def jobs(self, domain: Domain) -> Iterator[Job]:
        """Return the jobs of this kind in a domain that may still move on."""
        return (job for thing in self._things(domain).with_moving_jobs() if (job := self._job_of(thing)) is not None)

    def peek(self, domain: Domain) -> None:
        """Move the things of a domain to where time has moved their jobs."""
        for thing in self._things(domain).with_moving_jobs():
            self._move(domain, thing, domain.call.peek)

    def move(self, domain: Domain, thing: T, job: Job) -> None:
        """Store a thing with its job as that now is, and do what the end of the job brings about."""
        what = f"{self.kind.replace('_', ' ')} {thing.name}"
        reason = attempt(domain, what, partial(self._apply_status, domain, thing, job))
        if reason is not None:
            self._fail(domain, thing, reason)

    def _hold(self, domain: Domain, thing: T, reason: str) -> None:  # noqa: ARG002  # the hint tells it
        job = thing.job.held_at("FAILED", domain.call.now)
        self._things(domain).replace(cast("T", replace(cast("Any", thing), job=job)))

    def _things(self, domain: Domain) -> Collection[T]:
        return cast("Collection[T]", domain.with_jobs[self.kind])

    def _move(self, domain: Domain, thing: T, see: Poll) -> None:
        before = self._job_of(thing)
        job = before and see(before)
        if job is not None and job != before:
            self.move(domain, thing, job)
