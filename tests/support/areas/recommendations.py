"""Recommending what customers of a domain `shop` viewed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient


FILTER = "INCLUDE ItemID WHERE Items.Id IN ($ids)"


def touch(client: CustomerProfilesClient, user: str, *items: str, **more: str) -> None:
    """Let a user view items; an event has the id of its user and item."""
    for item in items:
        event = {"id": f"{user}-{item}", "user": user, "item": item, "type": "view", **more}
        client.put_profile_object(DomainName="shop", ObjectTypeName="event", Object=json.dumps(event))


def profile_id(client: CustomerProfilesClient, user: str) -> str:
    return client.search_profiles(DomainName="shop", KeyName="user", Values=[user])["Items"][0]["ProfileId"]


def ask(client: CustomerProfilesClient, profile: str, **more: Any) -> list[str]:
    answer = client.get_profile_recommendations(
        **{"DomainName": "shop", "ProfileId": profile, "RecommenderName": "r", **more}
    )
    return [each["CatalogItem"]["Id"] for each in answer["Recommendations"]]


def search(client: CustomerProfilesClient, email: str, **more: Any) -> dict[str, Any]:
    asked = {"DomainName": "shop", "KeyName": "_email", "KeyValues": [email], "Recommender": {"Name": "r"}, **more}
    return {**client.search_recommendations(**asked)}
