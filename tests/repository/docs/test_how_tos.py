"""The Python in the documentation runs: the blocks of a page are one program, whose tests pass."""

from __future__ import annotations

import re
import runpy
from importlib.util import find_spec
from inspect import signature
from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.adapters.scenario_files import load_scenario
from tests.support.examples import absent_packages
from tests.support.places import DOCS

if TYPE_CHECKING:
    from pathlib import Path

    from types_boto3_customer_profiles import CustomerProfilesClient

NEEDS = {"test_tagged_domain_is_found": "moto.core.resource_tagging"}
"""Tests that need a newer moto than the lowest, as their page says, and the module of moto by which to tell."""

PAGES = sorted(page for page in DOCS.rglob("*.md") if "```python\n" in page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_code_of_the_page_runs(page: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    blocks = re.findall(r"^```python\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    if absent := absent_packages("\n".join(blocks)):
        pytest.skip(f"{', '.join(absent)} is not installed")
    program = tmp_path / "page.py"
    program.write_text("\n".join(blocks), encoding="utf-8")
    tests = {name: each for name, each in runpy.run_path(str(program)).items() if name.startswith("test_")}
    for name, test in tests.items():
        if find_spec(NEEDS.get(name, "moto")):
            test(**{fixture: request.getfixturevalue(fixture) for fixture in signature(test).parameters})

    assert tests, f"{page.name} has no test"


def test_scenario_of_the_page_loads(client: CustomerProfilesClient, tmp_path: Path) -> None:
    [scenario] = re.findall(
        r"^```yaml\n(.*?)^```", (DOCS / "how-to" / "scenarios.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    file = tmp_path / "shop.yaml"
    file.write_text(scenario, encoding="utf-8")
    load_scenario(file)

    assert 2 == client.get_domain(DomainName="shop")["Stats"]["ProfileCount"]
