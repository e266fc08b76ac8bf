"""The keys of an object type: in which slots they store entries, in which they find profiles, and when they do."""

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
    """One definition of a key, compiled.

    `slot` is the slot of its entries, `matched_slots` are the slots in which it finds profiles. `read` returns the
    entry that the texts of an object's fields make, given by the names of the fields, or None if they make none.
    """

    key_name: str
    slot: KeySlot
    matched_slots: tuple[KeySlot, ...]
    field_names: tuple[str, ...]
    identifiers: frozenset[str]
    read: ReadEntry

    @property
    def is_unique(self) -> bool:
        """Whether the key identifies the object (UNIQUE)."""
        return "UNIQUE" in self.identifiers

    @property
    def is_profile(self) -> bool:
        """Whether the key finds the profile of the object (PROFILE)."""
        return "PROFILE" in self.identifiers

    @property
    def is_secondary(self) -> bool:
        """Whether the key is asked only if no other key has found a profile (SECONDARY)."""
        return "SECONDARY" in self.identifiers

    @property
    def is_founding(self) -> bool:
        """Whether only an object that creates its profile stores an entry (NEW_ONLY)."""
        return "NEW_ONLY" in self.identifiers

    @property
    def is_stored(self) -> bool:
        """Whether objects store entries of the key (Administrator Guide, "Standard identifiers", LOOKUP_ONLY)."""
        return "LOOKUP_ONLY" not in self.identifiers


def compile_keys(definition: Definition) -> tuple[MappingKey, ...]:
    """Return all keys of an object type in the order of their definitions."""
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
    """Return the reader of a key over several fields; it needs a text of each of them, or of any for a UNIQUE key.

    That a key with some of its fields empty is neither matched nor stored is our choice.
    """
    is_enough = any if "UNIQUE" in identifiers else all

    def read(values: Mapping[str, str]) -> KeyEntry | None:
        texts = [values.get(name, "") for name in field_names]
        return key_entry(slot, texts) if is_enough(texts) else None

    return read


def _caller_key(object_type_name: str) -> MappingKey:
    """Return the key that connects contact records with the same telephone number, under the default template.

    The API reference (PutProfileObject) says that further records of the number join the profile that was inferred from
    the first one; the Administrator Guide says that the template matches by contact id alone. So the key connects
    contact records only: the record that created the profile stores it, and the blank in its name keeps it out of
    searches.
    """
    slot = key_slot(f"{object_type_name} caller", [PHONE_NUMBER])
    return _mapping_key(slot, ("phoneNumber",), frozenset({"PROFILE", "SECONDARY", "NEW_ONLY"}))
