"""Jobs that move on by themselves: each does so at its own instant, before a call on its domain goes on.

That is for jobs which moto's state manager lets take seconds, and for those that it does not slow down any more. Jobs
that move on by polls wait for a poll. Estimates and calculated attributes are not here: the end of their jobs changes
nothing else, so that it is enough to see at a poll how far time has moved them.
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
    from collections.abc import Iterable
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


def due(domain: Domain) -> datetime | None:
    """Return when the next job of a domain moves on by itself, None if none does."""
    if not (
        domain.data_store
        or domain.upload_jobs.by_name
        or domain.workflows.by_name
        or domain.recommender_filters.by_name
        or domain.recommenders.by_name
        or domain.segment_snapshots.by_name
        or domain.segment_subscriptions.by_name
    ):
        return None  # as in most domains, of which every call asks this
    jobs = (job for owner in JOB_OWNERS for job in owner.jobs(domain))
    return min((due for job in jobs if (due := domain.call.due(job))), default=None)


def run(domain: Domain, now: datetime) -> None:  # noqa: ARG001  # each job moves on to the instant at which one fell due
    """Let all jobs of a domain come to where time has moved them."""
    for owner in JOB_OWNERS:
        owner.peek(domain)
