"""The server's own options: domains from a file at start, and a state that outlives the server."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import boto3
import requests

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCENARIO = {"shop": {"DefaultExpirationDays": 365, "Profiles": [{"FirstName": "Ann", "PhoneNumber": "+12063457890"}]}}


@contextmanager
def _server(*options: str) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen([sys.executable, "-m", "moto_customerprofiles", "-p", str(port), *options])
    try:
        _wait(url)
        yield url
    finally:
        process.send_signal(signal.SIGTERM)
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


def _client(url: str) -> Any:
    return boto3.client(
        "customer-profiles",
        region_name="us-east-1",
        endpoint_url=url,
        aws_access_key_id="key",
        aws_secret_access_key="secret",
    )


def _names(url: str) -> list[str]:
    found = _client(url).search_profiles(DomainName="shop", KeyName="_phone", Values=["2063457890"])["Items"]
    return [profile["FirstName"] for profile in found]


def test_state_outlives_the_server(tmp_path: Path) -> None:
    scenario, state = tmp_path / "scenario.json", tmp_path / "state.json"
    scenario.write_text(json.dumps(SCENARIO))
    with _server("--scenario", str(scenario), "--state", str(state)) as url:
        loaded = _names(url)
        _client(url).create_profile(DomainName="shop", FirstName="Bob", PhoneNumber="206-345-7890")
        saved = requests.post(f"{url}/moto-api/customer-profiles/state", timeout=10).json()
        on_request = state.read_text()
    with _server("--state", str(state)) as url:
        restored = _names(url)

    assert (["Ann"], ["Ann", "Bob"], {"Saved": str(state)}) == (loaded, restored, saved)
    assert "Bob" in on_request
