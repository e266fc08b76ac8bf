"""The assertion that explains itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests

from moto_customerprofiles.testing import assert_profile
from tests.support.areas.explanations import define_crm
from tests.support.clients import server_client
from tests.support.facts import T0
from tests.support.shop import create_profile, put_object
from tests.support.sockets import serving

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

pytestmark = pytest.mark.usefixtures("frozen")

NOW = T0.isoformat()


def test_profile_that_is_as_expected_is_answered(crm_shop: CustomerProfilesClient, backend: Any) -> None:
    profile_id = create_profile(
        crm_shop, FirstName="Ann", Address={"City": "Seattle", "State": "WA"}, Attributes={"a.b": "1"}
    )
    for client in (crm_shop, backend):
        found = assert_profile(
            client,
            "shop",
            key_name="_fullName",
            values=["ann"],
            FirstName="Ann",
            LastName=None,
            Address={"City": "Seattle", "County": None},
            Attributes={"a.b": "1"},
        )

        assert profile_id == found["ProfileId"]


def test_failure_says_which_field_differs_and_who_wrote_it(crm_shop: CustomerProfilesClient) -> None:
    put_object(crm_shop, "crm", id="1", name="Ann")
    with pytest.raises(AssertionError) as failure:
        assert_profile(crm_shop, "shop", key_name="crmId", values=["1"], FirstName="Bob", Address={"City": "X"})
    text = str(failure.value)

    assert f"  FirstName is 'Ann', from crm, priority 2, {NOW}; expected 'Bob'" in text
    assert "  Address.City is missing; expected 'X'" in text
    assert "Found by:" in text


def test_field_that_should_be_missing_is_reported(crm_shop: CustomerProfilesClient) -> None:
    profile_id = create_profile(crm_shop, FirstName="Ann", Attributes={"a": "1"})
    with pytest.raises(AssertionError) as failure:
        assert_profile(crm_shop, "shop", profile_id=profile_id, FirstName=None, Attributes=None)

    assert "FirstName is 'Ann', from CreateProfile or UpdateProfile" in str(failure.value)
    assert "Attributes.a is '1'" in str(failure.value)


def test_profile_that_is_not_there_is_sought_among_the_dead_letters(crm_shop: CustomerProfilesClient) -> None:
    define_crm(crm_shop, "strict", AllowProfileCreation=False)
    put_object(crm_shop, "strict", id="1")
    with pytest.raises(AssertionError, match=r"no profile for crmId '1'\nIts dead letters:\n  strict"):
        assert_profile(crm_shop, "shop", key_name="crmId", values=["1"])


def test_several_profiles_are_all_explained(crm_shop: CustomerProfilesClient) -> None:
    ids = [create_profile(crm_shop, FirstName="Ann") for _ in range(2)]
    with pytest.raises(AssertionError) as failure:
        assert_profile(crm_shop, "shop", key_name="_fullName", values=["Ann"])

    assert all(profile_id in str(failure.value) for profile_id in ids)


def test_needs_to_know_which_profile(crm_shop: CustomerProfilesClient) -> None:
    with pytest.raises(TypeError, match="profile_id"):
        assert_profile(crm_shop, "shop")


def test_assertion_over_http_asks_the_server() -> None:
    with serving() as wire:
        requests.post(f"{wire.url}/moto-api/reset", timeout=5)
        client = server_client(wire.url, "eu-west-2")
        client.create_domain(DomainName="shop", DefaultExpirationDays=1)
        client.create_profile(DomainName="shop", FirstName="Ann", EmailAddress="a@b.c")
        with pytest.raises(AssertionError, match="FirstName is 'Ann', from CreateProfile or UpdateProfile"):
            assert_profile(client, "shop", key_name="_email", values=["a@b.c"], FirstName="Bob")
        requests.post(f"{wire.url}/moto-api/reset", timeout=5)


def test_one_text_is_one_value(crm_shop: CustomerProfilesClient) -> None:
    crm_shop.create_profile(DomainName="shop", FirstName="Ann", PhoneNumber="+12065550100")

    assert_profile(crm_shop, "shop", key_name="_phone", values="+12065550100", FirstName="Ann")
