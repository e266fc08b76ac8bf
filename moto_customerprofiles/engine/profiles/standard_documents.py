"""The flat fields of a standard object as the nested JSON document that ListProfileObjects returns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.profiles.fields import ATTRIBUTE_PREFIX, ATTRIBUTES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moto_customerprofiles.engine.profiles.standard_objects import StandardObjectDefinition

_STEP = re.compile(r"([^.\[\]]+)(?:\[(\d+)\])?(?:\.|$)")


def nest_record(fields: Mapping[str, str]) -> dict[str, object]:
    """Return flat fields as a nested document.

    `[0]` is the index of a list, and everything after `Attributes.` is one name.

    >>> nest_record({"Tier.CurrentTier": "gold", "Items[1].Title": "b", "Attributes.a.b": "1"})
    {'Tier': {'CurrentTier': 'gold'}, 'Items': [{}, {'Title': 'b'}], 'Attributes': {'a.b': '1'}}
    """
    document: dict[str, object] = {}
    for path, text in fields.items():
        steps = _steps(path)
        inner = document
        for name, index in steps[:-1]:
            inner = _descend(inner, name, index)
        inner[steps[-1][0]] = text
    return document


def whole_record(
    standard: StandardObjectDefinition, object_id: str, document: Mapping[str, object]
) -> dict[str, object]:
    """Return the document of a standard object with all members of its kind, null where unset.

    An order that AWS's solution for travellers and guests recorded has its own id first, its parts and lists null as a
    whole where nothing of them is set, and Attributes last. That the other kinds follow it is our choice.
    """
    parts = {**standard.parts, **standard.lists}
    whole = {name: _whole_part(document.get(name), parts.get(name, frozenset())) for name in standard.members}
    unlisted = {name: value for name, value in document.items() if name not in whole and name != ATTRIBUTES}
    return {**whole, standard.id_field: object_id, **unlisted, ATTRIBUTES: document[ATTRIBUTES]}


def _whole_part(value: object, members: frozenset[str]) -> object:
    """Return a member, or each element of a list, with null for the members below it that are not set."""
    if isinstance(value, list):
        return [_whole_part(each, members) for each in value]
    return {**dict.fromkeys(sorted(members)), **value} if isinstance(value, dict) else value


def _steps(path: str) -> list[tuple[str, str]]:
    """Return the names of a path with their list indexes: A 0, Attributes, x.y for `A[0].Attributes.x.y`."""
    before, marker, name = path.partition(ATTRIBUTE_PREFIX)
    if not marker or (before and not before.endswith(".")):
        return _STEP.findall(path)
    return [*_STEP.findall(before), (ATTRIBUTES, ""), (name, "")]


def _descend(document: dict[str, object], name: str, index: str) -> dict[str, object]:
    if not index:
        return _dict_at(document, name)
    elements = document.get(name)
    if not isinstance(elements, list):
        elements = document[name] = []
    while len(elements) <= int(index):
        elements.append({})
    element: dict[str, object] = elements[int(index)]
    return element


def _dict_at(document: dict[str, object], name: str) -> dict[str, object]:
    """Return the part of this name as an object; a text that an open object has at the name is replaced."""
    part = document.get(name)
    if not isinstance(part, dict):
        part = document[name] = {}
    return part
