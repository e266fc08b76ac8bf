"""The fields of an object type: what each reads from an object, and where its text goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.mapping.field_sources import FieldSource, SourceObject, parse_source
from moto_customerprofiles.engine.mapping.targets import Target, parse_target
from moto_customerprofiles.engine.profiles.fields import ENGAGEMENT_PREFERENCES, ENUMERATIONS, written
from moto_customerprofiles.engine.profiles.normal_forms import STRING
from moto_customerprofiles.engine.profiles.standard_documents import nest_record
from moto_customerprofiles.engine.profiles.standard_objects import PROFILE
from moto_customerprofiles.engine.values.json_text import compact
from moto_customerprofiles.engine.values.paths import text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moto_customerprofiles.engine.mapping.definitions import FieldDefinition

    Writes = dict[str, dict[str, str]]

_PREFERENCE = f"{ENGAGEMENT_PREFERENCES}."


class MappingField(NamedTuple):
    """A field of an object type, parsed."""

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


Reader = tuple[str, str, str, MappingField | None]
"""How a field is read: its name, the member of the object that has its text and the path of the profile that takes it.

So it is for most fields. All others are read as the field says, which is then the fourth part.
"""


def compile_field(name: str, field: FieldDefinition) -> MappingField:
    """Parse a field that `object_type_rules` has let pass."""
    target = parse_target(field["Target"]) if "Target" in field else None
    return MappingField(name, parse_source(field.get("Source", "")), target, field.get("ContentType", STRING))


def reader(field: MappingField) -> Reader:
    """Say how a field is read."""
    member, path = field.source.member, _plain_path(field.target)
    return (field.name, "", "", field) if member is None or path is None else (field.name, member, path, None)


def read_fields(readers: tuple[Reader, ...], source: SourceObject, writes: Writes) -> dict[str, str]:
    """Give the texts that an object has for fields, by the fields' names; add what they write to `writes`."""
    values: dict[str, str] = {}
    profile_writes, member_of = writes[PROFILE], source.get
    for name, member, path, field in readers:
        if field is not None:
            _read_field(field, source, writes, values)
            continue
        found = member_of(member)
        text = found if isinstance(found, str) else text_of(found)
        if text:
            values[name] = profile_writes[path] = text
    return values


def _read_field(field: MappingField, source: SourceObject, writes: Writes, values: dict[str, str]) -> None:
    name, (read, read_each, _), target, _ = field
    if read_each is not None:
        _write_each(read_each(source), target, source, writes)
    elif text := read(source):
        values[name] = text
        if target is not None:
            _write(text, target, source, writes)


def gather_preferences(writes: dict[str, str]) -> None:
    """Join what is written below EngagementPreferences into the one value that a profile keeps there."""
    paths = [path for path in writes if path.startswith(_PREFERENCE)]
    parts = {path.removeprefix(_PREFERENCE): writes.pop(path) for path in paths}
    if parts:
        writes[ENGAGEMENT_PREFERENCES] = compact(nest_record(parts))


def _plain_path(target: Target | None) -> str | None:
    if target is None or target.object_name != PROFILE or target.is_list or target.template:
        return None
    return None if target.path in ENUMERATIONS else target.path


def _write(text: str, target: Target, source: SourceObject, writes: Writes) -> None:
    path = target.path_for(source)
    if path is not None and target.is_list:
        path = path.replace("[]", "[0]")
    if target.object_name == PROFILE and path is not None:
        path, text = written(path, text)
    if path is not None:
        writes.setdefault(target.object_name, {})[path] = text


def _write_each(texts: list[str], target: Target | None, source: Mapping[str, object], writes: Writes) -> None:
    """Write element by element: element i of the source feeds element i of the target."""
    if target is None:
        return
    path = target.path_for(source)
    for index, text in enumerate(texts):
        if text and path is not None:
            writes.setdefault(target.object_name, {})[path.replace("[]", f"[{index}]")] = text
