"""Eventual consistency in the hands of a test: how long effects take, and that they show now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.hook import hook
from moto_customerprofiles.reactions import react
from moto_customerprofiles.services import consistency as effects

if TYPE_CHECKING:
    from moto_customerprofiles.state.world import World


@hook("PUT", "consistency")
def set_consistency(world: World, consistency: dict[str, float] | Literal["aws"]) -> None:
    """Set how long effects of calls take to show: seconds by kind, `looks`, or the preset `aws`; `{}` for no time.

    It is the setting `consistency`, for a server. Effects that wait already keep their time.
    """
    try:
        world.call.journal.assign(world.settings, consistency=consistency)
    except ValueError as wrong:
        raise BadRequest(str(wrong)) from None


@hook("POST", "domains/{domain_name}/consistency")
def settle(world: World, domain_name: str) -> None:
    """Let all effects of calls on a domain that do not show yet show now."""
    domain = world.domains.require(domain_name)
    effects.settle(domain)
    while domain.deferred.due():
        effects.run(domain, world.call.now)
        react(world)
        effects.settle(domain)  # also what an effect has brought about
