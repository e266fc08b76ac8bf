"""The values that an attribute has in the objects of one type, the most recent first.

The API reference (ListObjectTypeAttributeValues) describes "the most recent distinct values" and about 350 KB of
storage for them. That the oldest values are dropped when there are more is our choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.values.lengths import LONGEST
from moto_customerprofiles.engine.values.literals import as_text

if TYPE_CHECKING:
    from datetime import datetime

_STORAGE_BYTES = 350_000


class Seen(NamedTuple):
    """A value, or the name of an attribute, and the time of the latest object that had it."""

    value: str
    last_updated_at: datetime


Observation = tuple[Mapping[str, object], "datetime"]
"""The JSON document of one object, and the time of its ingestion."""


def values_at(document: Mapping[str, object], path: str) -> Iterator[str]:
    """Return the scalar values at a dotted path as texts; a list contributes its items one by one.

    A name that contains dots is found by its whole name. Null is not a value; numbers and booleans are written as in
    JSON. That a path continues through lists into the objects that they hold is our choice.

    >>> list(values_at({"Item": {"Id": 7}, "a.b": True, "Lines": [{"Sku": "x"}, {"Sku": "y"}]}, "Lines.Sku"))
    ['x', 'y']
    """
    nodes = _nodes(document, path)
    return (text for node in nodes if not isinstance(node, dict) and (text := as_text(node)) is not None)


def recent_values(observations: Iterable[Observation], path: str) -> list[Seen]:
    """Return the distinct values at a path, each with its latest time, newest first, as many as the storage holds.

    Values of the same time keep the order in which they were first seen. Empty values and values that are longer than
    the reply allows are left out.
    """
    newest: dict[str, datetime] = {}
    for document, at in observations:
        for value in values_at(document, path):
            if 0 < len(value) <= LONGEST["ListObjectTypeAttributeValuesItem.Value"]:
                newest[value] = max(at, newest.get(value, at))
    recent = sorted(newest.items(), key=lambda item: item[1], reverse=True)
    return list(_within_storage(recent))


def recent_names(observations: Iterable[Observation]) -> list[Seen]:
    """Return the top-level names that objects have, newest first and then by name."""
    newest: dict[str, datetime] = {}
    for document, at in observations:
        for name in document:
            newest[name] = max(at, newest.get(name, at))
    by_name = sorted(newest.items())
    return [Seen(*item) for item in sorted(by_name, key=lambda item: item[1], reverse=True)]


def _nodes(document: Mapping[str, object], path: str) -> Iterator[object]:
    """Yield the values at a path, with a stack of our own: objects may be nested more deeply than Python's stack."""
    ahead: list[tuple[object, str]] = [(document, path)]
    while ahead:
        node, rest = ahead.pop()
        if isinstance(node, list):
            ahead.extend((item, rest) for item in reversed(node))
        elif not rest:
            yield node
        elif isinstance(node, dict):
            ahead.extend(_step(node, rest))


def _step(node: Mapping[str, object], path: str) -> Iterator[tuple[object, str]]:
    if path in node:
        yield node[path], ""
        return
    head, _, rest = path.partition(".")
    if rest and head in node:
        yield node[head], rest


def _within_storage(recent: Iterable[tuple[str, datetime]]) -> Iterator[Seen]:
    stored = 0
    for value, at in recent:
        stored += len(value.encode())
        if stored > _STORAGE_BYTES:
            return
        yield Seen(value, at)
