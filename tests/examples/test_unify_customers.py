"""The demonstration program runs, and says what it found."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("unify_customers.py")


@pytest.mark.needs("CreateDomainRequest.RuleBasedMatching", "PutProfileObjectTypeRequest.SourcePriority")
def test_the_demonstration_unifies_its_customers(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(PROGRAM))["main"]([])
    printed = capsys.readouterr().out

    assert "372 objects" in printed
    assert "by _email and _phone" in printed
