"""What the settings of identity resolution mean, and how they are returned; `setting_checks` refuses some of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.matching.consolidation import Consolidation
from moto_customerprofiles.engine.matching.merging import Resolution
from moto_customerprofiles.engine.matching.rules import (
    DEFAULT_RULES,
    DEFAULT_SELECTOR,
    NO_SELECTOR,
    RuleSet,
    Selector,
    compile_rules,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from types_boto3_customer_profiles import type_defs as t

    AutoMerging: TypeAlias = t.AutoMergingUnionTypeDef | t.GetAutoMergingPreviewRequestTypeDef


def consolidation_of(block: AutoMerging) -> Consolidation:
    """Return the settings of auto-merging.

    >>> consolidation_of({"Enabled": True, "Consolidation": {"MatchingAttributesList": [["EmailAddress"]]},
    ...                   "ConflictResolution": {"ConflictResolvingModel": "RECENCY"}}).criteria
    (('EmailAddress',),)
    """
    criteria = block["Consolidation"]["MatchingAttributesList"] if "Consolidation" in block else ()
    minimum = block.get("MinAllowedConfidenceScoreForMerging", 0.0)
    return Consolidation(tuple(map(tuple, criteria)), resolution_of(block.get("ConflictResolution")), minimum)


def resolution_of(block: t.ConflictResolutionTypeDef | None) -> Resolution:
    """Return how conflicts are resolved: by recency, unless a source is preferred."""
    by_source = block and block["ConflictResolvingModel"] == "SOURCE"
    return Resolution(block.get("SourceName") if block and by_source else None)


def rule_set_of(block: t.RuleBasedMatchingRequestTypeDef) -> RuleSet:
    """Return the compiled rules of the settings.

    >>> rules = rule_set_of({"Enabled": True, "MatchingRules": [{"Rule": ["EmailAddress"]}]})
    >>> len(rules.levels), rules.merging_level
    (1, 0)
    """
    return compile_rules(
        rules_of(block),
        selector_of(block),
        matching_level=block.get("MaxAllowedRuleLevelForMatching"),
        merging_level=block.get("MaxAllowedRuleLevelForMerging", 0),
    )


def selector_of(block: t.RuleBasedMatchingRequestTypeDef) -> Selector:
    """Return the fields that the attribute types of the settings stand for."""
    selector = block.get("AttributeTypesSelector")
    if selector:
        return Selector(selector["AttributeMatchingModel"], selected_fields(selector))
    return NO_SELECTOR if "MatchingRules" in block else DEFAULT_SELECTOR


def describe_matching(block: t.MatchingRequestTypeDef) -> dict[str, object]:
    """Return the settings of ML-based matching as a reply has them: those of the request, and always AutoMerging.

    Whether the service returns the default schedule is not known; what was not sent is left out.
    """
    return {**block, "AutoMerging": block.get("AutoMerging", {"Enabled": False})}


def rules_of(block: t.RuleBasedMatchingRequestTypeDef) -> Sequence[Sequence[str]]:
    """Return the rules, strongest first: those of the settings, else the default ones."""
    return [rule["Rule"] for rule in block["MatchingRules"]] if "MatchingRules" in block else DEFAULT_RULES


def selected_fields(selector: t.AttributeTypesSelectorUnionTypeDef) -> dict[str, Sequence[str]]:
    """Return the fields that are selected for each attribute type."""
    return {
        "EmailAddress": selector.get("EmailAddress", ()),
        "PhoneNumber": selector.get("PhoneNumber", ()),
        "Address": selector.get("Address", ()),
    }
