"""Objects, profiles and segments of the domain `shop`, for tests that have them explained."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

FIELDS: Any = {
    "id": {"Source": "_source.id", "Target": "_profile.AccountNumber"},
    "name": {"Source": "_source.name", "Target": "_profile.FirstName"},
    "email": {"Source": "_source.email", "ContentType": "EMAIL_ADDRESS"},
    "phone": {"Source": "_source.phone", "ContentType": "PHONE_NUMBER"},
    "tax": {"Source": "_source.tax"},
    "serial": {"Source": "_source.serial", "Target": "_asset.SerialNumber"},
}
KEYS: Any = {
    "crmId": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["id"]}],
    "_email": [{"StandardIdentifiers": ["PROFILE", "LOOKUP_ONLY"], "FieldNames": ["email"]}],
    "_phone": [{"StandardIdentifiers": ["PROFILE", "SECONDARY"], "FieldNames": ["phone"]}],
    "taxId": [{"StandardIdentifiers": ["PROFILE", "NEW_ONLY"], "FieldNames": ["tax"]}],
    "serialNumber": [{"StandardIdentifiers": ["ASSET"], "FieldNames": ["serial"]}],
}


def define(client: CustomerProfilesClient, name: str, /, **members: Any) -> None:
    """Define an object type with keys of all sorts."""
    members = {"AllowProfileCreation": True, "Fields": FIELDS, "Keys": KEYS, **members}
    client.put_profile_object_type(DomainName="shop", ObjectTypeName=name, Description=name, **members)


def put(client: CustomerProfilesClient, name: str = "crm", /, **members: str) -> str:
    """Put an object and return its unique key."""
    put = client.put_profile_object(DomainName="shop", ObjectTypeName=name, Object=json.dumps(members))
    return put["ProfileObjectUniqueKey"]


def segment(client: CustomerProfilesClient, name: str, *groups: Any, **members: Any) -> None:
    """Define a segment of these groups."""
    structure: Any = {"Groups": [*groups], **members}
    client.create_segment_definition(
        DomainName="shop", SegmentDefinitionName=name, DisplayName=name, SegmentGroups=structure
    )


def dimension(**fields: str) -> dict[str, Any]:
    """Select by the values of fields."""
    conditions = {name: {"DimensionType": "INCLUSIVE", "Values": [value]} for name, value in fields.items()}
    return {"ProfileAttributes": conditions}
