"""Promises of style that no linter keeps."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.support.places import PACKAGE

FILES = {str(path.relative_to(PACKAGE)): path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}
BELOW = [name for name in FILES if name.startswith(("engine/", "state/", "operations/", "hooks/"))]
BARE_IGNORE = re.compile(r"# (?:noqa(?:: [A-Z0-9, ]+)?|type: ignore(?:\[[^\]]+\])?)\s*$", re.MULTILINE)
ANY = re.compile(r"^(?!.*\bimport\b).*\bAny\b(?!.*#).*$", re.MULTILINE)
PLAIN = [name for name in FILES if name.startswith("engine/")]
VAGUE = {"Answer", "Give", "Tell", "Say", "Spell", "Look", "Hear", "Name", "Describe"}
"""Verbs that leave open what a function returns."""

NO_PLACE_FOR = {"utils", "helpers", "manager", "handler", "common", "misc"}


@pytest.mark.parametrize("name", FILES)
def test_whatever_is_ignored_has_its_reason_beside_it(name: str) -> None:
    assert [] == BARE_IGNORE.findall(FILES[name])


@pytest.mark.parametrize("name", BELOW)
def test_below_the_pipeline_everything_has_a_type_or_a_reason(name: str) -> None:
    assert [] == ANY.findall(FILES[name])


@pytest.mark.parametrize("name", PLAIN)
def test_docstring_of_a_function_says_what_it_returns_or_does(name: str) -> None:
    functions = [node for node in ast.walk(ast.parse(FILES[name])) if isinstance(node, ast.FunctionDef)]
    openings = {function.name: (ast.get_docstring(function) or "").partition(" ")[0] for function in functions}

    assert {} == {function: word for function, word in openings.items() if word in VAGUE}


def test_no_file_is_over_two_hundred_and_fifty_lines() -> None:
    assert {} == {name: lines for name, text in FILES.items() if (lines := text.count("\n")) > 250}


def test_no_folder_has_over_twenty_files() -> None:
    folders = Counter(str(Path(name).parent) for name in FILES)

    assert {} == {folder: count for folder, count in folders.items() if count > 20}


def test_files_are_named_after_their_subject() -> None:
    assert set() == {Path(name).stem for name in FILES} & NO_PLACE_FOR
