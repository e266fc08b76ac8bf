"""What is allowed but is probably a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.hook import hook
from moto_customerprofiles.services.views.hint_list import hint_rows

if TYPE_CHECKING:
    from moto_customerprofiles.services.views.hint_list import HintRow
    from moto_customerprofiles.state.world import World


@hook("GET", "hints")
def hints(world: World, domain_name: str | None = None) -> list[HintRow]:
    """Return what is allowed but is probably a mistake, in one domain or in all, each with its remedy.

    Calls have noted some of the hints; the others are found by a search of the newest profiles and objects.
    """
    return hint_rows(world, domain_name)
