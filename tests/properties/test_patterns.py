"""No text can hold a regular expression up: its time grows with the length, or with a power of a small length."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

import pytest

from moto_customerprofiles.engine.mapping.timestamps import _expression
from moto_customerprofiles.wire.model import members, operation_model, operation_names
from tests.support.places import ROOT
from tests.support.properties.ambiguity import EXPONENTIAL, degree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from botocore.model import Shape

FILES = sorted((ROOT / "moto_customerprofiles").rglob("*.py"))
AT_MOST = 10**8
"""Steps: some seconds at the very worst."""

SEARCHES = frozenset({"search", "sub", "subn", "split", "findall", "finditer"})
MATCHES = frozenset({"match", "fullmatch"})
BOUNDS = {
    "dynamic_values._HANDLEBARS": 255,  # a value of a condition
    "handlebars._TAG": 1000,  # a Source
    "timestamps._TOKEN": 255,  # a TimestampFormat
}
"""Where the time is more than that of reading the text: how long the text may be, by the service model."""

MADE_OF_OTHERS = {
    "streams",  # of an escaped text and a class of characters
    "expectations",  # of the condition $form of a probe
    "fast_path",  # of HOST, which plugin searches nothing with
    "plugin",  # of HOST itself
    "testing",  # HOST
    "timestamps",  # of digits and fixed texts
    "validation",  # of the model's patterns
}
"""Files that put a pattern together when they run."""


class Use(NamedTuple):
    """A pattern of the package, and how it is used."""

    name: str
    pattern: str
    flags: int
    is_searched: bool


def uses(file: Path) -> Iterator[Use]:
    """Find the patterns of a file: those that it keeps by a name, and those that it spells where it uses them."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    searched = {ast.unparse(each.func).rpartition(".")[0] for each in calls if _verb(each) in SEARCHES}
    for name, pattern in _kept(file):
        yield Use(f"{file.stem}.{name}", pattern.pattern, pattern.flags & ~re.UNICODE, name in searched)
    for call in calls:
        if ast.unparse(call.func).startswith("re.") and _verb(call) in SEARCHES | MATCHES:
            text = call.args[0]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield Use(f"{file.stem}:{call.lineno}", text.value, 0, _verb(call) in SEARCHES)


def _verb(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


def _kept(file: Path) -> Iterator[tuple[str, re.Pattern[str]]]:
    module = import_module(".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    for name, value in vars(module).items():
        if isinstance(value, re.Pattern):
            yield name, value
        elif isinstance(value, list | tuple) and name.startswith("_"):
            inside = [part for each in value if isinstance(each, tuple) for part in each]
            yield from ((name, part) for part in inside if isinstance(part, re.Pattern))


USES = [use for file in FILES if "import re\n" in file.read_text(encoding="utf-8") for use in uses(file)]


def test_patterns_are_found_wherever_they_are_made() -> None:
    made = {
        file.stem
        for file in FILES
        if re.search(r"\bre\.(compile|match|fullmatch|search|sub|split)\(", file.read_text())
    }

    assert made <= {use.name.partition(".")[0].partition(":")[0] for use in USES} | MADE_OF_OTHERS
    assert len(USES) > 40


@pytest.mark.parametrize("use", USES, ids=lambda use: use.name)
def test_pattern_of_the_package_takes_time_by_the_length_of_the_text(use: Use) -> None:
    power = degree(use.pattern, use.flags, is_searched=use.is_searched)

    assert 1 == power or BOUNDS[use.name] ** power < AT_MOST


def _inputs(shape: Shape | None, seen: set[str]) -> Iterator[Shape]:
    if shape is None or shape.name in seen:
        return
    seen.add(shape.name)
    yield shape
    inside = [*members(shape).values()] if shape.type_name == "structure" else []
    inside += [getattr(shape, part) for part in ("member", "key", "value") if hasattr(shape, part)]
    for each in inside:
        yield from _inputs(each, seen)


def _model_patterns() -> dict[str, tuple[str, int | None]]:
    seen: set[str] = set()
    shapes = [shape for name in operation_names() for shape in _inputs(operation_model(name).input_shape, seen)]
    found = {shape.name: (shape.metadata.get("pattern"), shape.metadata.get("max")) for shape in shapes}
    return {name: (pattern, high) for name, (pattern, high) in found.items() if pattern}


@pytest.mark.parametrize(("pattern", "longest"), _model_patterns().values(), ids=_model_patterns())
def test_pattern_of_the_model_takes_little_time_for_the_longest_text(pattern: str, longest: int | None) -> None:
    power = degree(pattern, re.ASCII)

    assert 1 == power or (longest is not None and longest**power < AT_MOST * 10)


@pytest.mark.parametrize("text", ["yyyyMMddHHmmssSSSX", "yMdHmsSX", "y'" + "a" * 200 + "'d", "SSSSSSSSSSSSSSSSSS"])
def test_pattern_made_of_a_format_of_time_takes_time_by_the_length_of_the_text(text: str) -> None:
    made = _expression(text)

    assert made
    assert 1 == degree(made.pattern, made.flags & ~re.UNICODE)


@pytest.mark.parametrize(
    ("pattern", "power"),
    [
        ("a*b*c*", 1),
        ("[a-z]{1,64}x", 1),
        ("a*a*b", 2),
        (r"\d+\.?\d*", 2),
        (r"\s*(.*?)\s*x", 3),
        (".*:.*:.+", 3),
        ("(a+)+b", EXPONENTIAL),
        ("(a*)*b", EXPONENTIAL),
        (r"(\w+\s?)*$", EXPONENTIAL),
        ("(a|aa)*b", EXPONENTIAL),
        ("(a?){30}a{30}", EXPONENTIAL),
        (r"((a)\2*|b)*c", EXPONENTIAL),
    ],
)
def test_powers_are_those_of_the_books(pattern: str, power: int) -> None:
    assert power == degree(pattern)


@pytest.mark.parametrize(("pattern", "power"), [(r"\s+$", 2), (r"\w+", 1), (r"\{\{[^{}]*\}\}", 1), (r"\{\{.*?\}\}", 2)])
def test_searching_adds_to_the_power_unless_the_start_is_fixed_or_the_end_is_open(pattern: str, power: int) -> None:
    assert power == degree(pattern, is_searched=True)
