"""The server's own options: domains from a file at start, and a state that outlives the server."""

from __future__ import annotations

import errno
import json
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import requests
from moto import mock_aws

from moto_customerprofiles.__main__ import main
from moto_customerprofiles.adapters.server.state_files import replace_file
from tests.support.clients import server_client

if TYPE_CHECKING:
    from collections.abc import Iterator

SCENARIO = {"shop": {"DefaultExpirationDays": 365, "Profiles": [{"FirstName": "Ann", "PhoneNumber": "+12063457890"}]}}


@contextmanager
def _server(*options: str, ended_by: signal.Signals = signal.SIGTERM) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen([sys.executable, "-m", "moto_customerprofiles", "-p", str(port), *options])
    try:
        _wait(url)
        yield url
    finally:
        process.send_signal(ended_by)
        process.wait(timeout=30)


def _wait(url: str) -> None:
    for _ in range(300):
        if _answers(url):
            return
        time.sleep(0.1)
    raise TimeoutError(f"{url} does not answer")


def _answers(url: str) -> bool:
    try:
        requests.get(f"{url}/moto-api/", timeout=5)
    except requests.ConnectionError:
        return False
    return True


def _names(url: str) -> list[str]:
    found = server_client(url).search_profiles(DomainName="shop", KeyName="_phone", Values=["2063457890"])["Items"]
    return [profile["FirstName"] for profile in found]


def test_state_outlives_the_server(tmp_path: Path) -> None:
    scenario, state = tmp_path / "scenario.json", tmp_path / "state.json"
    scenario.write_text(json.dumps(SCENARIO))
    with _server("--scenario", str(scenario), "--state", str(state)) as url:
        loaded = _names(url)
        server_client(url).create_profile(DomainName="shop", FirstName="Bob", PhoneNumber="206-345-7890")
        saved = requests.post(f"{url}/moto-api/customer-profiles/state", timeout=10).json()
        on_request = state.read_text()
    with _server("--state", str(state)) as url:
        restored = _names(url)

    assert (["Ann"], ["Ann", "Bob"], {"Saved": str(state)}) == (loaded, restored, saved)
    assert "Bob" in on_request


@pytest.mark.parametrize("server", ["waitress", "werkzeug"])
@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_state_is_saved_however_a_server_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: str, ended_by: signal.Signals
) -> None:
    monkeypatch.setenv("MOTO_CUSTOMERPROFILES_SERVER", server)
    state = tmp_path / "state.json"
    with _server("--state", str(state), ended_by=ended_by) as url:
        server_client(url).create_domain(DomainName="shop", DefaultExpirationDays=30)

    assert ["shop"] == list(json.loads(state.read_text())["123456789012/us-east-1"])


def test_second_server_on_one_state_is_refused(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    with _server("--state", str(state)):
        command = [sys.executable, "-m", "moto_customerprofiles", "-p", "0", "--state", str(state)]
        second = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    with _server("--state", str(state)) as url:  # the first one has freed it
        assert [] == server_client(url).list_domains()["Items"]

    assert 1 == second.returncode
    assert f"Another server keeps its state in {state}" in second.stderr


def test_link_and_mode_of_a_state_file_stay(tmp_path: Path) -> None:
    place, link = tmp_path / "place.json", tmp_path / "link.json"
    place.write_text("{}")
    place.chmod(0o640)
    link.symlink_to(place)
    replace_file(link, '{"a": 1}')

    assert ('{"a": 1}', True, 0o640) == (place.read_text(), link.is_symlink(), place.stat().st_mode & 0o777)


def test_file_that_cannot_be_written_leaves_the_former_one_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = tmp_path / "state.json"
    state.write_text("{}")
    full = OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(full))

    with pytest.raises(OSError, match="No space"):
        replace_file(state, '{"a": 1}')
    assert ["state.json"] == [path.name for path in tmp_path.iterdir()]
    assert "{}" == state.read_text()


def test_server_goes_on_from_its_state_and_not_from_the_scenario(tmp_path: Path) -> None:
    scenario, state = tmp_path / "scenario.json", tmp_path / "state.json"
    scenario.write_text(json.dumps(SCENARIO))
    options = ("--scenario", str(scenario), "--state", str(state))
    with _server(*options) as url:
        server_client(url).create_profile(DomainName="shop", FirstName="Bob", PhoneNumber="206-345-7890")
    with _server(*options) as url:
        restored = _names(url)

    assert ["Ann", "Bob"] == restored


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("none.yaml", None, "No such file"),
        ("broken.yaml", "shop: [", "no YAML"),
        ("broken.json", "{", "line 1 column 2"),
        ("list.json", "[]", "holds no scenario"),
        ("shop.json", '{"shop": {"Section": 1}}', "Unknown sections"),
    ],
)
def test_file_that_cannot_be_loaded_ends_the_start_with_its_reason(
    tmp_path: Path, name: str, text: str | None, reason: str
) -> None:
    file = tmp_path / name
    if text is not None:
        file.write_text(text)
    with mock_aws(), pytest.raises(SystemExit) as ended:
        main(["--scenario", str(file)])

    assert str(ended.value).startswith(f"Cannot start from {file}: ")
    assert reason in str(ended.value)
