"""Jobs that move on by themselves: each does so at its own instant, before a call on its domain goes on.

That is for jobs which moto's state manager lets take seconds, and for those that it does not slow down any more. Jobs
that move on by polls wait for a poll. Jobs whose end brings nothing about are not here: it is enough to see at a poll
how far time has moved them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.services.data_store import switch as data_store
from moto_customerprofiles.services.integrations import workflows
from moto_customerprofiles.services.recommenders import filters as recommender_filters
from moto_customerprofiles.services.recommenders import recommenders
from moto_customerprofiles.services.segments import snapshots as segment_snapshots
from moto_customerprofiles.services.segments import subscriptions as segment_subscriptions
from moto_customerprofiles.services.uploads import uploads

if TYPE_CHECKING:
    from datetime import datetime

    from moto_customerprofiles.services.job_driver import HasJobs
    from moto_customerprofiles.state.domain import Domain

DRIVERS: tuple[HasJobs, ...] = (
    data_store.driver,
    uploads.driver,
    workflows.driver,
    recommender_filters.driver,
    recommenders.driver,
    recommenders.update_driver,
    segment_snapshots.driver,
    segment_subscriptions.driver,
)
"""What moves the jobs of each kind whose end brings something about, less those that are chores of their own."""


def due(domain: Domain) -> datetime | None:
    """Return when the next job of a domain moves on by itself, None if none does."""
    jobs = (job for driver in DRIVERS for job in driver.jobs(domain))
    return min((due for job in jobs if (due := domain.call.due(job))), default=None)


def run(domain: Domain, now: datetime) -> None:  # noqa: ARG001  # each job moves on to the instant at which one fell due
    """Move all jobs of a domain to where time has moved them."""
    for driver in DRIVERS:
        driver.peek(domain)
