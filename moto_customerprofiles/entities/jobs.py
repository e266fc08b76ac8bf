"""A status that moves on by itself, as fast as the test wants it.

A job goes along a path of statuses to an end (`job_kinds`). By default it is there at once; moto's state manager can
slow a kind of job down to one step for every so many polls, or for every so many seconds, as with
`state_manager.set_transition("customerprofiles::upload_job", {"progression": "manual", "times": 2})`. A job is a value:
a poll returns the job as it is then. What an end brings about (a file, a count) happens when a job is first found to be
over: by a poll, or, if seconds move it on, at the instant itself (`services.timed_jobs`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from datetime import datetime

    from moto_customerprofiles.ports import Transition


class HasStatus(Protocol):
    """Anything that has a name and a status."""

    @property
    def name(self) -> str:
        """The name, for messages."""

    @property
    def status(self) -> str:
        """Where it stands."""


def check_status(what: str, thing: HasStatus, doing: str, *allowed: str) -> None:
    """Refuse what can be done only in some statuses, with `BadRequest`; `what` says what the thing is."""
    if thing.status not in allowed:
        raise BadRequest(
            f"{what} {thing.name} is in status {thing.status}; {doing} is not allowed: the status must be "
            f"{' or '.join(allowed)}"
        )


@dataclass(frozen=True)
class Job:
    """A job on its path of statuses: where it stands, since when, and how often it was polled there."""

    kind: str
    path: tuple[str, ...]
    since: datetime
    position: int = 0
    polls: int = 0

    @property
    def status(self) -> str:
        """The status where the job stands."""
        return self.path[self.position]

    @property
    def is_over(self) -> bool:
        """Whether the job has reached its end."""
        return self.position == len(self.path) - 1

    @classmethod
    def begun(cls, kind: str, path: tuple[str, ...], at: datetime, transition: Transition) -> Job:
        """Return a new job: at the end of its path already if its kind is immediate, else at the start.

        >>> from datetime import datetime, timezone
        >>> from moto_customerprofiles.ports import Transition
        >>> now = datetime(2026, 1, 1, tzinfo=timezone.utc)
        >>> Job.begun("upload_job", ("IN_PROGRESS", "SUCCEEDED"), now, Transition("immediate")).status
        'SUCCEEDED'
        """
        job = cls(kind, path, at)
        return job.ended(at) if transition.progression == "immediate" else job

    def polled_at(self, at: datetime, transition: Transition) -> Job:
        """Return the job as it is at a poll."""
        if self.is_over:
            return self
        if transition.progression == "immediate":
            return self.ended(at)
        if transition.progression == "manual":
            counted = replace(self, polls=self.polls + 1)
            return counted._on(at) if counted.polls >= transition.amount else counted  # noqa: SLF001  # another of us
        return self._after(at, timedelta(seconds=transition.amount))

    def due(self, transition: Transition) -> datetime | None:
        """Return when the job moves on by itself, None if it does not; without a pace any more, it already should have.

        >>> from datetime import datetime, timezone
        >>> from moto_customerprofiles.ports import Transition
        >>> job = Job("upload_job", ("IN_PROGRESS", "SUCCEEDED"), datetime(2026, 1, 1, tzinfo=timezone.utc))
        >>> job.due(Transition("time", 10)).second, job.due(Transition("manual", 1))
        (10, None)
        """
        if self.is_over or transition.progression == "manual":
            return None
        wait = 0 if transition.progression == "immediate" else transition.amount
        return self.since + timedelta(seconds=wait)

    def ended(self, at: datetime) -> Job:
        """Return the job at the end of its path."""
        return replace(self, position=len(self.path) - 1, since=at, polls=0)

    def held_at(self, status: str, at: datetime) -> Job:
        """Return the job as it stands at a status for good, be it of its path or not."""
        return replace(self, path=(status,), position=0, since=at, polls=0)

    def ending(self, status: str) -> Job:
        """Return the job with another end to its path."""
        return replace(self, path=(*self.path[:-1], status))

    def _on(self, since: datetime) -> Job:
        return replace(self, position=self.position + 1, since=since, polls=0)

    def _after(self, at: datetime, step: timedelta) -> Job:
        job = self
        while not job.is_over and job.since + step <= at:
            job = job._on(job.since + step)  # another of us
        return job


class WithJob:
    """What follows a job."""

    job: Job

    @property
    def is_moving(self) -> bool:
        """Whether a job of it may still move on."""
        return not self.job.is_over


Poll = Callable[[Job], Job]
"""Returns a job as it is now: `Call.poll`, which is counted, or `Call.peek`."""
