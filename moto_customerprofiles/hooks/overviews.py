"""An overview of a domain, and lists of its profiles: what the pages of a server show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.hook import Natural, hook
from moto_customerprofiles.services.profiles.search import search
from moto_customerprofiles.services.views import overviews

if TYPE_CHECKING:
    from moto_customerprofiles.services.views.overviews import Overview, ProfileRow
    from moto_customerprofiles.state.world import World


@hook("GET", "domains/{domain_name}/overview")
def domain_overview(world: World, domain_name: str) -> Overview:
    """Describe a domain: statistics, object types, segments, match groups."""
    return overviews.overview(world.domains.require(domain_name))


@hook("GET", "domains/{domain_name}/profiles")
def domain_profiles(
    world: World,
    domain_name: str,
    start: Natural = 0,
    count: Natural = 50,
    segment_definition_name: str | None = None,
    *,
    newest_first: bool = False,
) -> list[ProfileRow]:
    """List profiles in the order of their creation, with whether they are in a segment if one is named.

    With `newest_first`, the order is the other way round, and the list costs the same in a domain of any size.
    """
    domain = world.domains.require(domain_name)
    definition = domain.segment_definitions.require(segment_definition_name) if segment_definition_name else None
    return overviews.profile_rows(domain, max(start, 0), count, definition, newest_first=newest_first)


@hook("GET", "domains/{domain_name}/keys/{key_name}/{value}/profiles")
def profiles_by_key(world: World, domain_name: str, key_name: str, value: str) -> list[ProfileRow]:
    """List the profiles that a key of one value finds."""
    domain = world.domains.require(domain_name)
    found = search(domain.profiles, [{"KeyName": key_name, "Values": [value]}], match_all=False)
    return overviews.found_rows(domain, [view.profile.profile_id for view in found])
