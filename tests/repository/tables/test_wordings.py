"""A message that several areas have is worded in one function, which they call."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import moto_customerprofiles

PACKAGE = Path(moto_customerprofiles.__file__).parent
WORDINGS = {" does not exist": "errors.does_not_exist", "Limit of ": "errors.limit_exceeded"}


@pytest.mark.parametrize("wording", WORDINGS)
def test_wording_is_spelled_once(wording: str) -> None:
    spelled = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.JoinedStr) and any(wording in str(ast.unparse(part)) for part in node.values)
    ]

    assert ["errors.py"] == [place.partition(":")[0] for place in spelled], f"use {WORDINGS[wording]}: {spelled}"
