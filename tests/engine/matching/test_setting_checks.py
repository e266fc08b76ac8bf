from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.engine.matching.setting_checks import (
    check_auto_merging,
    check_matching,
    check_rule_based_matching,
)
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t


RECENT: t.ConflictResolutionTypeDef = {"ConflictResolvingModel": "RECENCY", "SourceName": "CRM"}
BY_NAME: t.ConsolidationTypeDef = {"MatchingAttributesList": [["LastName"]]}
UNNAMED: t.ConflictResolutionTypeDef = {"ConflictResolvingModel": "SOURCE"}
SOURCE: t.ConflictResolutionTypeDef = {"ConflictResolvingModel": "SOURCE", "SourceName": "CRM"}
RULES: t.RuleBasedMatchingRequestTypeDef = {
    "Enabled": True,
    "MatchingRules": [{"Rule": ["EmailAddress"]}, {"Rule": ["PhoneNumber"]}],
    "MaxAllowedRuleLevelForMatching": 2,
    "MaxAllowedRuleLevelForMerging": 2,
    "ConflictResolution": RECENT,
}


@pytest.mark.parametrize("name", ["EmailAddress", "ShippingAddress", "MailingAddress.City", "Attributes.tier"])
def test_profiles_are_consolidated_by_fields_that_they_have(name: str) -> None:
    check_auto_merging({"Enabled": True, "Consolidation": {"MatchingAttributesList": [["LastName", name]]}})


@pytest.mark.parametrize("name", ["Email", "Attributes", "Attributes.", "Address.Street"])
def test_profiles_are_not_consolidated_by_what_they_do_not_have(name: str) -> None:
    with pytest.raises(BadRequest, match=name):
        check_auto_merging({"Enabled": True, "Consolidation": {"MatchingAttributesList": [["LastName", name]]}})


def test_preferred_source_must_be_named() -> None:
    check_auto_merging({"Enabled": True, "ConflictResolution": SOURCE})
    check_rule_based_matching({"Enabled": True, "ConflictResolution": SOURCE})

    with pytest.raises(BadRequest, match="SourceName"):
        check_auto_merging({"Enabled": True, "ConflictResolution": UNNAMED})
    with pytest.raises(BadRequest, match="SourceName"):
        check_rule_based_matching({"Enabled": True, "ConflictResolution": UNNAMED})


@pytest.mark.parametrize("given", [{}, {"Consolidation": BY_NAME}, {"ConflictResolution": RECENT}])
def test_merging_that_is_on_needs_criteria_and_a_resolution(given: t.AutoMergingTypeDef) -> None:
    check_matching({"Enabled": True})
    check_matching({"Enabled": True, "AutoMerging": {**given, "Enabled": False}})

    with pytest.raises(BadRequest, match="needs Consolidation and ConflictResolution"):
        check_matching({"Enabled": True, "AutoMerging": {**given, "Enabled": True}})


def test_settings_of_merging_are_checked_with_those_of_matching() -> None:
    merging: t.AutoMergingTypeDef = {"Enabled": True, "Consolidation": BY_NAME, "ConflictResolution": SOURCE}
    check_matching({"Enabled": True, "AutoMerging": merging})

    with pytest.raises(BadRequest, match="SourceName"):
        check_matching({"Enabled": True, "AutoMerging": {**merging, "ConflictResolution": UNNAMED}})


@pytest.mark.parametrize("missing", ["MaxAllowedRuleLevelForMatching", "MaxAllowedRuleLevelForMerging", "Conflict"])
def test_rules_want_levels_and_a_resolution(missing: str) -> None:
    partly = {name: value for name, value in RULES.items() if not name.startswith(missing)}
    check_rule_based_matching(RULES)

    with pytest.raises(BadRequest, match=f"need {missing}"):
        check_rule_based_matching(partly)  # type: ignore[arg-type]  # a settings block, less a member


def test_settings_want_nothing_without_rules() -> None:
    check_rule_based_matching({"Enabled": True})


@pytest.mark.parametrize(("matching", "merging"), [(3, 1), (1, 2)])
def test_levels_must_fit_the_rules_and_each_other(matching: int, merging: int) -> None:
    check_rule_based_matching({**RULES, "MaxAllowedRuleLevelForMerging": 2})

    with pytest.raises(BadRequest, match="MaxAllowedRuleLevelForM"):
        check_rule_based_matching(
            {**RULES, "MaxAllowedRuleLevelForMatching": matching, "MaxAllowedRuleLevelForMerging": merging},
        )


@pytest.mark.parametrize("attribute", ["EmailAddress", "PhoneNumber", "Address"])
def test_selector_takes_fields_of_its_attribute_only(attribute: str) -> None:
    selector: dict[str, object] = {"AttributeMatchingModel": "ONE_TO_ONE", attribute: [attribute]}
    check_rule_based_matching(
        {**RULES, "AttributeTypesSelector": selector},  # type: ignore[typeddict-item]  # with one of its members
    )

    with pytest.raises(BadRequest, match=f"FaxNumber.*{attribute}"):
        check_rule_based_matching(
            {**RULES, "AttributeTypesSelector": {**selector, attribute: ["FaxNumber"]}},  # type: ignore[typeddict-item]  # as above
        )
