"""All hints of a world: those that calls have noted, and those that a search of its domains finds now."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict

from moto_customerprofiles.engine.explanations.hints import Hint
from moto_customerprofiles.state.hints import HINTS
from moto_customerprofiles.state.survey import Survey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.hints import HintKind
    from moto_customerprofiles.state.world import World


_SERVICES = "moto_customerprofiles.services"


class Area(NamedTuple):
    """The searches of one module, and whether a domain is set up for them; where it is not, nothing is imported."""

    module: str
    is_set_up: Callable[[Domain], Any]  # true or false, in whatever form


AREAS = (
    Area("ingestion", lambda domain: domain.object_types.by_name),
    Area("attributes", lambda domain: any(each.created_at for each in domain.calculated_attributes)),
    Area("events", lambda domain: domain.event_triggers.by_name or domain.event_streams.by_name),
    Area("segments", lambda domain: domain.segment_definitions.by_name or domain.segment_stream),
    Area("recommenders", lambda domain: domain.recommender_filters.by_name),
)
"""All areas whose module `hints` has searches, in the order in which hints are listed."""


class HintRow(TypedDict):
    """A hint. `Hint` is its name in the register; the hint is about `Subject` of the domain."""

    Hint: str
    DomainName: str
    Subject: str
    Message: str
    Remedy: str
    At: str


def hint_rows(world: World, domain_name: str | None = None) -> list[HintRow]:
    """Return the hints of a domain, or of all domains: the noted ones in their order, then those that are found."""
    domains = world.domains if domain_name is None else [world.domains.require(domain_name)]
    noted = [hint for hint in world.call.hints.values() if domain_name in {None, hint.domain_name}]
    return [_row(hint) for hint in [*noted, *(hint for domain in domains for hint in _found(domain))]]


def found_hints(world: World) -> list[Hint]:
    """Return the hints that a search of all domains finds now, without those that calls have noted."""
    return [hint for domain in world.domains for hint in _found(domain)]


@cache
def register_all() -> None:
    """Import every module of the services, so that all kinds of hints are in the register."""
    services = import_module(_SERVICES)
    for module in walk_packages(services.__path__, f"{_SERVICES}."):
        import_module(module.name)


def _found(domain: Domain) -> Iterator[Hint]:
    survey, known = Survey(domain), set()
    for kind in _searches(domain):
        for finding in kind.search(survey) if kind.search else ():
            hint = Hint(kind.name, domain.name, *finding, domain.call.now)
            if hint.key not in known:
                known.add(hint.key)
                yield hint


def _searches(domain: Domain) -> list[HintKind]:
    """Return the kinds of hints that are searched for in a domain."""
    modules = [f"{_SERVICES}.{area.module}.hints" for area in AREAS if area.is_set_up(domain)]
    for module in modules:
        import_module(module)
    return [kind for kind in HINTS.values() if kind.module in modules]


def _row(hint: Hint) -> HintRow:
    return {
        "Hint": hint.name,
        "DomainName": hint.domain_name,
        "Subject": hint.subject,
        "Message": hint.message,
        "Remedy": hint.remedy,
        "At": hint.at.isoformat(),
    }
