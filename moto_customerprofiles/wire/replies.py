"""From an entity or a mapping to the plain data of an output shape, and on to JSON.

A mapping's keys are checked: one that no version of the shape has is our own mistake and raises; one that only a newer
botocore knows is left out. An entity fills the shape with what it has: of its `document()` if it offers one, else of
its attributes, by the members' names in snake case. What has no value is left out; members stand in the order of the
model. The reply shares nothing with what is remembered.
"""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from botocore import xform_name

from moto_customerprofiles.wire.model import location, members, wire_name
from moto_customerprofiles.wire.newest_model import newest_model

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from botocore.model import Shape

    Project = Callable[[Any], Any]


def projection(shape: Shape | None) -> Project:
    """Compile the projection on an output shape."""
    if shape is None:
        return lambda _: {}
    return _PROJECTIONS[shape.type_name](shape)


def to_json(reply: Any) -> str:
    """Return the JSON text of a reply; timestamps are seconds since the epoch, to the millisecond."""
    return _encode(reply)


class _Structure:
    """The projection on one structure."""

    __slots__ = ("_attributes", "_in_order", "_known", "_members", "_name")

    def __init__(self, shape: Any) -> None:
        # A member bound to the status code is not in the body: the status of every success is 200.
        body = {name: member for name, member in members(shape).items() if location(member) != "statusCode"}
        self._name = shape.name
        self._members = {name: (wire_name(name, member), _part(member)) for name, member in body.items()}
        self._known = self._members.keys() | newest_model().members.get(shape.name, frozenset())
        self._in_order = lru_cache(maxsize=64)(self._order)  # most documents have the members of another one
        self._attributes = [(xform_name(name), *compiled) for name, compiled in self._members.items()]

    def __call__(self, value: Any) -> dict[str, Any]:
        if isinstance(value, dict):
            if not value.keys() <= self._known:
                raise KeyError(f"{self._name} has no members {sorted(value.keys() - self._known)}")
            return self._of_members(value)
        if value is None:
            return {}
        document = getattr(value, "document", None)
        return self._of_members(document()) if document else self._of_attributes(value)

    def _of_members(self, document: Mapping[str, Any]) -> dict[str, Any]:
        reply = {}
        for name, wire, project in self._in_order(tuple(document)):
            item = document[name]
            if item is not None:
                reply[wire] = project(item) if project else item
        return reply

    def _order(self, names: tuple[str, ...]) -> list[tuple[str, str, Project | None]]:
        """Return those of the names that the shape has, in its order, each with what is compiled for it."""
        return [(name, *compiled) for name, compiled in self._members.items() if name in names]

    def _of_attributes(self, entity: Any) -> dict[str, Any]:
        reply = {}
        for attribute, wire, project in self._attributes:
            item = getattr(entity, attribute, None)
            if item is not None:
                reply[wire] = project(item) if project else item
        return reply


def _list(shape: Any) -> Project:
    project = _part(shape.member)
    return (lambda value: [project(item) for item in value]) if project else list


def _map(shape: Any) -> Project:
    project = _part(shape.value)
    return (lambda value: {key: project(item) for key, item in value.items()}) if project else dict


def _part(shape: Shape) -> Project | None:
    """Compile the projection on a part of a shape; None for a scalar, which is answered as it is."""
    return projection(shape) if shape.type_name in _PROJECTIONS else None


_PROJECTIONS: dict[str, Callable[[Any], Project]] = {"structure": _Structure, "list": _list, "map": _map}


def epoch_seconds(value: object) -> float:
    """Return a time as seconds since the epoch, to the millisecond, as a reply carries it."""
    if isinstance(value, datetime):
        return round(value.timestamp(), 3)
    raise TypeError(f"A reply cannot carry {value!r}")


_encode = json.JSONEncoder(
    default=epoch_seconds,
    separators=(",", ":"),
    ensure_ascii=False,
    check_circular=False,  # a projection is a tree
).encode
