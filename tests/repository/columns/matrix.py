"""The columns of the matrix, `tests/matrix.json`, and their table in the README."""

from __future__ import annotations

import json
from typing import Any

from tests.support.places import ROOT

COLUMNS: list[dict[str, Any]] = json.loads((ROOT / "tests" / "matrix.json").read_text(encoding="utf-8"))
"""Each column: its name, its Python, the packages that pip is asked for, how new the rest is, variables of the
environment, and how many operations its botocore knows, where its version is fixed."""


def pins(column: dict[str, Any]) -> dict[str, str]:
    """Return the versions that a column fixes, by package."""
    return dict(package.split("==") for package in column["packages"] if "==" in package)


def versions_table() -> str:
    """Return the table of versions, one column of the matrix a row."""
    lines = ["| column | Python | versions | operations |", "|---|---|---|---|", *map(_row, COLUMNS)]
    return "\n".join(lines)


def _row(column: dict[str, Any]) -> str:
    named = [package.replace("==", " ") for package in column["packages"] if "==" in package]
    newest = [package for package in column["packages"] if "==" not in package]
    rest = "the newest of the rest" if column.get("rest") is None else "the lowest of the rest"
    versions = [*named, *(["the newest " + ", ".join(newest)] if newest else []), rest]
    variables = [f"`{name}={value}`" for name, value in column.get("environment", {}).items()]
    cells = [f"`{column['column']}`", column["python"], "; ".join([", ".join(versions), *variables])]
    return f"| {' | '.join([*cells, str(column.get('operations', ''))])} |"
