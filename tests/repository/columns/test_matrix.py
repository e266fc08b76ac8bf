"""The supported versions are those that the matrix runs, and only the protocol asks which one is installed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from moto_customerprofiles.wire.model import botocore_version, operation_names
from tests.repository.columns.matrix import COLUMNS, pins
from tests.support.places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
REQUIREMENTS = re.findall(r'"([\w-]+)(?:\[[\w,]+\])?([<>=!~][^"]*)"', PROJECT.partition("[dependency-groups]")[0])
FLOORS = {name: version.removeprefix(">=") for name, version in REQUIREMENTS if name != "hatchling"}
LOWEST = next(column for column in COLUMNS if column["column"] == "lowest")
FIXED = [column for column in COLUMNS if "operations" in column]
SOURCES = [*(ROOT / "moto_customerprofiles").rglob("*.py"), *(ROOT / "tests").rglob("*.py"), ROOT / "conftest.py"]


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_dependency_has_a_floor_and_no_ceiling(name: str) -> None:
    assert re.fullmatch(r"[\d.]+", FLOORS[name]), f"{name}{FLOORS[name]}"


@pytest.mark.parametrize(("name", "version"), pins(LOWEST).items())
def test_lowest_column_runs_the_series_that_is_the_floor(name: str, version: str) -> None:
    assert version.startswith(f"{FLOORS[name]}."), f"the floor of {name} is {FLOORS[name]}"


def test_lowest_column_runs_the_lowest_python() -> None:
    [floor] = re.findall(r'^requires-python = ">=(.+)"$', PROJECT, re.MULTILINE)

    assert floor == LOWEST["python"]


def test_every_python_of_the_classifiers_has_a_column() -> None:
    classified = re.findall(r'"Programming Language :: Python :: (3\.\d+)"', PROJECT)

    assert sorted({column["python"] for column in COLUMNS}) == sorted(classified)


@pytest.mark.parametrize("column", FIXED, ids=[column["column"] for column in FIXED])
def test_installed_botocore_knows_as_many_operations_as_its_column_says(column: dict[str, Any]) -> None:
    if pins(column)["botocore"] == botocore_version():
        assert column["operations"] == len(operation_names())


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: str(source.relative_to(ROOT)))
def test_only_the_protocol_asks_for_the_version_of_botocore(source: Path) -> None:
    asks = r"""(?:botocore|boto3)\.__version__|version\(["'](?:botocore|boto3)["']\)"""
    found = [] if source.parent.name == "wire" else re.findall(asks, source.read_text(encoding="utf-8"))

    assert [] == found
