"""The tests on the supported versions of Python, moto and botocore, `make test-matrix`, and of a build, `make dist`."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

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


MATRIX = json.loads(Path("tests/matrix.json").read_text(encoding="utf-8"))


def _floors() -> list[str]:
    """Return the lowest version of each dependency, also of the extras, as pyproject.toml has them."""
    project = nox.project.load_toml("pyproject.toml")["project"]
    ranges = [*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values())]
    return [each.replace(">=", "==") for each in ranges if not each.startswith(("boto", "moto"))]


@nox.session
@nox.parametrize("python,column", [nox.param(_python(each["python"]), each, id=each["column"]) for each in MATRIX])
def tests(session: nox.Session, column: dict[str, Any]) -> None:
    """Run the tests on one column of the matrix."""
    session.install("--quiet", "--upgrade", "pip>=25.1")
    pins = [*column["packages"], *(_floors() if column.get("rest") == "lowest" else [])]
    session.install("--quiet", "--upgrade", "--group", "tests", "--editable", ".[all]", *pins)
    session.run("python", "-m", "pytest", "-q", "-n", "2", *session.posargs, env=column.get("environment", {}))


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
