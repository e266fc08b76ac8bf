"""Keys that are added to profiles and deleted from them by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from tests.support.shop import create_profile, find_profiles, get_profile, put_object, put_object_type

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

pytestmark = pytest.mark.usefixtures("domain")


UNKNOWN = "0" * 32


@pytest.mark.rule("KEY-1", "KEY-2", "KEY-3")
def test_an_added_key_finds_its_profile(client: CustomerProfilesClient, domain: str) -> None:
    profile_id = create_profile(client)
    reply = client.add_profile_key(DomainName=domain, ProfileId=profile_id, KeyName="club", Values=["A", "B"])

    assert ("club", ["A", "B"]) == (reply["KeyName"], reply["Values"])
    assert [profile_id] == find_profiles(client, "club", "B")


@pytest.mark.rule("KEY-2", "KEY-6")
def test_an_added_phone_compares_as_a_phone_and_sets_no_field(client: CustomerProfilesClient, domain: str) -> None:
    profile_id = create_profile(client)
    client.add_profile_key(DomainName=domain, ProfileId=profile_id, KeyName="_phone", Values=["(555) 123-4567"])

    assert ([profile_id], {}) == (find_profiles(client, "_phone", "5551234567"), get_profile(client, profile_id))


@pytest.mark.rule("KEY-5")
def test_a_value_added_to_two_profiles_finds_both(client: CustomerProfilesClient, domain: str) -> None:
    ids = [create_profile(client), create_profile(client)]
    for profile_id in [*ids, *ids]:
        client.add_profile_key(DomainName=domain, ProfileId=profile_id, KeyName="club", Values=["A"])

    assert ids == find_profiles(client, "club", "A")


@pytest.mark.rule("KEY-5")
def test_a_key_that_was_added_twice_is_deleted_once(client: CustomerProfilesClient, domain: str) -> None:
    profile_id = create_profile(client)
    for _ in range(2):
        client.add_profile_key(DomainName=domain, ProfileId=profile_id, KeyName="club", Values=["A"])
    client.delete_profile_key(DomainName=domain, ProfileId=profile_id, KeyName="club", Values=["A"])

    assert [] == find_profiles(client, "club", "A")


@pytest.mark.rule("KEY-3")
def test_unknown_names_with_an_underscore_are_no_keys(client: CustomerProfilesClient, domain: str) -> None:
    with pytest.raises(ClientError, match="BadRequestException"):
        client.add_profile_key(DomainName=domain, ProfileId=create_profile(client), KeyName="_club", Values=["A"])


@pytest.mark.rule("G-4")
@pytest.mark.parametrize("name", ["add_profile_key", "delete_profile_key"])
def test_keys_need_values(client: CustomerProfilesClient, domain: str, name: str) -> None:
    with pytest.raises(ClientError, match="BadRequestException"):
        getattr(client, name)(DomainName=domain, ProfileId=create_profile(client), KeyName="club", Values=[])


@pytest.mark.rule("KEY-8")
@pytest.mark.parametrize("name", ["add_profile_key", "delete_profile_key"])
def test_keys_need_a_profile(client: CustomerProfilesClient, domain: str, name: str) -> None:
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        getattr(client, name)(DomainName=domain, ProfileId=UNKNOWN, KeyName="club", Values=["A"])


@pytest.mark.rule("K-5", "KEY-4", "SP-4", "N-6")
def test_a_key_of_two_fields_takes_two_values(client: CustomerProfilesClient, domain: str) -> None:
    put_object_type(
        client,
        "Visit",
        fields={"day": "", "room": ""},
        keys={"visit": "PROFILE UNIQUE day room"},
        AllowProfileCreation=False,
    )
    profile_id = create_profile(client)
    client.add_profile_key(DomainName=domain, ProfileId=profile_id, KeyName="visit", Values=["monday", "7"])

    with pytest.raises(ClientError, match="BadRequestException"):
        client.add_profile_key(DomainName=domain, ProfileId=profile_id, KeyName="visit", Values=["monday"])
    assert [profile_id] == find_profiles(client, "visit", "monday", "7")
    assert [] == find_profiles(client, "visit", "monday") == find_profiles(client, "visit", "7", "monday")


@pytest.mark.rule("KEY-7")
def test_a_deleted_key_does_not_find_its_profile(client: CustomerProfilesClient, domain: str) -> None:
    profile_id = create_profile(client, PhoneNumber="5550001")
    reply = client.delete_profile_key(DomainName=domain, ProfileId=profile_id, KeyName="_phone", Values=["555-0001"])

    assert ("OK", []) == (reply["Message"], find_profiles(client, "_phone", "5550001"))
    assert {"PhoneNumber": "5550001"} == get_profile(client, profile_id)


@pytest.mark.rule("KEY-7")
def test_writing_a_field_again_brings_its_deleted_key_back(client: CustomerProfilesClient, domain: str) -> None:
    profile_id = create_profile(client, PhoneNumber="5550001", EmailAddress="a@b.c")
    client.delete_profile_key(DomainName=domain, ProfileId=profile_id, KeyName="_phone", Values=["5550001"])
    client.update_profile(DomainName=domain, ProfileId=profile_id, EmailAddress="a@b.d")
    before = find_profiles(client, "_phone", "5550001")
    client.update_profile(DomainName=domain, ProfileId=profile_id, PhoneNumber="5550001")

    assert ([], [profile_id]) == (before, find_profiles(client, "_phone", "5550001"))


@pytest.mark.rule("KEY-7")
def test_putting_an_object_again_brings_its_deleted_key_back(client: CustomerProfilesClient, domain: str) -> None:
    put_object_type(client, "Crm", fields={"id": "", "club": ""}, keys={"crm": "PROFILE UNIQUE id", "club": "club"})
    put_object(client, "Crm", id=1, club="A")
    (profile_id,) = find_profiles(client, "club", "A")
    client.delete_profile_key(DomainName=domain, ProfileId=profile_id, KeyName="club", Values=["A"])
    before = find_profiles(client, "club", "A")
    put_object(client, "Crm", id=1, club="A")

    assert ([], [profile_id]) == (before, find_profiles(client, "club", "A"))


@pytest.mark.rule("KEY-8")
def test_deleting_a_key_that_is_not_there_is_fine(client: CustomerProfilesClient, domain: str) -> None:
    profile_id = create_profile(client)
    reply = client.delete_profile_key(DomainName=domain, ProfileId=profile_id, KeyName="club", Values=["A"])

    assert "OK" == reply["Message"]


@pytest.mark.rule("KEY-10")
def test_the_id_of_a_profile_cannot_be_added_or_deleted(client: CustomerProfilesClient, domain: str) -> None:
    ann, bob = create_profile(client), create_profile(client)
    key = {"DomainName": domain, "ProfileId": ann, "KeyName": "_profileId"}
    for call, value in ((client.add_profile_key, bob), (client.delete_profile_key, ann)):
        with pytest.raises(ClientError, match=r"BadRequestException.*_profileId cannot be added or deleted"):
            call(**key, Values=[value])

    assert ([ann], [bob]) == (find_profiles(client, "_profileId", ann), find_profiles(client, "_profileId", bob))
