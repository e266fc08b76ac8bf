"""Requests that are refused, and what the message of a refusal must have."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from moto_customerprofiles.errors import LONGEST_VALUE, ServiceError
from moto_customerprofiles.wire.model import operation_model
from moto_customerprofiles.wire.validation import holds_sensitive
from tests.support.properties.full_domain import FullDomain, open_full_domain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

LETTER, DIGIT = "q", 7
"""Spoilt texts are of this letter and spoilt numbers of this digit, which no message has so often otherwise."""

NUMBER = int(str(DIGIT) * 9)

KINDS = {
    "LayoutDefinitionName": "Layout",
    "ProfileObjectUniqueKey": "Profile object",
    "SearchValue": "Profile",
    "SegmentDefinitionName": "Segment",
    "Uri": "Integration",
}
"""What messages call the things that members name, where the name of the member does not begin with that."""

Path = tuple[str | int, ...]


class Part(NamedTuple):
    """A part of a request: where it is, its shape, and whether the model calls any of it sensitive.

    Its value is None for a member that the request leaves out.
    """

    path: Path
    shape: Any
    value: Any
    is_hidden: bool

    @property
    def place(self) -> str:
        """Where the part is, as messages about a wrong type spell it."""
        return ".".join(str(step + 1 if isinstance(step, int) else step) for step in self.path)


class Refusal(NamedTuple):
    """A request with one spoilt part, and the message of its refusal."""

    operation: str
    part: Part
    spoilt: Any
    message: str


def refusals(
    name: str, kinds: tuple[str, ...], spoil: Callable[[Part], Iterable[Any]] | None = None
) -> Iterator[Refusal]:
    """Spoil each part of some kinds in the request of an operation that succeeds, and return the refusals.

    Unless `spoil` returns others, each part is spoilt by all values that are wrong for its kind.
    """
    full_domain = open_full_domain()
    params = full_domain.params(name)
    for part in parts(operation_model(name).input_shape, params):
        if part.shape.type_name not in kinds:
            continue
        for value in (spoil or wrong_values)(part):
            message = _refused(full_domain, name, _put(params, part.path, value))
            if message is None:
                full_domain = open_full_domain()  # the next request finds the domain as this one did
            else:
                yield Refusal(name, part, value, message)


def without_required_members(name: str) -> Iterator[tuple[str, str | None]]:
    """Leave out each required member of a request that succeeds; return its name and the message of the refusal."""
    full_domain = open_full_domain()
    params, shape = full_domain.params(name), operation_model(name).input_shape
    for part in (Part((), shape, params, is_hidden=False), *parts(shape, params)):
        for member in getattr(part.shape, "required_members", ()) if part.value else ():
            rest = {each: value for each, value in part.value.items() if each != member}
            yield member, _refused(full_domain, name, _put(params, part.path, rest) if part.path else rest)


def faults(refusal: Refusal) -> list[str]:
    """Return what the message of a refusal lacks; one about a quota need not show the value."""
    found, message, part = [], refusal.message, refusal.part
    if LETTER * (LONGEST_VALUE + 1) in message or len(message) > _LONGEST_MESSAGE:
        found.append("the value is not cut")
    if not _shows(message, refusal.spoilt) and not part.is_hidden and not message.startswith("Limit of"):
        found.append("the value is not shown")
    if not _names(message, part.path):
        found.append("the member is not named")
    return [f"{refusal.operation} {part.place}: {each}: {message[:300]}" for each in found]


_LONGEST_MESSAGE = 2000


def parts(shape: Any, value: Any, path: Path = (), *, is_hidden: bool = False) -> Iterator[Part]:
    """Return each part of a request, less the request itself, and the members of its structures that it leaves out."""
    is_hidden = is_hidden or bool(shape.metadata.get("sensitive"))
    if path:
        yield Part(path, shape, value, is_hidden or holds_sensitive(shape))
    for step, member, each in _inside(shape, value):
        yield from parts(member, each, (*path, step), is_hidden=is_hidden)


def _inside(shape: Any, value: Any) -> list[tuple[str | int, Any, Any]]:
    if value is None:
        return []
    if shape.type_name == "structure":
        return [(name, member, value.get(name)) for name, member in shape.members.items()]
    if shape.type_name == "list":
        return [(number, shape.member, each) for number, each in enumerate(value)]
    return [(name, shape.value, each) for name, each in value.items()] if shape.type_name == "map" else []


def wrong_values(part: Part) -> list[Any]:
    """Return values that are wrong for a part: of other types, out of range, too long, empty, too many."""
    word, value = LETTER * 8, part.value
    match part.shape.type_name:
        case "string":
            longest = min(int(part.shape.metadata.get("max") or 10_000), 10_000)
            return [*sorted({LETTER * longest, LETTER * min(longest, 8)}), "", NUMBER]
        case "integer" | "long" | "double" | "float":
            return [-NUMBER, NUMBER * 10**9, NUMBER + 0.5, word, LETTER * 10_000]
        case "boolean" | "timestamp":
            return [word, {word: NUMBER}]
        case "list":
            return [[], (value or [word]) * 300, {word: NUMBER}, LETTER * 10_000]
        case "map":
            return [{}, [NUMBER], word, {**(value or {}), "": next(iter((value or {}).values()), word)}]
        case _:
            return [{}, [NUMBER], word]


def _refused(full_domain: FullDomain, name: str, params: dict[str, Any]) -> str | None:
    try:
        full_domain.call(name, params)
    except ServiceError as error:
        return error.message
    return None


def _shows(message: str, spoilt: Any) -> bool:
    """Return whether a message shows a spoilt value, if there is anything to show in it."""
    if isinstance(spoilt, int | float):
        return str(DIGIT) * 6 in message
    if isinstance(spoilt, str):
        return not spoilt or LETTER * 2 in message
    return not re.search(f"{LETTER * 8}|{NUMBER}", str(spoilt)) or bool(re.search(f"{LETTER * 8}|{NUMBER}", message))


def _names(message: str, path: Path) -> bool:
    """Return whether a message names a member of the path, as the caller spells it or as words: Object type."""
    plain, names = _plain(message), [step for step in path if isinstance(step, str)]
    members = [word for name in names for word in (name, KINDS.get(name, ""), re.sub(r"(Name|Id|s)$", "", name))]
    return any(_plain(member) in plain for member in members if len(member) > 1)


def _plain(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


def _put(params: dict[str, Any], path: Path, value: object) -> dict[str, Any]:
    changed = copy.deepcopy(params)
    place: Any = changed
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return changed
