"""The keys of an object type: where their entries stand, where they look for profiles, and when they are stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.profiles.keys import key_entry, key_slot, matching_slots, name_of, types_of
from moto_customerprofiles.engine.profiles.normal_forms import PHONE_NUMBER, normalizer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from moto_customerprofiles.engine.mapping.definitions import Definition
    from moto_customerprofiles.engine.profiles.keys import KeyEntry, KeySlot

    ReadEntry = Callable[[Mapping[str, str]], KeyEntry | None]


@dataclass(frozen=True, slots=True, eq=False)
class MappingKey:
    """One key definition. `read` makes its entry of the texts of an object's fields, by their names."""

    key_name: str
    slot: KeySlot
    looks_in: tuple[KeySlot, ...]
    field_names: tuple[str, ...]
    identifiers: frozenset[str]
    read: ReadEntry

    @property
    def is_unique(self) -> bool:
        """Whether it identifies the object."""
        return "UNIQUE" in self.identifiers

    @property
    def is_profile(self) -> bool:
        """Whether it finds the profile that an object belongs to."""
        return "PROFILE" in self.identifiers

    @property
    def is_secondary(self) -> bool:
        """Whether it is looked at only when no other key has found a profile."""
        return "SECONDARY" in self.identifiers

    @property
    def is_founding(self) -> bool:
        """Whether only an object that makes its profile stores an entry."""
        return "NEW_ONLY" in self.identifiers

    @property
    def is_stored(self) -> bool:
        """Whether an object may leave an entry under this key (Administrator Guide, "Standard identifiers")."""
        return "LOOKUP_ONLY" not in self.identifiers


def compile_keys(definition: Definition) -> tuple[MappingKey, ...]:
    """Give all keys of an object type in the order of their definition."""
    keys = []
    for key_name, definitions in definition.keys.items():
        for key in definitions:
            slot, identifiers = key_slot(key_name, definition.content_types(key)), key.get("StandardIdentifiers", ())
            keys.append(_mapping_key(slot, tuple(key["FieldNames"]), frozenset(identifiers)))
    return (*keys, _caller_key(definition.name)) if definition.template_id == "CTR" else tuple(keys)


def _mapping_key(slot: KeySlot, field_names: tuple[str, ...], identifiers: frozenset[str]) -> MappingKey:
    read = _read_one(slot, field_names[0]) if len(field_names) == 1 else _read_several(slot, field_names, identifiers)
    return MappingKey(name_of(slot), slot, matching_slots(slot), field_names, identifiers, read)


def _read_one(slot: KeySlot, field_name: str) -> ReadEntry:
    form = normalizer(types_of(slot)[0])

    def read(values: Mapping[str, str]) -> KeyEntry | None:
        return (slot, form(values[field_name])) if field_name in values else None

    return read


def _read_several(slot: KeySlot, field_names: tuple[str, ...], identifiers: frozenset[str]) -> ReadEntry:
    """Ask for every field, or for any if the key is the unique one.

    That a key with some of its fields empty is neither matched nor stored is our choice.
    """
    is_enough = any if "UNIQUE" in identifiers else all

    def read(values: Mapping[str, str]) -> KeyEntry | None:
        texts = [values.get(name, "") for name in field_names]
        return key_entry(slot, texts) if is_enough(texts) else None

    return read


def _caller_key(object_type_name: str) -> MappingKey:
    """Link contact records of one telephone number, under the default contact record template.

    The API reference (PutProfileObject) says that further records of the number join the profile that was inferred
    from the first; the Administrator Guide says that the template matches by contact id alone. So the link holds among
    contact records only: it is stored where a record created the profile, and the blank in its name keeps it out of
    searches.
    """
    slot = key_slot(f"{object_type_name} caller", [PHONE_NUMBER])
    return _mapping_key(slot, ("phoneNumber",), frozenset({"PROFILE", "SECONDARY", "NEW_ONLY"}))
