"""An object that belongs to a domain as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.integrations.domain_objects import ID
from moto_customerprofiles.engine.mapping.source_objects import parse_object

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from moto_customerprofiles.engine.profiles.origins import Fields


@dataclass(frozen=True)
class DomainObject:
    """One object as it was put, and the item that it describes."""

    object_type_name: str
    unique_key: str
    text: str
    fields: Fields
    ingested_at: datetime

    @property
    def item_id(self) -> str:
        """The id of the item."""
        return self.fields[ID]

    @cached_property
    def source(self) -> Mapping[str, object]:
        """The object as parsed JSON; not to be changed."""
        return parse_object(self.text)
