"""Whole domains as one readable document: loaded before a test, dumped after it, or kept between two runs of a server.

A scenario maps names of domains to what is in them, in the API's own words:

    shop:
      DefaultExpirationDays: 365
      ObjectTypes: {customer: {Description: ..., Fields: ..., Keys: ...}}
      Segments: {vip: {DisplayName: ..., SegmentGroups: ...}}
      Profiles: [{FirstName: Ann, Keys: {loyaltyId: [L-1]}}]
      Objects: {customer: [{id: C-1, email: ann@example.com}]}

`Objects` are ingested as by PutProfileObject, in bulk. A dump has `Portraits` in the place of Profiles and Objects: the
profiles as they are, with their ids, objects, keys and times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.hook import hook
from moto_customerprofiles.hooks.scenarios.dumping import dump_domain
from moto_customerprofiles.hooks.scenarios.form import check_form
from moto_customerprofiles.hooks.scenarios.loading import collector_resting, load_domain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from moto_customerprofiles.hooks.scenarios.calls import Document
    from moto_customerprofiles.state.world import World


@hook("POST", "scenarios")
def load_scenario(world: World, scenario: Mapping[str, Document]) -> dict[str, object]:
    """Load the domains of a scenario, all or none of them; answers how many profiles each has.

    Raises:
        BadRequest: a domain exists already, a section is unknown, or something in it breaks a rule.

    """
    check_form(scenario)
    loaded: list[str] = []
    # Nothing is taken back step by step, but whole domains are.
    with world.call.journal.off(), world.call.unchecked_neighbours(), collector_resting():
        try:
            for name, document in scenario.items():
                world.domains.check_room(name)
                loaded.append(name)
                load_domain(world, name, document)
        except BaseException:
            for name in loaded:
                if name in world.domains:
                    world.domains.remove(name)
            raise
    return {name: {"ProfileCount": len(world.domains.require(name).profiles)} for name in loaded}


@hook("GET", "scenarios")
def dump_scenario(world: World, domain_names: Iterable[str] | None = None) -> dict[str, object]:
    """Return domains as a scenario, by default all of them. History, jobs and their results are not part of it."""
    names = [domain.name for domain in world.domains] if domain_names is None else domain_names
    return {name: dump_domain(world, world.domains.require(name)) for name in names}
