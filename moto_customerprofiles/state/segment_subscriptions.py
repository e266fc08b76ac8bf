"""Subscriptions: who joined a segment and who left it, at once and by schedule.

A classic segment is followed live: a change of a profile costs one look at that profile for each subscription. What
happens by mere passing of time (expiry, the time windows of calculated attributes) and SQL segments are seen by
schedule only (service model). The initial snapshot is the baseline and tells of nobody, our reading of "baseline".
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.segments import CannotEvaluate
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.state import changes as c
from moto_customerprofiles.state import segment_streams
from moto_customerprofiles.state.segment_evaluation import Evaluation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.job import Job
    from moto_customerprofiles.state.profile import Profile
    from moto_customerprofiles.state.segments import SegmentDefinition

_KIND = "segment_subscription"
_LONGEST_MESSAGE = 1000
_UNSEEN = (c.KeyChange, c.DomainObjectPut, c.ProfileExpired, c.ObjectExpired)
"""Changes that move nobody, and those of time."""


class MembershipEvent(NamedTuple):
    """One profile joined or left."""

    profile_id: str
    updated_at: datetime
    event_type: str
    event: str


@dataclass
class Membership:
    """The last known members of a segment, and how they came and went. Changed through the journal only."""

    members: set[str] = field(default_factory=set)
    events: list[MembershipEvent] = field(default_factory=list)
    changed_at: dict[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True)
class SegmentSubscription:
    """The subscription to one segment, whose name it bears."""

    name: str
    job: Job
    interval: int
    started_at: datetime
    last_updated_at: datetime
    next_executed_at: datetime
    membership: Membership
    last_executed_at: datetime | None = None
    message: str | None = None

    @property
    def segment_name(self) -> str:
        """The name, as GetStreamForSegments calls it."""
        return self.name

    @property
    def status(self) -> str:
        """How the subscription is."""
        return self.job.status

    @property
    def is_running(self) -> bool:
        """Whether it has its baseline and follows the segment."""
        return self.status == "RUNNING"

    @property
    def schedule_configuration(self) -> dict[str, object]:
        """How often the schedule runs, as the service answers it."""
        return {"Interval": self.interval, "Unit": "HOURLY"}

    @property
    def scheduled_executions(self) -> dict[str, object]:
        """When the schedule runs, and when it last did."""
        return {"NextExecutedAt": self.next_executed_at, "LastExecutedAt": self.last_executed_at}

    def ended(self, status: str, at: datetime, message: str | None = None) -> SegmentSubscription:
        """Answer the subscription as it is when it no longer follows its segment."""
        job = replace(self.job, path=(status,), position=0, since=at)
        return replace(self, job=job, last_updated_at=at, message=message and message[:_LONGEST_MESSAGE])


def subscribe(domain: Domain, name: str, interval: int) -> SegmentSubscription:
    """Begin to follow a segment, begin again, or change how often the schedule runs."""
    if not segment_streams.active(domain):
        raise BadRequest(f"Domain {domain.name} has no active segment stream")
    now, known = domain.world.now, domain.segment_subscriptions.get(name)
    upcoming = now + timedelta(hours=interval)
    if known is not None and known.status in {"STARTING", "RUNNING"}:
        changed = replace(known, interval=interval, last_updated_at=now, next_executed_at=upcoming)
        return domain.segment_subscriptions.replace(changed)
    job = domain.world.begin(_KIND, "STARTING", "RUNNING")
    membership = known.membership if known else Membership()
    begun = SegmentSubscription(name, job, interval, now, now, upcoming, membership)
    collection = domain.segment_subscriptions
    return _started(domain, collection.replace(begun) if known else collection.add(begun))


def look_at(domain: Domain, subscription: SegmentSubscription) -> SegmentSubscription:
    """Answer a subscription as it is found at this look, which may end its start."""
    if subscription.job.is_over:
        return subscription
    looked_at = replace(subscription, job=domain.world.look(subscription.job))
    return _started(domain, domain.segment_subscriptions.replace(looked_at))


def stop_all(domain: Domain) -> None:
    """Stop all subscriptions of a domain, whose stream is gone."""
    for subscription in domain.segment_subscriptions:
        domain.segment_subscriptions.replace(subscription.ended("STOPPED", domain.world.now))


def hear(domain: Domain, change: c.Change) -> None:
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
        """Answer when the next run falls due."""
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


def _started(domain: Domain, subscription: SegmentSubscription) -> SegmentSubscription:
    """Take the baseline, if the start is over."""
    if not subscription.is_running:
        return subscription
    try:
        members = {profile.profile_id for profile in _members(domain, subscription)}
    except CannotEvaluate as failure:
        return _fail(domain, subscription, str(failure))
    domain.world.journal.assign(subscription.membership, "members", members)
    return subscription


def _members(domain: Domain, subscription: SegmentSubscription) -> Iterable[Profile]:
    definition = domain.segment_definitions.require(subscription.name)
    return Evaluation(domain).members(definition.selection)


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
        _fail(domain, subscription, str(failure))


def _compare(domain: Domain, subscription: SegmentSubscription) -> None:
    """Tell of all who came and went unseen; they are told in the order of their ids."""
    try:
        members = {profile.profile_id for profile in _members(domain, subscription)}
    except CannotEvaluate as failure:
        _fail(domain, subscription, str(failure))
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
        _fail(domain, subscription, reason)


def _fail(domain: Domain, subscription: SegmentSubscription, message: str) -> SegmentSubscription:
    return domain.segment_subscriptions.replace(subscription.ended("FAILED", domain.world.now, message))
