"""Jobs that move on by themselves: each does so at its own instant, before a call on its domain goes on.

That is for jobs which moto's state manager lets take seconds, and for those that it does not slow down any more. Jobs
that move on by being looked at wait for the look.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.state import data_store, recommender_filters, recommenders, uploads, workflows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sized
    from datetime import datetime

    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.job import Job


class TimedJobs:
    """The jobs of one domain that move on by themselves; a chore of the domain."""

    def __init__(self, domain: Domain) -> None:
        self._domain = domain
        self._owners: tuple[Sized, ...] = (
            domain.upload_jobs,
            domain.workflows,
            domain.recommender_filters,
            domain.recommenders,
        )

    def due(self) -> datetime | None:
        """Answer when the next job moves on."""
        if self._domain.data_store is None and not any(map(len, self._owners)):
            return None  # as in most domains, of which every call asks this
        return min((due for job in self._jobs() if (due := self._domain.world.due(job))), default=None)

    def run(self, now: datetime) -> None:  # noqa: ARG002  # each job moves on to the instant at which one fell due
        """Let all jobs come to where time has moved them."""
        domain = self._domain
        data_store.glance(domain)
        uploads.glance(domain)
        workflows.glance(domain)
        recommender_filters.filters_of(domain)
        recommenders.find_all(domain)

    def _jobs(self) -> Iterator[Job]:
        domain = self._domain
        if domain.data_store is not None and domain.data_store.progress is not None:
            yield domain.data_store.progress
        yield from (running for each in domain.upload_jobs if (running := each.running))
        yield from (each.job for each in domain.workflows)
        yield from (each.job for each in domain.recommender_filters)
        for recommender in domain.recommenders:
            yield recommender.job
            if recommender.latest_recommender_update is not None:
                yield recommender.latest_recommender_update.job
