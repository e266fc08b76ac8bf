"""Promises of style of the tests that no linter keeps."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from tests.support.places import ROOT, TESTS

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = {
    str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8"))
    for path in [ROOT / "conftest.py", *sorted(TESTS.rglob("*.py"))]
}
DISPLAYS = (ast.Dict, ast.List, ast.Set, ast.Tuple, ast.JoinedStr)
KNOWN_BEFORE = ("expected", "before")
"""How names begin that hold an expectation."""


def _comparisons(test: ast.expr) -> Iterator[ast.Compare]:
    """Yield the comparisons that an assertion is made of."""
    if isinstance(test, ast.Compare):
        yield test
    elif isinstance(test, ast.BoolOp):
        for value in test.values:
            yield from _comparisons(value)
    elif isinstance(test, ast.UnaryOp):
        yield from _comparisons(test.operand)


def _is_literal(node: ast.expr | None) -> bool:
    """Return whether an expression is made of literals, constants in capitals and expectations only."""
    if isinstance(node, ast.Name):
        return node.id.isupper() or node.id.startswith(KNOWN_BEFORE)
    if isinstance(node, ast.Dict):
        return all(map(_is_literal, [*node.keys, *node.values]))
    if isinstance(node, (ast.List, ast.Set, ast.Tuple)):
        return all(map(_is_literal, node.elts))
    if isinstance(node, ast.BinOp):
        return _is_literal(node.left) and _is_literal(node.right)
    if isinstance(node, ast.UnaryOp):
        return _is_literal(node.operand)
    return isinstance(node, ast.Constant)


def _certainty(node: ast.expr) -> int:
    """Return how surely an expression is an expectation: 2 for a literal, 1 for another display, 0 for the rest."""
    return 2 if _is_literal(node) else int(isinstance(node, DISPLAYS))


def _turned(comparison: ast.Compare) -> bool:
    """Return whether a comparison for equality has its expectation on the right."""
    [operator, *others] = comparison.ops
    is_equality = isinstance(operator, (ast.Eq, ast.NotEq)) and not others
    return is_equality and _certainty(comparison.comparators[0]) > _certainty(comparison.left)


def _turned_lines(tree: ast.Module) -> list[int]:
    """Return the lines of all assertions that name the expectation last."""
    asserted = [node.test for node in ast.walk(tree) if isinstance(node, ast.Assert)]
    return [comparison.lineno for test in asserted for comparison in _comparisons(test) if _turned(comparison)]


@pytest.mark.parametrize("name", FILES)
def test_expectation_stands_first(name: str) -> None:
    assert [] == _turned_lines(FILES[name])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("assert [] == found", []),
        ("assert found == []", [1]),
        ("assert found != {'Items': ()}", [1]),
        ("assert found['Name'] == f'{name}.csv'", [1]),
        ("assert found and len(found) == 1", [1]),
        ("assert not found(1) == ONE", [1]),
        ("assert found == expected_names", [1]),
        ("assert before == (found(), 1)", []),
        ("assert (1, 2) == (found(), 2)", []),
        ("assert found is None", []),
        ("assert [] == [each for each in found if each == 1]", []),
        ("assert ['a'] * 2 == [*found]", []),
        ("assert found == -1", [1]),
        ("assert found == other", []),
    ],
)
def test_turned_assertion_is_found(text: str, expected: list[int]) -> None:
    assert expected == _turned_lines(ast.parse(text))


def test_one_library_stops_the_clock_but_where_another_is_tested() -> None:
    imports = {
        name
        for name, tree in FILES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("freezegun")
    }

    assert {"tests/adapters/test_plugin.py"} == imports


def test_no_folder_has_over_twenty_files_of_code() -> None:
    counts = {str(folder.relative_to(ROOT)): len(list(folder.glob("*.py"))) for folder in TESTS.rglob("*")}

    assert {} == {folder: count for folder, count in counts.items() if count > 20}
