"""Every constraint of the model: required, length, range, pattern, enum, list size, at any depth.

All violations of a request are collected into one message, in the words of AWS's validators. A webhook in production
matches on the words about an item of a list that is too long, which are those validators' own; so the other words are
theirs, too. The value of a member that the model calls sensitive is never printed, and a long value is cut.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from moto_customerprofiles.errors import did_you_mean, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from botocore.model import Shape

    Check = Callable[[Any, str, list[str]], None]
    CheckItems = Callable[[Iterable[Any], Any, str, list[str]], None]
    Scalar = Callable[[Any], str | None]

_FREE_PATTERNS = (".*", ".+")
_NUMBERS = frozenset({"integer", "long", "double"})
_LONGEST_VALUE = 100


def compile_check(shape: Shape, *, sensitive: bool = False) -> Check | None:
    """Compile the check of one shape: it appends a line per violation. None if the shape constrains nothing."""
    sensitive = sensitive or bool(shape.metadata.get("sensitive"))
    compound = _COMPOUND.get(shape.type_name)
    if compound:
        return compound(shape, sensitive)
    return _scalar(shape, sensitive=sensitive)


def summary(violations: list[str]) -> str:
    """Return the one message for all violations."""
    plural = "s" if len(violations) > 1 else ""
    return f"{len(violations)} validation error{plural} detected: {'; '.join(violations)}"


def _structure(shape: Any, sensitive: bool) -> Check | None:  # noqa: FBT001  # the form of the table below
    required = [(name, lower_first(name)) for name in shape.required_members]
    compiled = ((name, compile_check(member, sensitive=sensitive)) for name, member in shape.members.items())
    checks = [(name, lower_first(name), check_member) for name, check_member in compiled if check_member]
    one_of = tuple(shape.members) if shape.metadata.get("union") else ()

    def check(value: Any, path: str, violations: list[str]) -> None:
        dot = f"{path}." if path else ""
        for name, lower in required:
            if name not in value:
                violations.append(_line(None, dot + lower, "Member must not be null"))  # rarely any
        if one_of and len(value) != 1:
            violations.append(_line(None, path, f"Member must have exactly one of [{', '.join(one_of)}]", hide=True))
        for name, lower, check_member in checks:
            if name in value:
                check_member(value[name], dot + lower, violations)

    return check if required or checks or one_of else None


def _list(shape: Any, sensitive: bool) -> Check | None:  # noqa: FBT001  # the form of the table below
    size, hide = _size(shape), sensitive or holds_sensitive(shape)
    check_items = _items(shape.member, "Member", hide=hide)
    check_item = None if check_items else compile_check(shape.member, sensitive=sensitive)

    def check(value: Any, path: str, violations: list[str]) -> None:
        if size and (words := size(value)):
            violations.append(_line(value, path, words, hide=hide))
        if check_items:
            check_items(value, value, path, violations)
        elif check_item:
            for number, item in enumerate(value, 1):
                check_item(item, f"{path}.{number}.member", violations)

    return check if size or check_items or check_item else None


def _map(shape: Any, sensitive: bool) -> Check | None:  # noqa: FBT001  # the form of the table below
    size, hide = _size(shape), sensitive or holds_sensitive(shape)
    check_keys = _items(shape.key, "Map keys", hide=hide)
    check_values = _items(shape.value, "Map value", hide=hide)
    check_item = None if check_values else compile_check(shape.value, sensitive=sensitive)

    def check(value: Any, path: str, violations: list[str]) -> None:
        if size and (words := size(value)):
            violations.append(_line(value, path, words, hide=hide))
        if check_keys:
            check_keys(value, value, path, violations)
        if check_values:
            check_values(value.values(), value, path, violations)
        elif check_item:
            for key, item in value.items():
                check_item(item, f"{path}.{key}.member", violations)

    return check if size or check_keys or check_values or check_item else None


def _items(shape: Shape, what: str, *, hide: bool) -> CheckItems | None:
    """Compile the check of all scalars of a list or map: one line names all that each of them must satisfy."""
    rules = [] if shape.type_name in _COMPOUND else _rules(shape)
    if not rules:
        return None
    words = f"{what} must satisfy constraint: [{', '.join(_constraints(shape))}]"

    def check(items: Iterable[Any], value: Any, path: str, violations: list[str]) -> None:
        for item in items:
            if any(rule(item) for rule in rules):
                named = "" if hide else f", which '{shown(item)}' does not{_near(shape, item)}"
                violations.append(_line(value, path, words + named, hide=hide))
                return

    return check


def holds_sensitive(shape: Any) -> bool:
    """Whether the model calls a shape, or anything within it, sensitive."""
    within = [getattr(shape, part) for part in ("member", "key", "value") if hasattr(shape, part)]
    within += getattr(shape, "members", {}).values()
    return bool(shape.metadata.get("sensitive")) or any(map(holds_sensitive, within))


_COMPOUND: dict[str, Callable[[Any, bool], Check | None]] = {"structure": _structure, "list": _list, "map": _map}


def _rules(shape: Shape) -> list[Scalar]:
    return [rule for rule in (_range(shape) or _size(shape), _pattern(shape), _enum(shape)) if rule]


def _constraints(shape: Shape) -> Iterator[str]:
    """Name all constraints of a scalar, in the order in which AWS's validators name them."""
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    what = "value" if shape.type_name in _NUMBERS else "length"
    if high is not None:
        yield f"Member must have {what} less than or equal to {high}"
    if low is not None:
        yield f"Member must have {what} greater than or equal to {low}"
    if (pattern := shape.metadata.get("pattern")) and pattern not in _FREE_PATTERNS:
        yield f"Member must satisfy regular expression pattern: {pattern}"
    if values := shape.metadata.get("enum"):
        yield f"Member must satisfy enum value set: [{', '.join(values)}]"


def _scalar(shape: Shape, *, sensitive: bool) -> Check | None:
    rules = _rules(shape)
    if not rules:
        return None

    def check(value: Any, path: str, violations: list[str]) -> None:
        for rule in rules:
            if words := rule(value):
                violations.append(_line(value, path, words, hide=sensitive))  # noqa: PERF401  # rarely any

    return check


def _size(shape: Shape) -> Scalar | None:
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if low is None and high is None:
        return None

    def rule(value: Any) -> str | None:
        if low is not None and len(value) < low:
            return f"Member must have length greater than or equal to {low}"
        if high is not None and len(value) > high:
            return f"Member must have length less than or equal to {high}"
        return None

    return rule


def _range(shape: Shape) -> Scalar | None:
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if shape.type_name not in _NUMBERS or (low is None and high is None):
        return None

    def rule(value: Any) -> str | None:
        if low is not None and value < low:
            return f"Member must have value greater than or equal to {low}"
        if high is not None and value > high:
            return f"Member must have value less than or equal to {high}"
        return None

    return rule


def _pattern(shape: Shape) -> Scalar | None:
    pattern = shape.metadata.get("pattern")
    if not pattern or pattern in _FREE_PATTERNS:
        return None
    fits, words = matcher(pattern), f"Member must satisfy regular expression pattern: {pattern}"
    high = shape.metadata.get("max")
    if high is None:
        return lambda value: None if fits(value) else words
    # What is too long is refused for that, and not looked at: some patterns take the cube of the length.
    return lambda value: None if len(value) > high or fits(value) else words


def matcher(pattern: str) -> Callable[[str], Any]:
    """Compile a pattern of the model: searched as written if it has an anchor, else the whole value must match."""
    anchored = pattern.startswith("^") or pattern.endswith("$")
    if pattern.endswith("$") and not pattern.endswith(r"\$"):
        pattern = pattern[:-1] + r"\Z"  # to Python, $ would also match before a final line feed
    compiled = re.compile(pattern, re.ASCII)
    return compiled.search if anchored else compiled.fullmatch


def _enum(shape: Shape) -> Scalar | None:
    values = shape.metadata.get("enum")
    if not values:
        return None
    words = f"Member must satisfy enum value set: [{', '.join(values)}]"
    allowed = frozenset(values)
    return lambda value: None if value in allowed else words + _near(shape, value)


def _near(shape: Shape, value: Any) -> str:
    return did_you_mean(str(value), shape.metadata.get("enum", ()))


def lower_first(name: str) -> str:
    """Spell a member as validation messages do, with a small first letter."""
    return name[0].lower() + name[1:]


def _line(value: Any, path: str, words: str, *, hide: bool = False) -> str:
    told = "Value" if hide else "Value null" if value is None else f"Value '{_shown(value)}'"
    return f"{told} at '{path}' failed to satisfy constraint: {words}"


def _shown(value: Any) -> str:
    """Spell a value as AWS's validators do, cut to a length that a person reads."""
    if isinstance(value, dict):
        text = f"{{{', '.join(f'{key}={item}' for key, item in value.items())}}}"
    else:
        text = f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}..."
