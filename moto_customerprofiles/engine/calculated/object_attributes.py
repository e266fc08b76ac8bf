"""Read the attributes of an object by name, as calculated attributes and their filters do.

A field of the object type takes precedence over a member of the object with the same name (Administrator Guide, event
filters). Every other name is a path of members; a member whose own name contains dots is found too, as in the
Attributes of a standard object.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.mapping.field_sources import ROOT, parse_source
from moto_customerprofiles.engine.values.paths import parse_path, read

if TYPE_CHECKING:
    from moto_customerprofiles.engine.mapping.definitions import FieldDefinition

Accessor = Callable[[Mapping[str, object]], object]
"""Returns the JSON value of one attribute of an object, None if the object has none."""


def accessors(fields: Mapping[str, FieldDefinition]) -> Callable[[str], Accessor]:
    """Return a function that returns the accessor of an attribute by its name, for objects of a type with these fields.

    Each accessor is compiled once.

    >>> access = accessors({"price": {"Source": "_source.total.amount"}})
    >>> [access(name)({"total": {"amount": 5}, "price": 9}) for name in ("price", "total.amount", "tax")]
    [5, 5, None]
    """
    parsed: dict[str, Accessor] = {}

    def access(name: str) -> Accessor:
        if name not in parsed:
            parsed[name] = _accessor(name, fields)
        return parsed[name]

    return access


def _accessor(name: str, fields: Mapping[str, FieldDefinition]) -> Accessor:
    if name not in fields:
        return lambda document: member(document, name)
    source = fields[name].get("Source", "")
    if source.startswith(f"{ROOT}.") and "{{" not in source and "[]" not in source:
        path = parse_path(source.removeprefix(f"{ROOT}."))  # the value itself: a number stays a number
        return lambda document: read(document, path)
    return parse_source(source).text


def member(value: object, path: str) -> object:
    """Return the value at a path of members, whose own names may contain dots; None if a member is missing.

    >>> member({"Attributes": {"a.b": 1}}, "Attributes.a.b")
    1
    """
    if not isinstance(value, dict):
        return None
    if path in value:
        return value[path]
    name, _, rest = path.partition(".")
    return member(value.get(name), rest) if rest else None
