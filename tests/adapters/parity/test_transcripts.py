"""Transcripts: what is recorded is found again, and names nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.adapters.command_line.parity import main, replay
from moto_customerprofiles.adapters.parity.probes import chosen

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the transcripts of a run over calculated attributes against the fake."""
    folder = tmp_path_factory.mktemp("transcripts")
    main(["calculated_attributes", "--yes", "--record", str(folder)])
    return folder


def test_what_was_recorded_is_found_again(recorded: Path) -> None:
    assert {} == replay(recorded)


def test_transcript_names_no_account_and_no_key(recorded: Path) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in recorded.iterdir())

    assert "123456789012" not in text
    assert "AKIA" not in text


def test_probes_have_names_of_their_own() -> None:
    names = [probe.name for probe in chosen([])]

    assert sorted({*names}) == sorted(names)
