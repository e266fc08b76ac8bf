"""Injected faults, as a client of boto3 meets them."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionClosedError, ReadTimeoutError

from moto_customerprofiles.adapters.clients.fast_path import SWITCHES
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.hooks.faults import DEFAULT_TEXTS
from tests.support.facts import REGION

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.testing import Calls, Faults


@pytest.fixture
def faults(customer_profiles_faults: Faults) -> Faults:
    return customer_profiles_faults


@pytest.fixture(params=["fast path", "moto's way"])
def client(  # the other tests of this folder need no second way
    customer_profiles: CustomerProfilesClient, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> CustomerProfilesClient:
    """Return a client that makes one attempt, by the fast path or by moto's way."""
    del customer_profiles  # its mock is wanted
    if request.param == "moto's way":
        monkeypatch.setenv(SWITCHES[0], "off")
    return _client("standard", 1)


def _client(mode: Any, attempts: int) -> CustomerProfilesClient:
    config = Config(retries={"mode": mode, "total_max_attempts": attempts})
    return boto3.client("customer-profiles", region_name=REGION, config=config)


def _outcomes(client: CustomerProfilesClient, count: int, **domain: str) -> str:
    """Return what becomes of some calls: a dot for each that succeeds, an x for each that fails."""
    return "".join(_outcome(client, **{"DomainName": "shop", **domain}) for _ in range(count))


def _outcome(client: CustomerProfilesClient, **params: Any) -> str:
    try:
        client.get_domain(**params)
    except ClientError:
        return "x"
    return "."


@pytest.mark.rule("FLT-2")
@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        ({}, "x......."),
        ({"times": 3}, "xxx....."),
        ({"every": 1}, "xxxxxxxx"),
        ({"every": 3}, "..x..x.."),
        ({"every": 3, "times": 1}, "..x....."),
        ({"rate": 1}, "xxxxxxxx"),
        ({"rate": 0}, "........"),
        ({"rate": 0.5, "seed": 7}, ".x.x..x."),
    ],
)
def test_fault_fires_on_the_calls_of_its_schedule(
    schedule: dict[str, Any], expected: str, client: CustomerProfilesClient, domain: str, faults: Faults
) -> None:
    faults.inject("ThrottlingException", operation="GetDomain", domain_name=domain, **schedule)

    assert expected == _outcomes(client, len(expected))


@pytest.mark.rule("FLT-2")
def test_rate_draws_the_same_calls_from_the_same_seed_and_others_from_another(
    client: CustomerProfilesClient, domain: str, faults: Faults
) -> None:
    drawn = []
    for seed in (1, 1, 2):
        fault = faults.inject("ThrottlingException", domain_name=domain, rate=0.3, seed=seed)
        drawn.append(_outcomes(client, 60))
        faults.remove(fault)

    assert drawn[0] == drawn[1]
    assert drawn[0] != drawn[2]
    assert 10 <= drawn[0].count("x") <= 26


@pytest.mark.rule("FLT-3")
@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ({"operation": "GetDomain"}, "x"),
        ({"operation": "ListDomains"}, "."),
        ({"area": "domains"}, "x"),
        ({"area": "profiles"}, "."),
        ({"domain_name": "shop"}, "x"),
        ({"domain_name": "office"}, "."),
        ({"parameters": {"DomainName": "shop"}}, "x"),
        ({"parameters": {"DomainName": "office"}}, "."),
        ({}, "x"),
    ],
)
def test_fault_is_met_by_the_calls_that_it_is_meant_for(
    target: dict[str, Any], expected: str, client: CustomerProfilesClient, domain: str, faults: Faults
) -> None:
    faults.inject("InternalServerException", **target, must_fire=False)

    assert expected == _outcomes(client, 1, DomainName=domain)


@pytest.mark.rule("FLT-3")
def test_parameters_of_a_fault_are_compared_member_by_member(
    client: CustomerProfilesClient, domain: str, faults: Faults
) -> None:
    faults.inject("InternalServerException", parameters={"Address": {"City": "Seattle"}})
    client.create_profile(DomainName=domain, Address={"City": "Portland"})
    with pytest.raises(client.exceptions.InternalServerException):
        client.create_profile(DomainName=domain, Address={"City": "Seattle", "State": "WA"})


@pytest.mark.rule("FLT-4")
@pytest.mark.parametrize("code", DEFAULT_TEXTS)
def test_error_without_a_text_has_that_of_the_api_reference(
    code: str, client: CustomerProfilesClient, domain: str, faults: Faults
) -> None:
    faults.inject(code)
    with pytest.raises(ClientError) as caught:
        client.get_domain(DomainName=domain)

    assert {"Code": code, "Message": DEFAULT_TEXTS[code]} == caught.value.response["Error"]


@pytest.mark.rule("FLT-5")
def test_concurrent_update_has_a_name_of_its_own(client: CustomerProfilesClient, domain: str, faults: Faults) -> None:
    faults.inject("ConcurrentUpdate", operation="CreateProfile")
    with pytest.raises(client.exceptions.BadRequestException) as caught:
        client.create_profile(DomainName=domain, FirstName="Ann")

    assert "Failed to update profile due to concurrent update in-progress." == caught.value.response["Error"]["Message"]


@pytest.mark.rule("FLT-6")
@pytest.mark.parametrize("error", [ConnectionClosedError, ReadTimeoutError])
@pytest.mark.parametrize(("when", "profiles"), [("before", 0), ("after", 1)])
def test_broken_connection_is_raised_as_botocore_does(  # two parameters and three fixtures
    error: type[Exception], when: Any, profiles: int, client: CustomerProfilesClient, domain: str, faults: Faults
) -> None:
    faults.inject(error.__name__, operation="CreateProfile", when=when)
    with pytest.raises(error, match=f"https://profile.{REGION}.amazonaws.com/domains/shop"):
        client.create_profile(DomainName=domain, FirstName="Ann")

    assert profiles == client.get_domain(DomainName=domain)["Stats"]["ProfileCount"]


@pytest.mark.rule("FLT-7")
@pytest.mark.parametrize("mode", ["legacy", "standard", "adaptive"])
@pytest.mark.parametrize(
    "error", ["ThrottlingException", "InternalServerException", "ConnectionClosedError", "ReadTimeoutError"]
)
def test_retry_modes_of_botocore_meet_a_fault_once_in_each_attempt(
    mode: str, error: str, customer_profiles_calls: Calls, domain: str, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    faults.inject(error, operation="CreateProfile", times=2)
    reply = _client(mode, 3).create_profile(DomainName=domain, FirstName="Ann")

    assert 2 == reply["ResponseMetadata"]["RetryAttempts"]
    assert 3 == len(customer_profiles_calls.assert_called("CreateProfile", FirstName="Ann"))


@pytest.mark.rule("FLT-7")
@pytest.mark.parametrize("mode", ["standard", "adaptive"])
def test_client_gives_up_after_its_last_attempt(
    mode: str, domain: str, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    faults.inject("ThrottlingException", operation="GetDomain", times=5)
    client = _client(mode, 3)
    with pytest.raises(ClientError) as caught:
        client.get_domain(DomainName=domain)

    assert 3 == faults.injected()[0]["Fired"]
    metadata: Any = caught.value.response["ResponseMetadata"]
    assert True is metadata["MaxAttemptsReached"]


@pytest.mark.rule("FLT-7")
@pytest.mark.parametrize("error", ["ThrottlingException", "ConnectionClosedError"])
@pytest.mark.parametrize("mode", ["standard", "adaptive"])
def test_retry_modes_of_async_clients_meet_a_fault_once_in_each_attempt(
    mode: Any, error: str, client: CustomerProfilesClient, domain: str, faults: Faults
) -> None:
    session = pytest.importorskip("aiobotocore.session", reason="aiobotocore is not installed")
    faults.inject(error, operation="GetDomain", times=2)

    async def act() -> Any:
        config = pytest.importorskip("aiobotocore.config").AioConfig(retries={"mode": mode, "total_max_attempts": 3})
        async with session.get_session().create_client(
            "customer-profiles", region_name=client.meta.region_name, config=config
        ) as awaited:
            return await awaited.get_domain(DomainName=domain)

    assert 2 == asyncio.run(act())["ResponseMetadata"]["RetryAttempts"]


@pytest.mark.rule("FLT-8")
def test_call_takes_time_on_a_clock_of_freezegun(
    client: CustomerProfilesClient, domain: str, faults: Faults, customer_profiles_clock: Any
) -> None:
    before = customer_profiles_clock()
    faults.inject(operation="CreateProfile", delay=90)
    client.create_profile(DomainName=domain, FirstName="Ann")

    assert timedelta(seconds=90) == customer_profiles_clock() - before


@pytest.mark.rule("FLT-8")
def test_call_takes_time_on_a_clock_of_time_machine(
    client: CustomerProfilesClient, domain: str, faults: Faults, frozen: time_machine.Traveller
) -> None:
    del frozen  # it is asked by its effect
    before = datetime.now(timezone.utc)
    faults.inject("ReadTimeoutError", operation="CreateProfile", when="after", delay=60)
    with pytest.raises(ReadTimeoutError):
        client.create_profile(DomainName=domain, FirstName="Ann")

    assert timedelta(seconds=60) == datetime.now(timezone.utc) - before


@pytest.mark.rule("FLT-8")
@pytest.mark.parametrize(("sleep", "slept"), [(True, [0.25]), (False, [])])
def test_call_sleeps_only_if_that_is_asked_for(  # two parameters and four fixtures
    sleep: bool,  # noqa: FBT001  # a parameter of the test
    slept: list[float],
    client: CustomerProfilesClient,
    domain: str,
    faults: Faults,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sleeps: list[float] = []
    monkeypatch.setattr(time, "sleep", sleeps.append)
    faults.inject(operation="GetDomain", delay=0.25, sleep=sleep)
    client.get_domain(DomainName=domain)

    assert slept == sleeps


@pytest.mark.rule("FLT-1")
def test_fault_after_the_work_waits_for_a_call_that_does_not_fail_by_itself(
    client: CustomerProfilesClient, domain: str, faults: Faults
) -> None:
    faults.inject("InternalServerException", operation="GetDomain", when="after")
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.get_domain(DomainName="nowhere")
    with pytest.raises(client.exceptions.InternalServerException):
        client.get_domain(DomainName=domain)


@pytest.mark.rule("FLT-2")
def test_oldest_fault_that_fires_decides(client: CustomerProfilesClient, domain: str, faults: Faults) -> None:
    faults.inject("ThrottlingException", operation="GetDomain")
    faults.inject("InternalServerException", operation="GetDomain")
    codes = []
    for _ in range(2):
        with pytest.raises(ClientError) as caught:
            client.get_domain(DomainName=domain)
        codes.append(caught.value.response["Error"]["Code"])

    assert ["ThrottlingException", "InternalServerException"] == codes


@pytest.mark.rule("FLT-9")
def test_fault_is_listed_with_what_it_has_done(client: CustomerProfilesClient, domain: str, faults: Faults) -> None:
    fault = faults.inject("ThrottlingException", operation="GetDomain", every=2)
    _outcomes(client, 5, DomainName=domain)

    assert [
        {
            "Id": fault,
            "Request": {
                "error": "ThrottlingException",
                "operation": "GetDomain",
                "every": 2,
                "seed": 0,
                "when": "before",
                "delay": 0,
                "sleep": False,
            },
            "Matched": 5,
            "Fired": 2,
            "IsSpent": False,
            "MustFire": True,
        }
    ] == faults.injected()


@pytest.mark.rule("FLT-3")
@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ({}, "needs an error or a delay"),
        ({"error": "ThrotlingException"}, "did you mean ThrottlingException"),
        ({"error": "ThrottlingException", "operation": "TagResource"}, "no error ThrottlingException of these calls"),
        ({"error": "ThrottlingException", "operation": "GetDomian"}, "did you mean GetDomain"),
        ({"error": "ThrottlingException", "area": "animals"}, "There is no area animals, but .*domains"),
        ({"error": "ThrottlingException", "times": 0}, "times must be at least 1, not 0"),
        ({"error": "ThrottlingException", "every": -1}, "every must be at least 1, not -1"),
        ({"error": "ThrottlingException", "rate": 2}, "share of the calls from 0 to 1, not 2"),
        ({"error": "ThrottlingException", "when": "during"}, "when must be .*before.*after.*, not 'during'"),
        ({"delay": -1}, "delay must be from 0 to 1000000000 seconds, not -1"),
        ({"error": "ThrottlingException", "times": "two"}, "times must be int \\| None, not 'two'"),
    ],
)
def test_fault_that_can_never_be_met_is_refused(arguments: dict[str, Any], text: str, faults: Faults) -> None:
    with pytest.raises(BadRequest, match=text):
        faults.inject(**arguments)
