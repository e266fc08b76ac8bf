"""Following segments: who joined and who left, at once and by schedule.

A classic segment is followed live: a change of a profile costs one look at that profile for each subscription. What
happens by mere passing of time (expiry, the time windows of calculated attributes) and SQL segments are seen by
schedule only (service model).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.segments.subjects import CannotEvaluate
from moto_customerprofiles.entities import changes as c
from moto_customerprofiles.entities.segments import MembershipEvent
from moto_customerprofiles.services.segments import streams as segment_streams
from moto_customerprofiles.services.segments.evaluation import Evaluation
from moto_customerprofiles.services.segments.subscriptions import fail, members_now

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from moto_customerprofiles.entities.segments import SegmentDefinition, SegmentSubscription
    from moto_customerprofiles.state.domain import Domain

_UNSEEN = (c.KeyChange, c.DomainObjectPut, c.ProfileExpired, c.ObjectExpired)
"""Changes that move nobody, and those of time."""


def on_change(domain: Domain, change: c.Change) -> None:
    """Look again at the profiles that a change touched, for each classic segment that is followed."""
    if not len(domain.segment_subscriptions) or isinstance(change, _UNSEEN):
        return
    evaluation = Evaluation(domain)
    for subscription in domain.segment_subscriptions:
        definition = domain.segment_definitions.require(subscription.name)
        if subscription.is_running and definition.is_classic:
            _follow(domain, subscription, evaluation, _touched(change))


def _touched(change: c.Change) -> list[str]:
    """List the profiles that a change may have moved."""
    match change:
        case c.ProfilesMerged():
            return [change.profile_id, *(profile_id for profile_id, _ in change.merged)]
        case c.ObjectIngested(taken_from=str(former)):
            return [change.profile_id, former]
        case _:
            return [change.profile_id]


class Schedules:
    """The chore of running what subscriptions have scheduled, each run at the instant that it fell due."""

    def __init__(self, domain: Domain) -> None:
        self._domain = domain

    def due(self) -> datetime | None:
        """Return when the next run falls due."""
        if not len(self._domain.segment_subscriptions):
            return None
        return min((one.next_executed_at for one in self._running()), default=None)

    def run(self, now: datetime) -> None:
        """Run what is due; of several runs that were missed, only the last is made up for."""
        due = self.due()
        for subscription in self._running():
            if subscription.next_executed_at == due:
                self._run(subscription, due, now)

    def _running(self) -> Iterator[SegmentSubscription]:
        return (one for one in self._domain.segment_subscriptions if one.is_running)

    def _run(self, subscription: SegmentSubscription, due: datetime, now: datetime) -> None:
        step = timedelta(hours=subscription.interval)
        missed = (now - due) // step
        following = replace(subscription, next_executed_at=due + max(missed, 1) * step)
        if missed:
            self._domain.segment_subscriptions.replace(following)
        else:
            executed = self._domain.segment_subscriptions.replace(replace(following, last_executed_at=due))
            _compare(self._domain, executed)


def _follow(domain: Domain, subscription: SegmentSubscription, evaluation: Evaluation, touched: Iterable[str]) -> None:
    selection = domain.segment_definitions.require(subscription.name).selection
    known = subscription.membership.members
    try:
        for profile_id in touched:
            profile = domain.profiles.get(profile_id)
            belongs = profile is not None and evaluation.contains(selection, profile)
            if belongs != (profile_id in known):
                _tell(domain, subscription, profile_id, "LIVE")
    except CannotEvaluate as failure:
        fail(domain, subscription, str(failure))


def _compare(domain: Domain, subscription: SegmentSubscription) -> None:
    """Tell of all who came and went unseen; they are told in the order of their ids."""
    try:
        members = members_now(domain, subscription)
    except CannotEvaluate as failure:
        fail(domain, subscription, str(failure))
        return
    for profile_id in sorted(members ^ subscription.membership.members):
        _tell(domain, subscription, profile_id, "SCHEDULE")


def _tell(domain: Domain, subscription: SegmentSubscription, profile_id: str, event_type: str) -> None:
    """Turn a profile's membership round, and tell of it."""
    journal, membership, now = domain.world.journal, subscription.membership, domain.world.now
    left = profile_id in membership.members
    event = MembershipEvent(profile_id, now, event_type, "LEFT" if left else "JOINED")
    definition = domain.segment_definitions.require(subscription.name)
    record = _record(domain, definition, event, membership.changed_at.get(profile_id, subscription.started_at))
    (journal.discard if left else journal.add)(membership.members, profile_id)
    journal.append(membership.events, event)
    journal.put(membership.changed_at, profile_id, now)
    segment_streams.send(domain, record, partial(_lose, domain, subscription.name))


def _record(
    domain: Domain, definition: SegmentDefinition, event: MembershipEvent, before: datetime
) -> dict[str, object]:
    return {
        "AccountId": domain.world.account_id,
        "DomainName": domain.name,
        "SegmentDefinitionName": definition.name,
        "SegmentType": definition.segment_type,
        "ProfileId": event.profile_id,
        "OperationType": event.event,
        "MembershipCalculatedAt": int(event.updated_at.timestamp()),
        "PreviousMembershipChangedAt": int(before.timestamp()),
        "EventType": event.event_type,
    }


def _lose(domain: Domain, name: str, reason: str) -> None:
    """Fail a subscription for which the stream could not be reached."""
    subscription = domain.segment_subscriptions.get(name)
    if subscription is not None and subscription.is_running:
        fail(domain, subscription, reason)
