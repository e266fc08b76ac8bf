"""Type checkers accept the examples of README and docs, as a user's mypy and pyright would see them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_type_hints

import pytest

from moto_customerprofiles.config import CustomerProfilesConfig
from moto_customerprofiles.state.settings import STRICT, Settings
from tests.support.examples import absent_packages
from tests.support.places import DOCS, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FILE = re.compile(r'^```python title="([\w.]+)"\n(.*?)^```', re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
CACHE = ROOT / ".mypy_cache" / "examples"
"""Kept, since the types of boto3 take most of the time of a first run."""

MYPY = [
    "--check-untyped-defs",
    "--explicit-package-bases",
    "--follow-imports=silent",  # of an installed package, mypy reports nothing
    f"--cache-dir={CACHE}",
]
PYRIGHT = {
    "typeCheckingMode": "standard",
    "extraPaths": [str(ROOT)],
    "reportTypedDictNotRequiredAccess": False,  # members that types-boto3 calls optional in every reply
}


def _programs() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        yield from FILE.findall(text)
        blocks = BLOCK.findall(text)
        if blocks and not absent_packages("\n".join(blocks)):
            yield f"example_{page.stem.replace('-', '_').lower()}.py", "\n".join(blocks)


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the examples of all pages, one program for each page or file."""
    folder = tmp_path_factory.mktemp("examples")
    for name, text in _programs():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "pyrightconfig.json").write_text(json.dumps(PYRIGHT), encoding="utf-8")
    return folder


def _check(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={"MYPYPATH": str(ROOT), "PATH": str(Path(sys.executable).parent)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_mypy_accepts_the_examples(examples: Path) -> None:
    pytest.importorskip("mypy", reason="mypy is not installed")
    done = _check(examples, "mypy", *MYPY, ".")

    assert 0 == done.returncode, done.stdout


def test_pyright_accepts_the_examples(examples: Path) -> None:
    pytest.importorskip("basedpyright", reason="basedpyright is not installed")
    done = _check(examples, "basedpyright", "--level", "error", "--pythonpath", sys.executable, "-p", ".")

    assert 0 == done.returncode, done.stdout


def test_configuration_names_every_setting() -> None:
    """Quotas are set on the settings themselves, as they are numbers of one world; `strict` sets others."""
    hints = {name: hint for name, hint in get_type_hints(Settings).items() if name != "quotas"}

    assert {**hints, "strict": bool} == get_type_hints(CustomerProfilesConfig)


def test_page_about_bad_days_lists_every_strict_setting() -> None:
    page = (DOCS / "how-to" / "bad-days.md").read_text(encoding="utf-8")
    is_on = {True: "on", False: "off"}

    assert [] == [name for name in STRICT if f"| `{name}` | {is_on[getattr(Settings(), name)]} |" not in page]
