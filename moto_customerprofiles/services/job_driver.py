"""How the things of one collection follow their jobs, whether somebody looks or time passes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from moto_customerprofiles.entities.jobs import Job, Poll
    from moto_customerprofiles.state.domain import Domain


class HasJob(Protocol):
    """Anything that stands where its job does."""

    @property
    def job(self) -> Job:
        """The job that it follows."""


T = TypeVar("T", bound=HasJob)


class JobDriver(Generic[T]):
    """The jobs of a collection; `place` puts a thing where its job now stands, and does what an end brings about."""

    def __init__(self, things: Callable[[Domain], Iterable[T]], place: Callable[[Domain, T, Job], T]) -> None:
        self._things = things
        self._place = place

    def poll(self, domain: Domain, thing: T) -> T:
        """Return a thing as it is found at this look, which may be the end of its job."""
        return self._move(domain, thing, domain.call.poll)

    def jobs(self, domain: Domain) -> Iterator[Job]:
        """Return the jobs of all things of a domain."""
        return (thing.job for thing in self._things(domain))

    def peek(self, domain: Domain) -> None:
        """Let the things of a domain come to where time has moved them."""
        for thing in self._things(domain):
            self._move(domain, thing, domain.call.peek)

    def _move(self, domain: Domain, thing: T, see: Poll) -> T:
        job = see(thing.job)
        return thing if job == thing.job else self._place(domain, thing, job)
