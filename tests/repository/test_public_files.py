"""What a public repository has beside its code: workflows, templates, hooks of pre-commit, a container."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.places import ROOT

FILES = sorted([*(ROOT / ".github").rglob("*.yml"), ROOT / ".pre-commit-config.yaml"])
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_commands_of_the_file_exist(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    targets = set(re.findall(r"(?:run|entry): make ([\w-]+)", text))
    scripts = re.findall(r"run: bash (\S+)", text)

    assert isinstance(yaml.safe_load(text), dict)
    assert {target for target in targets if not re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)} == set()
    assert [] == [script for script in scripts if not (ROOT / script).is_file()]


def test_sessions_of_nox_that_make_runs_exist() -> None:
    columns = json.loads((ROOT / "tests" / "matrix.json").read_text(encoding="utf-8"))
    functions = re.findall(r"^@nox[^#]*?^def (\w+)", (ROOT / "noxfile.py").read_text(encoding="utf-8"), re.MULTILINE)
    sessions = {*functions, *(f"tests({each['column']})" for each in columns)}
    run = [re.split(r" \$| -- ", command)[0] for command in re.findall(r"nox --session (.*)", MAKEFILE)]
    named = {name.strip('"') for names in run for name in names.split()}

    assert {"tests(lowest)", "dist"} <= named <= sessions


def _instruction(name: str) -> list[str]:
    """Return the words of an instruction of the Dockerfile that is written as a JSON list."""
    [words] = re.findall(rf"{name} (\[.*\])$", DOCKERFILE, re.MULTILINE)
    command: list[str] = json.loads(words)
    return [sys.executable if word == "python" else word for word in command]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_container_serves_and_knows_that_it_is_well() -> None:
    """The image cannot be built in a test; its commands can be run."""
    environment: dict[str, Any] = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "HOST": "127.0.0.1",
        "PORT": str(_free_port()),
    }
    environment["PATH"] = f"{Path(sys.executable).parent}:{environment['PATH']}"
    check = _instruction("HEALTHCHECK .*? CMD")
    server = subprocess.Popen(
        _instruction("^CMD"), env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + 30
        while (health_code := subprocess.run(check, env=environment, capture_output=True, check=False).returncode) != 0:
            assert time.monotonic() < deadline
            time.sleep(0.2)
    finally:
        server.terminate()
        server.wait(timeout=20)

    assert 0 == health_code
    assert 0 != subprocess.run(check, env=environment, capture_output=True, check=False).returncode
