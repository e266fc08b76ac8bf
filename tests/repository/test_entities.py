"""What an entity offers by name is used: by code, or by a reply that takes the attribute of its member's name."""

from __future__ import annotations

import ast
from dataclasses import fields, is_dataclass
from importlib import import_module
from inspect import getmembers, isclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from moto_customerprofiles import entities
from moto_customerprofiles.operation import OPERATIONS
from moto_customerprofiles.wire import replies
from tests.support.columns import NEEDS_ALL
from tests.support.properties.full_domain import open_full_domain

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(entities.__file__).parents[1]


def _entities() -> Iterator[type[Any]]:
    """Return all classes of the entities."""
    for path in sorted(Path(entities.__file__).parent.glob("*.py")):
        module = import_module(f"{entities.__name__}.{path.stem}")
        for _, entity in getmembers(module, isclass):
            if entity.__module__ == module.__name__ and not getattr(entity, "_is_protocol", False):
                yield entity


def _offered(entity: type[Any]) -> set[str]:
    """Return the names of the fields and of the properties of an entity, its own and the inherited ones."""
    names = {name for name, value in getmembers(entity) if isinstance(value, property)}
    names |= {field.name for field in fields(entity)} if is_dataclass(entity) else set()
    return {name for name in names | set(getattr(entity, "_fields", ())) if not name.startswith("_")}


def _read_by_code() -> set[str]:
    """Return the names of all attributes that the package reads, by a dot or in a pattern."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    dotted = {node.attr for node in nodes if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)}
    return dotted.union(*(node.kwd_attrs for node in nodes if isinstance(node, ast.MatchClass)))


def _filled_by_replies() -> dict[type[Any], set[str]]:
    """Return the attributes, by class, that replies take from entities, in a domain where every operation succeeds."""
    filled: dict[type[Any], set[str]] = {}
    project = replies._Structure._of_attributes

    def noting(structure: Any, entity: Any) -> dict[str, Any]:
        filled.setdefault(type(entity), set()).update(name for name, *_ in structure._attributes)
        return project(structure, entity)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replies._Structure, "_of_attributes", noting)
        for operation in sorted(OPERATIONS):
            open_full_domain().call(operation)
    return filled


@NEEDS_ALL
def test_whatever_an_entity_offers_is_read_by_code_or_fills_a_member_of_a_reply() -> None:
    filled, read = _filled_by_replies(), _read_by_code()
    unused = {}
    for entity in _entities():
        taken = set().union(*(names for kind, names in filled.items() if issubclass(kind, entity)))
        unused[f"{entity.__module__}.{entity.__name__}"] = _offered(entity) - read - taken

    assert {} == {name: names for name, names in unused.items() if names}
