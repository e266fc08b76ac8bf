"""Object types for tests that have objects, profiles and segments explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.support.shop import object_type

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

CRM = object_type(
    "crm",
    fields={
        "id": "_profile.AccountNumber",
        "name": "_profile.FirstName",
        "email": "EMAIL_ADDRESS",
        "phone": "PHONE_NUMBER",
        "tax": "",
        "serial": "_asset.SerialNumber",
    },
    keys={
        "crmId": "PROFILE UNIQUE id",
        "_email": "PROFILE LOOKUP_ONLY email",
        "_phone": "PROFILE SECONDARY phone",
        "taxId": "PROFILE NEW_ONLY tax",
        "serialNumber": "ASSET serial",
    },
)
"""An object type with keys of all sorts."""


def define_crm(client: CustomerProfilesClient, name: str = "crm", /, **members: Any) -> None:
    """Define an object type with keys of all sorts."""
    client.put_profile_object_type(DomainName="shop", **{**CRM, "ObjectTypeName": name, "Description": name, **members})
