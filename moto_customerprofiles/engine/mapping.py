"""What an object means: object type and JSON object in, fields of standard objects and keys out.

`compile_mapping` turns a checked definition into a mapping, once; `map_object` then reads any number of objects by it.
The administrator guide ("How object type mapping works") is the source; what it leaves open is marked where it is
decided.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.errors import BadRequest

from .field_sources import FieldSource, SourceObject, parse_source
from .mapping_keys import MappedKey, MappingKey, compile_keys, map_keys
from .normal_forms import EMAIL_ADDRESS, PHONE_NUMBER, STRING
from .profile_fields import ENGAGEMENT_PREFERENCES, place_of, takes_enumeration
from .profile_keys import KeyEntry, unique_key
from .standard_documents import nest_record
from .standard_objects import LAST_UPDATED, PROFILE, standard_objects
from .targets import Target, parse_target
from .templates import CONTACT_RECORDS
from .timestamps import timestamp_reader

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from .definitions import Definition, FieldDefinition


_PREFERENCE = f"{ENGAGEMENT_PREFERENCES}."


class MappingField(NamedTuple):
    """A field of an object type, parsed.

    `plain_path` is the path of the profile that the field writes as it is, whatever the object: that of most fields.
    """

    name: str
    source: FieldSource
    target: Target | None
    content_type: str
    plain_path: str | None


@dataclass(frozen=True, slots=True)
class ObjectMapping:
    """An object type, ready to read objects; made by `compile_mapping`."""

    object_type_name: str
    fields: tuple[MappingField, ...]
    keys: tuple[MappingKey, ...]
    unique: MappingKey
    profile_key_fields: frozenset[str]
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    record_kinds: tuple[str, ...]
    read_timestamp: Callable[[str], datetime | None] | None
    is_contact_record: bool


class Mapped(NamedTuple):
    """What one object means.

    `keys` are those with a value, in the order of their definition; `writes` are the non-empty fields by standard
    object and path; `email` and `phone` are what a profile made for this object gets when no field writes them.
    """

    unique_key: str
    keys: tuple[MappedKey, ...]
    writes: Mapping[str, Mapping[str, str]]
    timestamp: datetime | None
    email: str | None
    phone: str | None

    def record_keys(self, kind: str) -> list[KeyEntry]:
        """Give the entries by which a standard object of this kind is found again.

        No identifier is documented for communication records: without one, the unique key stands in for it.
        """
        identifier = standard_objects()[kind].identifier
        found = [key.entry for key in self.keys if identifier in key.definition.identifiers]
        return found or [key.entry for key in self.keys if "UNIQUE" in key.definition.identifiers]


def compile_mapping(definition: Definition) -> ObjectMapping:
    """Parse all of a definition that `object_type_rules` has let pass."""
    fields = tuple(_mapping_field(name, field) for name, field in definition.fields.items())
    keys = compile_keys(definition)
    return ObjectMapping(
        object_type_name=definition.name,
        fields=fields,
        keys=keys,
        unique=next(key for key in keys if "UNIQUE" in key.identifiers),
        profile_key_fields=frozenset(name for key in keys if key.is_profile for name in key.field_names),
        emails=tuple(field.name for field in fields if field.content_type == EMAIL_ADDRESS),
        phones=tuple(field.name for field in fields if field.content_type == PHONE_NUMBER),
        record_kinds=_record_kinds(fields, keys),
        read_timestamp=timestamp_reader(definition.timestamp_format) if definition.timestamp_format else None,
        is_contact_record=definition.template_id in CONTACT_RECORDS,
    )


def map_object(mapping: ObjectMapping, source: SourceObject) -> Mapped:
    """Read an object; BadRequest if it has no value at all for its unique key, or for any of its profile keys."""
    values: dict[str, str] = {}
    profile_writes: dict[str, str] = {}
    writes: dict[str, dict[str, str]] = {PROFILE: profile_writes}
    for name, (read, read_each), target, _, plain_path in mapping.fields:
        if read_each is not None:
            _write_each(read_each(source), target, source, writes)
        elif text := read(source):
            values[name] = text
            if plain_path is not None:
                profile_writes[plain_path] = text
            elif target is not None:
                _write(text, target, source, writes)
    _check_keys(mapping, values)
    timestamp = profile_writes.pop(LAST_UPDATED, None)
    _gather_preferences(profile_writes)
    if not profile_writes:
        del writes[PROFILE]
    email, phone = _contact_points(mapping, values)
    return Mapped(
        unique_key=_unique_key(mapping, values),
        keys=map_keys(mapping.keys, values),
        writes=writes,
        timestamp=mapping.read_timestamp(timestamp) if timestamp and mapping.read_timestamp else None,
        email=email,
        phone=phone,
    )


def field_texts(mapping: ObjectMapping, source: SourceObject) -> dict[str, str]:
    """Give the texts that an object has for the fields of its type, by the fields' names."""
    read = {field.name: field.source.text(source) for field in mapping.fields if field.source.texts is None}
    return {name: text for name, text in read.items() if text}


def _mapping_field(name: str, field: FieldDefinition) -> MappingField:
    target = parse_target(field["Target"]) if "Target" in field else None
    source = parse_source(field.get("Source", ""))
    return MappingField(name, source, target, field.get("ContentType", STRING), _plain_path(target))


def _plain_path(target: Target | None) -> str | None:
    if target is None or target.object_name != PROFILE or target.is_list or target.template:
        return None
    return None if takes_enumeration(target.path) else target.path


def _record_kinds(fields: tuple[MappingField, ...], keys: tuple[MappingKey, ...]) -> tuple[str, ...]:
    """Name the standard objects, besides the profile, that the object type writes or at least points to."""
    targeted = {field.target.object_name for field in fields if field.target}
    identifiers = frozenset().union(*(key.identifiers for key in keys))
    return tuple(
        name
        for name, standard in standard_objects().items()
        if name != PROFILE and (name in targeted or standard.identifier in identifiers)
    )


def _write(text: str, target: Target, source: SourceObject, writes: dict[str, dict[str, str]]) -> None:
    path = target.path_for(source)
    if path is not None and target.is_list:
        path = path.replace("[]", "[0]")
    if target.object_name == PROFILE and path is not None:
        path, text = place_of(path, text)
    if path is not None:
        writes.setdefault(target.object_name, {})[path] = text


def _write_each(
    texts: list[str], target: Target | None, source: SourceObject, writes: dict[str, dict[str, str]]
) -> None:
    """Write element by element: element i of the source feeds element i of the target."""
    if target is None:
        return
    path = target.path_for(source)
    for index, text in enumerate(texts):
        if text and path is not None:
            writes.setdefault(target.object_name, {})[path.replace("[]", f"[{index}]")] = text


def _gather_preferences(writes: dict[str, str]) -> None:
    """Join what is written below EngagementPreferences into the one value that a profile keeps there."""
    paths = [path for path in writes if path.startswith(_PREFERENCE)]
    parts = {path.removeprefix(_PREFERENCE): writes.pop(path) for path in paths}
    if parts:
        writes[ENGAGEMENT_PREFERENCES] = json.dumps(nest_record(parts), ensure_ascii=False, separators=(",", ":"))


def _check_keys(mapping: ObjectMapping, values: Mapping[str, str]) -> None:
    if values.keys().isdisjoint(mapping.unique.field_names):
        raise BadRequest(f"Object has no value for its unique key {mapping.unique.slot.key_name}")
    if values.keys().isdisjoint(mapping.profile_key_fields):
        raise BadRequest("Object has no value for any profile key")


def _unique_key(mapping: ObjectMapping, values: Mapping[str, str]) -> str:
    entry = mapping.unique.entry([values.get(name, "") for name in mapping.unique.field_names])
    parts = (entry.value,) if isinstance(entry.value, str) else entry.value
    return unique_key(mapping.object_type_name, mapping.unique.slot.key_name, parts)


def _contact_points(mapping: ObjectMapping, values: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Find the first e-mail address and the first telephone number, whether or not their fields have a target."""
    email, phone = _first(mapping.emails, values), _first(mapping.phones, values)
    if mapping.is_contact_record and phone and "@" in phone and not any(letter.isdigit() for letter in phone):
        return email or phone, None  # a contact by e-mail has its address where calls have their number; our reading
    return email, phone


def _first(names: tuple[str, ...], values: Mapping[str, str]) -> str | None:
    return next((values[name] for name in names if name in values), None)
