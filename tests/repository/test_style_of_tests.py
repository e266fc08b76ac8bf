"""Promises of style of the tests that no linter keeps."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from tests.support.places import PACKAGE, ROOT, TESTS

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = {
    str(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8"))
    for path in [ROOT / "conftest.py", *sorted(TESTS.rglob("*.py"))]
}
DISPLAYS = (ast.Dict, ast.List, ast.Set, ast.Tuple, ast.JoinedStr)
TIMES = {"datetime", "timedelta"}
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
    """Return whether an expression consists of literals, constants in capitals, times, instances and expectations."""
    match node:
        case ast.Constant() | ast.Attribute(attr="utc"):
            return True
        case ast.Name(id=name):
            return name.isupper() or name.startswith(KNOWN_BEFORE)
    parts = _parts(node)
    return parts is not None and all(map(_is_literal, parts))


def _parts(node: ast.expr | None) -> list[ast.expr | None] | None:
    """Return what a display, a calculation, a time or an instance consists of, None for anything else."""
    match node:
        case ast.Dict(keys=keys, values=values):
            return [*keys, *values]
        case ast.List(elts=parts) | ast.Set(elts=parts) | ast.Tuple(elts=parts):
            return [*parts]
        case ast.BinOp(left=left, right=right):
            return [left, right]
        case ast.UnaryOp(operand=operand):
            return [operand]
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=keywords) if name in TIMES or name[0].isupper():
            return [*arguments, *(keyword.value for keyword in keywords)]
    return None


def _certainty(node: ast.expr) -> float:
    """Return how surely an expression is an expectation: 2 for a literal, between 1 and 2 for a display, else 0."""
    if _is_literal(node):
        return 2
    parts = node.values if isinstance(node, ast.Dict) else getattr(node, "elts", [])
    return 1 + sum(map(_is_literal, parts)) / (len(parts) + 1) if isinstance(node, DISPLAYS) else 0


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
        ("assert (found(), other) == ('a', ids)", [1]),
        ("assert ('a', ids) == (found(), 1)", []),
        ("assert found == T0 + timedelta(days=1)", [1]),
        ("assert found == datetime(2025, 1, 1, tzinfo=timezone.utc)", [1]),
        ("assert found == Column('X', 2, kind='NAME')", [1]),
        ("assert Decimal(text) == value", []),
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


@pytest.mark.parametrize("layer", ["engine", "services", "operations", "hooks"])
def test_areas_of_the_tests_are_those_of_the_package(layer: str) -> None:
    layers = [PACKAGE / name for name in ("engine", "services", "operations", "hooks")]
    areas = {path.stem for folder in layers for path in folder.iterdir()}

    assert set() == {path.name for path in (TESTS / layer).iterdir() if path.is_dir() and [*path.glob("*.py")]} - areas


def test_no_folder_has_over_twenty_files_of_code() -> None:
    counts = {str(folder.relative_to(ROOT)): len(list(folder.glob("*.py"))) for folder in TESTS.rglob("*")}

    assert {} == {folder: count for folder, count in counts.items() if count > 20}
