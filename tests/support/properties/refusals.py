"""Requests that are refused, and what the message of a refusal must have."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from moto_customerprofiles.errors import LONGEST_VALUE, ServiceError
from moto_customerprofiles.wire.model import operation_model
from tests.support.properties.full_domain import FullDomain, open_full_domain

if TYPE_CHECKING:
    from collections.abc import Iterator

LETTER = "q"
"""The spoilt values are of this letter, which no message has twice in a row otherwise."""

KINDS = {
    "LayoutDefinitionName": "Layout",
    "ProfileObjectUniqueKey": "Profile object",
    "SearchValue": "Profile",
    "SegmentDefinitionName": "Segment",
    "Uri": "Integration",
}
"""What messages call the things that members name, where the name of the member does not begin with that."""

Path = tuple[str | int, ...]


class Text(NamedTuple):
    """A text of a request: where it is, its shape, and whether the model calls it sensitive."""

    path: Path
    shape: Any
    is_hidden: bool


class Refusal(NamedTuple):
    """A request with one spoilt text, and the message of its refusal."""

    operation: str
    text: Text
    message: str


def refusals(name: str, *spoilt: Any) -> Iterator[Refusal]:
    """Spoil each text of the request of an operation that succeeds, and return the refusals.

    Without other values, a text is spoilt by one that is as long as it may be, and by a short one.
    """
    full_domain = open_full_domain()
    params = full_domain.params(name)
    for text in texts(operation_model(name).input_shape, params, ()):
        for value in spoilt or _spoilt(text.shape):
            message = _refused(full_domain, name, _put(params, text.path, value))
            if message is None:
                full_domain = open_full_domain()  # the next request finds the domain as this one did
            else:
                yield Refusal(name, text, message)


def faults(refusal: Refusal) -> list[str]:
    """Return what the message of a refusal lacks; one about a quota need not show the value."""
    found, message = [], refusal.message
    if LETTER * (LONGEST_VALUE + 1) in message:
        found.append("the value is not cut")
    if LETTER * 2 not in message and not refusal.text.is_hidden and not message.startswith("Limit of"):
        found.append("the value is not shown")
    if not _names(message, refusal.text.path):
        found.append("the member is not named")
    path = ".".join(map(str, refusal.text.path))
    return [f"{refusal.operation} {path}: {each}: {message[:300]}" for each in found]


def texts(shape: Any, value: Any, path: Path, *, is_hidden: bool = False) -> Iterator[Text]:
    """Return each text of a part of a request."""
    is_hidden = is_hidden or bool(shape.metadata.get("sensitive"))
    if shape.type_name == "string":
        yield Text(path, shape, is_hidden)
    for step, member, each in _inside(shape, value):
        yield from texts(member, each, (*path, step), is_hidden=is_hidden)


def _inside(shape: Any, value: Any) -> list[tuple[str | int, Any, Any]]:
    if shape.type_name == "structure":
        return [(name, shape.members[name], each) for name, each in value.items()]
    if shape.type_name == "list":
        return [(number, shape.member, each) for number, each in enumerate(value)]
    return [(name, shape.value, each) for name, each in value.items()] if shape.type_name == "map" else []


def _refused(full_domain: FullDomain, name: str, params: dict[str, Any]) -> str | None:
    try:
        full_domain.call(name, params)
    except ServiceError as error:
        return error.message
    return None


def _names(message: str, path: Path) -> bool:
    """Return whether a message names a member of the path, as the caller spells it or as words: Object type."""
    plain, names = _plain(message), [step for step in path if isinstance(step, str)]
    members = [word for name in names for word in (name, KINDS.get(name, ""), re.sub(r"(Name|Id|s)$", "", name))]
    return any(_plain(member) in plain for member in members if len(member) > 1)


def _plain(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


def _spoilt(shape: Any) -> list[str]:
    longest = min(int(shape.metadata.get("max") or 10_000), 10_000)
    return [LETTER * length for length in {longest, min(longest, 8)}]


def _put(params: dict[str, Any], path: Path, value: object) -> dict[str, Any]:
    changed = copy.deepcopy(params)
    place: Any = changed
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return changed
