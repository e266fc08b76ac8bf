"""What the examples of the documentation need."""

from __future__ import annotations

import re
from importlib.util import find_spec

_OPTIONAL = {"aiobotocore", "aioboto3"}
"""Packages that not every column of the matrix has: they take a botocore of their own."""


def absent_packages(program: str) -> list[str]:
    """Return the packages that a program imports, and that need not be installed and are not."""
    imported = {*re.findall(r"^(?:import|from) (\w+)", program, re.MULTILINE)}
    return sorted(package for package in imported & _OPTIONAL if find_spec(package) is None)
