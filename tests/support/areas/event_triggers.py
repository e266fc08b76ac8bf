"""Event triggers on purchases, and what they ask of a campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import requests

from tests.support.facts import ROLE, aws_arn
from tests.support.replies import less_metadata
from tests.support.shop import SHOP, put_object

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient


CAMPAIGN = aws_arn("connect-campaigns", "campaign/abc")
CONDITIONS: list[Any] = [
    {
        "LogicalOperator": "ALL",
        "EventTriggerDimensions": [
            {"ObjectAttributes": [{"Source": "amount", "ComparisonOperator": "GREATER_THAN", "Values": ["100"]}]}
        ],
    }
]
LIMITS: Any = {"EventExpiration": 900_000, "Periods": [{"Unit": "DAYS", "Value": 1, "MaxInvocationsPerProfile": 2}]}
TRIGGER: dict[str, Any] = {"ObjectTypeName": "Purchase", "EventTriggerConditions": CONDITIONS}


def create_trigger(client: CustomerProfilesClient, name: str = "big", **members: Any) -> dict[str, Any]:
    request = {**TRIGGER, **members}
    return less_metadata(client.create_event_trigger(DomainName=SHOP, EventTriggerName=name, **request))


def associate_campaign(client: CustomerProfilesClient, name: str = "big", uri: str = CAMPAIGN) -> None:
    client.put_integration(DomainName=SHOP, Uri=uri, ObjectTypeName="Purchase", EventTriggerNames=[name], RoleArn=ROLE)


def put_purchase(client: CustomerProfilesClient, number: int = 1, amount: int = 150) -> str:
    """Put a purchase of the customer A-1 and return its unique key."""
    return put_object(client, "Purchase", id=str(number), customer="A-1", amount=amount)


def invocations() -> list[dict[str, Any]]:
    """Return the invocations, asked for as by a test that talks to a server."""
    url = f"http://motoapi.amazonaws.com/moto-api/customer-profiles/domains/{SHOP}/event-trigger-invocations"
    found: list[dict[str, Any]] = requests.get(url, timeout=5).json()
    return found
