"""What a deleted object type takes along, and what it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.crm import Crm


@pytest.mark.rule("IN-D-10")
def test_deleting_a_type_takes_its_assets_but_not_what_others_wrote(crm: Crm) -> None:
    crm.define_assets()
    crm.define_assets("Repair")
    crm.put("Warranty", id="1", customer="A", serial="S", model="M")
    crm.put("Warranty", id="2", customer="A", serial="T")
    crm.put("Repair", id="1", customer="A", serial="S", model="M2")
    profile_id = crm.customer("A")
    crm.client.delete_profile_object_type(DomainName=crm.name, ObjectTypeName="Warranty")

    assert [{"ModelName": "M2", "SerialNumber": "S"}] == [
        {name: asset[name] for name in ("ModelName", "SerialNumber", "DataSource") if asset[name] is not None}
        for asset in crm.assets(profile_id)
    ]


def test_deleting_a_type_leaves_profiles_alone_that_it_had_nothing_in(crm: Crm) -> None:
    crm.define("Other")
    unique_key = crm.put(id="1", customer="A", name="Ann")
    profile_id = crm.customer("A")
    crm.client.delete_profile_object(
        DomainName=crm.name, ProfileId=profile_id, ObjectTypeName="Crm", ProfileObjectUniqueKey=unique_key
    )
    crm.client.delete_profile_object_type(DomainName=crm.name, ObjectTypeName="Other")

    assert {"FirstName": "Ann"} == crm.profile(profile_id)


@pytest.mark.rule("IN-D-12")
def test_a_field_of_a_deleted_type_falls_back_to_no_earlier_value(crm: Crm) -> None:
    crm.define("Web")
    crm.put(id="1", customer="A", name="Ann", email="a@b.c")
    crm.put("Web", id="1", customer="A", name="Bea")
    crm.client.delete_profile_object_type(DomainName=crm.name, ObjectTypeName="Web")

    assert {"EmailAddress": "a@b.c"} == crm.profile(crm.customer("A"))


@pytest.mark.rule("IN-D-11")
@pytest.mark.parametrize("kept_by", ["object", "field", "key", None])
def test_a_profile_that_ingestion_made_stays_as_long_as_something_keeps_it(crm: Crm, kept_by: str | None) -> None:
    crm.define("Web", fields={"phone": {"Source": "_source.phone", "Target": "_profile.PhoneNumber"}})
    crm.put("Web", id="1", customer="A", phone="5550001")
    profile_id = crm.customer("A")
    if kept_by == "object":
        crm.put(id="1", customer="A")
    elif kept_by == "field":
        crm.client.update_profile(DomainName=crm.name, ProfileId=profile_id, LastName="Lee")
    elif kept_by == "key":
        crm.client.add_profile_key(DomainName=crm.name, ProfileId=profile_id, KeyName="club", Values=["C"])
    crm.client.delete_profile_object_type(DomainName=crm.name, ObjectTypeName="Web")

    assert ([profile_id] if kept_by else []) == crm.found("_profileId", profile_id)
