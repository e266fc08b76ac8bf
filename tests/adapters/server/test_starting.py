"""Each way to start a server that has this service in it, as a process of its own."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import requests

from tests.support.clients import server_client
from tests.support.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator


MAIN = "from moto_customerprofiles.__main__ import main; main()"
STOCK = "import sys; from moto.server import main; main(sys.argv[1:])"


@contextmanager
def serving(*command: str, path: Path = ROOT) -> Iterator[str]:
    """Run a server on a free port until the test is done with it, and return its URL."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(path), str(ROOT)]), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [*command, "-H", "127.0.0.1", "-p", "0"],
        stderr=subprocess.STDOUT,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert process.stdout
    try:
        for line in process.stdout:
            if found := re.search(r"https?://127\.0\.0\.1:\d+", line):
                yield found.group()
                break
        else:
            pytest.fail(f"{command} did not start")
    finally:
        process.terminate()
        process.wait(timeout=10)
        process.stdout.close()


def domains(url: str) -> list[str]:
    client = server_client(url)
    client.create_domain(DomainName="shop", DefaultExpirationDays=30)
    return [item["DomainName"] for item in client.list_domains()["Items"]]


def test_package_runs_as_a_module() -> None:
    with serving(sys.executable, "-m", "moto_customerprofiles") as url:
        assert ["shop"] == domains(url)


def test_console_script_is_the_same_server() -> None:
    script = shutil.which("moto_customerprofiles_server", path=str(Path(sys.executable).parent))
    command = (script,) if script else (sys.executable, "-c", MAIN)
    with serving(*command) as url:
        assert ["shop"] == domains(url)


def test_project_names_the_console_script() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")

    assert 'moto_customerprofiles_server = "moto_customerprofiles.__main__:main"' in project


def test_stock_server_serves_it_with_one_line_of_sitecustomize(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import moto_customerprofiles\n", encoding="utf-8")
    with serving(sys.executable, "-c", STOCK, path=tmp_path) as url:
        assert ["shop"] == domains(url)


def told_server(url: str) -> str:
    """Return what a server says of itself."""
    return requests.get(f"{url}/moto-api/", timeout=10, verify=False).headers["Server"]  # noqa: S501  # made for the test


def test_waitress_serves_where_it_is_installed() -> None:
    with serving(sys.executable, "-m", "moto_customerprofiles") as url:
        assert "moto" == told_server(url)


def test_motos_own_server_serves_if_so_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTO_CUSTOMERPROFILES_SERVER", "werkzeug")
    with serving(sys.executable, "-m", "moto_customerprofiles") as url:
        assert told_server(url).startswith("Werkzeug")


def test_motos_own_server_serves_where_waitress_is_not_installed(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['waitress'] = None\n", encoding="utf-8")
    with serving(sys.executable, "-m", "moto_customerprofiles", path=tmp_path) as url:
        assert told_server(url).startswith("Werkzeug")


@pytest.mark.filterwarnings("ignore:Unverified HTTPS request")
def test_motos_own_server_encrypts() -> None:
    with serving(sys.executable, "-m", "moto_customerprofiles", "--ssl") as url:
        assert told_server(url).startswith("Werkzeug")


def test_port_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = subprocess.run(
            [sys.executable, "-m", "moto_customerprofiles", "-p", port], capture_output=True, text=True, check=False
        )

    assert 1 == said.returncode
    assert said.stderr.startswith(f"Cannot listen on 127.0.0.1 port {port}: ")


@pytest.mark.parametrize("kind", ["waitress", "werkzeug"])
def test_start_says_where_the_pages_are(kind: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "MOTO_CUSTOMERPROFILES_SERVER": kind}
    command = [sys.executable, "-m", "moto_customerprofiles", "-p", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr
        said = next(line for line in process.stderr if "Pages" in line)
        process.terminate()
        process.stderr.read()

    assert "/moto-api/customer-profiles/" in said
