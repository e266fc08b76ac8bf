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


@pytest.mark.rule("FLT-9")
def test_fault_that_never_fired_fails_the_test(tmp_path: Path) -> None:
    (tmp_path / "test_faults.py").write_text(
        "def test_idle(customer_profiles_faults):\n"
        "    customer_profiles_faults.inject('ThrottlingException', operation='GetDomain')\n\n"
        "def test_chance(customer_profiles_faults):\n"
        "    customer_profiles_faults.inject('ThrottlingException', rate=0.5)\n\n"
        "def test_spared(customer_profiles, customer_profiles_faults):\n"
        "    customer_profiles_faults.inject('ThrottlingException', must_fire=False)\n\n"
        "def test_clean(customer_profiles):\n"
        "    assert customer_profiles.list_domains()['Items'] == []\n",
        encoding="utf-8",
    )
    done = run_pytest(tmp_path)

    assert "4 passed, 1 error" in done.stdout, done.stdout + done.stderr
    assert "these injected faults never fired:" in done.stdout
    assert "inject(error='ThrottlingException', operation='GetDomain') matched 0 calls" in done.stdout


@pytest.mark.rule("FLT-9")
def test_faults_and_recorded_calls_end_with_the_test_in_a_shared_mock(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\ncustomer_profiles_scope = session\n", encoding="utf-8")
    (tmp_path / "test_shared.py").write_text(
        "def test_first(customer_profiles, customer_profiles_faults, customer_profiles_calls):\n"
        "    customer_profiles_faults.inject('ThrottlingException', every=1, must_fire=False)\n"
        "    customer_profiles_calls.assert_not_called('ListDomains')\n\n"
        "def test_second(customer_profiles, customer_profiles_calls):\n"
        "    assert customer_profiles.list_domains()['Items'] == []\n"
        "    customer_profiles_calls.assert_called('ListDomains', times=1)\n\n"
        "def test_third(customer_profiles_calls):\n"
        "    customer_profiles_calls.assert_not_called('ListDomains')\n",
        encoding="utf-8",
    )

    assert "3 passed" in (done := run_pytest(tmp_path)).stdout, done.stdout + done.stderr


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
