"""Hints: where they are kept, and where they are told."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import boto3
import pytest
import requests
from moto import mock_aws

from moto_customerprofiles.adapters.recent_calls import WATCH
from moto_customerprofiles.errors import BadRequest, ResourceNotFound
from moto_customerprofiles.services.ingestion.dead_letters import dead_letter
from moto_customerprofiles.state.hints import HINTS, found_hint
from tests.support.backends import hook, the_backend
from tests.support.facts import REGION
from tests.support.shop import create_domain, object_type, put_text

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.state.world import World

URL = "http://motoapi.amazonaws.com/moto-api/customer-profiles"
ORDERS = object_type("order", {"id": ""}, {"orderId": "UNIQUE PROFILE id"}, AllowProfileCreation=False)


@pytest.fixture
def letter(client: CustomerProfilesClient, domain: str) -> str:
    """Return the domain of a dead letter."""
    client.put_profile_object_type(DomainName=domain, **ORDERS)
    put_text(client, "order", '{"id": 1}')
    return domain


def _hints(domain_name: str | None = None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = hook("hints", domain_name)
    return found


@pytest.mark.usefixtures("letter")
def test_hint_has_name_subject_message_and_remedy() -> None:
    [hint] = _hints()

    assert ("dead-letter", "shop", "object type order") == (hint["Hint"], hint["DomainName"], hint["Subject"])
    assert '{"id": 1} became a dead letter: No profile matches the object' in hint["Message"]
    assert "AllowProfileCreation" in hint["Remedy"]


def test_hint_is_noted_once(client: CustomerProfilesClient, letter: str) -> None:
    put_text(client, "order", '{"id": 2}', letter)

    assert 1 == len(_hints())


def test_hints_are_of_one_domain_or_of_all(client: CustomerProfilesClient, letter: str) -> None:
    create_domain(client, "other")

    assert [[], ["dead-letter"]] == [[hint["Hint"] for hint in _hints(name)] for name in ("other", letter)]


def test_hints_of_an_unknown_domain_are_refused(client: CustomerProfilesClient) -> None:
    client.list_domains()
    with pytest.raises(ResourceNotFound):
        _hints("nowhere")


@pytest.mark.usefixtures("letter")
def test_hints_are_there_over_http() -> None:
    assert ["dead-letter"] == [hint["Hint"] for hint in requests.get(f"{URL}/hints", timeout=5).json()]


@pytest.mark.usefixtures("letter")
def test_recent_call_has_the_hints_that_it_noted() -> None:
    assert [[], [], ["dead-letter"]] == [[each.name for each in call.hints] for call in the_backend().recent_calls]


def test_calls_by_methods_of_the_backend_are_among_the_recent_ones(client: CustomerProfilesClient) -> None:
    del client  # its mock is wanted
    backend = the_backend()
    backend.create_domain(DomainName="by-method", DefaultExpirationDays=30)
    with pytest.raises(BadRequest):
        backend.create_domain(DomainName="by-method", DefaultExpirationDays=30)

    assert [("CreateDomain", "by-method", 200), ("CreateDomain", "by-method", 400)] == [
        (call.operation, call.domain_name, call.status) for call in backend.recent_calls
    ]
    assert "by-method already exists" in backend.recent_calls[-1].reply["Message"]


@pytest.mark.usefixtures("letter")
def test_call_that_fails_has_noted_nothing() -> None:
    world = the_backend().world
    before = dict(world.call.hints)
    with pytest.raises(BadRequest):
        _fail_after_a_hint(world)

    assert before == world.call.hints


def _fail_after_a_hint(world: World) -> None:
    with world.enter():
        dead_letter(world.domains.require("shop"), "other", "{}", "because", "Do")
        raise BadRequest("no")


def test_log_has_hints_outside_of_pytest(
    client: CustomerProfilesClient, domain: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(WATCH, "kept", None)
    client.put_profile_object_type(DomainName=domain, **ORDERS)
    for number in (1, 2):
        put_text(client, "order", f'{{"id": {number}}}')

    [record] = [each for each in caplog.records if each.name == "moto_customerprofiles"]
    assert (logging.WARNING, True) == (record.levelno, "became a dead letter" in record.getMessage())


def test_hint_cannot_be_registered_twice() -> None:
    register = found_hint
    name = next(iter(HINTS)).replace("-", "_")

    def search(_: object) -> list[Any]:
        return []

    search.__name__ = name
    with pytest.raises(ValueError, match="is registered twice"):
        register(search)


def test_worlds_of_nested_mocks_are_apart() -> None:
    with mock_aws():
        assert [] == _hints()


def test_log_has_what_is_found_when_the_mock_ends(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(WATCH, "kept", None)
    with mock_aws():
        client = boto3.client("customer-profiles", region_name=REGION)
        create_domain(client)
        fields = {"id": {"Source": "source.id"}}
        client.put_profile_object_type(DomainName="shop", **{**ORDERS, "Fields": fields})
        assert [] == caplog.messages

    assert ["constant-source", "constant-unique-key"] == sorted(each.partition(",")[0] for each in caplog.messages)


def test_log_that_takes_no_warnings_searches_for_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(WATCH, "kept", None)
    caplog.set_level(logging.ERROR, "moto_customerprofiles")

    assert not WATCH.is_logging
