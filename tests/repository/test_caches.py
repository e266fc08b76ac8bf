"""No cache of a module remembers what users have sent: a new world knows nothing, and nothing outlives a domain."""

from __future__ import annotations

import ast

import pytest

from tests.support.places import PACKAGE

LAYERS = ("engine", "entities", "state", "services", "operations", "hooks")

BOUNDED = {
    ("engine/recommenders/columns.py", "default_columns"): "the names of three standard objects",
    ("engine/segments/spark/semantics.py", "_parsed"): "the templates of that module and of `templates`",
    ("engine/segments/tables.py", "_spellings"): "the names of members of the service model",
    ("state/domain.py", "_later"): "instants and numbers of days, eight of them",
}
"""The caches of modules that have keys, with what the keys are."""


def _is_cache(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Name) and called.id in ("cache", "lru_cache")


@pytest.mark.parametrize("layer", LAYERS)
def test_caches_of_modules_have_no_keys_or_keys_that_users_do_not_choose(layer: str) -> None:
    keyed = {
        (str(path.relative_to(PACKAGE)), node.name)
        for path in (PACKAGE / layer).rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and any(map(_is_cache, node.decorator_list)) and node.args.args
    }

    assert {name for name in BOUNDED if name[0].startswith(f"{layer}/")} == keyed
