"""Profiles that are merged by hand, and their visits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.support.shop import SHOP, list_objects, put_object, put_object_type

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient


def merge_profiles(client: CustomerProfilesClient, main: str, *others: str, sources: Any = None) -> str:
    """Merge profiles, with the sources of fields, and return the message."""
    chosen: Any = sources or {}
    reply = client.merge_profiles(
        DomainName=SHOP, MainProfileId=main, ProfileIdsToBeMerged=list(others), FieldSourceProfileIds=chosen
    )
    return reply["Message"]


def put_visit_type(client: CustomerProfilesClient, **members: Any) -> None:
    """Define visits, which find profiles by e-mail."""
    put_object_type(
        client,
        "visit",
        fields={"id": "", "email": "EMAIL_ADDRESS"},
        keys={"_email": "PROFILE email", "visitId": "UNIQUE id"},
        **members,
    )


def put_visit(client: CustomerProfilesClient, number: int, email: str) -> None:
    """Put a visit."""
    put_object(client, "visit", id=str(number), email=email)


def list_visits(client: CustomerProfilesClient, profile_id: str) -> list[str]:
    """List the ids of the visits that belong to a profile."""
    return [visit["id"] for visit in list_objects(client, profile_id, "visit")]
