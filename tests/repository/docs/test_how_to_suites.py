"""The small suites of the how-to on test suites pass, each in a pytest of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.places import DOCS, ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGE = DOCS / "how-to" / "test-suites.md"
FILE = re.compile(r'^```\w+ title="([\w.]+)"\n(.*?)^```', re.MULTILINE | re.DOTALL)
SUITES = {
    title: FILE.findall(body)
    for title, body in re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
}


def _run(folder: Path, *options: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    for name in ("AWS_DEFAULT_REGION", "PYTEST_ADDOPTS"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "pytest", "-p", "moto_customerprofiles.pytest_plugin", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, *options], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("title", SUITES)
def test_suite_of_the_section_passes(title: str, tmp_path: Path) -> None:
    for name, text in SUITES[title]:
        (tmp_path / name).write_text(text, encoding="utf-8")
    tests = sum(len(re.findall(r"^ *def test_", text, re.MULTILINE)) for _, text in SUITES[title])
    output = _run(tmp_path)

    assert tests > 0
    assert (passed := re.search(r"(\d+) passed", output)), output
    assert int(passed[1]) >= tests
    assert "failed" not in output, output
    assert "error" not in output, output


def test_shared_mock_works_in_each_worker(tmp_path: Path) -> None:
    for name, text in SUITES["One mock for the whole session"]:
        (tmp_path / name).write_text(text, encoding="utf-8")
    output = _run(tmp_path, "-p", "xdist.plugin", "-n", "2", "--dist", "loadfile")

    assert "8 passed" in output, output


def test_domain_of_the_fixture_makes_way_for_one_of_the_same_name(tmp_path: Path) -> None:
    (tmp_path / "test_taken.py").write_text(
        """
def test_name_is_free(customer_profiles, request):
    customer_profiles.create_domain(DomainName="test-domain", DefaultExpirationDays=1)
    assert request.getfixturevalue("customer_profiles_domain") == "test-domain-2"


def test_scenario_is_loaded_anew(customer_profiles, customer_profiles_scenario):
    for _ in range(2):
        customer_profiles_scenario({"shop": {"DefaultExpirationDays": 9, "Profiles": [{"FirstName": "Ann"}]}})
    assert customer_profiles.get_domain(DomainName="shop")["Stats"]["ProfileCount"] == 1


def test_domain_may_be_deleted_by_the_test(customer_profiles, customer_profiles_domain):
    customer_profiles.delete_domain(DomainName=customer_profiles_domain)
""",
        encoding="utf-8",
    )

    assert "3 passed" in (output := _run(tmp_path)), output
    assert "error" not in output, output
