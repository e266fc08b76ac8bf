"""Calculated attributes of orders, and what tests ask of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.support.replies import less_metadata
from tests.support.shop import SHOP, find_profile, put_object, put_object_type

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient
    from types_boto3_customer_profiles import type_defs as t


DETAILS: t.AttributeDetailsTypeDef = {"Attributes": [{"Name": "price"}], "Expression": "{order.price}"}
MONTH: t.ConditionsTypeDef = {"Range": {"Value": 30, "Unit": "DAYS"}}
LAUNCHED = [
    "_average_call_duration",
    "_average_hold_time",
    "_call_count",
    "_frequent_caller",
    "_last_agent_id",
    "_last_channel",
    "_most_frequent_channel",
    "_new_customer",
]


def put_order_type(client: CustomerProfilesClient, name: str = "order") -> None:
    put_object_type(
        client,
        name,
        fields=dict.fromkeys(("id", "customer", "price", "at"), ""),
        keys={f"{name}Id": "UNIQUE id", "customer": "PROFILE customer"},
    )


def put_order(client: CustomerProfilesClient, number: int, customer: str = "ann", **members: object) -> str:
    """Put an order of 10 and return the id of its customer's profile."""
    document = {"id": str(number), "customer": customer, "price": 10, **members}
    put_object(client, "order", **document)
    return find_profile(client, "customer", customer)


def define_attribute(client: CustomerProfilesClient, name: str = "spent", **members: Any) -> dict[str, Any]:
    request = {"AttributeDetails": DETAILS, "Statistic": "SUM", **members}
    reply = client.create_calculated_attribute_definition(DomainName=SHOP, CalculatedAttributeName=name, **request)
    return less_metadata(reply)


def get_attribute(client: CustomerProfilesClient, name: str = "spent") -> dict[str, Any]:
    return less_metadata(client.get_calculated_attribute_definition(DomainName=SHOP, CalculatedAttributeName=name))


def attribute_names(client: CustomerProfilesClient) -> list[str]:
    items = client.list_calculated_attribute_definitions(DomainName=SHOP)["Items"]
    return [item["CalculatedAttributeName"] for item in items]


def read_value(client: CustomerProfilesClient, profile_id: str, name: str = "spent") -> dict[str, Any]:
    reply = client.get_calculated_attribute_for_profile(
        DomainName=SHOP, ProfileId=profile_id, CalculatedAttributeName=name
    )
    return less_metadata(reply)


def read_values(client: CustomerProfilesClient, profile_ids: list[str], **overrides: Any) -> dict[str, Any]:
    reply = client.batch_get_calculated_attribute_for_profile(
        DomainName=SHOP, CalculatedAttributeName="spent", ProfileIds=profile_ids, **overrides
    )
    return less_metadata(reply)
