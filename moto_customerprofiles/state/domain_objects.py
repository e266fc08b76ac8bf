"""The objects that belong to a domain as a whole: the items of its catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from moto_customerprofiles.engine.integrations.domain_objects import ID, compile_mapping, map_item
from moto_customerprofiles.engine.mapping.source_objects import check_size, parse_object
from moto_customerprofiles.engine.profiles.keys import unique_key
from moto_customerprofiles.entities.changes import DomainObjectPut
from moto_customerprofiles.entities.domain_objects import DomainObject

if TYPE_CHECKING:
    from collections.abc import Mapping

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.profiles.origins import Fields
    from moto_customerprofiles.state.domain import Domain


class DomainObjects:
    """All domain objects of one domain, by type and then by the id of the item, in the order of their first put."""

    def __init__(self, domain: Domain) -> None:
        self._domain = domain
        self._by_type: dict[str, dict[str, DomainObject]] = {}

    def put(self, object_type_name: str, text: str) -> str:
        """Remember an object, in the place of one with the same id, and return its unique key.

        Raises:
            ResourceNotFound: there is no such domain object type.
            BadRequest: the text is no JSON object, too large, or lacks the id.

        """
        definition = self._domain.domain_object_types.require(object_type_name)
        check_size(text)
        fields = cast("Mapping[str, t.DomainObjectTypeFieldTypeDef]", definition.member("Fields"))
        item = map_item(compile_mapping(fields), parse_object(text))
        world = self._domain.world
        key = unique_key(object_type_name, ID, [item[ID]])
        if object_type_name not in self._by_type:
            world.journal.put(self._by_type, object_type_name, {})
        objects = self._by_type[object_type_name]
        replaced = item[ID] in objects
        world.journal.put(objects, item[ID], DomainObject(object_type_name, key, text, item, world.now))
        self._domain.note(DomainObjectPut(world.now, world.caller_arn, object_type_name, key, text, replaced=replaced))
        return key

    def of(self, object_type_name: str) -> list[DomainObject]:
        """Return the objects of a type."""
        return list(self._by_type.get(object_type_name, {}).values())

    def items(self) -> dict[str, Fields]:
        """Return the whole catalogue: the flat fields of each item by its id, as recommenders read them."""
        return {item: each.fields for objects in self._by_type.values() for item, each in objects.items()}

    def forget(self, object_type_name: str) -> None:
        """Forget all objects of a type."""
        if object_type_name in self._by_type:
            self._domain.world.journal.drop(self._by_type, object_type_name)
