"""Which settings of identity resolution are refused.

The model states types, sizes and enumerations; this module states what connects one member with another. The API
reference (MatchingRule, AttributeTypesSelector, AutoMerging, ConflictResolution) names fields and models; that the
names are checked, and that levels must fit the rules, is our choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.matching.rules import SELECTED_FIELDS
from moto_customerprofiles.engine.matching.settings import rules_of, selected_fields
from moto_customerprofiles.engine.profiles.fields import (
    ADDRESS_PATHS,
    ADDRESSES,
    EMAILS,
    MEMBERS,
    NAMES,
    PHONES,
    attribute_name,
    is_text_path,
)
from moto_customerprofiles.errors import BadRequest, among, did_you_mean, listed, shown

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.matching.settings import AutoMerging

_IN_RULES = frozenset({
    *("AccountNumber", "BirthDate", "BusinessName", "EmailAddress", "Gender", "PhoneNumber", *NAMES),
    *("Address.Address", "Address.City", "Address.Country", "Address.County", "Address.PostalCode", "Address.State"),
    "Address.Province",
})  # fmt: skip
_SELECTED = {"EmailAddress": EMAILS, "PhoneNumber": PHONES, "Address": (*ADDRESSES, *SELECTED_FIELDS)}


def check_matching(block: t.MatchingRequestTypeDef) -> None:
    """Check the settings of ML-based matching.

    Raises:
        BadRequest: the settings contradict each other.

    """
    merging = block.get("AutoMerging")
    if merging is None:
        return
    if merging["Enabled"] and not ("Consolidation" in merging and "ConflictResolution" in merging):
        missing = [each for each in ("Consolidation", "ConflictResolution") if each not in merging]
        raise BadRequest(
            "AutoMerging needs Consolidation and ConflictResolution when it is enabled: "
            f"{' and '.join(missing)} of Matching.AutoMerging is missing"
        )
    check_auto_merging(merging)


def check_auto_merging(block: AutoMerging) -> None:
    """Check the settings of auto-merging.

    Raises:
        BadRequest: a criterion names something that is not a field, or a preferred source has no name.

    """
    if "Consolidation" in block:
        for name in (name for criterion in block["Consolidation"]["MatchingAttributesList"] for name in criterion):
            if name not in ADDRESSES and not is_text_path(name):
                raise BadRequest(
                    f"{shown(name)} is no field that profiles can be consolidated by: MatchingAttributesList takes "
                    "fields of the profile, such as Address.City or "
                    f"Attributes.tier{did_you_mean(name, (*MEMBERS, *ADDRESS_PATHS))}"
                )
    _check_resolution(block.get("ConflictResolution"))


def check_rule_based_matching(block: t.RuleBasedMatchingRequestTypeDef) -> None:
    """Check the settings of rule-based matching.

    MatchingRules need both levels and a resolution of conflicts beside them, as comments in aws-amplify/amplify-backend
    (notifications) say who tried.

    Raises:
        BadRequest: the settings contradict each other, or lack a required member.

    """
    rules = rules_of(block)
    for name in (name for rule in rules for name in rule):
        if name not in _IN_RULES and not attribute_name(name):
            raise BadRequest(
                f"{shown(name)} is no attribute of a matching rule: MatchingRules take {listed(sorted(_IN_RULES))} and "
                f"Attributes.<name>{did_you_mean(name, _IN_RULES)}"
            )
    _check_selector(block.get("AttributeTypesSelector"))
    _check_levels(block, len(rules))
    _check_resolution(block.get("ConflictResolution"))
    demanded = {"MaxAllowedRuleLevelForMatching", "MaxAllowedRuleLevelForMerging", "ConflictResolution"}
    if "MatchingRules" in block and (missing := sorted(demanded - block.keys())):
        raise BadRequest(f"MatchingRules need {' and '.join(missing)}")


def _check_resolution(block: t.ConflictResolutionTypeDef | None) -> None:
    if block and block["ConflictResolvingModel"] == "SOURCE" and not block.get("SourceName"):
        raise BadRequest("ConflictResolvingModel SOURCE needs a SourceName: the ObjectTypeName whose values are to win")


def _check_selector(block: t.AttributeTypesSelectorUnionTypeDef | None) -> None:
    for attribute, chosen in selected_fields(block).items() if block else ():
        for name in chosen:
            if name not in _SELECTED[attribute]:
                raise BadRequest(
                    f"{shown(name)} is no field that AttributeTypesSelector.{attribute} can select"
                    f"{among(name, _SELECTED[attribute])}"
                )


def _check_levels(block: t.RuleBasedMatchingRequestTypeDef, rules: int) -> None:
    matching = block.get("MaxAllowedRuleLevelForMatching", rules)
    if matching > rules:
        raise BadRequest(f"MaxAllowedRuleLevelForMatching is {matching}, but there are {rules} rules in MatchingRules")
    if block.get("MaxAllowedRuleLevelForMerging", 0) > matching:
        raise BadRequest(
            "MaxAllowedRuleLevelForMerging must not exceed MaxAllowedRuleLevelForMatching: "
            f"it is {block.get('MaxAllowedRuleLevelForMerging')}, and the latter is {matching}"
        )
