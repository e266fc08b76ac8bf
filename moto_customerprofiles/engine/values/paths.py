"""Read a JSON object by a path such as `address.lines[0].text` or, over every element, `items[].title`.

The Administrator Guide ("Object type mapping definition details") describes accessors as names separated by dots, and
uses `line_items[].title` in its table of Shopify orders. That a number in the brackets selects one element is our
reading.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.values.json_text import compact
from moto_customerprofiles.errors import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

Step = str | int | None
"""One step of a path: a member's name, an element's number, or None for every element."""

Path = tuple[Step, ...]

_SEGMENT = re.compile(r"([^.\[\]]+)((?:\[\d*\])*)")
_BRACKETS = re.compile(r"\[(\d*)\]")


def parse_path(text: str) -> Path:
    """Return the steps of a path.

    Raises:
        ValueError: the text is not a path; the message says why.

    >>> parse_path("items[1].name")
    ('items', 1, 'name')
    >>> parse_path("items[].name")
    ('items', None, 'name')

    """
    steps: list[Step] = []
    for segment in text.split("."):
        match = _SEGMENT.fullmatch(segment)
        if match is None:
            reason = f"{shown(text)!r} is not a path of names, such as address.city or items[].name"
            raise ValueError(reason)
        steps.append(match[1])
        steps += [int(number) if number else None for number in _BRACKETS.findall(match[2])]
    return tuple(steps)


def read(value: object, path: Path) -> object:
    """Return the value at a path without `None` steps, None if a step is missing.

    >>> read({"items": [{"n": "a"}, {"n": "b"}]}, ("items", 1, "n"))
    'b'
    """
    for step in path:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def read_each(value: object, path: Path) -> list[object]:
    """Return the values at a path in which `None` steps stand for every element.

    An element without the member counts as None, so that the values keep their positions.

    >>> read_each({"items": [{"n": "a"}, {}]}, ("items", None, "n"))
    ['a', None]
    """
    if None not in path:
        return [read(value, path)]
    at = path.index(None)
    elements = read(value, path[:at])
    if not isinstance(elements, list):
        return []
    return [found for element in elements for found in read_each(element, path[at + 1 :])]


def paths_in(value: object, depth: int = 4) -> Iterator[str]:
    """Return the paths of all members of a JSON object, so many levels deep, those of lists without their elements.

    >>> list(paths_in({"id": 1, "address": {"city": "Seattle"}}))
    ['id', 'address', 'address.city']
    """
    if not isinstance(value, dict) or not depth:
        return
    for name, inner in value.items():
        yield name
        yield from (f"{name}.{path}" for path in paths_in(inner, depth - 1))


def text_of(value: object) -> str:
    """Return a JSON value as the text that a field holds; null becomes the empty text, which means absent.

    >>> text_of(449.00), text_of(True), text_of({"a": [1]})
    ('449.0', 'true', '{"a":[1]}')
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    if isinstance(value, int):
        return str(value)
    return compact(value)
