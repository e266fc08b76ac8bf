"""A pytest of its own, as a user would run it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.support.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def run_pytest(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run a pytest of its own on a folder, as a user would, with no plugin but this package's."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    environment.pop("AWS_DEFAULT_REGION", None)
    command = [sys.executable, "-m", "pytest", "-p", "moto_customerprofiles.pytest_plugin", "-p", "no:cacheprovider"]
    return subprocess.run(
        [*command, *options, str(folder)], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
