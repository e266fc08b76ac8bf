"""The settings, for tests that talk to a server; in Python they are attributes of `world.settings`."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from moto_customerprofiles.errors import BadRequest, did_you_mean, shown
from moto_customerprofiles.hook import hook
from moto_customerprofiles.state.settings import STRICT, Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moto_customerprofiles.state.world import World

_NAMES = tuple(each.name for each in fields(Settings) if each.name != "quotas")


@hook("GET", "settings")
def all_settings(world: World) -> dict[str, object]:
    """Return all settings of the account and region by their names; quotas are set in Python only."""
    return {name: getattr(world.settings, name) for name in _NAMES}


@hook("PUT", "settings")
def change_settings(world: World, changes: Mapping[str, object]) -> dict[str, object]:
    """Change settings by their names, all or none of them, and return all; `strict` stands for all that are strict."""
    wanted = {**dict.fromkeys(STRICT, changes["strict"]), **changes} if "strict" in changes else {**changes}
    wanted.pop("strict", None)
    for name in wanted:
        if name not in _NAMES:
            near = did_you_mean(name, _NAMES)
            raise BadRequest(f"There is no setting {shown(name)}{near}; there are {', '.join(_NAMES)}")
    try:
        world.call.journal.assign(world.settings, **wanted)
    except ValueError as wrong:
        raise BadRequest(str(wrong)) from None
    return all_settings(world)
