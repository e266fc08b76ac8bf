"""The section of a failing test's report, in a pytest of its own as a user would run it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.inner_pytest import run_pytest

if TYPE_CHECKING:
    from pathlib import Path

SHOP = """
import boto3
from moto import mock_aws


def shop(client, **members):
    client.create_domain(DomainName="shop", DefaultExpirationDays=9)
    client.put_profile_object_type(
        DomainName="shop",
        ObjectTypeName="order",
        Description="Orders",
        Fields={"id": {"Source": "_source.id"}},
        Keys={"orderId": [{"StandardIdentifiers": ["UNIQUE", "PROFILE"], "FieldNames": ["id"]}]},
    )
    client.put_profile_object(DomainName="shop", ObjectTypeName="order", Object='{"id": 1}')
    return client.search_profiles(DomainName="shop", KeyName="orderId", Values=["1"])["Items"]
"""
FAILING = (
    SHOP
    + """

@mock_aws
def test_order_is_found():
    assert shop(boto3.client("customer-profiles", region_name="us-east-1"))
"""
)
PASSING = (
    SHOP
    + """

def test_order_is_not_found(customer_profiles):
    assert not shop(customer_profiles)
"""
)
REASON = "No profile matches the object, and its object type does not allow profile creation"
ALONE_AND_XDIST = pytest.mark.parametrize("options", [(), ("-p", "xdist.plugin", "-n", "2")], ids=["alone", "xdist"])


def _run(folder: Path, suite: str, *options: str) -> str:
    (folder / "test_shop.py").write_text(suite, encoding="utf-8")
    return run_pytest(folder, *options).stdout


@ALONE_AND_XDIST
def test_failing_test_shows_why_an_object_became_a_dead_letter(tmp_path: Path, options: tuple[str, ...]) -> None:
    shown = _run(tmp_path, FAILING, *options)
    section = shown.partition("- Customer Profiles -")[2]

    assert f'order {{"id": 1}} in domain shop: {REASON}' in section, shown
    assert "AllowProfileCreation set to true" in section


def test_failing_test_shows_its_calls_with_their_status(tmp_path: Path) -> None:
    shown = _run(tmp_path, FAILING)

    assert "SearchProfiles(DomainName='shop', KeyName='orderId', Values=['1']) -> 200" in shown


def test_failing_test_shows_the_error_of_a_call(tmp_path: Path) -> None:
    shown = _run(tmp_path, "def test_it(customer_profiles):\n    customer_profiles.get_domain(DomainName='nowhere')\n")

    assert "GetDomain(DomainName='nowhere') -> 404: DomainName nowhere is not found in account" in shown


def test_passing_test_is_silent(tmp_path: Path) -> None:
    shown = _run(tmp_path, PASSING, "-rA")

    assert "1 passed" in shown
    assert "dead" not in shown


@ALONE_AND_XDIST
def test_hint_can_fail_a_test(tmp_path: Path, options: tuple[str, ...]) -> None:
    shown = _run(tmp_path, PASSING, "--customer-profiles-hints=error", *options)

    assert "1 failed" in shown
    assert "dead-letter, domain shop, object type order" in shown


def test_ini_option_says_what_becomes_of_hints(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\ncustomer_profiles_hints = error\n", encoding="utf-8")

    assert "1 failed" in _run(tmp_path, PASSING)


def test_option_wins_over_the_ini_option(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\ncustomer_profiles_hints = error\n", encoding="utf-8")

    assert "1 passed" in _run(tmp_path, PASSING, "--customer-profiles-hints=off")


def test_ini_option_with_another_value_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\ncustomer_profiles_hints = loud\n", encoding="utf-8")

    assert "'loud', and can be show, error, off" in run_pytest(tmp_path).stderr


def test_hints_can_be_left_out(tmp_path: Path) -> None:
    shown = _run(tmp_path, FAILING, "--customer-profiles-hints=off")

    assert "Dead letters:" in shown
    assert "Hints:" not in shown


def test_hint_fails_the_first_test_of_a_shared_mock_only(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\ncustomer_profiles_scope = session\n", encoding="utf-8")
    later = PASSING + "\ndef test_later(customer_profiles):\n    customer_profiles.list_domains()\n"

    assert "1 failed, 1 passed" in _run(tmp_path, later, "--customer-profiles-hints=error")


def test_test_shows_the_calls_of_its_own_only(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\ncustomer_profiles_scope = session\n", encoding="utf-8")
    later = PASSING + "\ndef test_later(customer_profiles):\n    assert not customer_profiles.list_domains()\n"
    section = _run(tmp_path, later).partition("- Customer Profiles -")[2]

    assert "ListDomains() -> 200" in section
    assert "SearchProfiles" not in section


def test_each_account_and_region_has_a_part_of_its_own(tmp_path: Path) -> None:
    suite = (
        SHOP
        + """

@mock_aws
def test_two_regions():
    for region in ("us-east-1", "eu-west-2"):
        assert not shop(boto3.client("customer-profiles", region_name=region))
    raise AssertionError
"""
    )
    shown = _run(tmp_path, suite)

    assert [2, 2] == [shown.count("Dead letters:"), shown.count("Account 123456789012, region ")]


def test_test_without_customer_profiles_has_no_section(tmp_path: Path) -> None:
    assert "Customer Profiles" not in _run(tmp_path, "def test_it():\n    assert False\n")


MISTYPED = """
import json

import boto3
import pytest


@pytest.fixture
def shop(customer_profiles):
    customer_profiles.create_domain(DomainName="shop", DefaultExpirationDays=9)
    return customer_profiles


def define(client, email="_source.email", target="_profile.EmailAddress"):
    client.put_profile_object_type(
        DomainName="shop",
        ObjectTypeName="order",
        Description="Orders",
        AllowProfileCreation=True,
        Fields={"id": {"Source": "_source.id"}, "email": {"Source": email, "Target": target}},
        Keys={
            "orderId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
            "_email": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["email"]}],
        },
    )


def put(client, **order):
    client.put_profile_object(DomainName="shop", ObjectTypeName="order", Object=json.dumps(order))


def found(client, key="_email", value="ann@example.com"):
    return client.search_profiles(DomainName="shop", KeyName=key, Values=[value])["Items"]
"""


@pytest.mark.parametrize(
    ("test", "cause"),
    [
        (
            "define(shop, email='source.email'); put(shop, id=1, email='ann@example.com'); assert found(shop)",
            'Source "source.email" is a constant: every object has this text as its value. Write "_source.email"',
        ),
        (
            "define(shop, email='_source.emial'); put(shop, id=1, email='ann@example.com')",
            "field email reads _source.emial, and the object has id, email; did you mean email?",
        ),
        ("define(shop, target='_profile.EmialAddress')", "did you mean _profile.EmailAddress?"),
        ("define(shop); put(shop, id=1, email='ann@example.com'); found(shop, key='email')", "did you mean _email?"),
    ],
    ids=["constant source", "misspelt source", "misspelt target", "misspelt search key"],
)
def test_cause_of_a_mistyped_mapping_or_key_is_in_the_output(tmp_path: Path, test: str, cause: str) -> None:
    assert cause in _run(tmp_path, f"{MISTYPED}\n\ndef test_it(shop):\n    {test}\n")


@pytest.mark.needs("CreateEventTrigger")
def test_cause_of_a_mistyped_trigger_is_in_the_output(tmp_path: Path) -> None:
    suite = (
        MISTYPED
        + """

def test_campaign_is_asked(shop):
    define(shop)
    attribute = {"Source": "amuont", "ComparisonOperator": "GREATER_THAN", "Values": ["100"]}
    dimensions = [{"ObjectAttributes": [attribute]}]
    shop.create_event_trigger(
        DomainName="shop",
        EventTriggerName="big",
        ObjectTypeName="order",
        EventTriggerConditions=[{"EventTriggerDimensions": dimensions, "LogicalOperator": "ALL"}],
    )
    put(shop, id=1, email="ann@example.com", amount=150)
    from moto_customerprofiles import customerprofiles_backends
    [backend] = customerprofiles_backends["123456789012"].values()
    assert backend.event_trigger_invocations("shop")
"""
    )
    shown = _run(tmp_path, suite)

    assert "event trigger big, attribute amuont: no object of type order has it; did you mean amount?" in shown
    assert "event trigger big: no integration names it, so that it does nothing" in shown
