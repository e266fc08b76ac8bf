"""What falls due in a domain by itself: expiry, jobs, schedules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from moto_customerprofiles.entities.identity_jobs import KIND as IDENTITY_JOB
from moto_customerprofiles.entities.job_kinds import JOB_KINDS
from moto_customerprofiles.services import timed_jobs
from moto_customerprofiles.services.matching import identity_resolution, rule_matching
from moto_customerprofiles.services.profiles import expiry
from moto_customerprofiles.services.segments import schedules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from moto_customerprofiles.entities.job_kinds import JobKind
    from moto_customerprofiles.state.domain import Domain


class Chore(Protocol):
    """One kind of work that falls due; a module of `services` is one."""

    def due(self, domain: Domain, /) -> datetime | None:
        """Return when the next piece of work in a domain falls due, None if nothing is planned."""

    def run(self, domain: Domain, now: datetime, /) -> None:
        """Do the piece that is due. `Call.now` is the instant at which it fell due, `now` that of the call."""


CHORES: tuple[Chore, ...] = (identity_resolution, rule_matching, expiry, schedules, timed_jobs)
"""All chores; of two that fall due at the same instant, the first one runs first."""


def due_chores(domain: Domain, now: datetime) -> Iterator[tuple[datetime, Chore]]:
    """Return the chores that have fallen due in a domain, the earliest first, until none is left."""
    while True:
        planned = [(due, index) for index, chore in enumerate(CHORES) if (due := chore.due(domain)) and due <= now]
        if not planned:
            return
        due, index = min(planned)
        yield due, CHORES[index]


def check_job_kinds(kinds: Mapping[str, JobKind]) -> None:
    """Refuse a table of job kinds in which the end of a kind brings something about that nobody does.

    Raises:
        ValueError: a kind with an end has no driver, or a driver a kind without one.

    """
    driven = {IDENTITY_JOB, rule_matching.KIND, *(driver.kind for driver in timed_jobs.DRIVERS)}
    with_end = {name for name, kind in kinds.items() if kind.end}
    if wrong := sorted(driven ^ with_end):
        raise ValueError(f"Job kinds {wrong} need both an end and a driver: a row of DRIVERS or a chore of their own")


check_job_kinds(JOB_KINDS)
