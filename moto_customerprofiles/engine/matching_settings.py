"""The settings of identity resolution: which are refused, what they mean, and how they are reported.

The model states types, sizes and enumerations; here stands what connects one member with another. The API reference
(MatchingRule, AttributeTypesSelector, AutoMerging, ConflictResolution) names fields and models; that the names are
checked, and that levels must fit the rules, is our choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.consolidation import Consolidation
from moto_customerprofiles.engine.matching_rules import (
    DEFAULT_RULES,
    DEFAULT_SELECTOR,
    NO_SELECTOR,
    SELECTED_FIELDS,
    RuleSet,
    Selector,
    compile_rules,
)
from moto_customerprofiles.engine.merging import Resolution
from moto_customerprofiles.engine.profile_fields import ADDRESSES, EMAILS, NAMES, PHONES
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from types_boto3_customer_profiles import type_defs as t

    AutoMerging: TypeAlias = t.AutoMergingUnionTypeDef | t.GetAutoMergingPreviewRequestTypeDef

_ADDRESS_PARTS = (
    *("Address1", "Address2", "Address3", "Address4"),
    *("City", "County", "State", "Province", "Country", "PostalCode"),
)
_SCALARS = frozenset({
    *("AccountNumber", "AdditionalInformation", "PartyType", "PartyTypeString", "BusinessName", "BirthDate"),
    *("Gender", "GenderString", "ProfileType", *NAMES, *EMAILS, *PHONES),
})  # fmt: skip
_CONSOLIDATED = _SCALARS.union(ADDRESSES, (f"{address}.{part}" for address in ADDRESSES for part in _ADDRESS_PARTS))
_IN_RULES = frozenset({
    *("AccountNumber", "BirthDate", "BusinessName", "EmailAddress", "Gender", "PhoneNumber", *NAMES),
    *("Address.Address", "Address.City", "Address.Country", "Address.County", "Address.PostalCode", "Address.State"),
    "Address.Province",
})  # fmt: skip
_SELECTED = {"EmailAddress": EMAILS, "PhoneNumber": PHONES, "Address": (*ADDRESSES, *SELECTED_FIELDS)}
_ATTRIBUTE = "Attributes."


def check_matching(block: t.MatchingRequestTypeDef) -> None:
    """Refuse settings of ML-based matching that contradict themselves."""
    merging = block.get("AutoMerging")
    if merging is None:
        return
    if merging["Enabled"] and not ("Consolidation" in merging and "ConflictResolution" in merging):
        raise BadRequest("AutoMerging needs Consolidation and ConflictResolution when it is enabled")
    check_auto_merging(merging)


def check_auto_merging(block: AutoMerging) -> None:
    """Refuse criteria over fields that a profile does not have, and a source that is not named."""
    if "Consolidation" in block:
        for name in (name for criterion in block["Consolidation"]["MatchingAttributesList"] for name in criterion):
            if name not in _CONSOLIDATED and not _is_attribute(name):
                raise BadRequest(f"{name} is no field that profiles can be consolidated by")
    _check_resolution(block.get("ConflictResolution"))


def check_rule_based_matching(block: t.RuleBasedMatchingRequestTypeDef, *, strict: bool) -> None:
    """Refuse settings of rule-based matching that contradict themselves; `strict` wants levels and resolution, too."""
    rules = _rules(block)
    for name in (name for rule in rules for name in rule):
        if name not in _IN_RULES and not _is_attribute(name):
            raise BadRequest(f"{name} is no attribute of a matching rule")
    _check_selector(block.get("AttributeTypesSelector"))
    _check_levels(block, len(rules))
    _check_resolution(block.get("ConflictResolution"))
    demanded = {"MaxAllowedRuleLevelForMatching", "MaxAllowedRuleLevelForMerging", "ConflictResolution"}
    if strict and "MatchingRules" in block and (missing := sorted(demanded - block.keys())):
        raise BadRequest(f"MatchingRules need {' and '.join(missing)}")


def consolidation_of(block: AutoMerging) -> Consolidation:
    """Read the settings of auto-merging.

    >>> consolidation_of({"Enabled": True, "Consolidation": {"MatchingAttributesList": [["EmailAddress"]]},
    ...                   "ConflictResolution": {"ConflictResolvingModel": "RECENCY"}}).criteria
    (('EmailAddress',),)
    """
    criteria = block["Consolidation"]["MatchingAttributesList"] if "Consolidation" in block else ()
    minimum = block.get("MinAllowedConfidenceScoreForMerging", 0.0)
    return Consolidation(tuple(map(tuple, criteria)), resolution_of(block.get("ConflictResolution")), minimum)


def resolution_of(block: t.ConflictResolutionTypeDef | None) -> Resolution:
    """Read how conflicts are settled: by recency, unless a source is preferred."""
    by_source = block and block["ConflictResolvingModel"] == "SOURCE"
    return Resolution(block.get("SourceName") if block and by_source else None)


def rule_set_of(block: t.RuleBasedMatchingRequestTypeDef) -> RuleSet:
    """Compile the rules in force.

    >>> rules = rule_set_of({"Enabled": True, "MatchingRules": [{"Rule": ["EmailAddress"]}]})
    >>> len(rules.levels), rules.merging_level
    (1, 0)
    """
    selector = block.get("AttributeTypesSelector")
    if selector:
        chosen = Selector(selector["AttributeMatchingModel"], _selected(selector))
    else:
        chosen = NO_SELECTOR if "MatchingRules" in block else DEFAULT_SELECTOR
    return compile_rules(
        _rules(block),
        chosen,
        matching_level=block.get("MaxAllowedRuleLevelForMatching"),
        merging_level=block.get("MaxAllowedRuleLevelForMerging", 0),
    )


def describe_matching(block: t.MatchingRequestTypeDef) -> dict[str, object]:
    """Report ML-based matching that is on: what was sent, and always whether profiles are merged.

    Whether the default schedule should be reported is not known; what was not sent is left out.
    """
    return {**block, "AutoMerging": block.get("AutoMerging", {"Enabled": False})}


def _rules(block: t.RuleBasedMatchingRequestTypeDef) -> Sequence[Sequence[str]]:
    return [rule["Rule"] for rule in block["MatchingRules"]] if "MatchingRules" in block else DEFAULT_RULES


def _selected(selector: t.AttributeTypesSelectorUnionTypeDef) -> dict[str, Sequence[str]]:
    return {
        "EmailAddress": selector.get("EmailAddress", ()),
        "PhoneNumber": selector.get("PhoneNumber", ()),
        "Address": selector.get("Address", ()),
    }


def _is_attribute(name: str) -> bool:
    return name.startswith(_ATTRIBUTE) and name != _ATTRIBUTE


def _check_resolution(block: t.ConflictResolutionTypeDef | None) -> None:
    if block and block["ConflictResolvingModel"] == "SOURCE" and not block.get("SourceName"):
        raise BadRequest("ConflictResolvingModel SOURCE needs a SourceName")


def _check_selector(block: t.AttributeTypesSelectorUnionTypeDef | None) -> None:
    for attribute, chosen in _selected(block).items() if block else ():
        for name in chosen:
            if name not in _SELECTED[attribute]:
                raise BadRequest(f"{name} is no field that AttributeTypesSelector.{attribute} can select")


def _check_levels(block: t.RuleBasedMatchingRequestTypeDef, rules: int) -> None:
    matching = block.get("MaxAllowedRuleLevelForMatching", rules)
    if matching > rules:
        raise BadRequest(f"MaxAllowedRuleLevelForMatching is {matching}, but there are {rules} rules")
    if block.get("MaxAllowedRuleLevelForMerging", 0) > matching:
        raise BadRequest("MaxAllowedRuleLevelForMerging must not exceed MaxAllowedRuleLevelForMatching")
