"""Calculated attributes of orders, and what tests ask of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.support.replies import less_metadata

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient
    from types_boto3_customer_profiles import type_defs as t


DETAILS: t.AttributeDetailsTypeDef = {"Attributes": [{"Name": "price"}], "Expression": "{order.price}"}
MONTH: t.ConditionsTypeDef = {"Range": {"Value": 30, "Unit": "DAYS"}}
LAUNCHED = [
    "_average_call_duration",
    "_average_hold_time",
    "_frequent_caller",
    "_last_agent_id",
    "_last_channel",
    "_most_frequent_channel",
    "_new_customer",
]


def put_type(client: CustomerProfilesClient, name: str = "order") -> None:
    client.put_profile_object_type(
        DomainName="shop",
        ObjectTypeName=name,
        Description="Orders",
        AllowProfileCreation=True,
        Fields={field: {"Source": f"_source.{field}"} for field in ("id", "customer", "price", "at")},
        Keys={
            f"{name}Id": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
            "customer": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["customer"]}],
        },
    )


def define(client: CustomerProfilesClient, name: str = "spent", **request: Any) -> dict[str, Any]:
    whole = {"AttributeDetails": DETAILS, "Statistic": "SUM", **request}
    reply = client.create_calculated_attribute_definition(DomainName="shop", CalculatedAttributeName=name, **whole)
    return less_metadata(reply)


def order(client: CustomerProfilesClient, number: int, customer: str = "ann", **members: object) -> str:
    document = {"id": str(number), "customer": customer, "price": 10, **members}
    client.put_profile_object(DomainName="shop", ObjectTypeName="order", Object=json.dumps(document))
    return find(client, customer)


def find(client: CustomerProfilesClient, customer: str = "ann") -> str:
    found = client.search_profiles(DomainName="shop", KeyName="customer", Values=[customer])
    return found["Items"][0]["ProfileId"]


def read(client: CustomerProfilesClient, profile_id: str, name: str = "spent") -> dict[str, Any]:
    reply = client.get_calculated_attribute_for_profile(
        DomainName="shop", ProfileId=profile_id, CalculatedAttributeName=name
    )
    return less_metadata(reply)


def describe(client: CustomerProfilesClient, name: str = "spent") -> dict[str, Any]:
    return less_metadata(client.get_calculated_attribute_definition(DomainName="shop", CalculatedAttributeName=name))


def names(client: CustomerProfilesClient) -> list[str]:
    items = client.list_calculated_attribute_definitions(DomainName="shop")["Items"]
    return [item["CalculatedAttributeName"] for item in items]


def batch(client: CustomerProfilesClient, profile_ids: list[str], **overrides: Any) -> dict[str, Any]:
    reply = client.batch_get_calculated_attribute_for_profile(
        DomainName="shop", CalculatedAttributeName="spent", ProfileIds=profile_ids, **overrides
    )
    return less_metadata(reply)
