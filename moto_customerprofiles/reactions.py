"""Who hears of a change, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.state import event_streams, event_triggers, history, rule_matching, segment_following

if TYPE_CHECKING:
    from collections.abc import Callable

    from moto_customerprofiles.state.changes import Change
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.world import World

FOLLOWERS: tuple[Callable[[Domain, Change], None], ...] = (
    event_streams.hear,
    segment_following.hear,
    event_triggers.hear,
    rule_matching.hear,
)
"""Those who hear of the changes of a domain where somebody has set them up, which is in few."""


def tell_followers(domain: Domain, change: Change) -> None:
    """Let those hear of a change who follow the changes of its domain: streams, segments, triggers and rules."""
    if (
        domain.event_streams.by_name
        or domain.segment_subscriptions.by_name
        or domain.event_triggers.by_name
        or domain.rule_matching.in_force
    ):
        for hear in FOLLOWERS:
            hear(domain, change)


HEARERS: tuple[Callable[[Domain, Change], None], ...] = (history.hear, tell_followers)
"""Each hears every change, one change after another."""


def react(world: World) -> None:
    """Let everybody hear of what was noted; a hearer may note more."""
    while world.noted:
        domain, change = world.noted.popleft()
        for hear in HEARERS:
            hear(domain, change)
