"""Profiles that are merged by hand in the domain `shop`, and their visits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient


def merge(client: CustomerProfilesClient, main: str, *others: str, sources: Any = None) -> str:
    """Merge profiles, with the sources of fields, and return the message."""
    chosen: Any = sources or {}
    answer = client.merge_profiles(
        DomainName="shop", MainProfileId=main, ProfileIdsToBeMerged=list(others), FieldSourceProfileIds=chosen
    )
    return answer["Message"]


def put_visit_type(client: CustomerProfilesClient, name: str = "visit", **members: Any) -> None:
    """Define visits, which find profiles by e-mail."""
    client.put_profile_object_type(
        DomainName="shop",
        ObjectTypeName=name,
        Description="visits",
        Fields={
            "id": {"Source": "_source.id"},
            "email": {"Source": "_source.email", "ContentType": "EMAIL_ADDRESS"},
        },
        Keys={
            "_email": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["email"]}],
            "visitId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
        },
        AllowProfileCreation=True,
        **members,
    )


def put_visit(client: CustomerProfilesClient, number: int, email: str) -> None:
    """Put a visit."""
    client.put_profile_object(
        DomainName="shop", ObjectTypeName="visit", Object=json.dumps({"id": f"{number}", "email": email})
    )


def visits(client: CustomerProfilesClient, profile_id: str) -> list[str]:
    """List the ids of the visits that belong to a profile."""
    items = client.list_profile_objects(DomainName="shop", ObjectTypeName="visit", ProfileId=profile_id)["Items"]
    return [json.loads(item["Object"])["id"] for item in items]
