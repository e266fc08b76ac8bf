"""What becomes of the keys of objects: asked, stored, both or neither."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.shop import create_profile, find_profiles, put_object, put_template

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient


@pytest.fixture(autouse=True)
def _visits(client: CustomerProfilesClient, domain: str) -> None:
    """Have a type whose objects look for a card, belong to a customer, and have an id of their own."""
    identifiers: dict[str, Any] = {"card": ["PROFILE", "LOOKUP_ONLY"], "customer": ["PROFILE"], "visitId": ["UNIQUE"]}
    client.put_profile_object_type(
        DomainName=domain,
        ObjectTypeName="Visit",
        Description="visits",
        AllowProfileCreation=True,
        Fields={name: {"Source": f"_source.{name}"} for name in identifiers},
        Keys={name: [{"StandardIdentifiers": each, "FieldNames": [name]}] for name, each in identifiers.items()},
    )


def put_visit(client: CustomerProfilesClient, **source: str) -> None:
    put_object(client, "Visit", **source)


def create_with_key(client: CustomerProfilesClient, key_name: str, *values: str) -> str:
    profile_id = create_profile(client)
    for value in values:
        client.add_profile_key(DomainName="shop", ProfileId=profile_id, KeyName=key_name, Values=[value])
    return profile_id


@pytest.mark.rule("K-12", "K-20", "SP-9")
def test_a_key_that_is_only_looked_up_is_never_stored(client: CustomerProfilesClient) -> None:
    ann = create_with_key(client, "card", "7")
    put_visit(client, visitId="1", card="7")
    put_visit(client, visitId="2", card="8", customer="B")

    assert ([ann], []) == (find_profiles(client, "visitId", "1"), find_profiles(client, "card", "8"))


@pytest.mark.rule("K-14")
def test_a_unique_key_finds_no_profile(client: CustomerProfilesClient) -> None:
    ann = create_with_key(client, "visitId", "1")
    put_visit(client, visitId="1", customer="B")

    assert [ann, *find_profiles(client, "customer", "B")] == find_profiles(client, "visitId", "1")


@pytest.mark.rule("K-1")
def test_a_key_added_by_hand_is_the_key_of_the_object_type(client: CustomerProfilesClient) -> None:
    ann = create_with_key(client, "customer", "A")
    put_visit(client, visitId="1", customer="A")

    assert [ann] == find_profiles(client, "visitId", "1")


@pytest.mark.rule("KEY-9")
def test_a_profile_may_have_any_number_of_keys(client: CustomerProfilesClient) -> None:
    values = [str(number) for number in range(120)]
    ann = create_with_key(client, "customer", *values)

    assert [[ann]] * 120 == [find_profiles(client, "customer", value) for value in values]


@pytest.mark.rule("K-23")
def test_entries_of_an_expired_object_go_with_it(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    frozen.move_to("2025-03-01")
    definition: Any = client.get_profile_object_type(DomainName="shop", ObjectTypeName="Visit")
    client.put_profile_object_type(
        DomainName="shop",
        ExpirationDays=1,
        **{name: definition[name] for name in ("ObjectTypeName", "Description", "Fields", "Keys")},
    )
    ann = create_with_key(client, "customer", "A")
    put_visit(client, visitId="1", customer="A")
    before = find_profiles(client, "visitId", "1")
    frozen.shift(timedelta(days=1))

    assert ([ann], []) == (before, find_profiles(client, "visitId", "1"))


@pytest.mark.rule("CTR-3")
@pytest.mark.parametrize("template_id", ["CTR", "CTR-NoInferred", "CTR-AutoAssociateOnly"])
def test_a_record_finds_the_profile_that_was_given_its_contact(
    client: CustomerProfilesClient, template_id: str
) -> None:
    put_template(client, template_id, "CTR")
    client.create_profile(DomainName="shop", PhoneNumber="+12065550100")
    ann = create_with_key(client, "_ctrContactId", "c1")
    record = {"contactId": "c1", "customerEndpoint": {"address": "+12065550100"}}
    put_object(client, "CTR", **record)

    assert 1 == len(client.list_profile_objects(DomainName="shop", ObjectTypeName="CTR", ProfileId=ann)["Items"])
