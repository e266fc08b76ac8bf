"""The tests on the supported versions of Python, moto and botocore, `make test-matrix`, and of a build, `make dist`."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import nox

nox.options.sessions = ["tests"]
nox.options.default_venv_backend = "venv"
nox.options.error_on_missing_interpreters = False
nox.options.reuse_existing_virtualenvs = True


def _python(version: str) -> str:
    """Return the Python of this version, or the one at hand where it is not installed."""
    found = shutil.which(f"python{version}")
    runs = found and subprocess.run([found, "-c", ""], capture_output=True, check=False).returncode == 0  # noqa: S603  # a Python
    return version if runs else sys.executable


# The lowest and the newest of everything, and between them both sides of what moto changed for its backends.
COLUMNS = [
    nox.param(_python("3.10"), ["moto==5.1.0", "boto3==1.44.5", "botocore==1.44.5"], id="lowest"),
    nox.param("3.11", ["moto==5.1.22"], id="moto-5.1.22"),
    nox.param("3.12", ["moto==5.2.3"], id="moto-5.2.3"),
    nox.param("3.12", ["moto==5.2.4"], id="moto-5.2.4"),
    nox.param("3.13", ["moto", "boto3", "botocore"], id="newest"),
]


@nox.session
@nox.parametrize("python,pins", COLUMNS)
def tests(session: nox.Session, pins: list[str]) -> None:
    """Run the tests on one column of the matrix."""
    session.install("--quiet", "--upgrade", "pip>=25.1")
    session.install("--quiet", "--upgrade", "--group", "dev", "--editable", ".[all]", *pins)
    session.run("python", "-m", "pytest", "-q", "-n", "2", *session.posargs)


ASYNC_PINS = [
    nox.param(["aioboto3==12.4.0"], id="aioboto3-12"),
    nox.param(["aioboto3==15.5.0"], id="aioboto3-15"),
    nox.param(["aiobotocore"], id="newest"),
]


@nox.session
@nox.parametrize("pins", ASYNC_PINS)
def async_clients(session: nox.Session, pins: list[str]) -> None:
    """Run the tests of clients of aiobotocore and aioboto3, each with the botocore that it takes."""
    session.install("--quiet", "--upgrade", "pip>=25.1")
    session.install("--quiet", "--upgrade", "--group", "dev", "--editable", ".[server]", *pins)
    files = ("tests/adapters/test_async_clients.py", "tests/repository/docs/test_how_tos.py")
    session.run("python", "-m", "pytest", "-q", *files, "-k", "async", *session.posargs)


@nox.session
def dist(session: nox.Session) -> None:
    """Build wheel and sdist into `dist/`, and check what an index would say of them."""
    session.install("--quiet", "build", "twine")
    shutil.rmtree("dist", ignore_errors=True)
    session.run("python", "-m", "build")
    session.run("twine", "check", "--strict", *map(str, Path("dist").iterdir()))


@nox.session(reuse_venv=False)
@nox.parametrize("built,extra,tests", [("*.tar.gz", "", "not extras"), ("*.whl", "[all]", "")], ids=["sdist", "wheel"])
def smoke(session: nox.Session, built: str, extra: str, tests: str) -> None:
    """Install what was built into an environment without anything else, and see whether it works."""
    [package] = Path("dist").resolve().glob(built)
    session.install("--quiet", "pytest", f"moto-customerprofiles{extra} @ {package.as_uri()}")
    with TemporaryDirectory() as place:  # below the sources, pytest would find their settings
        shutil.copy("tests/repository/smoke.py", place)
        with session.chdir(place):
            session.run("python", "-m", "pytest", "-q", "smoke.py", "-k", tests)
