"""A shop that tests of objects share."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.support.backends import the_backend

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.state.domain import Domain


class Crm:
    """A domain with a type `Crm`: its id makes profiles, its name, e-mail and phone are written to them."""

    def __init__(self, client: CustomerProfilesClient, domain: str) -> None:
        self.client = client
        self.name = domain
        self.define("Crm")

    def define(
        self, name: str, /, *, keys: dict[str, Any] | None = None, fields: dict[str, Any] | None = None, **more: Any
    ) -> None:
        self.client.put_profile_object_type(
            DomainName=self.name,
            ObjectTypeName=name,
            Description=name,
            **{"AllowProfileCreation": True, **more},
            Fields={
                "id": {"Source": "_source.id"},
                "customer": {"Source": "_source.customer"},
                "name": {"Source": "_source.name", "Target": "_profile.FirstName"},
                "email": {"Source": "_source.email", "Target": "_profile.EmailAddress", "ContentType": "EMAIL_ADDRESS"},
                **(fields or {}),
            },
            Keys=keys
            or {
                "customer": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["customer"]}],
                f"{name}Id": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
            },
        )

    def put(self, object_type_name: str = "Crm", /, **source: Any) -> str:
        return self.put_text(json.dumps(source), object_type_name)

    def put_text(self, text: str, object_type_name: str = "Crm") -> str:
        reply = self.client.put_profile_object(DomainName=self.name, ObjectTypeName=object_type_name, Object=text)
        return reply["ProfileObjectUniqueKey"]

    def found(self, key_name: str, *values: str) -> list[str]:
        reply = self.client.search_profiles(DomainName=self.name, KeyName=key_name, Values=values)
        return [item["ProfileId"] for item in reply["Items"]]

    def customer(self, customer: str) -> str:
        (profile_id,) = self.found("customer", customer)
        return profile_id

    def texts(self, profile_id: str, object_type_name: str = "Crm") -> list[str]:
        reply = self.client.list_profile_objects(
            DomainName=self.name, ProfileId=profile_id, ObjectTypeName=object_type_name
        )
        return [item["Object"] for item in reply["Items"]]

    def profile(self, profile_id: str) -> dict[str, Any]:
        (profile,) = self.client.batch_get_profile(DomainName=self.name, ProfileIds=[profile_id])["Profiles"]
        return {name: value for name, value in profile.items() if name != "ProfileId"}

    def define_assets(self, name: str = "Warranty", /, *, fields: dict[str, Any] | None = None, **more: Any) -> None:
        """Define a type whose objects are of an asset that serial number or code identify."""
        self.define(
            name,
            **more,
            fields={
                "serial": {"Source": "_source.serial", "Target": "_asset.SerialNumber"},
                "model": {"Source": "_source.model", "Target": "_asset.ModelName"},
                "code": {"Source": "_source.code"},
                **(fields or {}),
            },
            keys={
                "customer": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["customer"]}],
                f"{name}Id": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
                "serial": [{"StandardIdentifiers": ["ASSET"], "FieldNames": ["serial"]}],
                "code": [{"StandardIdentifiers": ["ASSET"], "FieldNames": ["code"]}],
            },
        )

    def assets(self, profile_id: str) -> list[dict[str, str]]:
        return [json.loads(text) for text in self.texts(profile_id, "_asset")]

    def stats(self) -> dict[str, Any]:
        return dict(self.client.get_domain(DomainName=self.name)["Stats"])

    @property
    def state(self) -> Domain:
        return the_backend().world.domains.require(self.name)
