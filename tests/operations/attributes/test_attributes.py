from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from moto.moto_api import state_manager

from tests.support.facts import KEY, T0
from tests.support.replies import error_code
from tests.support.shop import create_domain, create_profile, put_object, put_object_type

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _domain(client: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    """Make a domain with a data store and a type of purchases, and let a minute pass."""
    create_domain(client, DefaultExpirationDays=90, DefaultEncryptionKey=KEY, DataStore={"Enabled": True})
    put_object_type(
        client,
        "purchase",
        fields={
            "id": "",
            "email": "_profile.EmailAddress EMAIL_ADDRESS",
            "tier": "_profile.Attributes.tier",
            "status": "_order.Status",
        },
        keys={"purchaseId": "UNIQUE ORDER id", "purchaseEmail": "PROFILE email"},
    )
    frozen.shift(MINUTE)


def put_purchase(client: CustomerProfilesClient, number: int, **source: object) -> None:
    document = {"id": number, "email": f"{number}@example.com", **source}
    put_object(client, "purchase", **document)


def attribute_names(client: CustomerProfilesClient, kind: str = "purchase") -> list[str]:
    items = client.list_object_type_attributes(DomainName="shop", ObjectTypeName=kind)["Items"]
    return [item["AttributeName"] for item in items]


def attribute_values(client: CustomerProfilesClient, attribute: str, kind: str = "purchase") -> list[str]:
    items = client.list_object_type_attribute_values(DomainName="shop", ObjectTypeName=kind, AttributeName=attribute)[
        "Items"
    ]
    return [item["Value"] for item in items]


def statistics(client: CustomerProfilesClient, attribute: str, kind: str = "purchase", domain: str = "shop") -> Any:
    return client.get_object_type_attribute_statistics(DomainName=domain, ObjectTypeName=kind, AttributeName=attribute)


def profile_values(client: CustomerProfilesClient, attribute: str) -> list[str]:
    items = client.list_profile_attribute_values(DomainName="shop", AttributeName=attribute)["Items"]
    return [item["Value"] for item in items]


@pytest.mark.rule("ATT-1")
def test_names_are_those_of_the_objects_newest_first(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    put_purchase(client, 1, old=1)
    frozen.shift(MINUTE)
    put_purchase(client, 2, new=1)
    items = client.list_object_type_attributes(DomainName="shop", ObjectTypeName="purchase")["Items"]

    assert [("email", 2), ("id", 2), ("new", 2), ("old", 1)] == [
        (item["AttributeName"], (item["LastUpdatedAt"] - T0) // MINUTE) for item in items
    ]


@pytest.mark.rule("ATT-1")
def test_names_that_the_answer_cannot_spell_are_left_out(client: CustomerProfilesClient) -> None:
    put_purchase(client, 1, **{"a.b": 1, "ä": 1, "with blank": 1, "x" * 65: 1, "x-y_z": 1})

    assert ["email", "id", "x-y_z"] == attribute_names(client)


@pytest.mark.rule("ATT-1")
def test_type_without_objects_has_no_attributes(client: CustomerProfilesClient) -> None:
    assert [] == attribute_names(client)
    assert [] == attribute_names(client, "_order")


@pytest.mark.rule("ATT-1")
def test_attributes_of_an_unknown_type_are_not_found(client: CustomerProfilesClient) -> None:
    assert "ResourceNotFoundException" == error_code(attribute_names, client, "unknown")
    assert "ResourceNotFoundException" == error_code(attribute_values, client, "id", "unknown")
    assert "ResourceNotFoundException" == error_code(statistics, client, "id", "unknown")


@pytest.mark.rule("ATT-2")
def test_attributes_of_profiles_are_their_fields_and_custom_names(client: CustomerProfilesClient) -> None:
    client.create_profile(
        DomainName="shop",
        FirstName="Ann",
        Address={"City": "Seattle"},
        Attributes={"tier": "gold", "with blank": "1", "a.b": "1"},
    )

    assert ["Address", "FirstName", "tier"] == attribute_names(client, "_profile")


@pytest.mark.rule("ATT-3")
def test_values_are_the_most_recent_distinct_ones(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    for number, colour in enumerate(["red", "blue", "red"]):
        put_purchase(client, number, colour=colour)
        frozen.shift(MINUTE)
    items = client.list_object_type_attribute_values(
        DomainName="shop", ObjectTypeName="purchase", AttributeName="colour"
    )["Items"]

    assert [("red", 3), ("blue", 2)] == [(item["Value"], (item["LastUpdatedAt"] - T0) // MINUTE) for item in items]


@pytest.mark.rule("ATT-4")
def test_values_are_found_by_a_path_into_lists(client: CustomerProfilesClient) -> None:
    put_purchase(client, 1, Item={"Id": "i-1"}, Tags=["a", 2, True])

    assert ["i-1"] == attribute_values(client, "Item.Id")
    assert ["a", "2", "true"] == attribute_values(client, "Tags")
    assert [] == attribute_values(client, "unknown")


def test_values_of_profiles_are_found_by_field_path_and_custom_name(client: CustomerProfilesClient) -> None:
    client.create_profile(DomainName="shop", Address={"City": "Seattle"}, Attributes={"tier": "gold"})

    assert ["Seattle"] == attribute_values(client, "Address.City", "_profile")
    assert (
        ["gold"]
        == attribute_values(client, "tier", "_profile")
        == attribute_values(client, "Attributes.tier", "_profile")
    )


def test_custom_name_does_not_hide_a_field(client: CustomerProfilesClient) -> None:
    client.create_profile(DomainName="shop", FirstName="Ann", Attributes={"FirstName": "Bob"})

    assert ["Ann"] == attribute_values(client, "FirstName", "_profile")
    assert ["Bob"] == attribute_values(client, "Attributes.FirstName", "_profile")


@pytest.mark.rule("ATT-3")
def test_standard_objects_have_attributes_too(client: CustomerProfilesClient) -> None:
    put_purchase(client, 1, status="paid")

    assert ["paid"] == attribute_values(client, "Status", "_order")
    assert "Status" in attribute_names(client, "_order")
    assert "Attributes" not in attribute_names(client, "_order")


def test_catalogue_items_have_attributes_too(client: CustomerProfilesClient) -> None:
    fields: Any = {"sku": {"Source": "_source.sku", "Target": "_catalogItem.Id"}}
    client.put_domain_object_type(DomainName="shop", ObjectTypeName="_catalogItem", Fields=fields)
    put_object(client, "_catalogItem", sku="1", Price=3)

    assert ["3"] == attribute_values(client, "Price", "_catalogItem")


@pytest.mark.rule("ATT-3")
def test_values_come_in_pages(client: CustomerProfilesClient) -> None:
    put_purchase(client, 1, many=list(range(150)))
    request: Any = {"DomainName": "shop", "ObjectTypeName": "purchase", "AttributeName": "many"}
    first = client.list_object_type_attribute_values(**request)
    second = client.list_object_type_attribute_values(**request, NextToken=first["NextToken"])

    assert (100, 50) == (len(first["Items"]), len(second["Items"]))
    assert "NextToken" not in second


@pytest.mark.rule("ATT-5", "ATT-7", "EX-65")
def test_statistics_of_four_numbers(client: CustomerProfilesClient) -> None:
    for number, price in enumerate([40, "10", 30.0, 20]):
        put_purchase(client, number, price=price)
    answer = statistics(client, "price")

    assert {
        "Maximum": 40.0,
        "Minimum": 10.0,
        "Average": 25.0,
        "StandardDeviation": pytest.approx(11.18033988749895),
        "Percentiles": {"P5": 11.5, "P25": 17.5, "P50": 25.0, "P75": 32.5, "P95": 38.5},
    } == answer["Statistics"]
    assert T0 + MINUTE == answer["CalculatedAt"]


@pytest.mark.rule("ATT-6", "EX-65")
def test_texts_have_no_statistics(client: CustomerProfilesClient) -> None:
    put_purchase(client, 1, colour="red")
    answer = statistics(client, "colour")

    assert {"Percentiles": {}} == answer["Statistics"]
    assert T0 == answer["CalculatedAt"]


@pytest.mark.rule("ATT-5", "ID-D-31")
def test_statistics_need_a_data_store(client: CustomerProfilesClient) -> None:
    client.create_domain(DomainName="plain", DefaultExpirationDays=1)

    assert "BadRequestException" == error_code(statistics, client, "FirstName", "_profile", "plain")


@pytest.mark.rule("ATT-7")
def test_statistics_see_the_latest_objects(client: CustomerProfilesClient) -> None:
    put_purchase(client, 1, price=1)
    first = statistics(client, "price")["Statistics"]["Maximum"]
    put_purchase(client, 2, price=2)

    assert (1, 2) == (first, statistics(client, "price")["Statistics"]["Maximum"])


@pytest.mark.rule("ATT-7")
def test_statistics_are_those_of_the_day_when_time_matters(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    put_purchase(client, 1, price=1)
    state_manager.set_transition("customerprofiles::data_store", {"progression": "manual", "times": 1})
    maxima = []
    for price in (2, 3):
        maxima.append(statistics(client, "price")["Statistics"]["Maximum"])
        put_purchase(client, price, price=price)
    frozen.shift(timedelta(days=1))
    maxima.append(statistics(client, "price")["Statistics"]["Maximum"])
    state_manager.unset_transition("customerprofiles::data_store")

    assert [1, 1, 3] == maxima


@pytest.mark.rule("ATT-6")
def test_before_the_data_store_is_ready_there_are_no_statistics(client: CustomerProfilesClient) -> None:
    state_manager.set_transition("customerprofiles::data_store", {"progression": "manual", "times": 9})
    client.create_domain(
        DomainName="new", DefaultExpirationDays=1, DefaultEncryptionKey=KEY, DataStore={"Enabled": True}
    )
    client.create_profile(DomainName="new", FirstName="7")
    answer = statistics(client, "FirstName", "_profile", "new")
    state_manager.unset_transition("customerprofiles::data_store")

    assert ({"Percentiles": {}}, T0 + MINUTE) == (answer["Statistics"], answer["CalculatedAt"])


@pytest.mark.rule("ATT-8")
def test_profile_values_are_distinct_and_sorted(client: CustomerProfilesClient) -> None:
    for name in ("Bob", "Ann", "Bob"):
        client.create_profile(DomainName="shop", FirstName=name)
    answer = client.list_profile_attribute_values(DomainName="shop", AttributeName="FirstName")

    assert ("shop", "FirstName") == (answer["DomainName"], answer["AttributeName"])
    assert [{"Value": "Ann"}, {"Value": "Bob"}] == answer["Items"]


@pytest.mark.rule("ATT-8")
@pytest.mark.parametrize(
    ("attribute", "expected"),
    [("Address.City", ["Seattle"]), ("Attributes.tier", ["gold"]), ("tier", ["gold"]), ("unknown", [])],
)
def test_profile_values_are_found_by_path(client: CustomerProfilesClient, attribute: str, expected: list[str]) -> None:
    client.create_profile(DomainName="shop", Address={"City": "Seattle"}, Attributes={"tier": "gold"})

    assert expected == profile_values(client, attribute)


@pytest.mark.rule("ATT-8")
def test_profile_values_are_a_hundred_at_the_most(client: CustomerProfilesClient) -> None:
    for number in range(101):
        client.create_profile(DomainName="shop", AccountNumber=f"{number:03}")

    assert [f"{number:03}" for number in range(100)] == profile_values(client, "AccountNumber")


def test_values_of_deleted_profiles_are_gone(client: CustomerProfilesClient) -> None:
    profile = create_profile(client, FirstName="Ann")
    client.delete_profile(DomainName="shop", ProfileId=profile)

    assert [] == profile_values(client, "FirstName")
