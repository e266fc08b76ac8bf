"""An object type of a domain: what its objects mean, how long they stay and how many may be kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.mapping import compile_mapping
from moto_customerprofiles.engine.object_type_rules import from_template
from moto_customerprofiles.engine.standard_objects import standard_objects
from moto_customerprofiles.engine.templates import templates
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from datetime import datetime

    from moto_customerprofiles.engine.definitions import Definition
    from moto_customerprofiles.engine.mapping import ObjectMapping
    from moto_customerprofiles.state.domain import Domain


@dataclass(frozen=True)
class ObjectType:
    """An object type. `mapping` is None for the types of standard objects, which nothing can be put to.

    An implicit type is a template that was used without being defined.
    """

    name: str
    description: str
    definition: Definition
    mapping: ObjectMapping | None
    created_at: datetime
    last_updated_at: datetime
    expiration_days: int | None = None
    encryption_key: str | None = None
    max_profile_object_count: int | None = None
    is_implicit: bool = False
    tags: dict[str, str] = field(default_factory=dict)


def mapping_of(definition: Definition) -> ObjectMapping | None:
    """Compile what a definition says of objects; None if it says nothing."""
    return compile_mapping(definition) if definition.keys else None


def type_for_objects(domain: Domain, name: str) -> ObjectType:
    """Answer the object type to which an object is put: one of the domain, or a template used by its name.

    Standard objects are made by mapping other objects, never put (administrator guide, "Standard objects").
    """
    if name in standard_objects():
        raise BadRequest(f"Objects of standard object type {name} cannot be put")
    template = templates().get(name)
    if name in domain.object_types or template is None:
        return domain.object_types.require(name)
    definition = from_template(name, template)
    now = domain.world.now
    return ObjectType(name, name, definition, mapping_of(definition), now, now, is_implicit=True)
