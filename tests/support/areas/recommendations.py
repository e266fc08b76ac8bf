"""Recommending what customers viewed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.support.shop import SHOP, put_object, put_object_type

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient


FILTER = "INCLUDE ItemID WHERE Items.Id IN ($ids)"


def define_web_events(client: CustomerProfilesClient) -> None:
    """Define an object type of web events, whose users are profiles."""
    put_object_type(
        client,
        "event",
        fields={
            "user": "_profile.FirstName",
            "email": "_profile.EmailAddress EMAIL_ADDRESS",
            "id": "",
            "item": "_webAnalytics.Item.Id",
            "type": "_webAnalytics.EventType",
        },
        keys={"user": "PROFILE user", "id": "UNIQUE WEB_ANALYTICS id"},
        ExpirationDays=30,
    )


def put_views(client: CustomerProfilesClient, user: str, *items: str, **members: str) -> None:
    """Let a user view items; an event has the id of its user and item."""
    for item in items:
        put_object(client, "event", **{"id": f"{user}-{item}", "user": user, "item": item, "type": "view", **members})


def recommended_items(client: CustomerProfilesClient, profile_id: str, **members: Any) -> list[str]:
    """Return the ids of the items that the recommender `r` recommends to a profile."""
    request = {"DomainName": SHOP, "ProfileId": profile_id, "RecommenderName": "r", **members}
    reply = client.get_profile_recommendations(**request)
    return [item["CatalogItem"]["Id"] for item in reply["Recommendations"]]


def search_recommendations(client: CustomerProfilesClient, email: str, **members: Any) -> dict[str, Any]:
    """Search for recommendations of `r` by an e-mail address."""
    request = {"DomainName": SHOP, "KeyName": "_email", "KeyValues": [email], "Recommender": {"Name": "r"}, **members}
    return {**client.search_recommendations(**request)}
