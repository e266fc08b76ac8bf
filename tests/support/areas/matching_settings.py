"""Domains with blocks of settings for matching, as tests of these settings make them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

    from tests.support.areas.identity_resolution import Document

RULES = [{"Rule": ["EmailAddress"]}, {"Rule": ["PhoneNumber", "LastName"]}]


def create(client: CustomerProfilesClient, **blocks: Any) -> Document:
    answer: Any = client.create_domain(DomainName="shop", DefaultExpirationDays=365, **blocks)
    return dict(answer)


def update(client: CustomerProfilesClient, **blocks: Any) -> Document:
    answer: Any = client.update_domain(DomainName="shop", **blocks)
    return dict(answer)


def get(client: CustomerProfilesClient) -> Document:
    answer: Any = client.get_domain(DomainName="shop")
    return dict(answer)


def refused(client: CustomerProfilesClient, **blocks: Any) -> bool:
    """Tell whether a domain with these blocks is a bad request; in that case there must be no domain."""
    try:
        create(client, **blocks)
    except ClientError as error:
        return error.response["Error"]["Code"] == "BadRequestException" and not client.list_domains()["Items"]
    return False


def rules(**members: Any) -> Document:
    return {"Enabled": True, "MatchingRules": RULES, **members}
