"""Where the files of the project are."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "moto_customerprofiles"
DOCS = ROOT / "docs"
TESTS = ROOT / "tests"
