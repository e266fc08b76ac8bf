"""Who subscribes to changes, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.services.events import streams as event_streams
from moto_customerprofiles.services.events import triggers as event_triggers
from moto_customerprofiles.services.matching import rule_matching
from moto_customerprofiles.services.profiles import history_subscriber
from moto_customerprofiles.services.segments import following as segment_following

if TYPE_CHECKING:
    from collections.abc import Callable

    from moto_customerprofiles.entities.changes import Change
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.world import World

SUBSCRIBERS: tuple[Callable[[Domain, Change], None], ...] = (
    history_subscriber.on_change,
    event_streams.on_change,
    segment_following.on_change,
    event_triggers.on_change,
    rule_matching.on_change,
)
"""Each gets every change, one change after another.

All but the first do nothing in a domain that is not set up for them, as most are not. The last makes more changes.
"""


def react(world: World) -> None:
    """Publish all noted changes; a subscriber may note more. A domain that is gone has no subscribers."""
    noted = world.call.noted
    while noted:
        domain_name, change = noted.popleft()
        domain = world.domains.get(domain_name)
        if domain is not None:
            for on_change in SUBSCRIBERS:
                on_change(domain, change)
