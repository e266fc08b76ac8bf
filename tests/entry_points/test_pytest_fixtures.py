"""The fixtures, in a pytest of its own as a user would run it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from botocore.loaders import JSONFileLoader

from moto_customerprofiles.pytest_plugin import mocked_client
from tests.support.inner_pytest import run_pytest

if TYPE_CHECKING:
    from pathlib import Path

SUITE = """
from datetime import timedelta

import boto3
import pytest
from moto import mock_aws


@pytest.fixture
def aws():
    with mock_aws():
        yield


def test_client_is_ready(customer_profiles):
    assert customer_profiles.list_domains()["Items"] == []


def test_domain_is_ready(customer_profiles, customer_profiles_domain):
    created = customer_profiles.create_profile(DomainName=customer_profiles_domain, FirstName="Ann")
    assert len(created["ProfileId"]) == 32


def test_mocks_are_apart(customer_profiles, customer_profiles_domain):
    assert customer_profiles.get_domain(DomainName=customer_profiles_domain)["Stats"]["ProfileCount"] == 0


def test_scenario_builds_domains(customer_profiles, customer_profiles_scenario):
    customer_profiles_scenario({"shop": {"DefaultExpirationDays": 9, "Profiles": [{"FirstName": "Ann"}]}})
    assert customer_profiles.get_domain(DomainName="shop")["Stats"]["ProfileCount"] == 1


def test_clock_moves_when_it_is_wound(customer_profiles, customer_profiles_scenario, customer_profiles_clock):
    customer_profiles_scenario({"shop": {"DefaultExpirationDays": 9, "Profiles": [{"FirstName": "Ann"}]}})
    customer_profiles_clock.tick(timedelta(days=10))
    assert customer_profiles.get_domain(DomainName="shop")["Stats"]["ProfileCount"] == 0


def test_fixture_joins_a_mock_of_the_users(aws, customer_profiles):
    customer_profiles.create_domain(DomainName="shop", DefaultExpirationDays=1)
    other = boto3.client("customer-profiles", region_name=customer_profiles.meta.region_name)
    assert [each["DomainName"] for each in other.list_domains()["Items"]] == ["shop"]


def test_region_is_that_of_the_environment(monkeypatch, request):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-2")
    assert request.getfixturevalue("customer_profiles").meta.region_name == "eu-west-2"
"""


@pytest.mark.parametrize("options", [(), ("-p", "xdist.plugin", "-n", "2")], ids=["alone", "xdist"])
def test_fixtures_do_what_they_say(tmp_path: Path, options: tuple[str, ...]) -> None:
    (tmp_path / "test_shop.py").write_text(SUITE, encoding="utf-8")
    done = run_pytest(tmp_path, *options)

    assert "7 passed" in done.stdout, done.stdout + done.stderr


def test_durations_are_true_while_the_clock_stands_still(tmp_path: Path) -> None:
    (tmp_path / "test_days.py").write_text(
        "from datetime import timedelta\n\ndef test_days(customer_profiles_clock):\n"
        "    customer_profiles_clock.tick(timedelta(days=400))\n",
        encoding="utf-8",
    )
    shown = run_pytest(tmp_path, "-vv", "--durations=0").stdout
    seconds = [float(number) for number in re.findall(r"^(\S+)s (?:setup|call|teardown) ", shown, re.MULTILINE)]

    assert 3 == len(seconds), shown
    assert max(seconds) < 60


def test_header_says_who_serves(tmp_path: Path) -> None:
    assert "customer-profiles: served by moto_customerprofiles" in run_pytest(tmp_path, "--collect-only").stdout


def test_collecting_imports_neither_moto_nor_boto3(tmp_path: Path) -> None:
    (tmp_path / "test_light.py").write_text(
        "import sys\n\ndef test_light():\n    assert not {'moto', 'boto3', 'botocore'} & set(sys.modules)\n",
        encoding="utf-8",
    )

    assert "1 passed" in run_pytest(tmp_path).stdout


def test_model_is_read_for_the_first_client_only(monkeypatch: pytest.MonkeyPatch) -> None:
    with mocked_client() as client:
        client.list_domains()
    read: list[str] = []
    monkeypatch.setattr(JSONFileLoader, "load_file", lambda _, path: read.append(path))
    with mocked_client() as client:
        client.list_domains()

    assert [] == read
