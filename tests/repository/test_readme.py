"""The README says what is so: its table of operations, its examples, its links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.repository.operations_table import README, TABLES, parts
from tests.support.columns import NEEDS_ALL
from tests.support.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = README.read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


@NEEDS_ALL
@pytest.mark.parametrize(("page", "kind", "make"), TABLES, ids=[f"{page.stem}-{kind}" for page, kind, _ in TABLES])
def test_table_is_made_from_the_register(page: Path, kind: str, make: Callable[[], str]) -> None:
    assert make() == parts(page.read_text(encoding="utf-8"), kind)[1], "run `make table`"


@pytest.mark.parametrize("example", EXAMPLES, ids=range(1, len(EXAMPLES) + 1))
def test_example_works(example: str) -> None:
    names: dict[str, object] = {"__name__": "example"}
    exec(compile(example, "README.md", "exec"), names)  # noqa: S102  # our own words
    tests = [each for name, each in names.items() if name.startswith("test_") and callable(each)]
    for test in tests:
        test()

    assert tests or "mock_aws" in example or "state_manager" in example


def test_first_test_is_under_ten_lines() -> None:
    assert len([line for line in EXAMPLES[0].splitlines() if line.strip()]) < 10


@pytest.mark.needs
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))

    assert [] == [link for link in links if not (page.parent / link).exists()]


@pytest.mark.needs
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_are_named_exist(page: Path) -> None:
    places = [ROOT, ROOT / "moto_customerprofiles", ROOT / "tests" / "fidelity"]
    named = re.findall(r"`((?:[\w.]+/)+[\w.]*|\w+\.(?:py|toml|md))`", page.read_text(encoding="utf-8"))

    assert {"dist/", "mutants/"} >= {name for name in named if not any((place / name).exists() for place in places)}


@pytest.mark.needs
@pytest.mark.parametrize(
    "target", sorted(set(re.findall(r"`make ([\w-]+)", "".join(page.read_text(encoding="utf-8") for page in PAGES))))
)
def test_targets_that_are_named_exist(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
