"""What tests of rule-based matching ask of the domain `shop`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.support.replies import less_metadata
from tests.support.shop import SHOP, create_domain, get_domain, update_domain

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
NEVER_MET = {"Rule": ["Attributes.never"]}
"""A rule that no profile meets: what it may merge is nothing."""


def rules_of(*rules: list[str], merging: int = 0, **members: Any) -> Any:
    """Return a block with these rules, of which the first so many merge; the others only match.

    Rules need a level for merging of at least 1. Without one, a rule that is never met stands before the others.
    """
    listed = [*([] if merging else [NEVER_MET]), *({"Rule": rule} for rule in rules)]
    return {
        "Enabled": True,
        "MatchingRules": listed,
        "MaxAllowedRuleLevelForMatching": len(listed),
        "MaxAllowedRuleLevelForMerging": merging or 1,
        "ConflictResolution": {"ConflictResolvingModel": "RECENCY"},
        **members,
    }


LEVEL = 2
"""The level of the first rule of a block that does not merge."""

BY_EMAIL = rules_of(["EmailAddress"])
MERGED_BY_EMAIL = rules_of(["EmailAddress"], merging=1)
BY_GENDER = rules_of(["Gender"])


def create_matching_domain(client: CustomerProfilesClient, block: Any, **members: Any) -> None:
    """Create the domain with these rules, which are in force at once."""
    create_domain(client, RuleBasedMatching=block, **members)


def update_rules(client: CustomerProfilesClient, block: Any) -> None:
    """Give the domain other rules."""
    update_domain(client, RuleBasedMatching=block)


def rules_status(client: CustomerProfilesClient) -> str:
    """Return the status of the rules on their way to being in force."""
    status: str = get_domain(client)["RuleBasedMatching"]["Status"]
    return status


def list_match_ids(client: CustomerProfilesClient) -> list[str]:
    """List the ids of all groups."""
    return client.list_rule_based_matches(DomainName=SHOP)["MatchIds"]


def list_match_groups(client: CustomerProfilesClient) -> list[tuple[set[str], int]]:
    """List all groups: their members and their levels."""
    found = [get_similar_profiles(client, "matchId", match_id) for match_id in list_match_ids(client)]
    return [(set(group["ProfileIds"]), group["RuleLevel"]) for group in found]


def get_similar_profiles(client: CustomerProfilesClient, key: str, value: str) -> dict[str, Any]:
    """Get the profiles that are similar by the rules."""
    reply = client.get_similar_profiles(
        DomainName=SHOP, MatchType="RULE_BASED_MATCHING", SearchKey=key, SearchValue=value
    )
    return less_metadata(reply)
