"""Profiles through boto3: created, updated, found, keyed and deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

UNKNOWN = "0" * 32


def found(client: CustomerProfilesClient, domain: str, key_name: str, *values: str) -> list[str]:
    """Answer the ids of the profiles that a search finds."""
    items = client.search_profiles(DomainName=domain, KeyName=key_name, Values=values)["Items"]
    return [item["ProfileId"] for item in items]


def test_a_created_profile_is_found_at_once(client: CustomerProfilesClient, domain: str) -> None:
    profile_id = client.create_profile(DomainName=domain, EmailAddress="Ann@Example.com")["ProfileId"]

    assert [profile_id] == found(client, domain, "_email", "ann@example.com")


def test_two_equal_profiles_stay_two(client: CustomerProfilesClient, domain: str) -> None:
    ids = [client.create_profile(DomainName=domain, PhoneNumber="555")["ProfileId"] for _ in range(2)]

    assert ids == found(client, domain, "_phone", "555")


def test_a_deleted_profile_is_gone(client: CustomerProfilesClient, domain: str) -> None:
    profile_id = client.create_profile(DomainName=domain, PhoneNumber="555")["ProfileId"]
    client.delete_profile(DomainName=domain, ProfileId=profile_id)

    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        client.delete_profile(DomainName=domain, ProfileId=profile_id)
