"""From a method and a raw path to an operation and its labels.

Paths are compared segment by segment while still percent-encoded, literal before label, so an encoded slash never
splits a label. Only below `/tags/` a label takes all that is left: some clients send the slashes of an ARN bare.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from moto_customerprofiles.errors import SerializationFailed, UnknownOperation
from moto_customerprofiles.wire.model import operation_model, operation_names

if TYPE_CHECKING:
    from collections.abc import Mapping

_GREEDY = "tags"


@dataclass
class _Node:
    literals: dict[str, _Node] = field(default_factory=dict)
    label: _Node | None = None
    operation: str = ""
    labels: tuple[str, ...] = ()


@lru_cache(maxsize=1024)
def route(method: str, raw_path: str) -> tuple[str, Mapping[str, str]]:
    """Return the operation and its decoded labels; remembered, for callers ask for the same few paths over and over.

    Raises:
        UnknownOperation: nothing answers to this method and path.
        SerializationFailed: a label is not UTF-8.

    >>> route("GET", "/domains/shop")
    ('GetDomain', {'DomainName': 'shop'})

    """
    root = _tree().get(method)
    segments = raw_path.strip("/").split("/")
    if segments[0] == _GREEDY:
        segments = [_GREEDY, "/".join(segments[1:])]
    found = root and _find(root, segments, ())
    if not found:
        raise UnknownOperation(f"No operation answers to {method} {raw_path}")
    node, values = found
    try:
        return node.operation, {
            name: unquote(raw, errors="strict") for name, raw in zip(node.labels, values, strict=True)
        }
    except UnicodeDecodeError:
        raise SerializationFailed("The path is not UTF-8") from None


def _find(node: _Node, segments: list[str], values: tuple[str, ...]) -> tuple[_Node, tuple[str, ...]] | None:
    if not segments:
        return (node, values) if node.operation else None
    head, rest = segments[0], segments[1:]
    literal = node.literals.get(head)
    if literal and (found := _find(literal, rest, values)):
        return found
    return _find(node.label, rest, (*values, head)) if node.label and head else None


@lru_cache(maxsize=1)
def _tree() -> dict[str, _Node]:
    """Build the tree of routes of each method from the model."""
    roots: dict[str, _Node] = {}
    for name in operation_names():
        http = operation_model(name).http
        node, labels = roots.setdefault(http["method"], _Node()), []
        for segment in http["requestUri"].strip("/").split("/"):
            if segment.startswith("{"):
                labels.append(segment.strip("{}"))
                node.label = node = node.label or _Node()
            else:
                node = node.literals.setdefault(segment, _Node())
        node.operation, node.labels = name, tuple(labels)
    return roots
