"""What tests do in a domain through boto3, by default in one with the name `shop`: the calls that all areas share."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.support.replies import less_metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from types_boto3_customer_profiles import CustomerProfilesClient

SHOP = "shop"
FieldSpec = str
"""Source, target and content type of a field, each of which may be missing: `_profile.EmailAddress EMAIL_ADDRESS`."""

KeySpec = str
"""Standard identifiers and fields of a key: `PROFILE LOOKUP_ONLY email`."""


def create_domain(client: CustomerProfilesClient, domain: str = SHOP, **members: Any) -> dict[str, Any]:
    """Create a domain, whose objects expire after a year, and return the reply."""
    return less_metadata(client.create_domain(**{"DomainName": domain, "DefaultExpirationDays": 365, **members}))


def update_domain(client: CustomerProfilesClient, **members: Any) -> dict[str, Any]:
    """Change members of the domain and return the reply."""
    return less_metadata(client.update_domain(**{"DomainName": SHOP, **members}))


def get_domain(client: CustomerProfilesClient) -> dict[str, Any]:
    """Get the domain."""
    return less_metadata(client.get_domain(DomainName=SHOP))


def profile_count(client: CustomerProfilesClient) -> int:
    """Return how many profiles the domain has."""
    return client.get_domain(DomainName=SHOP)["Stats"]["ProfileCount"]


def create_profile(client: CustomerProfilesClient, **fields: Any) -> str:
    """Create a profile and return its id."""
    return client.create_profile(DomainName=SHOP, **fields)["ProfileId"]


def create_pair(client: CustomerProfilesClient, **fields: Any) -> list[str]:
    """Create two profiles with the same fields, by default one e-mail address, and return their ids."""
    return [create_profile(client, **(fields or {"EmailAddress": "a@x.com"})) for _ in range(2)]


def get_profile(client: CustomerProfilesClient, profile_id: str, domain: str = SHOP) -> dict[str, Any]:
    """Return the members of a profile, less its id."""
    [profile] = client.batch_get_profile(DomainName=domain, ProfileIds=[profile_id])["Profiles"]
    return {name: value for name, value in profile.items() if name != "ProfileId"}


def existing_profiles(client: CustomerProfilesClient, profile_ids: Iterable[str]) -> list[str]:
    """Return those of the ids whose profiles exist."""
    profiles = client.batch_get_profile(DomainName=SHOP, ProfileIds=list(profile_ids))["Profiles"]
    return [profile["ProfileId"] for profile in profiles]


def search_profiles(
    client: CustomerProfilesClient, key_name: str, *values: str, domain: str = SHOP
) -> list[dict[str, Any]]:
    """Search by a key and return the members of the profiles, less what they were found by."""
    items = client.search_profiles(DomainName=domain, KeyName=key_name, Values=values)["Items"]
    return [{name: value for name, value in item.items() if name != "FoundByItems"} for item in items]


def find_profiles(client: CustomerProfilesClient, key_name: str, *values: str, domain: str = SHOP) -> list[str]:
    """Search by a key and return the ids of the profiles."""
    return [profile["ProfileId"] for profile in search_profiles(client, key_name, *values, domain=domain)]


def find_profile(client: CustomerProfilesClient, key_name: str, *values: str) -> str:
    """Search by a key and return the id of the only profile."""
    [profile_id] = find_profiles(client, key_name, *values)
    return profile_id


def object_type(
    name: str, fields: Mapping[str, FieldSpec], keys: Mapping[str, KeySpec], **members: Any
) -> dict[str, Any]:
    """Return the request for an object type, which creates profiles unless a member says otherwise.

    A field whose source is not given has the name of its source.
    """
    return {
        "ObjectTypeName": name,
        "Description": name,
        "AllowProfileCreation": True,
        "Fields": {field: _field(field, spec) for field, spec in fields.items()},
        "Keys": {key: [_key(spec)] for key, spec in keys.items()},
        **members,
    }


def put_object_type(
    client: CustomerProfilesClient,
    name: str,
    fields: Mapping[str, FieldSpec],
    keys: Mapping[str, KeySpec],
    domain: str = SHOP,
    **members: Any,
) -> None:
    """Define an object type, written as for `object_type`."""
    client.put_profile_object_type(DomainName=domain, **object_type(name, fields, keys, **members))


def put_profile_type(client: CustomerProfilesClient, name: str, **targets: str) -> None:
    """Define an object type whose fields go to the profile's fields of the targets.

    Objects have an `id`; it finds the profile of an earlier object, or one with that account number.
    """
    put_object_type(
        client,
        name,
        fields={"id": "", **{field: f"_profile.{target}" for field, target in targets.items()}},
        keys={f"{name}Id": "UNIQUE PROFILE id", "_account": "PROFILE LOOKUP_ONLY id"},
        SourceLastUpdatedTimestampFormat="EpochMilli",
    )


def put_template(client: CustomerProfilesClient, template_id: str, name: str | None = None, **members: Any) -> None:
    """Define an object type by a template, by default under the template's name."""
    request = {"ObjectTypeName": name or template_id, "Description": template_id, **members}
    client.put_profile_object_type(DomainName=SHOP, TemplateId=template_id, **request)


def put_object(client: CustomerProfilesClient, object_type_name: str, domain: str = SHOP, /, **source: object) -> str:
    """Put an object of these members and return its unique key."""
    return put_text(client, object_type_name, json.dumps(source), domain)


def put_text(client: CustomerProfilesClient, object_type_name: str, text: str, domain: str = SHOP) -> str:
    """Put an object as it is written and return its unique key."""
    reply = client.put_profile_object(DomainName=domain, ObjectTypeName=object_type_name, Object=text)
    return reply["ProfileObjectUniqueKey"]


def list_objects(
    client: CustomerProfilesClient, profile_id: str, object_type_name: str, domain: str = SHOP
) -> list[dict[str, Any]]:
    """Return the objects of a profile, as they were put."""
    return [json.loads(text) for text in list_texts(client, profile_id, object_type_name, domain)]


def list_texts(client: CustomerProfilesClient, profile_id: str, object_type_name: str, domain: str = SHOP) -> list[str]:
    """Return the texts of the objects of a profile."""
    reply = client.list_profile_objects(DomainName=domain, ProfileId=profile_id, ObjectTypeName=object_type_name)
    return [item["Object"] for item in reply["Items"]]


def put_catalog_type(client: CustomerProfilesClient, **fields: FieldSpec) -> None:
    """Define the type of catalog items, which have an id and these other fields."""
    specs = {"id": "_catalogItem.Id", **fields}
    client.put_domain_object_type(
        DomainName=SHOP,
        ObjectTypeName="_catalogItem",
        Fields={field: _field(field, spec) for field, spec in specs.items()},
    )


def _field(name: str, spec: FieldSpec) -> Any:
    field = {"Source": f"_source.{name}"}
    for word in spec.split():
        member = "Source" if word.startswith("_source.") else "ContentType" if word.isupper() else "Target"
        field[member] = word
    return field


def _key(spec: KeySpec) -> dict[str, list[str]]:
    words = spec.split()
    identifiers = [word for word in words if word.isupper()]
    fields = {"FieldNames": [word for word in words if not word.isupper()]}
    return {"StandardIdentifiers": identifiers, **fields} if identifiers else fields
