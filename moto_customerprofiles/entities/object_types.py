"""An object type of a domain."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from moto_customerprofiles.engine.mapping.definitions import Definition
    from moto_customerprofiles.engine.mapping.object_mapping import ObjectMapping


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
