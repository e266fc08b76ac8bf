"""Every operation takes every error of its model by injection, whichever way it is called."""

from __future__ import annotations

import asyncio
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionClosedError, ReadTimeoutError
from moto import mock_aws

from moto_customerprofiles.errors import BadRequest, InjectedError, ResourceNotFound
from moto_customerprofiles.pipeline import perform_hook
from moto_customerprofiles.testing import Calls, Faults
from moto_customerprofiles.wire.modelled_errors import modelled_errors
from tests.support.backends import the_backend
from tests.support.facts import REGION
from tests.support.properties.full_domain import REQUESTS, FullDomain, open_full_domain
from tests.support.properties.snapshot import differences, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.sockets import Wire

    Call = Callable[[str, dict[str, Any]], None]

WITHOUT = frozenset({"faults", "recorded_calls"})
ONE_ATTEMPT: dict[str, Any] = {
    "region_name": REGION,
    "aws_access_key_id": "test",
    "aws_secret_access_key": "test",
    "config": Config(retries={"mode": "standard", "total_max_attempts": 1}, parameter_validation=False),
}
IN_PROCESS = ["boto3", *(["aiobotocore"] if find_spec("aiobotocore") else [])]


@pytest.fixture
def full_domain() -> Iterator[FullDomain]:
    """Return the full domain behind the one account and region."""
    with mock_aws():
        full_domain = open_full_domain()
        the_backend().world = full_domain.world
        yield full_domain


def _called(name: str, params: dict[str, Any], **place: Any) -> None:
    client = boto3.client("customer-profiles", **ONE_ATTEMPT, **place)
    getattr(client, xform_name(name))(**params)


def _awaited(name: str, params: dict[str, Any]) -> None:
    from aiobotocore.session import get_session  # noqa: PLC0415  # need not be installed

    async def act() -> None:
        async with get_session().create_client("customer-profiles", **ONE_ATTEMPT) as client:
            await getattr(client, xform_name(name))(**params)

    asyncio.run(act())


def _check_errors(name: str, call: Call, full_domain: FullDomain) -> None:
    """Assert that a call of an operation fails with each error of its model in turn, and that nothing changes."""
    faults, met, params = Faults(the_backend()), {}, full_domain.params(name)
    before = snapshot(full_domain.world, without=WITHOUT)
    for code in modelled_errors(name):
        faults.inject(code, f"{code} of a test", operation=name)
        with pytest.raises(ClientError) as caught:
            call(name, params)
        error: Any = caught.value.response
        met[error["Error"]["Code"]] = error["ResponseMetadata"]["HTTPStatusCode"], error["Error"]["Message"]

    assert {code: (status, f"{code} of a test") for code, status in modelled_errors(name).items()} == met
    assert [] == differences(before, snapshot(full_domain.world, without=WITHOUT))
    faults.assert_fired()


@pytest.mark.rule("FLT-1")
@pytest.mark.parametrize("kind", IN_PROCESS)
@pytest.mark.parametrize("name", sorted(REQUESTS))
def test_operation_takes_every_error_of_its_model_and_changes_nothing(
    name: str, kind: str, full_domain: FullDomain
) -> None:
    _check_errors(name, _called if kind == "boto3" else _awaited, full_domain)


@pytest.mark.rule("FLT-1")
@pytest.mark.parametrize("name", sorted(REQUESTS))
def test_operation_of_a_server_takes_every_error_of_its_model_and_changes_nothing(name: str, wire: Wire) -> None:
    full_domain = open_full_domain()
    the_backend().world = full_domain.world
    _check_errors(name, partial(_called, endpoint_url=wire.url), full_domain)


@pytest.mark.rule("FLT-1")
@pytest.mark.parametrize("name", sorted(REQUESTS))
def test_call_that_fails_after_its_work_has_done_the_work(name: str) -> None:
    lucky, unlucky = open_full_domain(), open_full_domain()
    code = max(modelled_errors(name), key=modelled_errors(name).__getitem__)
    for each in (lucky, unlucky):
        each.world.page_secret = b"alike"
        perform_hook(each.world, "inject_fault", error=code, operation=name, when="after")
    lucky.world.faults.remove()
    lucky.call(name)
    with pytest.raises(InjectedError):
        unlucky.call(name)

    assert [] == differences(snapshot(lucky.world, without=WITHOUT), snapshot(unlucky.world, without=WITHOUT))


@pytest.mark.rule("FLT-6")
def test_server_closes_the_connection_of_a_call(wire: Wire) -> None:
    client = boto3.client("customer-profiles", **ONE_ATTEMPT, endpoint_url=wire.url)
    faults = Faults(client)
    faults.inject("ConnectionClosedError", operation="GetDomain")
    with pytest.raises(ConnectionClosedError):
        client.get_domain(DomainName="shop")

    assert "shop" == client.get_domain(DomainName="shop")["DomainName"]


@pytest.mark.rule("FLT-6")
def test_server_is_silent_until_the_caller_gives_up(wire: Wire) -> None:
    impatient = Config(retries={"mode": "standard", "total_max_attempts": 1}, read_timeout=0.3)
    client = boto3.client("customer-profiles", **{**ONE_ATTEMPT, "config": impatient}, endpoint_url=wire.url)
    Faults(client).inject("ReadTimeoutError", operation="CreateProfile", when="after")
    with pytest.raises(ReadTimeoutError):
        client.create_profile(DomainName="shop", FirstName="Ann")

    assert 1 == client.get_domain(DomainName="shop")["Stats"]["ProfileCount"]


@pytest.mark.rule("FLT-7")
@pytest.mark.parametrize("error", ["ThrottlingException", "ConnectionClosedError"])
def test_retrying_client_of_a_server_meets_each_fault_once(error: str, wire: Wire) -> None:
    retrying = Config(retries={"mode": "standard", "total_max_attempts": 3})
    client = boto3.client("customer-profiles", **{**ONE_ATTEMPT, "config": retrying}, endpoint_url=wire.url)
    calls, faults = Calls(client), Faults(client)
    calls.record()
    faults.inject(error, operation="CreateProfile", times=2)
    reply = client.create_profile(DomainName="shop", FirstName="Ann")

    assert 2 == reply["ResponseMetadata"]["RetryAttempts"]
    calls.assert_called("CreateProfile", times=3, FirstName="Ann")
    assert [2] == [fault["Fired"] for fault in faults.injected()]


@pytest.mark.rule("FLT-9")
def test_fault_of_a_server_is_refused_removed_and_listed_over_http(wire: Wire) -> None:
    faults = Faults(boto3.client("customer-profiles", **ONE_ATTEMPT, endpoint_url=wire.url))
    with pytest.raises(BadRequest, match="did you mean ThrottlingException"):
        faults.inject("ThrotlingException")
    first = faults.inject("ThrottlingException", operation="GetDomain")
    faults.inject("ThrottlingException", area="profiles")
    faults.remove(first)
    with pytest.raises(ResourceNotFound):
        faults.remove(first)
    with pytest.raises(AssertionError, match=r"area='profiles'.*matched 0 calls"):
        faults.assert_fired()
    faults.clear()

    assert [] == faults.injected()
