"""Standard objects other than the profile: assets, orders, communication records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.engine.profiles.standard_objects import standard_objects

if TYPE_CHECKING:
    from tests.support.crm import Crm


@pytest.mark.rule("S-2", "S-4")
def test_standard_objects_gather_what_several_objects_say(crm: Crm) -> None:
    crm.define_assets()
    crm.put("Warranty", id="1", customer="A", serial="S", model="M")
    crm.put("Warranty", id="2", customer="A", serial="S", code="C")
    crm.put("Warranty", id="3", customer="A", code="C", model="M2")
    (asset,) = crm.assets(crm.customer("A"))

    assert ("S", "M2", "Warranty") == (asset["SerialNumber"], asset["ModelName"], asset["DataSource"])


@pytest.mark.rule("S-4")
def test_a_data_source_of_its_own_stays(crm: Crm) -> None:
    crm.define_assets(fields={"origin": {"Source": "_source.origin", "Target": "_asset.DataSource"}})
    crm.put("Warranty", id="1", customer="A", serial="S", origin="till")

    assert ["till"] == [asset["DataSource"] for asset in crm.assets(crm.customer("A"))]


@pytest.mark.rule("S-2")
def test_an_object_that_writes_nothing_to_an_asset_makes_none(crm: Crm) -> None:
    crm.define_assets()
    crm.put("Warranty", id="1", customer="A", code="C")

    assert [] == crm.assets(crm.customer("A"))


@pytest.mark.rule("S-1")
def test_a_standard_object_is_found_by_the_keys_of_all_that_ever_contributed(crm: Crm) -> None:
    crm.define_assets()
    crm.put("Warranty", id="1", customer="A", serial="S", code="C")
    crm.put("Warranty", id="2", customer="A", serial="S", model="M")
    crm.put("Warranty", id="3", customer="A", code="C", model="M2")

    assert ["M2"] == [asset["ModelName"] for asset in crm.assets(crm.customer("A"))]


@pytest.mark.rule("S-3", "P-32")
def test_an_object_that_means_two_assets_is_a_dead_letter(crm: Crm) -> None:
    crm.define_assets()
    crm.put("Warranty", id="1", customer="A", serial="S", model="M")
    crm.put("Warranty", id="2", customer="A", code="C", model="M")
    crm.put("Warranty", id="3", customer="A", serial="S", code="C")

    assert (2, 1) == (len(crm.assets(crm.customer("A"))), len(crm.state.dead_letters))


@pytest.mark.rule("S-1")
def test_assets_of_two_customers_are_two(crm: Crm) -> None:
    crm.define_assets()
    crm.put("Warranty", id="1", customer="A", serial="S")
    crm.put("Warranty", id="2", customer="B", serial="S")

    assert [1, 1] == [len(crm.assets(crm.customer(name))) for name in "AB"]
    assert 2 == len(crm.found("_serialNumber", "S"))


@pytest.mark.rule("S-8")
def test_an_asset_outlives_the_objects_it_was_made_of(crm: Crm) -> None:
    crm.define_assets()
    key = crm.put("Warranty", id="1", customer="A", serial="S")
    profile_id = crm.customer("A")
    crm.client.delete_profile_object(
        DomainName=crm.name, ProfileId=profile_id, ObjectTypeName="Warranty", ProfileObjectUniqueKey=key
    )

    assert (1, [profile_id], []) == (
        len(crm.assets(profile_id)),
        crm.found("_serialNumber", "S"),
        crm.found("serial", "S"),
    )


@pytest.mark.rule("S-6", "IN-D-2")
def test_an_asset_can_be_deleted_by_itself(crm: Crm) -> None:
    crm.define_assets()
    crm.put("Warranty", id="1", customer="A", serial="S")
    profile_id = crm.customer("A")
    reply = crm.client.list_profile_objects(DomainName=crm.name, ProfileId=profile_id, ObjectTypeName="_asset")
    crm.client.delete_profile_object(
        DomainName=crm.name,
        ProfileId=profile_id,
        ObjectTypeName="_asset",
        ProfileObjectUniqueKey=reply["Items"][0]["ProfileObjectUniqueKey"],
    )

    assert ([], []) == (crm.assets(profile_id), crm.found("_serialNumber", "S"))


@pytest.mark.rule("SP-8", "S-4")
def test_an_asset_is_found_and_filtered_by_its_id(crm: Crm) -> None:
    crm.define_assets()
    crm.put("Warranty", id="1", customer="A", serial="S")
    profile_id = crm.customer("A")
    (asset,) = crm.assets(profile_id)

    counts = [
        len(
            crm.client.list_profile_objects(
                DomainName=crm.name,
                ProfileId=profile_id,
                ObjectTypeName="_asset",
                ObjectFilter={"KeyName": "_assetId", "Values": [asset_id]},
            )["Items"]
        )
        for asset_id in (asset["AssetId"], "0" * 32)
    ]

    assert [profile_id] == crm.found("_assetId", asset["AssetId"])
    assert [1, 0] == counts


@pytest.mark.rule("OT-50")
def test_an_asset_is_looked_up_by_its_id(crm: Crm) -> None:
    crm.define_assets()
    crm.put("Warranty", id="1", customer="A", serial="S")
    (asset,) = crm.assets(crm.customer("A"))
    crm.define(
        "Note",
        fields={"asset": {"Source": "_source.asset"}, "text": {"Source": "_source.text", "Target": "_asset.Status"}},
        keys={
            "customer": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["customer"]}],
            "NoteId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
            "_assetId": [{"StandardIdentifiers": ["ASSET", "LOOKUP_ONLY"], "FieldNames": ["asset"]}],
        },
    )
    crm.put("Note", id="1", customer="A", asset=asset["AssetId"], text="broken")

    assert ["broken"] == [each["Status"] for each in crm.assets(crm.customer("A"))]


@pytest.mark.rule("S-5")
def test_fields_of_an_asset_go_by_priority(crm: Crm) -> None:
    crm.define_assets()
    crm.define_assets("Repair", SourcePriority=1)
    crm.put("Repair", id="1", customer="A", serial="S", model="M")
    crm.put("Warranty", id="1", customer="A", serial="S", model="M2")

    assert ["M"] == [asset["ModelName"] for asset in crm.assets(crm.customer("A"))]


@pytest.mark.rule("F-3")
def test_elements_of_a_list_feed_elements_of_a_list(crm: Crm) -> None:
    crm.define(
        "Sale",
        fields={
            "title": {"Source": "_source.items[].title", "Target": "_order.OrderItems[].Title"},
            "price": {"Source": "_source.items[].price", "Target": "_order.OrderItems[].Price"},
            "number": {"Source": "_source.id", "Target": "_order.Attributes.number.of.sale"},
        },
        keys={
            "customer": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["customer"]}],
            "sale": [{"StandardIdentifiers": ["UNIQUE", "ORDER"], "FieldNames": ["id"]}],
        },
    )
    crm.put("Sale", id="1", customer="A", items=[{"title": "Tea"}, {"title": "Cup", "price": 4.5}])
    (order,) = [json.loads(text) for text in crm.texts(crm.customer("A"), "_order")]

    assert [
        {"Title": "Tea", "Price": None, "Quantity": None},
        {"Title": "Cup", "Price": "4.5", "Quantity": None},
    ] == order["OrderItems"]
    assert {"number.of.sale": "1"} == order["Attributes"]


@pytest.mark.rule("S-12")
def test_standard_object_is_listed_with_all_its_members(crm: Crm) -> None:
    crm.define(
        "Sale",
        fields={
            "total": {"Source": "_source.total", "Target": "_order.TotalPrice"},
            "city": {"Source": "_source.city", "Target": "_order.BillingAddress.City"},
        },
        keys={
            "customer": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["customer"]}],
            "sale": [{"StandardIdentifiers": ["UNIQUE", "ORDER"], "FieldNames": ["id"]}],
        },
    )
    crm.put("Sale", id="1", customer="A", total="5", city="Rome")
    (order,) = [json.loads(text) for text in crm.texts(crm.customer("A"), "_order")]
    standard = standard_objects()["_order"]

    assert {"OrderId", "Attributes", *standard.fields, *standard.parts, *standard.lists} == set(order)
    assert ("5", None, None, None, {}) == (
        order["TotalPrice"],
        order["TotalTax"],
        order["ShippingAddress"],
        order["OrderItems"],
        order["Attributes"],
    )
    assert {**dict.fromkeys(standard.parts["BillingAddress"]), "City": "Rome"} == order["BillingAddress"]
    assert ["OrderId", "CustomerEmail", "CustomerPhone", "CreatedDate"] == list(order)[:4]  # as it was recorded
    assert ["BillingAddress", "ShippingAddress", "OrderItems", "Attributes"] == list(order)[-4:]


@pytest.mark.rule("F-28")
def test_the_event_type_of_a_communication_record_comes_from_the_object(crm: Crm) -> None:
    profile_id = crm.client.create_profile(DomainName=crm.name, EmailAddress="ann@example.com")["ProfileId"]
    event = {
        "campaign_event_id": "e1",
        "campaign_event_type": "Open",
        "outbound_request_id": "r1",
        "endpoint_address": "Ann@Example.com",
        "channel": {"name": "EMAIL"},
    }
    crm.put("Campaign-Email", **event)
    crm.put("Campaign-Email", **{**event, "campaign_event_id": "e2", "campaign_event_type": "Click"})
    (record,) = [json.loads(text) for text in crm.texts(profile_id, "_communicationRecord")]

    assert ({"Open": "e1", "Click": "e2"}, "EMAIL") == (
        {kind: facts["EventId"] for kind, facts in record["Events"].items()},
        record["Channel"],
    )
