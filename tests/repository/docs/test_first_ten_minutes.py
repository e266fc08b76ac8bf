"""The red tests of the first ten minutes fail as the page says."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.places import DOCS, ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (DOCS / "first-ten-minutes.md").read_text(encoding="utf-8")
[PROGRAM] = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
SHOWN = [" ".join(text.split()) for text in re.findall(r"^```text\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)]


def _run(program: str, folder: Path) -> str:
    (folder / "test_orders.py").write_text(program, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_orders.py"],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "AWS_DEFAULT_REGION": "us-east-1", "PATH": "", "COLUMNS": "500"},
        capture_output=True,
        text=True,
        check=False,
    )
    return " ".join(done.stdout.split())


def _claims(shown: str) -> list[str]:
    """Return the parts of a text of the page that stand between its gaps."""
    return [part.strip() for part in re.split(r"\.\.\.\"?}?'?\)?|-{5,}", shown) if part.strip()]


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [("        AllowProfileCreation=True,\n", "", SHOWN[0]), ('"email": "Ann@', '"mail": "Ann@', SHOWN[1])],
    ids=["without the right to create", "with another member"],
)
def test_mistake_is_told_as_the_page_shows(before: str, after: str, shown: str, tmp_path: Path) -> None:
    output = _run(PROGRAM.replace(before, after), tmp_path)

    assert before in PROGRAM
    assert "1 failed" in output
    assert [] == [claim for claim in _claims(shown) if claim not in output]


def test_program_of_the_page_passes(tmp_path: Path) -> None:
    assert "1 passed" in _run(PROGRAM, tmp_path)
