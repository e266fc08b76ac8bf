"""Whatever has an ARN is known wherever ARNs matter: to IAM, and to scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.adapters.authorization import resource_of
from moto_customerprofiles.hooks.scenarios.sections import SECTIONS
from moto_customerprofiles.state.domain import Domain

if TYPE_CHECKING:
    from moto_customerprofiles.state.world import World


def test_policies_can_name_every_kind_that_has_an_arn(world: World) -> None:
    kinds = Domain(world.call, "shop", 1).taggable
    unnamed = {kind for kind in kinds if not resource_of(f"/domains/shop/{kind}/name", "arn:").endswith("/name")}

    assert {"integrations"} == unnamed  # whose path has no name: the URI is in the body


def test_scenarios_carry_every_kind_that_has_an_arn(world: World) -> None:
    kinds = Domain(world.call, "shop", 1).taggable

    assert {"event-streams"} == set(kinds) - {section.arn_path for section in SECTIONS}  # as the how-to says
