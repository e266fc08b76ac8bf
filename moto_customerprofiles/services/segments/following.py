"""Following segments: who joined and who left.

A classic segment is followed live: a change of a profile costs one evaluation of that profile for each subscription.
What happens by mere passing of time (expiry, the time windows of calculated attributes) and SQL segments are seen by
schedule only (service model), see `schedules`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.segments.subjects import CannotEvaluate
from moto_customerprofiles.entities import changes as c
from moto_customerprofiles.entities.segments import MembershipEvent
from moto_customerprofiles.services.failures import attempt
from moto_customerprofiles.services.segments import streams as segment_streams
from moto_customerprofiles.services.segments.evaluation import Evaluation
from moto_customerprofiles.services.segments.subscriptions import fail, members_now

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from moto_customerprofiles.entities.segments import SegmentDefinition, SegmentSubscription
    from moto_customerprofiles.state.domain import Domain

_UNSEEN = (c.KeyChange, c.DomainObjectPut, c.ProfileExpired, c.ObjectExpired)
"""Changes that move nobody, and those of time."""


def on_change(domain: Domain, change: c.Change) -> None:
    """Evaluate the profiles that a change touched, for each classic segment that is followed."""
    if isinstance(change, _UNSEEN):
        return
    evaluation = Evaluation(domain)
    for subscription in domain.segment_subscriptions:
        definition = domain.segment_definitions.require(subscription.name)
        if subscription.is_running and definition.is_classic:
            follow = partial(_follow, domain, subscription, evaluation, _touched(change))
            if reason := attempt(domain, f"segment subscription {subscription.name}", follow):
                fail(domain, subscription, reason)


def compare(domain: Domain, subscription: SegmentSubscription) -> None:
    """Send a record of each profile that came or went unseen, in the order of their ids."""
    try:
        members = members_now(domain, subscription)
    except CannotEvaluate as failure:
        fail(domain, subscription, str(failure))
        return
    for profile_id in sorted(members ^ subscription.membership.members):
        _change_membership(domain, subscription, profile_id, "SCHEDULE")


def _touched(change: c.Change) -> list[str]:
    """List the profiles that a change may have moved."""
    match change:
        case c.ProfilesMerged():
            return [change.profile_id, *(profile_id for profile_id, _ in change.merged)]
        case _:
            return [change.profile_id]


def _follow(domain: Domain, subscription: SegmentSubscription, evaluation: Evaluation, touched: Iterable[str]) -> None:
    selection = domain.segment_definitions.require(subscription.name).selection
    known = subscription.membership.members
    try:
        for profile_id in touched:
            profile = domain.profiles.get(profile_id)
            belongs = profile is not None and evaluation.contains(selection, profile)
            if belongs != (profile_id in known):
                _change_membership(domain, subscription, profile_id, "LIVE")
    except CannotEvaluate as failure:
        fail(domain, subscription, str(failure))


def _change_membership(domain: Domain, subscription: SegmentSubscription, profile_id: str, event_type: str) -> None:
    """Change the membership of a profile to its opposite, and send a record of it."""
    journal, membership, now = domain.call.journal, subscription.membership, domain.call.now
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
        "AccountId": domain.call.account_id,
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
