"""Clients of aiobotocore and aioboto3, in-process under a plain `mock_aws`: the same service, awaited."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.core import set_initial_no_auth_action_count
from moto.core.exceptions import ServiceNotWhitelisted
from moto.core.models import botocore_stubber
from moto.moto_api import recorder

from moto_customerprofiles.adapters.clients.fast_path import SWITCHES
from moto_customerprofiles.errors import ServiceError
from moto_customerprofiles.operation import OPERATIONS, Operation
from moto_customerprofiles.wire.model import operation_names
from tests.support.backends import the_backend
from tests.support.facts import REGION
from tests.support.properties.full_domain import REQUESTS, open_full_domain

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    Act = Callable[[Any], Awaitable[Any]]

pytest.importorskip("aiobotocore", reason="aiobotocore is not installed")

from aiobotocore.credentials import AioRefreshableCredentials
from aiobotocore.session import AioSession, get_session

SERVICE = "customer-profiles"


async def _with_client(act: Act, session: Any = None, **arguments: Any) -> Any:
    """Return what an awaited function returns for a client."""
    async with (session or get_session()).create_client(SERVICE, region_name=REGION, **arguments) as client:
        return await act(client)


def _run(act: Act, session: Any = None, **arguments: Any) -> Any:
    """Return the same, in an event loop of its own."""
    return asyncio.run(_with_client(act, session, **arguments))


async def _domains(client: Any) -> list[str]:
    """Make a domain and return the names of all, in two calls."""
    await client.create_domain(DomainName="shop", DefaultExpirationDays=1)
    return [item["DomainName"] for item in (await client.list_domains())["Items"]]


@mock_aws
def test_client_of_aiobotocore_is_served_without_moto(seen_by_moto: list[Any]) -> None:
    assert ["shop"] == _run(_domains)
    assert [] == seen_by_moto


@mock_aws
def test_client_of_aioboto3_is_served() -> None:
    aioboto3 = pytest.importorskip("aioboto3")

    async def act() -> list[str]:
        async with aioboto3.Session().client(SERVICE, region_name=REGION) as client:
            return await _domains(client)

    assert ["shop"] == asyncio.run(act())


@mock_aws
def test_awaited_and_other_clients_see_the_same_domains() -> None:
    boto3.client("customer-profiles", region_name=REGION).create_domain(DomainName="office", DefaultExpirationDays=1)

    assert ["office", "shop"] == _run(_domains)


@mock_aws
def test_pages_are_awaited() -> None:
    layout = {"Description": "A layout", "DisplayName": "L", "LayoutType": "PROFILE_EXPLORER", "Layout": "{}"}
    names = [f"layout{number}" for number in range(5)]

    async def act(client: Any) -> list[list[str]]:
        if not client.can_paginate("list_domain_layouts"):
            pytest.skip("the installed botocore has no paginator of domain layouts")
        await client.create_domain(DomainName="shop", DefaultExpirationDays=1)
        for name in names:
            await client.create_domain_layout(DomainName="shop", LayoutDefinitionName=name, **layout)
        paginator = client.get_paginator("list_domain_layouts")
        pages = paginator.paginate(DomainName="shop", PaginationConfig={"PageSize": 2})
        return [[item["LayoutDefinitionName"] for item in page["Items"]] async for page in pages]

    assert [names[:2], names[2:4], names[4:]] == _run(act)


@mock_aws
def test_error_is_the_one_of_the_client() -> None:
    async def act(client: Any) -> dict[str, Any]:
        with pytest.raises(client.exceptions.ResourceNotFoundException) as missing:
            await client.get_domain(DomainName="nowhere")
        response: dict[str, Any] = missing.value.response
        return response

    with pytest.raises(ClientError) as missing:
        boto3.client("customer-profiles", region_name=REGION).get_domain(DomainName="nowhere")

    assert _comparable(missing.value.response) == _comparable(_run(act))


def _comparable(reply: Any) -> Any:
    """Return a reply without what differs from call to call."""
    metadata = {**reply["ResponseMetadata"], "HTTPHeaders": sorted(reply["ResponseMetadata"]["HTTPHeaders"])}
    return {**reply, "ResponseMetadata": {**metadata, "RequestId": ""}}


@mock_aws
def test_calls_are_gathered() -> None:
    async def act(client: Any) -> int:
        names = [f"d{number}" for number in range(30)]
        await asyncio.gather(*(client.create_domain(DomainName=name, DefaultExpirationDays=1) for name in names))
        return len((await client.list_domains(MaxResults=100))["Items"])

    assert 30 == _run(act)


@mock_aws
def test_event_loops_share_the_service_in_turn_and_at_once() -> None:
    session = get_session()

    def make(name: str) -> Any:
        return _run(lambda client: client.create_domain(DomainName=name, DefaultExpirationDays=1), session)

    make("first")
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(make, "abcdef"))

    assert ["a", "b", "c", "d", "e", "f", "first", "shop"] == sorted(_run(_domains, session))


def test_session_made_before_the_mock_works_in_it() -> None:
    session = get_session()
    for _ in range(2):
        with mock_aws():
            assert ["shop"] == _run(_domains, session)


def test_client_made_before_the_mock_works_in_it() -> None:
    async def act(client: Any) -> list[str]:
        with mock_aws():
            return await _domains(client)

    assert ["shop"] == _run(act, aws_access_key_id="key", aws_secret_access_key="secret")


def test_call_outside_of_a_mock_goes_to_the_network() -> None:
    sent: list[str] = []

    async def act(client: Any) -> None:
        async def send(request: Any) -> None:
            sent.append(request.url)
            raise ConnectionAbortedError

        client._endpoint.http_session.send = send
        with pytest.raises(ConnectionAbortedError):
            await client.list_domains()

    with mock_aws():
        session = get_session()
    _run(act, session, aws_access_key_id="key", aws_secret_access_key="secret")

    assert [f"https://profile.{REGION}.amazonaws.com/domains"] == sent


@mock_aws
def test_every_operation_answers_as_for_other_clients(monkeypatch: pytest.MonkeyPatch) -> None:
    async def ask(client: Any) -> dict[str, Any]:
        return {name: await _answer(client, name, _operation(client, name)) for name in _ORDER}

    def others(client: Any) -> dict[str, Any]:
        return {name: asyncio.run(_answer(client, name, _awaitable(client, name))) for name in _ORDER}

    _serve_a_full_domain()
    expected = others(boto3.client("customer-profiles", region_name=REGION, config=_CONFIG))
    _serve_a_full_domain()

    assert expected == _run(ask, config=_CONFIG)

    monkeypatch.setenv(SWITCHES[0], "off")
    _serve_a_full_domain()

    assert expected == _run(ask, config=_CONFIG)


_CONFIG = Config(parameter_validation=False)
_ORDER = sorted(
    REQUESTS.keys() & {*operation_names()},
    key=lambda name: (name.startswith(("Delete", "Merge")), name == "DeleteDomain", name),
)


def _serve_a_full_domain() -> None:
    _town.clear()
    _town.append(open_full_domain())
    _town[0].world.page_secret = b"alike"
    the_backend().world = _town[0].world


_town: list[Any] = []


def _operation(client: Any, name: str) -> Act:
    return lambda params: getattr(client, xform_name(name))(**params)


def _awaitable(client: Any, name: str) -> Act:
    async def call(params: dict[str, Any]) -> Any:
        return getattr(client, xform_name(name))(**params)

    return call


async def _answer(_: Any, name: str, call: Act) -> Any:
    try:
        return _comparable(await call(_town[0].params(name)))
    except ClientError as refused:
        return type(refused).__name__, _comparable(refused.response)


def _stay_off(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setenv(SWITCHES[0], "off")
    return {}


def _sign_otherwise(_: pytest.MonkeyPatch) -> dict[str, Any]:
    return {"config": Config(signature_version="s3v4")}


def _renew_credentials(_: pytest.MonkeyPatch) -> dict[str, Any]:
    expiry = (datetime.now(timezone.utc) + timedelta(hours=1)).isoformat()
    session: Any = AioSession()
    session._credentials = AioRefreshableCredentials.create_from_metadata(
        {"access_key": "A", "secret_key": "B", "token": "C", "expiry_time": expiry}, refresh_using=dict, method="test"
    )
    return {"session": session}


def _retry_adaptively(_: pytest.MonkeyPatch) -> dict[str, Any]:
    return {"config": Config(retries={"mode": "adaptive"})}


@pytest.mark.parametrize("reason", [_stay_off, _sign_otherwise, _renew_credentials, _retry_adaptively])
@mock_aws
def test_motos_way_is_awaited_where_the_fast_path_steps_aside(
    reason: Any, seen_by_moto: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ["shop"] == _run(_domains, **reason(monkeypatch))
    assert 2 == len(seen_by_moto)


@mock_aws
def test_recorder_sees_every_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorder, "_location", str(tmp_path / "recording"))
    recorder.start_recording()
    try:
        domains = _run(_domains)
    finally:
        recorder.stop_recording()

    assert (["shop"], 2) == (domains, len((tmp_path / "recording").read_text().splitlines()))


def test_whitelist_is_kept() -> None:
    with mock_aws(config={"core": {"service_whitelist": ["s3"]}}), pytest.raises(ServiceNotWhitelisted):
        _run(_domains)


@mock_aws
def test_iam_is_enforced() -> None:
    async def act(client: Any) -> None:
        with pytest.raises(ClientError, match="UnrecognizedClientException"):
            await client.list_domains()

    set_initial_no_auth_action_count(0)(_run)(act)


@pytest.mark.parametrize("event", ["before-call", "before-sign", "before-send", "needs-retry"])
@pytest.mark.parametrize("is_awaited", [False, True])
@mock_aws
def test_listeners_are_heard(event: str, *, is_awaited: bool) -> None:
    heard: list[str] = []

    def listen(event_name: str, **_: Any) -> None:
        heard.append(event_name)

    async def listen_awaited(event_name: str, **_: Any) -> None:
        heard.append(event_name)

    async def act(client: Any) -> list[str]:
        client.meta.events.register(event, listen_awaited if is_awaited else listen)
        return await _domains(client)

    assert ["shop"] == _run(act)
    assert [f"{event}.customer-profiles.CreateDomain", f"{event}.customer-profiles.ListDomains"] == heard


@pytest.mark.parametrize("switch", ["on", "off"])
@mock_aws
def test_response_after_a_call_is_awaited(monkeypatch: pytest.MonkeyPatch, switch: str) -> None:
    monkeypatch.setenv(SWITCHES[0], switch)
    heard: list[Any] = []

    async def listen(http_response: Any, **_: Any) -> None:
        heard.append((http_response.status_code, http_response.headers["content-type"], await http_response.text))

    async def act(client: Any) -> None:
        client.meta.events.register("after-call", listen)
        await client.list_domains()

    _run(act)

    assert [(200, "application/json", '{"Items":[]}')] == heard


@mock_aws
def test_error_that_aiobotocore_tries_again_is_tried_again(
    seen_by_moto: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def rest(_: float) -> None:
        return

    times: list[str] = []

    def fail(*_: object) -> None:
        times.append("failed")
        raise ServiceError("Not today")

    async def act(client: Any) -> int:
        monkeypatch.setattr(asyncio, "sleep", rest)
        with pytest.raises(ClientError) as failed:
            await client.list_domains()
        monkeypatch.undo()
        return int(failed.value.response["ResponseMetadata"]["RetryAttempts"])

    monkeypatch.setitem(OPERATIONS, "ListDomains", Operation("ListDomains", fail, 100, ""))

    assert 2 == _run(act, config=Config(retries={"mode": "standard", "max_attempts": 2}))
    assert (3, 3) == (len(seen_by_moto), len(times))


@mock_aws
def test_clients_of_other_services_stay_as_they_are() -> None:
    async def act() -> Any:
        async with get_session().create_client("sqs", region_name=REGION) as client:
            return client.meta.events._emitter._handlers.prefix_search("before-send.sqs.ListQueues")

    [handler] = asyncio.run(act())

    assert handler is botocore_stubber
