"""What falls due in a domain by itself: expiry, jobs, schedules.

Each chore is imported for the first domain that is set up for it: with what they stand on, the chores are a large part
of the package.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from moto_customerprofiles.entities.identity_jobs import KIND as IDENTITY_JOB
from moto_customerprofiles.services import consistency
from moto_customerprofiles.services.failures import described, work_failed
from moto_customerprofiles.services.profiles import expiry
from moto_customerprofiles.state.calls.interrupts import mistake_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from moto_customerprofiles.entities.job_kinds import JobKind
    from moto_customerprofiles.state.domain import Domain


class Work(Protocol):
    """One kind of work that falls due; a module of `services` is one."""

    def due(self, domain: Domain, /) -> datetime | None:
        """Return when the next piece of work in a domain falls due, None if nothing is planned."""

    def run(self, domain: Domain, now: datetime, /) -> None:
        """Do the piece that is due. `Call.now` is the instant at which it fell due, `now` that of the call."""


class Chore(NamedTuple):
    """A kind of work, and whether a domain is set up for it: where it is not, nothing falls due."""

    is_set_up: Callable[[Domain], Any]  # true or false, in whatever form
    work: Callable[[], Work]


def _consistency() -> Work:
    return consistency


def _expiry() -> Work:
    return expiry


def _identity_resolution() -> Work:
    from moto_customerprofiles.services.matching import identity_resolution  # noqa: PLC0415  # see above

    return identity_resolution


def _rule_matching() -> Work:
    from moto_customerprofiles.services.matching import rule_matching  # noqa: PLC0415  # see above

    return rule_matching


def _schedules() -> Work:
    from moto_customerprofiles.services.segments import schedules  # noqa: PLC0415  # see above

    return schedules


def _timed_jobs() -> Work:
    from moto_customerprofiles.services import timed_jobs  # noqa: PLC0415  # see above

    return timed_jobs


CHORES: tuple[Chore, ...] = (
    Chore(lambda domain: domain.deferred.queues, _consistency),
    Chore(lambda domain: domain.identity_resolution.job, _identity_resolution),
    Chore(lambda domain: domain.rule_matching.was_configured, _rule_matching),
    Chore(lambda _: True, _expiry),
    Chore(lambda domain: domain.segment_subscriptions.by_name, _schedules),
    Chore(lambda domain: domain.data_store or any(domain.moving), _timed_jobs),
)
"""All chores; of two that fall due at the same instant, the first one runs first."""


def due_chores(domain: Domain, now: datetime) -> Iterator[tuple[datetime, Callable[[], None]]]:
    """Return the chores that have fallen due in a domain, the earliest first, until none is left.

    A piece of work that fails is told by its job or by a hint, and is not due again. A chore that fails as a whole is
    given up in this domain, so that it does not fail at every call.
    """
    while True:
        planned = [
            (due, index)
            for index, chore in enumerate(CHORES)
            if chore.is_set_up(domain) and (due := _due(domain, index)) and due <= now
        ]
        if not planned:
            return
        due, index = min(planned)
        yield due, partial(_run, domain, index, now)


def _due(domain: Domain, index: int) -> datetime | None:
    if index in domain.given_up:
        return None
    found: list[datetime | None] = []
    error = mistake_of(lambda: found.append(CHORES[index].work().due(domain)))
    if error is not None:
        _give_up(domain, index, error)
        return None
    return found[0]


def _run(domain: Domain, index: int, now: datetime) -> None:
    work = CHORES[index].work()
    error = domain.call.attempt(lambda: work.run(domain, now))
    if error is not None:
        _give_up(domain, index, error)


def _give_up(domain: Domain, index: int, error: Exception) -> None:
    domain.call.journal.add(domain.given_up, index)
    name = CHORES[index].work.__name__.strip("_").replace("_", " ")
    work_failed(domain, f"the chore {name}", described(error))


def check_job_kinds(kinds: Mapping[str, JobKind]) -> None:
    """Refuse a table of job kinds in which the end of a kind brings something about that nobody does.

    Raises:
        ValueError: a kind with an end has no driver, or a driver a kind without one.

    """
    from moto_customerprofiles.services import timed_jobs  # noqa: PLC0415  # see above
    from moto_customerprofiles.services.matching import rule_matching  # noqa: PLC0415  # see above

    driven = {IDENTITY_JOB, rule_matching.KIND, *(driver.kind for driver in timed_jobs.DRIVERS)}
    with_end = {name for name, kind in kinds.items() if kind.end}
    if wrong := sorted(driven ^ with_end):
        raise ValueError(f"Job kinds {wrong} need both an end and a driver: a row of DRIVERS or a chore of their own")
