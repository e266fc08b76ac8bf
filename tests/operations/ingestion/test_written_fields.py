"""What objects write into the fields of profiles, and what they leave alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.crm import Crm


@pytest.mark.rule("F-6", "W-1")
def test_empty_values_erase_nothing(crm: Crm) -> None:
    crm.put(id="1", customer="A", name="Ann", email="a@b.c")
    crm.put(id="1", customer="A", name="", email=None)

    assert {"FirstName": "Ann", "EmailAddress": "a@b.c"} == crm.profile(crm.customer("A"))


@pytest.mark.rule("W-10")
def test_only_a_new_profile_is_given_contact_points(crm: Crm) -> None:
    fields = {"phone": {"Source": "_source.phone", "ContentType": "PHONE_NUMBER"}}
    crm.define("Web", fields=fields)
    crm.put("Web", id="1", customer="A", phone="555-1")
    crm.put("Web", id="2", customer="A", phone="555-2")

    assert {"PhoneNumber": "555-1"} == crm.profile(crm.customer("A"))


@pytest.mark.rule("W-10")
def test_a_known_profile_is_given_no_contact_points(crm: Crm) -> None:
    crm.put(id="1", customer="A")
    crm.define("Web", fields={"phone": {"Source": "_source.phone", "ContentType": "PHONE_NUMBER"}})
    crm.put("Web", id="1", customer="A", phone="555-1")

    assert {} == crm.profile(crm.customer("A"))


@pytest.mark.rule("OT-67")
def test_a_type_changed_later_leaves_older_data_alone(crm: Crm) -> None:
    crm.put(id="1", customer="A", name="Ann")
    crm.define("Crm", keys={"other": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["id"]}]})

    assert ({"FirstName": "Ann"}, []) == (crm.profile(crm.customer("A")), crm.found("other", "1"))


@pytest.mark.rule("F-30")
@pytest.mark.parametrize("value", ["m", "female", "Male", "FEMALE"])
def test_gender_of_a_mapping_is_free_text_as_it_was_sent(crm: Crm, value: str) -> None:
    crm.define("Person", fields={"gender": {"Source": "_source.gender", "Target": "_profile.Gender"}})
    crm.put("Person", id="1", customer="A", gender=value)

    assert {"GenderString": value} == crm.profile(crm.customer("A"))


@pytest.mark.rule("F-32")
def test_a_whole_address_is_a_target(crm: Crm) -> None:
    crm.define("Person", fields={"home": {"Source": "_source.home", "Target": "_profile.Address"}})
    crm.put("Person", id="1", customer="A", home={"City": "Rome", "PostalCode": "00100", "Floor": 3})

    assert {"Address": {"City": "Rome", "PostalCode": "00100"}} == crm.profile(crm.customer("A"))


@pytest.mark.rule("W-5")
def test_what_is_written_by_hand_wins_when_it_is_written(crm: Crm) -> None:
    crm.define("First", SourcePriority=1)
    crm.put("First", id="1", customer="A", name="Ann")
    profile_id = crm.customer("A")
    crm.client.update_profile(DomainName=crm.name, ProfileId=profile_id, FirstName="Anna")
    by_hand = crm.profile(profile_id)
    crm.put("First", id="1", customer="A", name="Ann")

    assert ({"FirstName": "Anna"}, {"FirstName": "Ann"}) == (by_hand, crm.profile(profile_id))


@pytest.mark.rule("UP-5")
def test_a_field_removed_by_hand_may_be_filled_again(crm: Crm) -> None:
    crm.put(id="1", customer="A", name="Ann")
    profile_id = crm.customer("A")
    crm.client.update_profile(DomainName=crm.name, ProfileId=profile_id, FirstName="")
    crm.put(id="1", customer="A", name="Ann")

    assert {"FirstName": "Ann"} == crm.profile(profile_id)


def test_a_value_that_loses_brings_no_deleted_key_back(crm: Crm) -> None:
    profile_id = crm.client.create_profile(DomainName=crm.name, EmailAddress="a@b.c")["ProfileId"]
    for name, value in (("customer", "A"), ("_email", "a@b.c")):
        crm.client.add_profile_key(DomainName=crm.name, ProfileId=profile_id, KeyName=name, Values=[value])
    crm.client.delete_profile_key(DomainName=crm.name, ProfileId=profile_id, KeyName="_email", Values=["a@b.c"])
    crm.put(id="1", customer="A", email="d@e.f")

    assert ([], []) == (crm.found("_email", "a@b.c"), crm.found("_email", "d@e.f"))


@pytest.mark.rule("UP-5", "W-5")
def test_a_value_updated_by_hand_is_protected(crm: Crm) -> None:
    crm.put(id="1", customer="A", name="Ann")
    profile_id = crm.customer("A")
    crm.client.update_profile(DomainName=crm.name, ProfileId=profile_id, FirstName="Anna")
    crm.put(id="1", customer="A", name="Annie")

    assert {"FirstName": "Anna"} == crm.profile(profile_id)
