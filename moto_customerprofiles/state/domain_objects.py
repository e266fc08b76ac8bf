"""The objects that belong to a domain as a whole: the items of its catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moto_customerprofiles.engine.profiles.origins import Fields
    from moto_customerprofiles.entities.domain_objects import DomainObject
    from moto_customerprofiles.state.journal import Journal


class DomainObjects:
    """All domain objects of one domain, by type and then by the id of the item, in the order of their first put."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._by_type: dict[str, dict[str, DomainObject]] = {}

    def put(self, domain_object: DomainObject) -> bool:
        """Remember an object, in the place of one with the same id, and return whether there was one."""
        if domain_object.object_type_name not in self._by_type:
            self._journal.put(self._by_type, domain_object.object_type_name, {})
        objects = self._by_type[domain_object.object_type_name]
        replaced = domain_object.item_id in objects
        self._journal.put(objects, domain_object.item_id, domain_object)
        return replaced

    def of(self, object_type_name: str) -> list[DomainObject]:
        """Return the objects of a type."""
        return list(self._by_type.get(object_type_name, {}).values())

    def items(self) -> dict[str, Fields]:
        """Return the whole catalogue: the flat fields of each item by its id, as recommenders read them."""
        return {item: each.fields for objects in self._by_type.values() for item, each in objects.items()}

    def forget(self, object_type_name: str) -> None:
        """Forget all objects of a type."""
        if object_type_name in self._by_type:
            self._journal.drop(self._by_type, object_type_name)
