"""The lane serves a call by itself, or steps aside for moto: one test for each reason to step aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.core import set_initial_no_auth_action_count
from moto.core.botocore_stubber import BotocoreStubber
from moto.core.exceptions import ServiceNotWhitelisted
from moto.core.models import patch_client
from moto.moto_api import recorder

from moto_customerprofiles.adapters.fast_path import SWITCH
from tests.support.facts import REGION

if TYPE_CHECKING:
    from pathlib import Path

    from types_boto3_customer_profiles import CustomerProfilesClient


@pytest.fixture
def seen_by_moto(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the URLs of the requests that moto's own way is asked to serve."""
    urls: list[str] = []
    process = BotocoreStubber.process_request

    def spy(stubber: BotocoreStubber, request: Any) -> Any:
        urls.append(request.url)
        return process(stubber, request)

    monkeypatch.setattr(BotocoreStubber, "process_request", spy)
    return urls


def _client() -> CustomerProfilesClient:
    return boto3.client("customer-profiles", region_name=REGION)


class _NoNetworkError(Exception):
    pass


def _cut_off(client: Any) -> list[str]:
    """Let nothing out to the network, and return the URLs that wanted to go there."""
    sent: list[str] = []

    def send(request: Any, **_: object) -> None:
        sent.append(request.url)
        raise _NoNetworkError

    client._endpoint.http_session.send = send
    return sent


def _domains(client: CustomerProfilesClient) -> list[str]:
    client.create_domain(DomainName="shop", DefaultExpirationDays=1)
    return [item["DomainName"] for item in client.list_domains()["Items"]]


def test_lane_serves_without_moto(seen_by_moto: list[str]) -> None:
    with mock_aws():
        domains = _domains(_client())

    assert (["shop"], []) == (domains, seen_by_moto)


def test_switch_turns_the_lane_off(seen_by_moto: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, "off")
    with mock_aws():
        domains = _domains(_client())

    assert (["shop"], 2) == (domains, len(seen_by_moto))


def test_recorder_sees_every_call(seen_by_moto: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorder, "_location", str(tmp_path / "recording"))
    recorder.start_recording()
    try:
        with mock_aws():
            _domains(_client())
    finally:
        recorder.stop_recording()

    assert (2, 2) == (len(seen_by_moto), len((tmp_path / "recording").read_text().splitlines()))


def test_whitelist_of_other_services_refuses_the_call() -> None:
    with mock_aws(config={"core": {"service_whitelist": ["s3"]}}), pytest.raises(ServiceNotWhitelisted):
        _client().list_domains()


def test_whitelist_with_this_service_serves_it(seen_by_moto: list[str]) -> None:
    with mock_aws(config={"core": {"service_whitelist": ["customerprofiles"]}}):
        domains = _domains(_client())

    assert (["shop"], 2) == (domains, len(seen_by_moto))


@pytest.mark.parametrize(
    "passthrough", [{"services": ["customerprofiles"]}, {"urls": [r"https://profile\.us-east-1\.amazonaws\.com/.*"]}]
)
def test_passthrough_lets_the_call_out(passthrough: dict[str, list[str]]) -> None:
    config: Any = {"core": {"passthrough": passthrough}}
    with mock_aws(config=config):
        client = _client()
        sent = _cut_off(client)
        with pytest.raises(_NoNetworkError):
            client.list_domains()

    assert [f"https://profile.{REGION}.amazonaws.com/domains"] == sent


def test_iam_enforcement_reaches_the_lane() -> None:
    with mock_aws():
        client = _client()
        with pytest.raises(ClientError) as refused:
            set_initial_no_auth_action_count(0)(client.list_domains)()

    assert "UnrecognizedClientException" == refused.value.response["Error"]["Code"]


def test_call_outside_of_a_mock_goes_to_the_network() -> None:
    with mock_aws():
        client = _client()
    sent = _cut_off(client)
    with pytest.raises(_NoNetworkError):
        client.list_domains()

    assert 1 == len(sent)


def test_patching_a_client_does_not_serve_its_calls_twice(seen_by_moto: list[str]) -> None:
    with mock_aws():
        client = _client()
        patch_client(client)
        domains = _domains(client)

    assert (["shop"], []) == (domains, seen_by_moto)


def test_clients_of_other_services_are_not_touched(seen_by_moto: list[str]) -> None:
    with mock_aws():
        boto3.client("sqs", region_name=REGION).list_queues()

    assert 1 == len(seen_by_moto)
