"""Who subscribes to changes, in order.

The history is part of the call: if it cannot be kept, the call fails. All other subscribers act only in a domain that
is set up for them, as most are not, and fail alone. Each is imported for the first such domain: with what it stands on,
it is a large part of the package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.services import consistency
from moto_customerprofiles.services.failures import attempt
from moto_customerprofiles.services.profiles import history_subscriber

if TYPE_CHECKING:
    from collections.abc import Callable

    from moto_customerprofiles.entities.changes import Change
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.world import World


def _tell_event_streams(domain: Domain, change: Change) -> None:
    if domain.event_streams.by_name:
        from moto_customerprofiles.services.events import streams  # noqa: PLC0415  # see above

        _try(domain, streams.on_change, change)


def _tell_followed_segments(domain: Domain, change: Change) -> None:
    if domain.segment_subscriptions.by_name:
        from moto_customerprofiles.services.segments import following  # noqa: PLC0415  # see above

        _try(domain, following.on_change, change)


def _tell_event_triggers(domain: Domain, change: Change) -> None:
    if domain.event_triggers.by_name:
        from moto_customerprofiles.services.events import triggers  # noqa: PLC0415  # see above

        _try(domain, triggers.on_change, change)


def _tell_rules(domain: Domain, change: Change) -> None:
    if domain.rule_matching.in_force:
        from moto_customerprofiles.services.matching import rule_matching  # noqa: PLC0415  # see above

        _try(domain, rule_matching.on_change, change)


def _tell_consistency(domain: Domain, change: Change) -> None:
    if domain.call.settings.consistency:
        _try(domain, consistency.on_change, change)


def _try(domain: Domain, on_change: Callable[[Domain, Change], None], change: Change) -> None:
    """Tell a subscriber of a change; one that fails as a whole has done nothing, and a hint tells it."""
    area = on_change.__module__.rpartition(".")[2].replace("_", " ")
    attempt(domain, f"the reaction of {area} to {type(change).__name__}", lambda: on_change(domain, change))


SUBSCRIBERS: tuple[Callable[[Domain, Change], None], ...] = (
    history_subscriber.on_change,
    _tell_consistency,
    _tell_event_streams,
    _tell_followed_segments,
    _tell_event_triggers,
    _tell_rules,
)
"""Each gets every change, one change after another. The last makes more changes."""


def react(world: World) -> None:
    """Publish all noted changes; a subscriber may note more. A domain that is gone has no subscribers."""
    noted = world.call.noted
    while noted:
        domain_name, change = noted.popleft()
        domain = world.domains.get(domain_name)
        if domain is not None:
            for on_change in SUBSCRIBERS:
                on_change(domain, change)
