"""A unified profile, the objects it was made of, and the other standard objects that belong to it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from moto_customerprofiles.engine.matching.candidates import Candidate
from moto_customerprofiles.engine.profiles.fields import ATTRIBUTES, nest, profile_document
from moto_customerprofiles.engine.profiles.keys import PROFILE_IDS, profile_entries, record_entries, unique_key
from moto_customerprofiles.engine.profiles.standard_documents import nest_record, whole_record
from moto_customerprofiles.engine.profiles.standard_objects import PROFILE, standard_objects
from moto_customerprofiles.engine.values.json_text import compact

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, MutableSet, Sequence
    from datetime import datetime

    from moto_customerprofiles.engine.mapping.definitions import FieldDefinition
    from moto_customerprofiles.engine.profiles.keys import KeyEntry, KeySlot, KeyValue
    from moto_customerprofiles.engine.profiles.origins import Fields, Origins

ObjectKey = tuple[str, str]
"""The name of an object's type, or of a standard object, and its unique key."""


@dataclass(slots=True, eq=False)
class ProfileObject:
    """An object as it was put, and the profile that it belongs to.

    `turn` counts puts in the domain, `fields_then` are those that its type had at the time, `founding_entries` the
    entries that it could only store because it created its profile, `found_by` is the entry that led it to its profile.
    """

    profile: Profile = field(repr=False)
    object_type_name: str
    unique_key: str
    text: str
    sequence: int
    ingested_at: datetime
    timestamp: datetime
    expires_at: datetime
    created_profile: bool
    turn: int
    fields_then: Mapping[str, FieldDefinition]
    key_slots: tuple[KeySlot, ...]
    key_values: tuple[KeyValue, ...]
    founding_entries: tuple[KeyEntry, ...] = ()
    found_by: KeyEntry | None = None
    _source: dict[str, object] | None = None

    @property
    def key(self) -> ObjectKey:
        """What identifies the object in its domain."""
        return (self.object_type_name, self.unique_key)

    @property
    def entries(self) -> tuple[KeyEntry, ...]:
        """The entries that it stores in any case; most objects of a type have the same slots, and share them."""
        return tuple(zip(self.key_slots, self.key_values, strict=True))

    @property
    def all_entries(self) -> tuple[KeyEntry, ...]:
        """The entries under which this object makes its profile findable."""
        return (*zip(self.key_slots, self.key_values, strict=True), *self.founding_entries)

    def holds(self, entry: KeyEntry) -> bool:
        """Whether the object brings this entry."""
        return entry in self.entries or entry in self.founding_entries

    @property
    def source(self) -> dict[str, object]:
        """The object as parsed JSON; parsed when first asked for, and not to be changed."""
        if self._source is None:
            self._source = json.loads(self.text)
        return self._source

    @property
    def size(self) -> int:
        """The bytes that the object takes."""
        return len(self.text) if self.text.isascii() else len(self.text.encode())


@dataclass(frozen=True, slots=True)
class StandardObject:
    """A standard object other than the profile: an asset, an order, a case. It gathers what objects contribute.

    `entries` are the keys of all objects that ever contributed, by which the object is found again; `saved_at` and
    `turn` say when the last one did.
    """

    object_type_name: str
    unique_key: str
    object_id: str
    sequence: int
    fields: Fields
    origins: Origins
    entries: frozenset[KeyEntry]
    expires_at: datetime
    saved_at: datetime
    turn: int

    @property
    def key(self) -> ObjectKey:
        """What identifies the object in its domain."""
        return (self.object_type_name, self.unique_key)

    @property
    def index_entries(self) -> frozenset[KeyEntry]:
        """The entries of the predefined keys that the object makes."""
        return frozenset(record_entries(self.object_type_name, self.fields))

    def holds(self, entry: KeyEntry) -> bool:
        """Whether the object is found by this entry."""
        return entry in self.entries or entry in self.index_entries

    @property
    def document(self) -> dict[str, object]:
        """The members of the object that are set."""
        if self.object_type_name == PROFILE:
            return profile_document(self.object_id, self.fields)
        return {ATTRIBUTES: {}} | nest_record(self.fields)

    @property
    def text(self) -> str:
        """The object as JSON text, in the form in which it is listed: with null for what is not set."""
        document = self.document
        return compact(
            document
            if self.object_type_name == PROFILE
            else whole_record(standard_objects()[self.object_type_name], self.object_id, document)
        )


_NONE = cast("dict[ObjectKey, StandardObject]", MappingProxyType({}))
"""What profiles without standard objects share; a profile gets a mapping of its own with its first one."""


_NO_KEYS = cast("MutableSet[KeyEntry]", frozenset())
"""What profiles share without keys that were added or deleted by hand; with its first one a profile gets a set."""


@dataclass(slots=True, eq=False)
class Profile:
    """A unified profile. Its fields and origins are replaced as a whole, never changed in place.

    `objects_by_key` has its objects by their unique keys. A unique value is unique within its profile: other
    profiles may have objects of the same key (AWS's solution for travellers and guests tests forty).
    """

    profile_id: str
    sequence: int
    created_at: datetime
    last_updated_at: datetime
    expires_at: datetime
    fields: Fields
    origins: Origins
    is_inferred: bool = False
    objects_by_key: dict[str, ProfileObject] = field(default_factory=dict)
    standard_objects: dict[ObjectKey, StandardObject] = field(default_factory=lambda: _NONE)
    added_keys: MutableSet[KeyEntry] = _NO_KEYS
    hidden_keys: MutableSet[KeyEntry] = _NO_KEYS
    size: int = 0
    due_at: datetime | None = None

    @property
    def field_entries(self) -> set[KeyEntry]:
        """The entries that the standard fields make, less those that were deleted by hand."""
        entries = profile_entries(self.fields)
        return entries - self.hidden_keys if self.hidden_keys else entries

    @property
    def objects(self) -> Collection[ProfileObject]:
        """The objects of the profile, in the order in which they became its own; a replaced one keeps its position."""
        return self.objects_by_key.values()

    def as_standard_object(self) -> StandardObject:
        """Return the profile itself as the one standard object of its kind, the way it is listed."""
        standard = standard_objects()[PROFILE]
        return StandardObject(
            object_type_name=PROFILE,
            unique_key=unique_key(PROFILE, standard.id_key, [self.profile_id]),
            object_id=self.profile_id,
            sequence=self.sequence,
            fields={standard.id_field: self.profile_id, **self.fields},
            origins=self.origins,
            entries=frozenset({*self.field_entries, *self.added_keys, (PROFILE_IDS, self.profile_id)}),
            expires_at=self.expires_at,
            saved_at=self.last_updated_at,
            turn=self.sequence,
        )

    def as_candidate(self) -> Candidate:
        """Return the profile as matching reads it; its fields are never changed in place, so this is cheap."""
        return Candidate(self.profile_id, self.sequence, self.created_at, self.fields, self.origins)

    def objects_of(self, object_type_name: str) -> list[ProfileObject]:
        """List the objects of one type in the order of their ingestion; a replaced one keeps its place."""
        found = [each for each in self.objects if each.object_type_name == object_type_name]
        return sorted(found, key=lambda each: each.sequence)

    def standard_objects_of(self, kind: str) -> list[StandardObject]:
        """List the standard objects of one kind in the order of their creation."""
        found = [each for each in self.standard_objects.values() if each.object_type_name == kind]
        return sorted(found, key=lambda each: each.sequence)


class ProfileView:
    """A profile as it is answered: all members that are set, and what it was found by."""

    __slots__ = ("found_by", "profile")

    def __init__(self, profile: Profile, found_by: Sequence[Mapping[str, object]] | None = None) -> None:
        self.profile = profile
        self.found_by = found_by

    def document(self) -> dict[str, object]:
        """Return the members by AWS's names."""
        return {"ProfileId": self.profile.profile_id, "FoundByItems": self.found_by, **nest(self.profile.fields)}
