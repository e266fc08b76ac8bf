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

from functools import partial
from typing import TYPE_CHECKING

from moto_customerprofiles.hook import hook
from moto_customerprofiles.hooks.scenarios.dumping import dump_domain
from moto_customerprofiles.hooks.scenarios.form import check_form
from moto_customerprofiles.hooks.scenarios.loading import collector_resting, load_domain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from moto_customerprofiles.hooks.scenarios.calls import Document
    from moto_customerprofiles.state.world import World


@hook("POST", "scenarios")
def load_scenario(world: World, scenario: Mapping[str, Document]) -> dict[str, object]:
    """Load the domains of a scenario, all or none of them; answers how many profiles each has.

    Raises:
        BadRequest: a domain exists already, a section is unknown, or something in it breaks a rule.

    """
    check_form(scenario)
    for name in scenario:
        world.domains.check_room(name)
    # Nothing is taken back step by step, but whole domains are.
    world.call.undo_all(partial(_take_back, world, [*scenario]))
    with world.call.journal.off(), world.call.unchecked_neighbours(), collector_resting():
        for name, document in scenario.items():
            world.domains.check_room(name)
            load_domain(world, name, document)
    return {name: {"ProfileCount": len(world.domains.require(name).profiles)} for name in scenario}


@hook("GET", "scenarios")
def dump_scenario(world: World, domain_names: Collection[str] | None = None) -> dict[str, object]:
    """Return domains as a scenario, by default all of them. History, jobs and their results are not part of it."""
    names = [domain.name for domain in world.domains] if domain_names is None else domain_names
    return {name: dump_domain(world, world.domains.require(name)) for name in names}


def _take_back(world: World, names: Iterable[str]) -> None:
    for name in names:
        world.domains.take_back(name)
