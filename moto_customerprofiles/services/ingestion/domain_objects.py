"""The objects of domain object types, which describe the items of a catalogue and belong to no profile."""

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

    from moto_customerprofiles.state.domain import Domain


def put_domain_object(domain: Domain, object_type_name: str, text: str) -> str:
    """Store an object, in the place of one with the same id, and return its unique key.

    Raises:
        ResourceNotFound: there is no such domain object type.
        BadRequest: the text is no JSON object, too large, or lacks the id.

    """
    definition = domain.domain_object_types.require(object_type_name)
    check_size(text)
    fields = cast("Mapping[str, t.DomainObjectTypeFieldTypeDef]", definition.member("Fields"))
    item = map_item(compile_mapping(fields), parse_object(text))
    call, key = domain.call, unique_key(object_type_name, ID, [item[ID]])
    replaced = domain.domain_objects.put(DomainObject(object_type_name, key, text, item, call.now))
    domain.note(DomainObjectPut(call.now, call.caller_arn, object_type_name, key, text, replaced=replaced))
    return key
