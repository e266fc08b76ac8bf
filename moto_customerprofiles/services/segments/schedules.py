"""The schedules of subscriptions: each run happens at the instant that it fell due. A chore of the domain."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from moto_customerprofiles.services.failures import attempt
from moto_customerprofiles.services.segments.following import compare
from moto_customerprofiles.services.segments.subscriptions import fail

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from moto_customerprofiles.entities.segments import SegmentSubscription
    from moto_customerprofiles.state.domain import Domain


def due(domain: Domain) -> datetime | None:
    """Return when the next run of a domain falls due, None if no subscription runs."""
    return min((one.next_executed_at for one in _running(domain)), default=None)


def run(domain: Domain, now: datetime) -> None:
    """Run what is due; of several runs that were missed, only the last is made up for."""
    moment = due(domain)
    for subscription in _running(domain):
        if subscription.next_executed_at == moment:
            what, run_it = f"segment subscription {subscription.name}", partial(_run, domain, subscription, moment, now)
            if reason := attempt(domain, what, run_it):
                fail(domain, subscription, reason)


def _running(domain: Domain) -> Iterator[SegmentSubscription]:
    return (one for one in domain.segment_subscriptions if one.is_running)


def _run(domain: Domain, subscription: SegmentSubscription, moment: datetime, now: datetime) -> None:
    step = timedelta(hours=subscription.interval)
    missed = (now - moment) // step
    following = replace(subscription, next_executed_at=moment + max(missed, 1) * step)
    if missed:
        domain.segment_subscriptions.replace(following)
    else:
        executed = domain.segment_subscriptions.replace(replace(following, last_executed_at=moment))
        compare(domain, executed)
