"""Worked examples, as data: a JSON file each, in a folder for each area. A name that ends in `_rejected` must fail."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet

FOLDER = Path(__file__).parent

Case = dict[str, Any]
"""An example: its `source`, the `rule` that it is evidence for, what is `given`, and what happens; and its `name`.

`needs` names what it needs of botocore beside the names in it; for a constraint of the service model, a name that came
with it.
"""


def cases(area: str) -> list[ParameterSet]:
    """Return all examples of an area, each as a parameter under its name."""
    return [pytest.param(case, id=case["name"], marks=_needs(case)) for case in _loaded(area)]


def accepted(area: str) -> list[ParameterSet]:
    """Return the examples that end well."""
    return [each for each in cases(area) if not str(each.id).endswith("_rejected")]


def rejected(area: str) -> list[ParameterSet]:
    """Return the examples that end in an error."""
    return [each for each in cases(area) if str(each.id).endswith("_rejected")]


def check_refusal(case: Case, code: str, message: str) -> None:
    """Check that an error is the one that an example ends in: its code, and the `text` that its message must have."""
    assert case["then"]["error"] == code
    assert case["then"].get("text", "") in message


def shared(area: str, name: str) -> Case:
    """Return what several examples of an area share as their `given`."""
    return _read(FOLDER / area / "given" / f"{name}.json")


def _needs(case: Case) -> list[pytest.MarkDecorator]:
    return [pytest.mark.needs(*case["needs"])] if "needs" in case else []


def _loaded(area: str) -> list[Case]:
    return [{"name": path.stem, **_read(path)} for path in sorted((FOLDER / area).glob("*.json"))]


def _read(path: Path) -> Case:
    case: Case = json.loads(path.read_text(encoding="utf-8"))
    return case
