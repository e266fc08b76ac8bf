"""What moto's dashboard (`/moto-api/`) shows of this service: domains, object types, profiles and objects that live.

moto lists the instances of its own model classes, and everything of them that JSON can carry. Ours are found where they
live instead, at the moment somebody looks: so nothing is kept alive, and what was deleted is not shown.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from moto.core.model_instances import model_data

from moto_customerprofiles.adapters.plugin import SERVICE
from moto_customerprofiles.engine.profiles.fields import nest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.world import World

    Worlds = Callable[[], Iterable[World]]
    Rows = Callable[[Domain], Iterable[dict[str, object]]]


class Shown:
    """Stands in moto's list of models for one kind of things."""

    def __init__(
        self, worlds: Callable[[], Iterable[World]], rows: Callable[[Domain], Iterable[dict[str, object]]]
    ) -> None:
        self._worlds = worlds
        self._rows = rows

    @property
    def instances_tracked(self) -> list[SimpleNamespace]:
        """All things of this kind, in every account and region."""
        return [row for world in self._worlds() for row in self._of(world)]

    @instances_tracked.setter
    def instances_tracked(self, _: object) -> None:
        """Let moto empty the list when it resets: our things go with their worlds."""

    instances = instances_tracked
    """The same, as moto up to 5.1.8 calls it."""

    def _of(self, world: World) -> list[SimpleNamespace]:
        return world.run(self._shown, world)

    def _shown(self, world: World) -> list[SimpleNamespace]:
        call = world.call
        return [
            SimpleNamespace(account_id=call.account_id, region=call.region, domain_name=domain.name, **row)
            for domain in world.domains
            for row in self._rows(domain)
        ]


def show(worlds: Worlds) -> None:
    """Let the dashboard show what lives in these worlds."""
    model_data[SERVICE] |= {kind: Shown(worlds, rows) for kind, rows in _KINDS.items()}


def _domains(domain: Domain) -> Iterable[dict[str, object]]:
    yield {
        "arn": domain.arn(),
        "default_expiration_days": domain.default_expiration_days,
        "stats": domain.stats(),
        "tags": dict(domain.tags),
    }


def _object_types(domain: Domain) -> Iterable[dict[str, object]]:
    return ({"object_type_name": each.name, "tags": dict(each.tags)} for each in domain.object_types)


def _profiles(domain: Domain) -> Iterable[dict[str, object]]:
    return ({"profile_id": each.profile_id, "profile": nest(each.fields)} for each in domain.profiles)


_KINDS: dict[str, Rows] = {
    "Domain": _domains,
    "ObjectType": _object_types,
    "Profile": _profiles,
}
