"""Recommenders in the hands of a test: let one fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.hook import hook
from moto_customerprofiles.services.recommenders import recommenders

if TYPE_CHECKING:
    from moto_customerprofiles.state.world import World


@hook("POST", "domains/{domain_name}/recommenders/{recommender_name}/fail")
def fail_recommender(world: World, domain_name: str, recommender_name: str, reason: str = "Training failed") -> None:
    """Let a recommender be FAILED, for a reason that GetRecommender then answers; it can only be deleted."""
    domain = world.domains.require(domain_name)
    recommenders.fail(domain, domain.recommenders.require(recommender_name), reason)
