"""Read the attributes of an object by name, as calculated attributes and their filters do.

A field of the object type goes before a member of the object with the same name (Administrator Guide, event filters).
Otherwise the name is a path of members; a member whose own name holds dots is found too, as in the Attributes of a
standard object.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.mapping.field_sources import ROOT, parse_source
from moto_customerprofiles.engine.values.paths import parse_path, read

if TYPE_CHECKING:
    from moto_customerprofiles.engine.mapping.definitions import FieldDefinition

Accessor = Callable[[Mapping[str, object]], object]
"""Reads one attribute of any object: a JSON value, or None where there is none."""


def accessors(fields: Mapping[str, FieldDefinition]) -> Callable[[str], Accessor]:
    """Return the accessors of attributes by name, for objects of a type with these fields; each is parsed once.

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
    """Follow a path of members, whose own names may hold dots; None stands for what is missing.

    >>> member({"Attributes": {"a.b": 1}}, "Attributes.a.b")
    1
    """
    if not isinstance(value, dict):
        return None
    if path in value:
        return value[path]
    name, _, rest = path.partition(".")
    return member(value.get(name), rest) if rest else None
