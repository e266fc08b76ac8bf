"""Every case file says what it is evidence for, and its name tells how it ends."""

from __future__ import annotations

import pytest

from tests.fidelity.cases import FOLDER, Case, accepted, cases, rejected

pytestmark = pytest.mark.needs()

AREAS = sorted({path.parent.name for path in FOLDER.glob("*/*.json")} - {"rules"})
CASES: list[Case] = [case for area in AREAS for (case,) in (each.values for each in cases(area))]  # type: ignore[misc]  # pytest keeps values as objects


def _endings(case: Case) -> list[Case]:
    """Return what must come of an example, or of each step of one that tells a story."""
    return [step.get("then", {}) for step in case["story"]] if "story" in case else [case["then"]]


def test_every_case_has_a_source_and_a_rule() -> None:
    assert [] == [case["name"] for case in CASES if not (case.get("source") and case.get("rule"))]


def test_names_say_the_ending() -> None:
    fails = {case["name"] for case in CASES if all("error" in ending for ending in _endings(case))}

    assert fails == {case["name"] for case in CASES if case["name"].endswith("_rejected")}


def test_every_case_is_either_accepted_or_rejected() -> None:
    assert len(CASES) == sum(len(accepted(area)) + len(rejected(area)) for area in AREAS)
