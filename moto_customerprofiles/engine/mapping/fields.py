"""The fields of an object type: what each reads from an object, and where its text goes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.mapping.field_sources import FieldSource, SourceObject, parse_source
from moto_customerprofiles.engine.mapping.targets import Target, target_of
from moto_customerprofiles.engine.profiles.fields import (
    ADDRESS_PARTS,
    ADDRESSES,
    ENGAGEMENT_PREFERENCES,
    ENUMERATIONS,
    written,
)
from moto_customerprofiles.engine.profiles.normal_forms import STRING
from moto_customerprofiles.engine.profiles.standard_documents import nest_record
from moto_customerprofiles.engine.profiles.standard_objects import PROFILE
from moto_customerprofiles.engine.values.json_text import compact
from moto_customerprofiles.engine.values.paths import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moto_customerprofiles.engine.mapping.definitions import FieldDefinition

Values = dict[str, str]
"""The non-empty texts of an object's fields, by the names of the fields."""

Writes = dict[str, dict[str, str]]
"""The non-empty texts that an object writes, by standard object and then by path."""

Reader = Callable[[SourceObject, Values, Writes], None]
"""Reads one field of an object: adds the field's text to the values, and to the writes if the field has a target.

The writes must have an entry for the profile.
"""

_PREFERENCE = f"{ENGAGEMENT_PREFERENCES}."


class MappingField(NamedTuple):
    """A field of an object type, compiled; `target` is None if the field writes nothing."""

    name: str
    source: FieldSource
    target: Target | None
    content_type: str

    @property
    def writes_preferences(self) -> bool:
        """Whether the field may write a part of the profile's engagement preferences."""
        if self.target is None or self.target.object_name != PROFILE:
            return False
        return self.target.template is not None or self.target.path.startswith(_PREFERENCE)

    def reader(self) -> Reader:
        """Return the function that reads the field: one function for each combination of source and target."""
        if self.source.texts is not None:
            return _elements_reader(self.source.texts, self.target)
        path = _fixed_path(self.target)
        if self.source.member is not None and path is not None:
            return _member_reader(self.name, self.source.member, path)
        return _text_reader(self.name, self.source.text, self.target)


def compile_field(name: str, field: FieldDefinition) -> MappingField:
    """Compile a field that `object_type_rules` has accepted."""
    target = target_of(field)
    return MappingField(name, parse_source(field.get("Source", "")), target, field.get("ContentType", STRING))


def read_fields(readers: Iterable[Reader], source: SourceObject, writes: Writes) -> Values:
    """Return the values of an object, and add what its fields write to `writes`, which has an entry for the profile."""
    values: Values = {}
    for read in readers:
        read(source, values, writes)
    return values


def gather_preferences(writes: dict[str, str]) -> None:
    """Replace the texts below EngagementPreferences in a profile's writes by the one JSON text that a profile keeps."""
    paths = [path for path in writes if path.startswith(_PREFERENCE)]
    parts = {path.removeprefix(_PREFERENCE): writes.pop(path) for path in paths}
    if parts:
        writes[ENGAGEMENT_PREFERENCES] = compact(nest_record(parts))


def _fixed_path(target: Target | None) -> str | None:
    """Return the path of the profile that takes a target's text whatever the text is, None if there is no such path."""
    if target is None or target.object_name != PROFILE or target.is_list or target.template:
        return None
    return None if target.path in ENUMERATIONS or target.path in ADDRESSES else target.path


def _member_reader(name: str, member: str, path: str) -> Reader:
    """Return the reader of a member of the object that goes to a fixed path of the profile, as most fields do."""

    def read(source: SourceObject, values: Values, writes: Writes) -> None:
        found = source.get(member)
        text = found if isinstance(found, str) else text_of(found)
        if text:
            values[name] = writes[PROFILE][path] = text

    return read


def _text_reader(name: str, text_in: Callable[[SourceObject], str], target: Target | None) -> Reader:
    """Return the reader of any source of one text."""

    def read(source: SourceObject, values: Values, writes: Writes) -> None:
        text = text_in(source)
        if text:
            values[name] = text
            if target is not None:
                _write(text, target, source, writes)

    return read


def _elements_reader(texts_in: Callable[[SourceObject], list[str]], target: Target | None) -> Reader:
    """Return the reader of a list: element i goes to element i of the target's list, and the field has no value."""

    def read(source: SourceObject, _values: Values, writes: Writes) -> None:
        path = None if target is None else target.path_for(source)
        if target is None or path is None:
            return
        for index, text in enumerate(texts_in(source)):
            if text:
                writes.setdefault(target.object_name, {})[path.replace("[]", f"[{index}]")] = text

    return read


def _write(text: str, target: Target, source: SourceObject, writes: Writes) -> None:
    path = target.path_for(source)
    if path in ADDRESSES and target.object_name == PROFILE:
        _write_address(text, path, writes)
        return
    if path is not None and target.is_list:
        path = path.replace("[]", "[0]")
    if target.object_name == PROFILE and path is not None:
        path, text = written(path, text)
    if path is not None:
        writes.setdefault(target.object_name, {})[path] = text


def _write_address(text: str, address: str, writes: Writes) -> None:
    """Write the members of an address that is an object; what is none writes nothing."""
    try:
        document = json.loads(text)
    except ValueError:
        return
    if isinstance(document, dict):
        parts = {part: text_of(document.get(part)) for part in ADDRESS_PARTS}
        writes[PROFILE].update((f"{address}.{part}", value) for part, value in parts.items() if value)
