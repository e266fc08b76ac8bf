"""Jobs that move on by themselves: each does so at its own instant, before a call on its domain goes on.

That is for jobs which moto's state manager lets take seconds, and for those that it does not slow down any more. Jobs
that move on by being looked at wait for the look. Estimates and calculated attributes are not here: their jobs bring
nothing about, so that it is enough to see at a look how far time has moved them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from moto_customerprofiles.services.data_store import switch as data_store
from moto_customerprofiles.services.integrations import workflows
from moto_customerprofiles.services.recommenders import filters as recommender_filters
from moto_customerprofiles.services.recommenders import recommenders
from moto_customerprofiles.services.segments import snapshots as segment_snapshots
from moto_customerprofiles.services.segments import subscriptions as segment_subscriptions
from moto_customerprofiles.services.uploads import uploads

if TYPE_CHECKING:
    from collections.abc import Iterable, Sized
    from datetime import datetime

    from moto_customerprofiles.entities.jobs import Job
    from moto_customerprofiles.state.domain import Domain


class HasJobs(Protocol):
    """Whatever has jobs in a domain: a module of `services`, or the driver of a collection."""

    def jobs(self, domain: Domain, /) -> Iterable[Job]:
        """Return the jobs of a domain."""

    def peek(self, domain: Domain, /) -> None:
        """Let them, and what they bring about, come to where time has moved them."""


JOB_OWNERS: tuple[HasJobs, ...] = (
    data_store,
    uploads.driver,
    workflows,
    recommender_filters,
    recommenders,
    segment_snapshots.driver,
    segment_subscriptions.driver,
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
        """Return when the next job moves on."""
        domain = self._domain
        if domain.data_store is None and not any(map(len, self._owners)):
            return None  # as in most domains, of which every call asks this
        jobs = (job for working in JOB_OWNERS for job in working.jobs(domain))
        return min((due for job in jobs if (due := domain.world.due(job))), default=None)

    def run(self, now: datetime) -> None:  # noqa: ARG002  # each job moves on to the instant at which one fell due
        """Let all jobs come to where time has moved them."""
        for working in JOB_OWNERS:
            working.peek(self._domain)
