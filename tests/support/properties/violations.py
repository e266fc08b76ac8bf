"""For each constraint of an input shape: parameters that break it, and the path that the answer must name."""

from __future__ import annotations

from datetime import datetime, timezone
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from moto_customerprofiles.wire.validation import lower_first, matcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from botocore.model import Shape

    Build = Callable[[Any], Any]
    """Makes a whole request around one value in it."""

NOTHING = object()
"""Stands for a member that is not there."""


class Violation(NamedTuple):
    """One broken constraint."""

    path: str
    constraint: str
    params: dict[str, Any]


def violations(shape: Shape) -> Iterator[Violation]:
    """Break each constraint of an input shape once, in requests that are otherwise as small as they can be."""
    yield from _inside(shape, "", lambda value: value)


def bare_values(shape: Shape) -> Iterator[tuple[str, Any]]:
    """Return each part of a shape in its smallest form: where it is, and the smallest value of the shape around it."""
    yield from _bare(shape, "", lambda value: value)


def _bare(shape: Any, path: str, build: Build) -> Iterator[tuple[str, Any]]:
    yield path, build(smallest(shape))
    if shape.type_name == "structure":
        around = {} if shape.metadata.get("union") else _smallest_structure(shape)
        for name, member in shape.members.items():

            def put(value: Any, name: str = name) -> Any:
                return build({**around, name: value})

            yield from _bare(member, f"{path}.{name}", put)
    elif shape.type_name == "list":
        rest = [smallest(shape.member) for _ in range(_low(shape) - 1)]
        yield from _bare(shape.member, f"{path}[]", lambda value: build([value, *rest]))
    elif shape.type_name == "map":
        yield from _bare(shape.value, f"{path}{{}}", lambda value: build({_key(shape, 0): value}))


def smallest(shape: Shape) -> Any:
    """Return the smallest value that fits a shape."""
    if shape.type_name == "structure":
        return _smallest_structure(shape)
    if shape.type_name == "list":
        return [smallest(shape.member) for _ in range(_low(shape))]  # type: ignore[attr-defined]  # a list has one
    if shape.type_name == "map":
        return {_key(shape, number): smallest(shape.value) for number in range(_low(shape))}  # type: ignore[attr-defined]  # a map has one
    return _sample(shape)


def _smallest_structure(shape: Any) -> dict[str, Any]:
    names = shape.required_members or (list(shape.members)[:1] if shape.metadata.get("union") else [])
    return {name: smallest(shape.members[name]) for name in names}


def _low(shape: Shape) -> int:
    return int(shape.metadata.get("min") or 0)


def _key(shape: Any, number: int) -> str:
    key = str(smallest(shape.key))
    return key if number == 0 else key + "a" * number


def _sample(shape: Shape) -> Any:
    low = shape.metadata.get("min") or 0
    if shape.type_name == "string":
        return (shape.metadata.get("enum") or [_text(shape.metadata.get("pattern") or ".*", low)])[0]
    plain = {"timestamp": datetime(2025, 1, 6, tzinfo=timezone.utc), "boolean": True, "double": float(low)}
    return plain.get(shape.type_name, low)


@cache
def _text(pattern: str, low: int) -> str:
    """Return a text that fits a pattern: the first of some that fit most of them."""
    fits = matcher(pattern)
    padded = (text.ljust(low, "x") for text in _TEXTS)
    return next(text for text in padded if fits(text))


_TEXTS = (
    *("a", "aa", "1", "9:05", "0" * 32, "a/2025-01-06T12-00-00Z"),
    *("arn:aws:profile", "arn:aws:kms:x:1:x", "arn:aws:iam:x:1:x"),
)


def _inside(shape: Any, path: str, build: Build) -> Iterator[Violation]:
    for constraint, value in _broken(shape):
        yield Violation(path, constraint, build(value))
    if shape.type_name == "structure":
        yield from _inside_structure(shape, path, build)
    elif shape.type_name == "list":
        rest = [smallest(shape.member) for _ in range(_low(shape) - 1)]
        of_item = (
            path if _is_scalar(shape.member) else f"{path}.1.member"
        )  # all items of a list of scalars are one line
        yield from _inside(shape.member, of_item, lambda value: build([value, *rest]))
    elif shape.type_name == "map":
        key = _key(shape, 0)
        for constraint, value in _broken(shape.key):
            yield Violation(path, constraint, build({value: smallest(shape.value)}))
        of_value = path if _is_scalar(shape.value) else f"{path}.{key}.member"
        yield from _inside(shape.value, of_value, lambda value: build({key: value}))


def _is_scalar(shape: Any) -> bool:
    return shape.type_name not in {"structure", "list", "map"}


def _inside_structure(shape: Any, path: str, build: Build) -> Iterator[Violation]:
    dot = f"{path}." if path else ""
    base = _smallest_structure(shape)
    for name in shape.required_members:
        without = {other: value for other, value in base.items() if other != name}
        yield Violation(dot + lower_first(name), "required", build(without))
    union = shape.metadata.get("union")
    for name, member in shape.members.items():
        around = {} if union else base

        def put(value: Any, name: str = name, around: dict[str, Any] = around) -> Any:
            return build({**around, name: value})

        yield from _inside(member, dot + lower_first(name), put)


def _broken(shape: Shape) -> Iterator[tuple[str, Any]]:
    """Return a value for each constraint of this very shape that breaks it."""
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    is_number = shape.type_name in ("integer", "long", "double")
    if low is not None and (is_number or low):
        yield "min", low - 1 if is_number else _sized(shape, low - 1)
    if high is not None:
        yield "max", high + 1 if is_number else _sized(shape, high + 1)
    yield from _broken_text(shape)


def _sized(shape: Any, size: int) -> Any:
    if shape.type_name == "list":
        return [smallest(shape.member)] * size
    if shape.type_name == "map":
        return {f"{_key(shape, 0)}{number}": smallest(shape.value) for number in range(size)}
    return "a" * size


def _broken_text(shape: Shape) -> Iterator[tuple[str, str]]:
    if shape.metadata.get("enum"):
        yield "enum", "NOBODY_KNOWS_THIS"
    pattern = shape.metadata.get("pattern")
    if not pattern or pattern in (".*", ".+"):  # which say nothing
        return
    fits = matcher(pattern)
    low = shape.metadata.get("min") or 0
    for text in ("\u00e9", " ", "\n", "{}"):
        wrong = text * max(low, 1)
        if not fits(wrong):
            yield "pattern", wrong
            return
