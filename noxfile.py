"""The tests on the supported versions of Python, moto and botocore: `make test-matrix`."""

from __future__ import annotations

import shutil
import subprocess
import sys

import nox

nox.options.default_venv_backend = "venv"
nox.options.error_on_missing_interpreters = False
nox.options.reuse_existing_virtualenvs = True


def _python(version: str) -> str:
    """Answer the Python of this version, or the one at hand where it is not installed."""
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
