"""Profiles through boto3: created, updated, read and deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from tests.support.model import operations_that_need
from tests.support.shop import create_profile, find_profiles, get_profile

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

pytestmark = pytest.mark.usefixtures("domain")


UNKNOWN = "0" * 32


@pytest.mark.rule("CP-1")
def test_a_profile_needs_no_field(client: CustomerProfilesClient) -> None:
    assert {} == get_profile(client, create_profile(client))


@pytest.mark.rule("CLI-9")
def test_all_members_come_back_as_they_were_sent(client: CustomerProfilesClient) -> None:
    fields = {
        "AccountNumber": "0007",
        "PartyType": "BUSINESS",
        "Gender": "FEMALE",
        "BirthDate": "yesterday",
        "ProfileType": "ACCOUNT_PROFILE",
        "PhoneNumber": "call me ☎",
        "Address": {"Address1": "1 Main St", "County": "King", "PostalCode": "01234"},
        "Attributes": {"a.b": "c", "empty no": " "},
        "EngagementPreferences": {"Phone": [{"KeyName": "_phone", "KeyValue": "1", "ContactType": "PhoneNumber"}]},
    }

    assert fields == get_profile(client, create_profile(client, **fields))


@pytest.mark.rule("CP-1", "SP-6", "CLI-10")
def test_equal_profiles_are_not_joined(client: CustomerProfilesClient) -> None:
    ids = [create_profile(client, PhoneNumber="555") for _ in range(2)]

    assert ids == find_profiles(client, "_phone", "555")


@pytest.mark.rule("UP-1", "UP-2", "CLI-8")
def test_an_update_keeps_what_it_does_not_name(client: CustomerProfilesClient, domain: str) -> None:
    profile_id = create_profile(client, FirstName="Ann", Address={"City": "Oslo"}, Attributes={"a": "1"})
    client.update_profile(DomainName=domain, ProfileId=profile_id, Address={"State": "X"}, Attributes={"b": "2"})
    expected = {"FirstName": "Ann", "Address": {"City": "Oslo", "State": "X"}, "Attributes": {"a": "1", "b": "2"}}

    assert expected == get_profile(client, profile_id)


@pytest.mark.usefixtures("domain")
def test_profile_may_be_made_with_empty_preferences(client: CustomerProfilesClient) -> None:
    assert {} == get_profile(client, create_profile(client, EngagementPreferences={}))


@pytest.mark.rule("UP-4")
def test_engagement_preferences_are_replaced_as_a_whole(client: CustomerProfilesClient, domain: str) -> None:
    phone: Any = {"Phone": [{"KeyName": "_phone", "KeyValue": "1"}]}
    email: Any = {"Email": [{"KeyName": "_email", "KeyValue": "a@b.c"}]}
    profile_id = create_profile(client, EngagementPreferences=phone)
    client.update_profile(DomainName=domain, ProfileId=profile_id, EngagementPreferences=email)

    assert {"EngagementPreferences": email} == get_profile(client, profile_id)


@pytest.mark.rule("UP-3")
def test_an_enumeration_cannot_be_emptied(client: CustomerProfilesClient, domain: str) -> None:
    profile_id = create_profile(client, Gender="MALE")

    with pytest.raises(ClientError, match="BadRequestException"):
        client.update_profile(DomainName=domain, ProfileId=profile_id, Gender="")  # type: ignore[arg-type]  # the point


@pytest.mark.rule("UP-7")
@pytest.mark.parametrize("name", operations_that_need("DomainName", "ProfileId"))
def test_an_unknown_profile_is_not_found(client: CustomerProfilesClient, domain: str, name: str) -> None:
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        getattr(client, name)(DomainName=domain, ProfileId=UNKNOWN)


@pytest.mark.rule("IN-D-3", "CLI-4")
def test_a_deleted_profile_is_gone_with_its_keys(client: CustomerProfilesClient, domain: str) -> None:
    profile_id = create_profile(client, PhoneNumber="5550001")
    client.delete_profile(DomainName=domain, ProfileId=profile_id)

    assert [] == find_profiles(client, "_phone", "5550001")


@pytest.mark.rule("BG-1", "BG-2", "CLI-4")
def test_a_batch_answers_in_the_order_of_the_request_and_once_each(client: CustomerProfilesClient, domain: str) -> None:
    one, two = create_profile(client, FirstName="One"), create_profile(client, FirstName="Two")
    reply = client.batch_get_profile(DomainName=domain, ProfileIds=[two, UNKNOWN, one, two])
    ids = [each["ProfileId"] for each in reply["Profiles"]]

    assert ([two, one], [("404", UNKNOWN)]) == (ids, [(e["Code"], e["ProfileId"]) for e in reply["Errors"]])


@pytest.mark.rule("BG-1")
def test_a_batch_of_profiles_says_nothing_of_searches(client: CustomerProfilesClient, domain: str) -> None:
    reply = client.batch_get_profile(DomainName=domain, ProfileIds=[create_profile(client)])

    assert "FoundByItems" not in reply["Profiles"][0]


@pytest.mark.rule("BG-2")
def test_a_batch_without_errors_says_so(client: CustomerProfilesClient, domain: str) -> None:
    known = client.batch_get_profile(DomainName=domain, ProfileIds=[create_profile(client)])
    unknown = client.batch_get_profile(DomainName=domain, ProfileIds=[UNKNOWN])

    assert ([], []) == (known["Errors"], unknown["Profiles"])
