"""Domains with blocks of settings for matching."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from tests.support.shop import create_domain

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

    from tests.support.areas.identity_resolution import Document

RULES = [{"Rule": ["EmailAddress"]}, {"Rule": ["PhoneNumber", "LastName"]}]


def is_refused(client: CustomerProfilesClient, **blocks: Any) -> bool:
    """Return whether a domain with these blocks is a bad request; in that case there must be no domain."""
    try:
        create_domain(client, **blocks)
    except ClientError as error:
        return error.response["Error"]["Code"] == "BadRequestException" and not client.list_domains()["Items"]
    return False


def rule_block(**members: Any) -> Document:
    """Return a block of rule-based matching."""
    return {
        "Enabled": True,
        "MatchingRules": RULES,
        "MaxAllowedRuleLevelForMatching": 2,
        "MaxAllowedRuleLevelForMerging": 1,
        "ConflictResolution": {"ConflictResolvingModel": "RECENCY"},
        **members,
    }
