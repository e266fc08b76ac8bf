"""The standard objects of a domain: `_profile`, `_asset`, `_order` and the others, with their fields and keys.

The data file has one entry per object; the members of a profile and the parts of its addresses come from `fields`. The
Administrator Guide has a page per object. An object whose page could not be read completely is marked `open` in the
data file and accepts any path. The names of the keys `_airReferenceId`, `_deviceId` and `_webAnalyticsEventId` are our
choice, by analogy with the others, and so is the id field of `_contact`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypedDict, cast

from moto_customerprofiles.engine.profiles.fields import ADDRESS_PARTS, ADDRESSES, TEXT_MEMBERS

if TYPE_CHECKING:
    from collections.abc import Mapping


class _Facts(TypedDict, total=False):
    """The entry of an object in the data file."""

    identifier: str
    id_field: str
    indexes: dict[str, str]
    fields: list[str]
    parts: dict[str, list[str]]
    lists: dict[str, list[str]]
    open_parts: list[str]
    open: bool


class _Document(TypedDict):
    objects: dict[str, _Facts]
    source_keys: list[str]


PROFILE = "_profile"
COMMUNICATION_RECORD = "_communicationRecord"
DATA_SOURCE = "DataSource"
LAST_UPDATED = "SourceLastUpdatedTimestamp"


@dataclass(frozen=True, slots=True)
class StandardObjectDefinition:
    """One standard object: its name, identifier, field of the system id, predefined keys and fields.

    `indexes` are the names of the predefined keys with the field of each. `parts` and `lists` map nested objects and
    lists to the paths below them; `open_parts` accept any path below them. `members` are the names at the top of the
    document, in its order, without Attributes.
    """

    name: str
    identifier: str
    id_field: str
    indexes: Mapping[str, str]
    fields: frozenset[str]
    parts: Mapping[str, frozenset[str]]
    lists: Mapping[str, frozenset[str]]
    open_parts: frozenset[str]
    is_open: bool
    members: tuple[str, ...]

    @property
    def id_key(self) -> str:
        """The name of the predefined key over the system id."""
        return f"_{self.id_field[0].lower()}{self.id_field[1:]}" if self.name == PROFILE else f"{self.name}Id"

    @property
    def paths(self) -> list[str]:
        """The paths of all fields that are known, those of lists without brackets."""
        below = [*self.parts.items(), *self.lists.items()]
        return sorted({*self.fields, *(f"{part}.{field}" for part, fields in below for field in fields)})

    def accepts(self, path: str) -> bool:
        """Return whether a field may be written at this path; lists have `[]` after their names."""
        first, dot, rest = path.partition(".")
        name = first.removesuffix("[]")
        if not dot:
            return name == first and (first in self.fields or (self.is_open and first not in self.parts))
        if first != name:
            return rest in self.lists.get(name, ()) or self.is_open
        return rest in self.parts.get(name, ()) or name in self.open_parts or self.is_open


@cache
def standard_objects() -> Mapping[str, StandardObjectDefinition]:
    """Return all standard objects by name."""
    return {name: _standard_object(name, facts) for name, facts in _document()["objects"].items()}


def source_keys() -> tuple[str, ...]:
    """Return the names of the predefined keys of external sources, such as `_salesforceContactId`."""
    return tuple(_document()["source_keys"])


def _standard_object(name: str, facts: _Facts) -> StandardObjectDefinition:
    parts = facts.get("parts", {}) | (dict.fromkeys(ADDRESSES, ADDRESS_PARTS) if name == PROFILE else {})
    standard = StandardObjectDefinition(
        name=name,
        identifier=facts["identifier"],
        id_field=facts["id_field"],
        indexes=facts["indexes"],
        fields=frozenset(facts["fields"] if name != PROFILE else TEXT_MEMBERS),
        parts={part: frozenset(below) for part, below in parts.items()},
        lists={part: frozenset(below) for part, below in facts.get("lists", {}).items()},
        open_parts=frozenset(facts.get("open_parts", ())),
        is_open=facts.get("open", False),
        members=(facts["id_field"], *facts["fields"], *parts, *facts.get("lists", {})),
    )
    for key_name, field in standard.indexes.items():
        if field != standard.id_field and not standard.accepts(field):
            raise ValueError(f"The field {field} of the predefined key {key_name} is not a field of {name}")
    return standard


@cache
def _document() -> _Document:
    return cast("_Document", json.loads(files(__package__).joinpath("standard_objects.json").read_text("utf-8")))
