"""All probes are confirmed over HTTP, and what they record is replayed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.__main__ import main
from moto_customerprofiles.adapters.parity.playing import CONFIRMED, UNDECIDED
from moto_customerprofiles.adapters.parity.transcripts import recorded
from tests.support.facts import aws_arn
from tests.support.names import absent_names
from tests.support.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.sockets import Wire

KEY = aws_arn("kms", "key/k")
TRANSCRIPTS = ROOT / "tests" / "parity"


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")


@pytest.mark.needs
@pytest.mark.usefixtures("credentials")
def test_all_probes_are_confirmed_by_our_own_server(
    waitress_server: Wire, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["parity", "--endpoint-url", waitress_server.url, "--region", "us-east-1", "--yes", "--rate", "100000"]
    with pytest.raises(SystemExit):
        main([*command, "--patience", "0.01", "--kms-key", KEY, "--json", "--record", str(tmp_path)])
    found = json.loads(capsys.readouterr().out)

    accepted = {CONFIRMED, UNDECIDED} if absent_names() else {CONFIRMED}  # an old model refuses some preparations
    assert {} == {probe["probe"]: probe for probe in found["probes"] if probe["verdict"] not in accepted}
    assert {probe["probe"] for probe in found["probes"]} == recorded(tmp_path).keys()


@pytest.mark.needs
@pytest.mark.parametrize("folder", [TRANSCRIPTS] if [*TRANSCRIPTS.glob("*.json")] else [])
def test_fake_does_as_the_transcripts_of_others_show(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["parity", "--replay", str(folder)])

    assert (0, "0 probes disagree.") == (ended.value.code, capsys.readouterr().out.strip())


@pytest.mark.needs
def test_replay_tells_where_the_fake_does_otherwise(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["parity", "statistics_of_an_empty_domain_are_zeros", "--record", str(tmp_path)])
    file = tmp_path / "domains.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"ProfileCount": 0', '"ProfileCount": 7'), "utf-8")
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main(["parity", "--replay", str(tmp_path)])
    told = capsys.readouterr().out

    assert 1 == ended.value.code
    assert "statistics_of_an_empty_domain_are_zeros: call 2, GetDomain: recorded" in told
