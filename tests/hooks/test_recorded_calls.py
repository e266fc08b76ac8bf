"""Recorded calls, and what a test can assert of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.exceptions import ClientError

from moto_customerprofiles.errors import ServiceError
from tests.support.backends import the_backend
from tests.support.facts import REGION

if TYPE_CHECKING:
    from pathlib import Path

    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.testing import Calls


@pytest.fixture
def calls(client: CustomerProfilesClient, domain: str, customer_profiles_calls: Calls) -> Calls:
    """Return the calls of a program that puts two objects and asks for a domain that is not there."""
    customer_profiles_calls.forget()
    client.create_profile(DomainName=domain, FirstName="Ann", Attributes={"vip": "yes", "age": "44"})
    client.create_profile(DomainName=domain, FirstName="Bob")
    with pytest.raises(ClientError):
        client.get_domain(DomainName="nowhere")
    return customer_profiles_calls


@pytest.mark.rule("FLT-20")
def test_call_is_recorded_with_parameters_reply_and_time(calls: Calls, frozen: time_machine.Traveller) -> None:
    del frozen  # for the time of the next call
    the_client().list_domains(MaxResults=5)
    call = calls.all()[-1]

    assert ("ListDomains", {"MaxResults": 5}, 200) == (call["Operation"], call["Parameters"], call["Status"])
    assert call["Reply"] is not None
    assert ["shop"] == [item["DomainName"] for item in call["Reply"]["Items"]]  # type: ignore[attr-defined]  # JSON
    assert call["Error"] is None
    assert call["At"].startswith("2025-")
    assert call["Seconds"] > 0


def the_client() -> CustomerProfilesClient:
    return boto3.client("customer-profiles", region_name=REGION)


@pytest.mark.rule("FLT-20")
def test_call_that_fails_is_recorded_with_its_error(calls: Calls) -> None:
    [call] = calls.all("GetDomain")

    assert (404, None) == (call["Status"], call["Reply"])
    assert {
        "Code": "ResourceNotFoundException",
        "Message": "DomainName nowhere is not found in account 123456789012",
    } == call["Error"]


@pytest.mark.rule("FLT-20")
def test_recorded_call_does_not_change_with_what_it_made(client: CustomerProfilesClient, calls: Calls) -> None:
    created = calls.all("CreateProfile", FirstName="Ann")[0]
    client.update_profile(DomainName="shop", ProfileId=created["Reply"]["ProfileId"], Attributes={"vip": "no"})  # type: ignore[index, arg-type]  # JSON

    assert calls.all("CreateProfile", Attributes={"vip": "yes"})


@pytest.mark.rule("FLT-20")
def test_calls_of_every_region_are_recorded_in_their_order(calls: Calls) -> None:
    boto3.client("customer-profiles", region_name="eu-west-2").list_domains()
    the_client().list_domains()

    assert ["CreateProfile", "CreateProfile", "GetDomain", "ListDomains", "ListDomains"] == [
        call["Operation"] for call in calls.all()
    ]


@pytest.mark.rule("FLT-20")
def test_asserted_calls_are_returned(calls: Calls) -> None:
    assert 2 == len(calls.assert_called("CreateProfile"))
    assert 1 == len(calls.assert_called("CreateProfile", 1, FirstName="Ann"))
    assert 1 == len(calls.assert_called("CreateProfile", times=1, Attributes={"vip": "yes"}))
    assert 1 == len(calls.assert_called("CreateProfile", times=1, Attributes=None))
    calls.assert_not_called("DeleteDomain")


@pytest.mark.rule("FLT-20")
def test_failure_text_shows_the_calls_that_are_nearest(calls: Calls) -> None:
    with pytest.raises(AssertionError) as caught:
        calls.assert_called("CreateProfile", FirstName="Ann", times=2, Attributes={"vip": "no"})
    first, second, third = (call["Number"] for call in calls.all())

    assert (
        "CreateProfile(FirstName='Ann', Attributes={'vip': 'no'}) was called never, expected 2 times\n"
        "The nearest calls are:\n"
        f"  {first}. CreateProfile(DomainName='shop', FirstName='Ann', Attributes={{'vip': 'yes', 'age': '44'}}): "
        "succeeded\n"
        "     Attributes.vip is 'yes', expected 'no'\n"
        f"  {second}. CreateProfile(DomainName='shop', FirstName='Bob'): succeeded\n"
        "     FirstName is 'Bob', expected 'Ann'\n"
        "     Attributes is missing, expected {'vip': 'no'}\n"
        f"  {third}. GetDomain(DomainName='nowhere'): ResourceNotFoundException: "
        "'DomainName nowhere is not found in account 123456789012'"
    ) == str(caught.value)


@pytest.mark.rule("FLT-20")
def test_failure_text_says_that_there_was_no_call(customer_profiles_calls: Calls) -> None:
    with pytest.raises(AssertionError, match=r"GetDomain\(\) was called never, expected once\nNo call was recorded."):
        customer_profiles_calls.assert_called("GetDomain", times=1)


@pytest.mark.rule("FLT-20")
def test_unexpected_call_is_told(calls: Calls) -> None:
    with pytest.raises(AssertionError, match=r"GetDomain\(\) was called once, expected never"):
        calls.assert_not_called("GetDomain")


@pytest.mark.rule("FLT-20")
def test_operation_that_does_not_exist_is_a_mistake_of_the_test(calls: Calls) -> None:
    with pytest.raises(ValueError, match="no operation GetDomian; did you mean GetDomain"):
        calls.assert_not_called("GetDomian")


@pytest.mark.rule("FLT-20")
def test_calls_are_exported_as_json(calls: Calls, tmp_path: Path) -> None:
    calls.export(tmp_path / "calls.json")

    assert calls.all() == json.loads((tmp_path / "calls.json").read_text("utf-8"))


@pytest.mark.rule("FLT-20")
def test_document_is_compared_with_the_text_of_one(
    crm_shop: CustomerProfilesClient, customer_profiles_calls: Calls
) -> None:
    crm_shop.put_profile_object(DomainName="shop", ObjectTypeName="crm", Object='{"id": "1", "email": "ann@x.org"}')
    customer_profiles_calls.assert_called("PutProfileObject", ObjectTypeName="crm", Object={"email": "ann@x.org"})
    customer_profiles_calls.assert_not_called("PutProfileObject", Object={"email": "bob@x.org"})


@pytest.mark.rule("FLT-20")
def test_nothing_is_recorded_unless_asked_for(client: CustomerProfilesClient) -> None:
    client.list_domains()
    backend = the_backend()

    assert [] == backend.recorded_calls()

    backend.record_calls()
    client.list_domains()
    backend.forget_recorded_calls(stop=True)
    client.list_domains()

    assert [] == backend.recorded_calls()


@pytest.mark.rule("FLT-20")
def test_methods_of_a_backend_are_not_recorded(calls: Calls) -> None:
    count = len(calls.all())
    with pytest.raises(ServiceError):
        the_backend().get_domain(DomainName="nowhere")

    assert count == len(calls.all())
