"""Transcripts: what was recorded is compared with the fake, those of contributors too."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from moto_customerprofiles.adapters.command_line.parity import main, replay
from moto_customerprofiles.adapters.parity.probes import chosen
from tests.support.places import TESTS

if TYPE_CHECKING:
    from pathlib import Path

CONTRIBUTED = sorted((TESTS / "parity").glob("*.json"))


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the transcripts of a run over calculated attributes against the fake."""
    folder = tmp_path_factory.mktemp("transcripts")
    main(["calculated_attributes", "--yes", "--record", str(folder)])
    return folder


def test_fake_does_as_every_transcript_of_contributors_shows() -> None:
    assert {} == (replay(TESTS / "parity") if CONTRIBUTED else {})


def test_what_was_recorded_is_found_again(recorded: Path) -> None:
    assert {} == replay(recorded)


def test_answer_that_the_fake_does_not_give_is_told(recorded: Path, tmp_path: Path) -> None:
    [source] = recorded.glob("*.json")
    document: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    name, probe = next(iter(document.items()))
    probe["exchanges"][0]["answer"]["Surprise"] = True
    (tmp_path / "changed.json").write_text(json.dumps({name: probe}), encoding="utf-8")

    assert [name] == list(replay(tmp_path))


def test_transcript_names_no_account_and_no_key(recorded: Path) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in recorded.iterdir())

    assert "123456789012" not in text
    assert "AKIA" not in text


def test_probes_have_names_of_their_own() -> None:
    names = [probe.name for probe in chosen([])]

    assert sorted({*names}) == sorted(names)
