"""From an entity or a mapping to the plain data of an output shape, and on to JSON.

A mapping's keys are checked: one that the shape lacks is our own mistake and raises. An entity fills the shape with
what it has: `member(name)` if it offers that, else its attribute of the name in snake case. What has no value is left
out. The reply shares nothing with what is remembered.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from botocore import xform_name

from moto_customerprofiles.wire.model import location, members, wire_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from botocore.model import Shape

    Project = Callable[[Any], Any]


def projection(shape: Shape | None) -> Project:
    """Compile the projection on an output shape."""
    if shape is None:
        return lambda _: {}
    return _PROJECTIONS.get(shape.type_name, _plain)(shape)


def to_json(reply: Any) -> str:
    """Answer the JSON text of a reply; timestamps are seconds since the epoch, to the millisecond."""
    return _encode(reply)


def _structure(shape: Any) -> Project:
    # A member bound to the status code is not in the body: the status of every success is 200.
    body = {name: member for name, member in members(shape).items() if location(member) != "statusCode"}
    compiled = {name: (wire_name(name, member), projection(member)) for name, member in body.items()}
    by_attribute = [(name, xform_name(name), *compiled[name]) for name in compiled]

    def from_mapping(value: dict[str, Any]) -> dict[str, Any]:
        if not value.keys() <= compiled.keys():
            raise KeyError(f"{shape.name} has no members {sorted(value.keys() - compiled.keys())}")
        reply = {}
        for name, item in value.items():
            if item is not None:
                wire, project = compiled[name]
                reply[wire] = project(item)
        return reply

    def from_entity(entity: Any) -> dict[str, Any]:
        read = getattr(entity, "member", None)
        reply = {}
        for name, attribute, wire, project in by_attribute:
            item = read(name) if read else getattr(entity, attribute, None)
            if item is not None:
                reply[wire] = project(item)
        return reply

    def project(value: Any) -> Any:
        return from_mapping(value) if isinstance(value, dict) else {} if value is None else from_entity(value)

    return project


def _list(shape: Any) -> Project:
    project = projection(shape.member)
    return lambda value: [project(item) for item in value]


def _map(shape: Any) -> Project:
    project = projection(shape.value)
    return lambda value: {key: project(item) for key, item in value.items()}


def _plain(_: Shape) -> Project:
    return lambda value: value


_PROJECTIONS: dict[str, Callable[[Any], Project]] = {"structure": _structure, "list": _list, "map": _map}


def _seconds(value: object) -> float:
    if isinstance(value, datetime):
        return round(value.timestamp(), 3)
    raise TypeError(f"A reply cannot carry {value!r}")


_encode = json.JSONEncoder(default=_seconds, separators=(",", ":"), ensure_ascii=False).encode
