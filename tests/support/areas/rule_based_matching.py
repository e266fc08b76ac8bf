"""What tests of rule-based matching ask of the domain `shop`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.support.replies import less_metadata

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
BY_EMAIL: Any = {"Enabled": True, "MatchingRules": [{"Rule": ["EmailAddress"]}]}
MERGED_BY_EMAIL: Any = {**BY_EMAIL, "MaxAllowedRuleLevelForMerging": 1}
BY_GENDER: Any = {"Enabled": True, "MatchingRules": [{"Rule": ["Gender"]}]}


def create(client: CustomerProfilesClient, block: Any, **members: Any) -> None:
    """Create the domain with these rules, which are in force at once."""
    client.create_domain(DomainName="shop", DefaultExpirationDays=365, RuleBasedMatching=block, **members)


def update(client: CustomerProfilesClient, block: Any) -> None:
    """Give the domain other rules."""
    client.update_domain(DomainName="shop", RuleBasedMatching=block)


def status(client: CustomerProfilesClient) -> str:
    """Tell where the rules stand on their way to being in force."""
    return client.get_domain(DomainName="shop")["RuleBasedMatching"]["Status"]


def matches(client: CustomerProfilesClient) -> list[str]:
    """List the ids of all groups."""
    return client.list_rule_based_matches(DomainName="shop")["MatchIds"]


def groups(client: CustomerProfilesClient) -> list[tuple[set[str], int]]:
    """List all groups: their members and their levels."""
    found = [similar(client, "matchId", match_id) for match_id in matches(client)]
    return [(set(each["ProfileIds"]), each["RuleLevel"]) for each in found]


def similar(client: CustomerProfilesClient, key: str, value: str) -> dict[str, Any]:
    """Get the profiles that are similar by the rules."""
    return less_metadata(
        client.get_similar_profiles(
            DomainName="shop", MatchType="RULE_BASED_MATCHING", SearchKey=key, SearchValue=value
        )
    )
