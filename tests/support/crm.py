"""A domain that tests of objects share, with what they do in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.support import shop
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
        definition = shop.object_type(
            name,
            {"id": "", "customer": "", "name": "_profile.FirstName", "email": "_profile.EmailAddress EMAIL_ADDRESS"},
            {"customer": "PROFILE customer", f"{name}Id": "UNIQUE id"},
        )
        definition["Fields"] |= fields or {}
        definition["Keys"] = keys or definition["Keys"]
        self.client.put_profile_object_type(**{"DomainName": self.name, **definition, **more})

    def put(self, object_type_name: str = "Crm", /, **source: Any) -> str:
        return shop.put_object(self.client, object_type_name, self.name, **source)

    def put_text(self, text: str, object_type_name: str = "Crm") -> str:
        return shop.put_text(self.client, object_type_name, text, self.name)

    def found(self, key_name: str, *values: str) -> list[str]:
        return shop.find_profiles(self.client, key_name, *values, domain=self.name)

    def customer(self, customer: str) -> str:
        (profile_id,) = self.found("customer", customer)
        return profile_id

    def texts(self, profile_id: str, object_type_name: str = "Crm") -> list[str]:
        return shop.list_texts(self.client, profile_id, object_type_name, self.name)

    def profile(self, profile_id: str) -> dict[str, Any]:
        return shop.get_profile(self.client, profile_id, self.name)

    def define_assets(self, name: str = "Warranty", /, *, fields: dict[str, Any] | None = None, **more: Any) -> None:
        """Define a type whose objects are of an asset that serial number or code identify."""
        definition = shop.object_type(
            name,
            {"serial": "_asset.SerialNumber", "model": "_asset.ModelName", "code": ""},
            {
                "customer": "PROFILE customer",
                f"{name}Id": "UNIQUE id",
                "serial": "ASSET serial",
                "code": "ASSET code",
            },
        )
        self.define(name, **more, fields={**definition["Fields"], **(fields or {})}, keys=definition["Keys"])

    def assets(self, profile_id: str) -> list[dict[str, Any]]:
        return shop.list_objects(self.client, profile_id, "_asset", self.name)

    def stats(self) -> dict[str, Any]:
        return dict(self.client.get_domain(DomainName=self.name)["Stats"])

    @property
    def state(self) -> Domain:
        return the_backend().world.domains.require(self.name)
