"""From three sources to one view of each customer: CRM records, web orders and telephone calls.

Run it as it is, and everything happens in this process, under moto. Or let it talk to a server:

    python -m moto_customerprofiles -p 5000 &
    python tests/examples/unify_customers.py --endpoint-url http://127.0.0.1:5000
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
from moto import mock_aws

import moto_customerprofiles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from types_boto3_customer_profiles import CustomerProfilesClient

DATA = Path(__file__).with_name("customers.jsonl")
DOMAIN = "coffee-shop"

CRM_CUSTOMER: Mapping[str, Any] = {
    "Description": "Customers as the sales team keeps them",
    "AllowProfileCreation": True,
    "SourcePriority": 1,
    "SourceLastUpdatedTimestampFormat": "yyyy-MM-dd'T'HH:mm:ssX",
    "Fields": {
        "crmId": {"Source": "_source.crmId", "Target": "_profile.AccountNumber"},
        "firstName": {"Source": "_source.firstName", "Target": "_profile.FirstName", "ContentType": "NAME"},
        "lastName": {"Source": "_source.lastName", "Target": "_profile.LastName", "ContentType": "NAME"},
        "email": {"Source": "_source.email", "Target": "_profile.EmailAddress", "ContentType": "EMAIL_ADDRESS"},
        "phone": {"Source": "_source.phone", "Target": "_profile.PhoneNumber", "ContentType": "PHONE_NUMBER"},
        "address.street": {"Source": "_source.address.street", "Target": "_profile.Address.Address1"},
        "address.city": {"Source": "_source.address.city", "Target": "_profile.Address.City"},
        "address.state": {"Source": "_source.address.state", "Target": "_profile.Address.State"},
        "address.zip": {"Source": "_source.address.zip", "Target": "_profile.Address.PostalCode"},
        "tier": {"Source": "_source.tier", "Target": "_profile.Attributes.tier"},
        "updatedAt": {"Source": "_source.updatedAt", "Target": "_profile.SourceLastUpdatedTimestamp"},
    },
    "Keys": {
        "crmId": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["crmId"]}],
        "_email": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["email"]}],
        "_phone": [{"StandardIdentifiers": ["PROFILE", "SECONDARY"], "FieldNames": ["phone"]}],
    },
}

WEB_ORDER: Mapping[str, Any] = {
    "Description": "Orders of the web shop",
    "AllowProfileCreation": True,
    "SourcePriority": 2,
    "Fields": {
        "orderId": {"Source": "_source.orderId", "Target": "_order.Name"},
        "status": {"Source": "_source.status", "Target": "_order.Status"},
        "total": {"Source": "_source.total", "Target": "_order.TotalPrice", "ContentType": "NUMBER"},
        "currency": {"Source": "_source.currency", "Target": "_order.Currency"},
        "titles": {"Source": "_source.items[].title", "Target": "_order.OrderItems[].Title"},
        "prices": {"Source": "_source.items[].price", "Target": "_order.OrderItems[].Price"},
        "email": {"Source": "_source.customer.email", "ContentType": "EMAIL_ADDRESS"},
        "phone": {"Source": "_source.customer.phone", "ContentType": "PHONE_NUMBER"},
        "lastOrder": {
            "Source": "{{_source.orderId}} ({{_source.status}})",
            "Target": "_profile.Attributes.lastOrder",
        },
    },
    "Keys": {
        "orderId": [{"StandardIdentifiers": ["UNIQUE", "ORDER"], "FieldNames": ["orderId"]}],
        "_email": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["email"]}],
        "_phone": [{"StandardIdentifiers": ["PROFILE", "SECONDARY"], "FieldNames": ["phone"]}],
    },
}

CALL: Mapping[str, Any] = {
    "Description": "Calls, looked up by contact id and then by telephone number",
    "TemplateId": "CTR-NoInferred",
}


def define(client: CustomerProfilesClient) -> None:
    """Create the domain and say what the objects of each source mean."""
    client.create_domain(DomainName=DOMAIN, DefaultExpirationDays=366)
    for name, definition in (("CrmCustomer", CRM_CUSTOMER), ("WebOrder", WEB_ORDER), ("CTR", CALL)):
        client.put_profile_object_type(DomainName=DOMAIN, ObjectTypeName=name, **definition)


def ingest(client: CustomerProfilesClient) -> Counter[str]:
    """Put every object of the data file, and count them by type."""
    counts: Counter[str] = Counter()
    for line in DATA.read_text("utf-8").splitlines():
        record = json.loads(line)
        client.put_profile_object(DomainName=DOMAIN, ObjectTypeName=record["type"], Object=json.dumps(record["object"]))
        counts[record["type"]] += 1
    return counts


def show(client: CustomerProfilesClient, email: str, phone: str) -> None:
    """Print the profiles that an address and a number lead to, and which of the two led there."""
    reply = client.search_profiles(
        DomainName=DOMAIN,
        KeyName="_email",
        Values=[email],
        AdditionalSearchKeys=[{"KeyName": "_phone", "Values": [phone]}],
    )
    for profile in reply["Items"]:
        name = f"{profile.get('FirstName', '')} {profile.get('LastName', '')}".strip() or "(no name yet)"
        keys = " and ".join(found["KeyName"] for found in profile.get("FoundByItems", []))
        print(f"  {name:<20} {profile.get('EmailAddress', '-'):<32} {profile.get('PhoneNumber', '-'):<18} by {keys}")
        print(f"    {sources(client, profile['ProfileId'])}; {profile.get('Attributes', {})}")


def sources(client: CustomerProfilesClient, profile_id: str) -> str:
    """Tell how many objects of each kind a profile was made of."""
    counts = {name: len(objects(client, profile_id, name)) for name in ("CrmCustomer", "WebOrder", "CTR", "_order")}
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count)


def objects(client: CustomerProfilesClient, profile_id: str, name: str) -> Sequence[object]:
    """List the objects of one type that belong to a profile."""
    return client.list_profile_objects(DomainName=DOMAIN, ProfileId=profile_id, ObjectTypeName=name)["Items"]


def run(client: CustomerProfilesClient) -> None:
    """Define, ingest and show."""
    define(client)
    counts = ingest(client)
    stats = client.get_domain(DomainName=DOMAIN)["Stats"]
    summary = ", ".join(f"{count} {name}" for name, count in counts.items())
    print(f"{sum(counts.values())} objects ({summary}) became {stats['ProfileCount']} profiles.\n")
    print("Some customers, and by which key they are found:")
    for record in map(json.loads, DATA.read_text("utf-8").splitlines()[:60:12]):
        customer = record["object"]
        show(client, customer["email"], customer.get("phone", "-"))
    number = json.loads(DATA.read_text("utf-8").splitlines()[0])["object"]["phone"]
    digits = "".join(letter for letter in number if letter.isdigit())[-10:]
    other = f"+1 ({digits[:3]}) {digits[3:6]} - {digits[6:]}"
    print(f"\nThe first customer wrote {number!r}; a search for {other!r} finds:")
    show(client, "nobody@example.com", other)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run in this process under moto, or against the server that the command line names."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--endpoint-url", help="a running server, such as http://127.0.0.1:5000")
    endpoint: str | None = parser.parse_args(arguments).endpoint_url
    moto_customerprofiles.register()
    with mock_aws() if endpoint is None else nullcontext():
        run(
            boto3.client(
                "customer-profiles",
                region_name="us-east-1",
                endpoint_url=endpoint,
                aws_access_key_id="testing",
                aws_secret_access_key="testing",
            )
        )


if __name__ == "__main__":
    main()
