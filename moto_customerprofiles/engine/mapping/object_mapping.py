"""What an object means: from an object type and a JSON object to fields of standard objects and keys.

`compile_mapping` compiles a checked definition once; `map_object` then reads any number of objects by it. The source is
the Administrator Guide ("How object type mapping works"); decisions that the guide leaves open are marked where they
are made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.mapping.field_sources import ROOT
from moto_customerprofiles.engine.mapping.fields import compile_field, gather_preferences, read_fields
from moto_customerprofiles.engine.mapping.keys import compile_keys
from moto_customerprofiles.engine.mapping.templates import CONTACT_RECORDS
from moto_customerprofiles.engine.mapping.timestamps import timestamp_reader
from moto_customerprofiles.engine.profiles.keys import unique_key
from moto_customerprofiles.engine.profiles.normal_forms import EMAIL_ADDRESS, PHONE_NUMBER
from moto_customerprofiles.engine.profiles.standard_objects import LAST_UPDATED, PROFILE, standard_objects
from moto_customerprofiles.engine.values.paths import paths_in
from moto_customerprofiles.errors import BadRequest, did_you_mean, listed, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from moto_customerprofiles.engine.mapping.definitions import Definition
    from moto_customerprofiles.engine.mapping.field_sources import SourceObject
    from moto_customerprofiles.engine.mapping.fields import MappingField, Reader
    from moto_customerprofiles.engine.mapping.keys import MappingKey
    from moto_customerprofiles.engine.profiles.keys import KeyEntry, KeySlot


@dataclass(frozen=True, slots=True)
class ObjectMapping:
    """An object type, compiled by `compile_mapping`.

    `lookups` are the keys that find a profile, in the order in which they are asked. `stored` are the keys of which
    every object stores an entry, `founding` those of which only an object that creates its profile does. `emails` and
    `phones` are the names of the fields with these content types. `sources` are the sources of all fields by name.
    """

    object_type_name: str
    readers: tuple[Reader, ...]
    keys: tuple[MappingKey, ...]
    unique: MappingKey
    lookups: tuple[MappingKey, ...]
    stored: tuple[MappingKey, ...]
    stored_slots: tuple[KeySlot, ...]
    founding: tuple[MappingKey, ...]
    profile_key_fields: frozenset[str]
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    record_kinds: tuple[str, ...]
    read_timestamp: Callable[[str], datetime | None] | None
    writes_preferences: bool
    is_contact_record: bool
    sources: Mapping[str, str]


@dataclass(slots=True, eq=False)
class Mapped:
    """What one object means.

    `values` are the non-empty texts of its fields, by the names of the fields. `entries` are those of the keys that
    have a value, in the order of their definitions. `writes` are the non-empty texts by standard object and path.
    """

    mapping: ObjectMapping
    values: Mapping[str, str]
    unique_key: str
    entries: Mapping[MappingKey, KeyEntry]
    writes: Mapping[str, Mapping[str, str]]
    timestamp: datetime | None

    @property
    def email(self) -> str | None:
        """The e-mail address that a profile created for this object gets if no field writes one."""
        return _contact_points(self.mapping, self.values)[0]

    @property
    def phone(self) -> str | None:
        """The telephone number that a profile created for this object gets if no field writes one."""
        return _contact_points(self.mapping, self.values)[1]

    def record_keys(self, kind: str) -> list[KeyEntry]:
        """Return the entries that identify a standard object of this kind.

        No identifier is documented for communication records: the unique key of the object replaces it.
        """
        identifier = standard_objects()[kind].identifier
        found = [entry for key, entry in self.entries.items() if identifier in key.identifiers]
        return found or [entry for key, entry in self.entries.items() if key.is_unique]


def compile_mapping(definition: Definition) -> ObjectMapping:
    """Return the compiled mapping of a definition that `object_type_rules` has accepted."""
    fields = tuple(compile_field(name, field) for name, field in definition.fields.items())
    keys = compile_keys(definition)
    stored = [key for key in keys if key.is_stored and not key.is_founding]
    profile_keys = [key for key in keys if key.is_profile]
    return ObjectMapping(
        object_type_name=definition.name,
        readers=tuple(field.reader() for field in fields),
        keys=keys,
        unique=next(key for key in keys if key.is_unique),
        lookups=tuple(sorted(profile_keys, key=lambda key: key.is_secondary)),
        stored=tuple(stored),
        stored_slots=tuple(key.slot for key in stored),
        founding=tuple(key for key in keys if key.is_stored and key.is_founding),
        profile_key_fields=frozenset(name for key in profile_keys for name in key.field_names),
        emails=tuple(field.name for field in fields if field.content_type == EMAIL_ADDRESS),
        phones=tuple(field.name for field in fields if field.content_type == PHONE_NUMBER),
        record_kinds=_record_kinds(fields, keys),
        read_timestamp=timestamp_reader(definition.timestamp_format) if definition.timestamp_format else None,
        writes_preferences=any(field.writes_preferences for field in fields),
        is_contact_record=definition.template_id in CONTACT_RECORDS,
        sources={name: field.get("Source", "") for name, field in definition.fields.items()},
    )


def map_object(mapping: ObjectMapping, source: SourceObject) -> Mapped:
    """Return what an object means.

    Raises:
        BadRequest: the object has no value for its unique key, or for none of its profile keys.

    """
    profile_writes: dict[str, str] = {}
    writes = {PROFILE: profile_writes}
    values = read_fields(mapping.readers, source, writes)
    entries = {key: entry for key in mapping.keys if (entry := key.read(values))}
    if mapping.unique not in entries:
        raise BadRequest(_no_value(f"its unique key {mapping.unique.key_name}", mapping, mapping.unique, source))
    if values.keys().isdisjoint(mapping.profile_key_fields):
        raise BadRequest(_no_value("any profile key", mapping, mapping.lookups[0], source))
    timestamp = profile_writes.pop(LAST_UPDATED, None)
    if mapping.writes_preferences:
        gather_preferences(profile_writes)
    if not profile_writes:
        del writes[PROFILE]
    read_at = mapping.read_timestamp(timestamp) if timestamp and mapping.read_timestamp else None
    return Mapped(mapping, values, _unique_key(mapping, entries), entries, writes, read_at)


def field_texts(mapping: ObjectMapping, source: SourceObject) -> dict[str, str]:
    """Return the non-empty texts that an object has for the fields of its type, by the names of the fields."""
    return read_fields(mapping.readers, source, {PROFILE: {}})


def _record_kinds(fields: tuple[MappingField, ...], keys: tuple[MappingKey, ...]) -> tuple[str, ...]:
    """Return the names of the standard objects that the object type writes or identifies, without the profile."""
    targeted = {field.target.object_name for field in fields if field.target}
    identifiers = frozenset().union(*(key.identifiers for key in keys))
    return tuple(
        name
        for name, standard in standard_objects().items()
        if name != PROFILE and (name in targeted or standard.identifier in identifiers)
    )


def _no_value(what: str, mapping: ObjectMapping, key: MappingKey, source: SourceObject) -> str:
    """Return the message about an object without a value for a key: what its fields read, and what the object has."""
    names = key.field_names
    reads = " and ".join(f"{name} reads {shown(mapping.sources.get(name, ''))}" for name in names)
    paths = [*paths_in(source)]
    near = did_you_mean(mapping.sources.get(names[0], "").removeprefix(f"{ROOT}."), paths)
    fields = "field" if len(names) == 1 else "fields"
    return f"Object has no value for {what}: {fields} {reads}, and the object has {listed(paths) or 'no member'}{near}"


def _unique_key(mapping: ObjectMapping, entries: Mapping[MappingKey, KeyEntry]) -> str:
    _, value = entries[mapping.unique]
    return unique_key(mapping.object_type_name, mapping.unique.key_name, (value,) if isinstance(value, str) else value)


def _contact_points(mapping: ObjectMapping, values: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Return the first e-mail address and the first telephone number, whether or not their fields have a target."""
    email, phone = _first(mapping.emails, values), _first(mapping.phones, values)
    if mapping.is_contact_record and phone and "@" in phone and not any(letter.isdigit() for letter in phone):
        return email or phone, None  # contacts by e-mail have the address in the field of the number; our reading
    return email, phone


def _first(names: tuple[str, ...], values: Mapping[str, str]) -> str | None:
    for name in names:
        if name in values:
            return values[name]
    return None
