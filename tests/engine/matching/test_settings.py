from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.engine.matching.merging import Resolution
from moto_customerprofiles.engine.matching.rules import DEFAULT_RULES
from moto_customerprofiles.engine.matching.settings import (
    consolidation_of,
    describe_matching,
    resolution_of,
    rule_set_of,
)

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t


RECENT: t.ConflictResolutionTypeDef = {"ConflictResolvingModel": "RECENCY", "SourceName": "CRM"}
BY_NAME: t.ConsolidationTypeDef = {"MatchingAttributesList": [["LastName"]]}
SOURCE: t.ConflictResolutionTypeDef = {"ConflictResolvingModel": "SOURCE", "SourceName": "CRM"}


@pytest.mark.rule("ID-D-14")
@pytest.mark.parametrize(("block", "source"), [(None, None), (RECENT, None), (SOURCE, "CRM")])
def test_a_source_is_preferred_only_if_the_model_says_so(
    block: t.ConflictResolutionTypeDef | None, source: str | None
) -> None:
    assert Resolution(source) == resolution_of(block)


def test_matching_that_is_on_always_says_whether_it_merges() -> None:
    merging: t.AutoMergingTypeDef = {"Enabled": True, "Consolidation": BY_NAME, "ConflictResolution": SOURCE}

    assert {"Enabled": True, "AutoMerging": {"Enabled": False}} == describe_matching({"Enabled": True})
    assert {"Enabled": True, "AutoMerging": merging} == describe_matching({"Enabled": True, "AutoMerging": merging})


def test_consolidation_without_settings_has_no_criteria() -> None:
    found = consolidation_of({"Enabled": False, "ConflictResolution": SOURCE})

    assert ((), Resolution("CRM"), 0.0) == (found.criteria, found.resolution, found.minimum)


def test_default_rules_are_in_force_where_none_are_given() -> None:
    assert len(DEFAULT_RULES) == len(rule_set_of({"Enabled": True}).levels)


def test_other_e_mails_count_under_the_default_rules_only() -> None:
    ann = {"FirstName": "Ann", "LastName": "Lee", "BusinessEmailAddress": "ann@example.com"}
    by_default = rule_set_of({"Enabled": True}).read(ann)
    by_rule = rule_set_of({"Enabled": True, "MatchingRules": [{"Rule": ["EmailAddress"]}]}).read(ann)

    assert ([0, 1, 0, 0], [0]) == ([len(each.keys) for each in by_default], [len(each.keys) for each in by_rule])
