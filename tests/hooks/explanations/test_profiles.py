"""What explain_profile tells of where things come from, and what dead letters tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.areas.explanations import define_crm
from tests.support.facts import T0
from tests.support.shop import create_profile, find_profiles, put_object

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

pytestmark = pytest.mark.usefixtures("frozen")

NOW = T0.isoformat()


@pytest.mark.rule("W-7")
def test_fields_have_their_writers(crm_shop: CustomerProfilesClient, backend: Any) -> None:
    put_object(crm_shop, "crm", id="1", name="Ann")
    profile_id = find_profiles(crm_shop, "crmId", "1")[0]
    crm_shop.update_profile(DomainName="shop", ProfileId=profile_id, LastName="Lee")
    fields = backend.explain_profile("shop", profile_id)["Fields"]
    writers = {field["Path"]: field["Writer"]["Source"] for field in fields}

    assert {"AccountNumber": "crm", "FirstName": "crm", "LastName": "manual"} == writers


def test_keys_have_what_brings_them(crm_shop: CustomerProfilesClient, backend: Any) -> None:
    unique_key = put_object(crm_shop, "crm", id="1", phone="1")
    profile_id = find_profiles(crm_shop, "crmId", "1")[0]
    crm_shop.add_profile_key(DomainName="shop", ProfileId=profile_id, KeyName="_account", Values=["1"])
    crm_shop.delete_profile_key(DomainName="shop", ProfileId=profile_id, KeyName="_phone", Values=["1"])
    explained = backend.explain_profile("shop", profile_id)
    keys = {key["KeyName"]: (key["BroughtBy"], key["IsDeleted"]) for key in explained["Keys"]}

    assert {
        "_account": (["field AccountNumber", "AddProfileKey or a merge"], False),
        "_phone": ([], True),
        "crmId": ([f"object crm {unique_key}"], False),
    } == keys


def test_every_key_of_the_explanation_finds_the_profile(crm_shop: CustomerProfilesClient, backend: Any) -> None:
    put_object(crm_shop, "crm", id="1", name="Ann", email="a@b.c", phone="1", tax="T", serial="S")
    profile_id = find_profiles(crm_shop, "crmId", "1")[0]
    found = backend.explain_profile("shop", profile_id)["Keys"]
    for key in found:
        assert [profile_id] == find_profiles(crm_shop, key["KeyName"], *key["Values"])
    assert {"crmId", "taxId", "_phone", "_email", "_account", "_fullName", "serialNumber", "_serialNumber"} <= {
        key["KeyName"] for key in found
    }


def test_merged_profiles_lead_to_the_one_they_became(crm_shop: CustomerProfilesClient, backend: Any) -> None:
    main, merged = create_profile(crm_shop, FirstName="Ann"), create_profile(crm_shop, FirstName="Bob")
    crm_shop.merge_profiles(DomainName="shop", MainProfileId=main, ProfileIdsToBeMerged=[merged])
    explained = backend.explain_profile("shop", merged)

    assert (main, [merged]) == (explained["ProfileId"], explained["MergedProfileIds"])


def test_objects_and_standard_objects_are_explained(crm_shop: CustomerProfilesClient, backend: Any) -> None:
    put_object(crm_shop, "crm", id="1", serial="S")
    profile_id = find_profiles(crm_shop, "crmId", "1")[0]
    explained = backend.explain_profile("shop", profile_id)

    assert [("crm", True)] == [(each["ObjectTypeName"], each["CreatedProfile"]) for each in explained["Objects"]]
    assert ["_asset"] == [each["ObjectTypeName"] for each in explained["StandardObjects"]]


def test_dead_letters_are_listed_with_their_reasons(crm_shop: CustomerProfilesClient, backend: Any) -> None:
    define_crm(crm_shop, "strict", AllowProfileCreation=False)
    put_object(crm_shop, "strict", id="1")
    (letter,) = backend.dead_letters("shop")

    assert ("strict", '{"id": "1"}', NOW) == (letter["ObjectTypeName"], letter["Object"], letter["At"])
    assert letter["Reason"].startswith("No profile matches")
