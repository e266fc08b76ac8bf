"""Read the attributes of an object by name, as calculated attributes and their filters do.

A field of the object type goes before a member of the object with the same name (Administrator Guide, event filters).
Otherwise the name is a path of members; a member whose own name holds dots is found too, as in the Attributes of a
standard object.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.field_sources import ROOT, parse_source
from moto_customerprofiles.engine.paths import parse_path, read

if TYPE_CHECKING:
    from moto_customerprofiles.engine.definitions import FieldDefinition
    from moto_customerprofiles.engine.expressions import Reader

Accessor = Callable[[Mapping[str, object]], object]
"""Reads one attribute of any object: a JSON value, or None where there is none."""


def object_reader(fields: Mapping[str, FieldDefinition]) -> Callable[[Mapping[str, object]], Reader]:
    """Answer what makes readers of objects of a type with these fields; each accessor is parsed once.

    >>> read = object_reader({"price": {"Source": "_source.total.amount"}})({"total": {"amount": 5}, "price": 9})
    >>> read("price"), read("total.amount"), read("tax")
    (5, 5, None)
    """
    accessors: dict[str, Accessor] = {}

    def reader(document: Mapping[str, object]) -> Reader:
        def read_attribute(name: str) -> object:
            accessor = accessors.get(name)
            if accessor is None:
                accessor = accessors[name] = _accessor(name, fields)
            return accessor(document)

        return read_attribute

    return reader


def _accessor(name: str, fields: Mapping[str, FieldDefinition]) -> Accessor:
    if name not in fields:
        return lambda document: _member(document, name)
    source = fields[name].get("Source", "")
    if source.startswith(f"{ROOT}.") and "{{" not in source and "[]" not in source:
        path = parse_path(source.removeprefix(f"{ROOT}."))  # the value itself: a number stays a number
        return lambda document: read(document, path)
    return parse_source(source).text


def _member(value: object, path: str) -> object:
    if not isinstance(value, dict):
        return None
    if path in value:
        return value[path]
    name, _, rest = path.partition(".")
    return _member(value.get(name), rest) if rest else None
