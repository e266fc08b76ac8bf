"""What explain_calculated_attribute tells of each object: that it counts, or why it does not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import requests

from tests.support.areas.calculated_attributes import define_attribute, put_order, put_order_type, read_value
from tests.support.backends import hook

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient as Client

pytestmark = pytest.mark.usefixtures("frozen")
URL = "http://motoapi.amazonaws.com/moto-api/customer-profiles"
SPAN: Any = {"Value": 3, "Unit": "DAYS", "TimestampSource": "{order.at}", "TimestampFormat": "ISO_8601"}
FILTER: Any = {
    "Include": "ALL",
    "Groups": [
        {
            "Type": "ALL",
            "Dimensions": [{"Attributes": {"status": {"DimensionType": "INCLUSIVE", "Values": ["paid"]}}}],
        }
    ],
}


@pytest.fixture
def shop(client: Client, domain: str) -> Client:
    """Return a client that has a domain `shop` with orders."""
    assert "shop" == domain
    put_order_type(client)
    return client


def _explain(profile_id: str) -> dict[str, Any]:
    explained: dict[str, Any] = hook("explain_calculated_attribute", "shop", "spent", profile_id)
    return explained


def test_value_is_told_object_by_object(shop: Client) -> None:
    define_attribute(shop)
    put_order(shop, 1)
    ann = put_order(shop, 2, price="much")
    explained = _explain(ann)

    assert "10" == explained["Value"]
    assert "10" == read_value(shop, ann)["Value"]
    assert [("10", None), ("much", "its value is no number, which the statistic needs")] == [
        (each["Element"], each["Reason"]) for each in explained["Objects"]
    ]
    assert "of profile" in explained["Text"]
    assert 'counts as "10"' in explained["Text"]


@pytest.mark.parametrize(
    ("members", "order", "reason"),
    [
        (
            {"Conditions": {"Range": SPAN}},
            {"at": "31.01.2024"},
            "TimestampSource is missing or cannot be read as a time",
        ),
        ({"Conditions": {"Range": SPAN}}, {"at": "1999-01-01"}, "its time is not in the Range"),
        ({"Filter": FILTER}, {"status": "open"}, "the Filter does not hold for it"),
        ({}, {"price": None}, "it has no value for the expression"),
    ],
)
def test_object_that_does_not_count_has_its_reason(
    shop: Client, members: dict[str, Any], order: dict[str, Any], reason: str
) -> None:
    define_attribute(shop, **members)
    explained = _explain(put_order(shop, 1, **order))
    [each] = explained["Objects"]

    assert (None, False) == (explained["Value"], each["Counts"])
    assert each["Reason"].endswith(reason)
    assert f"does not count: {each['Reason']}" in explained["Text"]


def test_older_objects_and_those_beyond_the_count_are_told(shop: Client, frozen: time_machine.Traveller) -> None:
    put_order(shop, 1)
    frozen.shift(timedelta(seconds=1))
    define_attribute(shop, Conditions={"ObjectCount": 1})
    put_order(shop, 2)
    frozen.shift(timedelta(seconds=1))
    explained = _explain(put_order(shop, 3, price=7))

    assert [
        "it was ingested before the definition was made, which does not use historical data",
        "it is not among the newest that ObjectCount allows",
        None,
    ] == [each["Reason"] for each in explained["Objects"]]
    assert "7" == explained["Value"]


def test_profile_without_objects_is_told(shop: Client) -> None:
    define_attribute(shop)
    nobody = shop.create_profile(DomainName="shop")["ProfileId"]

    assert "the profile has no such object" in _explain(nobody)["Text"]


def test_value_is_explained_over_http(shop: Client) -> None:
    define_attribute(shop)
    ann = put_order(shop, 1)
    url = f"{URL}/domains/shop/calculated-attributes/spent/profiles/{ann}/explanation"

    assert _explain(ann) == requests.get(url, timeout=5).json()


@pytest.mark.parametrize("prices", [[1], [1, "x", 3], [5, None, 2, 9]])
def test_objects_that_count_make_the_value(shop: Client, prices: list[Any]) -> None:
    define_attribute(shop)
    for number, price in enumerate(prices):
        ann = put_order(shop, number, price=price)
    explained = _explain(ann)

    assert str(sum(int(each["Element"]) for each in explained["Objects"] if each["Counts"])) == explained["Value"]
