"""Event triggers on purchases, and what they ask of a campaign."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import requests

from tests.support.facts import aws_arn
from tests.support.replies import less_metadata

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient


NOON = datetime(2026, 6, 1, 12, tzinfo=timezone.utc)
CAMPAIGN = aws_arn("connect-campaigns", "campaign/abc")
ROLE = aws_arn("iam", "role/x")
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


def create(client: CustomerProfilesClient, name: str = "big", **more: Any) -> dict[str, Any]:
    return less_metadata(client.create_event_trigger(DomainName="shop", EventTriggerName=name, **{**TRIGGER, **more}))


def associate(client: CustomerProfilesClient, name: str = "big", uri: str = CAMPAIGN) -> None:
    client.put_integration(
        DomainName="shop", Uri=uri, ObjectTypeName="Purchase", EventTriggerNames=[name], RoleArn=ROLE
    )


def purchase(client: CustomerProfilesClient, number: int = 1, amount: int = 150) -> str:
    document = {"id": str(number), "customer": "A-1", "amount": amount}
    answer = client.put_profile_object(DomainName="shop", ObjectTypeName="Purchase", Object=json.dumps(document))
    return answer["ProfileObjectUniqueKey"]


def invocations() -> list[dict[str, Any]]:
    """Ask as a test that talks to a server would."""
    url = "http://motoapi.amazonaws.com/moto-api/customer-profiles/domains/shop/event-trigger-invocations"
    answer: list[dict[str, Any]] = requests.get(url, timeout=5).json()
    return answer
