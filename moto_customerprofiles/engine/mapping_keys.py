"""The keys of an object type: where their entries stand, where they look for profiles, and when they are stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from .normal_forms import PHONE_NUMBER
from .profile_keys import KeyEntry, KeySlot, key_entry, matching_slots

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .definitions import Definition


@dataclass(frozen=True, slots=True)
class MappingKey:
    """One key definition."""

    slot: KeySlot
    looks_in: tuple[KeySlot, ...]
    field_names: tuple[str, ...]
    identifiers: frozenset[str]

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

    def is_stored(self, *, profile_is_new: bool) -> bool:
        """Whether an object leaves an entry under this key (administrator guide, "Standard identifiers")."""
        if "LOOKUP_ONLY" in self.identifiers:
            return False
        return profile_is_new or not self.is_founding

    def entry(self, texts: Sequence[str]) -> KeyEntry:
        """Make the entry of these texts, one per field."""
        return key_entry(self.slot, texts)


class MappedKey(NamedTuple):
    """A key for which an object has a value."""

    definition: MappingKey
    entry: KeyEntry


def compile_keys(definition: Definition) -> tuple[MappingKey, ...]:
    """Give all keys of an object type in the order of their definition."""
    keys = []
    for key_name, definitions in definition.keys.items():
        for key in definitions:
            slot = KeySlot(key_name, definition.content_types(key))
            identifiers = frozenset(key.get("StandardIdentifiers", ()))
            keys.append(MappingKey(slot, matching_slots(slot), tuple(key["FieldNames"]), identifiers))
    return (*keys, _caller_key(definition.name)) if definition.template_id == "CTR" else tuple(keys)


def map_keys(keys: tuple[MappingKey, ...], values: Mapping[str, str]) -> tuple[MappedKey, ...]:
    """Give the entries of all keys that have a value: every field for most, any field for the unique key.

    That a key with some of its fields empty is neither matched nor stored is our choice.
    """
    mapped = []
    for key in keys:
        texts = [values.get(name, "") for name in key.field_names]
        if all(texts) or (any(texts) and "UNIQUE" in key.identifiers):
            mapped.append(MappedKey(key, key.entry(texts)))
    return tuple(mapped)


def _caller_key(object_type_name: str) -> MappingKey:
    """Link contact records of one telephone number, under the default contact record template.

    The API reference (PutProfileObject) says that further records of the number join the profile that was inferred
    from the first; the administrator guide says that the template matches by contact id alone. So the link holds among
    contact records only: it is stored where a record created the profile, and the blank in its name keeps it out of
    searches.
    """
    slot = KeySlot(f"{object_type_name} caller", (PHONE_NUMBER,))
    return MappingKey(slot, (slot,), ("phoneNumber",), frozenset({"PROFILE", "SECONDARY", "NEW_ONLY"}))
