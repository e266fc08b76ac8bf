"""Jobs that move on by themselves: each does so at its own instant, before a call on its domain goes on.

That is for jobs which moto's state manager lets take seconds, and for those that it does not slow down any more. Jobs
that move on by being looked at wait for the look. Estimates and calculated attributes are not here: their jobs bring
nothing about, so that it is enough to see at a look how far time has moved them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from moto_customerprofiles.state import (
    data_store,
    recommender_filters,
    recommenders,
    segment_snapshots,
    segment_subscriptions,
    uploads,
    workflows,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sized
    from datetime import datetime

    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.job import Job


class Working(Protocol):
    """Whatever has jobs in a domain: a file of this room, or the walks of a collection."""

    def jobs(self, domain: Domain, /) -> Iterable[Job]:
        """Answer the jobs of a domain."""

    def glance(self, domain: Domain, /) -> None:
        """Let them, and what they bring about, come to where time has moved them."""


WORKING: tuple[Working, ...] = (
    data_store,
    uploads.walks,
    workflows,
    recommender_filters,
    recommenders,
    segment_snapshots.walks,
    segment_subscriptions.walks,
)


class TimedJobs:
    """The jobs of one domain that move on by themselves; a chore of the domain."""

    def __init__(self, domain: Domain) -> None:
        self._domain = domain
        self._owners: tuple[Sized, ...] = (
            domain.upload_jobs,
            domain.workflows,
            domain.recommender_filters,
            domain.recommenders,
            domain.segment_snapshots,
            domain.segment_subscriptions,
        )

    def due(self) -> datetime | None:
        """Answer when the next job moves on."""
        domain = self._domain
        if domain.data_store is None and not any(map(len, self._owners)):
            return None  # as in most domains, of which every call asks this
        jobs = (job for working in WORKING for job in working.jobs(domain))
        return min((due for job in jobs if (due := domain.world.due(job))), default=None)

    def run(self, now: datetime) -> None:  # noqa: ARG002  # each job moves on to the instant at which one fell due
        """Let all jobs come to where time has moved them."""
        for working in WORKING:
            working.glance(self._domain)
