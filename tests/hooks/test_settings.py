"""The settings of a server, read and changed over HTTP."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pytest
import requests

from moto_customerprofiles.state.settings import STRICT, Settings
from tests.support.backends import the_backend

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

URL = "http://motoapi.amazonaws.com/moto-api/customer-profiles/settings"
pytestmark = pytest.mark.usefixtures("client")


def _change(changes: Any) -> requests.Response:
    return requests.put(URL, json={"changes": changes}, timeout=5)


@pytest.mark.rule("SET-1")
def test_all_settings_are_listed() -> None:
    listed = requests.get(URL, timeout=5).json()

    assert sorted({each.name for each in fields(Settings)} - {"quotas"}) == sorted(listed)
    assert listed["strict_search_keys"] is True


@pytest.mark.rule("SET-1")
def test_setting_takes_effect(client: CustomerProfilesClient, domain: str) -> None:
    answered = _change({"strict_search_keys": False}).json()
    found = client.search_profiles(DomainName=domain, KeyName="nope", Values=["x"])["Items"]

    assert answered["strict_search_keys"] is False
    assert [] == found


@pytest.mark.rule("SET-1")
def test_strict_stands_for_all_that_are_strict() -> None:
    answered = _change({"strict": True, "strict_rates": False}).json()

    assert {name: name != "strict_rates" for name in STRICT} == {name: answered[name] for name in STRICT}


@pytest.mark.rule("SET-1")
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"strict_ratse": True}, "did you mean strict_rates?"),
        ({"strict_rates": "yes"}, "Setting strict_rates must be bool, not 'yes'"),
        ({"consistency": {"serch": 1}}, "did you mean search"),
        ({"request_rates": {"GetDomain": 0}}, "request_rates are whole numbers"),
        ({"sql_segments": "nowhere"}, "Setting sql_segments must be"),
        ({"quotas": {}}, "There is no setting quotas"),
        ([], "changes must be Mapping[str, object]"),
    ],
)
def test_wrong_setting_is_refused_and_changes_none(changes: Any, told: str) -> None:
    before = {name: getattr(the_backend().world.settings, name) for name in STRICT}
    given = {"cap_object_counts": False, **changes} if isinstance(changes, dict) else changes
    reply = _change(given)

    assert 400 == reply.status_code
    assert told in reply.json()["Message"]
    assert before == {name: getattr(the_backend().world.settings, name) for name in STRICT}
    assert the_backend().world.settings.cap_object_counts
