"""What tests of profiles do in a domain `shop`, through boto3."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient


def profile(client: CustomerProfilesClient, **fields: Any) -> str:
    """Create a profile and return its id."""
    return client.create_profile(DomainName="shop", **fields)["ProfileId"]


def pair(client: CustomerProfilesClient, **fields: Any) -> list[str]:
    """Create two profiles with the same fields, by default one e-mail address, and answer their ids."""
    return [profile(client, **(fields or {"EmailAddress": "a@x.com"})) for _ in range(2)]


def living(client: CustomerProfilesClient, ids: list[str]) -> list[str]:
    """Return those of the ids whose profiles are there."""
    return [each["ProfileId"] for each in client.batch_get_profile(DomainName="shop", ProfileIds=ids)["Profiles"]]


def fields_of(client: CustomerProfilesClient, profile_id: str) -> dict[str, Any]:
    """Return the members of a profile, less its id."""
    [profile] = client.batch_get_profile(DomainName="shop", ProfileIds=[profile_id])["Profiles"]
    return {name: value for name, value in profile.items() if name != "ProfileId"}


def found(client: CustomerProfilesClient, key_name: str, *values: str) -> list[str]:
    """Search by a key and return the ids of the profiles that it finds."""
    items = client.search_profiles(DomainName="shop", KeyName=key_name, Values=values)["Items"]
    return [item["ProfileId"] for item in items]


def put_type(client: CustomerProfilesClient, name: str, **targets: str) -> None:
    """Define an object type whose fields go to the profile's fields of the targets.

    Objects have an `id`; it finds the profile of an earlier object, or one with that account number.
    """
    fields: Any = {field: {"Source": f"_source.{field}", "Target": f"_profile.{to}"} for field, to in targets.items()}
    client.put_profile_object_type(
        DomainName="shop",
        ObjectTypeName=name,
        Description=name,
        Fields={"id": {"Source": "_source.id"}, **fields},
        Keys={
            f"{name}Id": [{"StandardIdentifiers": ["UNIQUE", "PROFILE"], "FieldNames": ["id"]}],
            "_account": [{"StandardIdentifiers": ["PROFILE", "LOOKUP_ONLY"], "FieldNames": ["id"]}],
        },
        AllowProfileCreation=True,
        SourceLastUpdatedTimestampFormat="EpochMilli",
    )


def put(client: CustomerProfilesClient, object_type: str, **members: str) -> None:
    """Put an object."""
    client.put_profile_object(DomainName="shop", ObjectTypeName=object_type, Object=json.dumps(members))
