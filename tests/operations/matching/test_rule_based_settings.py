"""Which settings of rule-based matching a domain takes, and how it reports them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.areas.identity_resolution import RECENCY
from tests.support.areas.matching_settings import is_refused, rule_block
from tests.support.shop import create_domain

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient


_NAMES_OF_RULES = (
    *("AccountNumber", "Address.Address", "Address.City", "Address.Country", "Address.County", "Address.PostalCode"),
    *("Address.State", "Address.Province", "BirthDate", "BusinessName", "EmailAddress", "FirstName", "Gender"),
    *("LastName", "MiddleName", "PhoneNumber", "Attributes.anything"),
)


@pytest.mark.rule("ID-D-20", "ID-D-22")
def test_rules_are_reported_as_sent_with_their_status(client: CustomerProfilesClient) -> None:
    block = rule_block(
        MaxAllowedRuleLevelForMatching=2,
        MaxAllowedRuleLevelForMerging=1,
        AttributeTypesSelector={
            "AttributeMatchingModel": "MANY_TO_MANY",
            "Address": ["MaillingAddress", "BusinessAddress", "Address", "ShippingAddress"],
            "PhoneNumber": ["PhoneNumber", "HomePhoneNumber", "MobilePhoneNumber", "BusinessPhoneNumber"],
            "EmailAddress": ["EmailAddress", "BusinessEmailAddress", "PersonalEmailAddress"],
        },
        ConflictResolution=RECENCY,
    )

    assert {**block, "Status": "ACTIVE"} == create_domain(client, RuleBasedMatching=block)["RuleBasedMatching"]


@pytest.mark.rule("ID-D-26")
def test_default_rules_are_not_reported(client: CustomerProfilesClient) -> None:
    created = create_domain(client, RuleBasedMatching={"Enabled": True})

    assert {"Enabled": True, "Status": "ACTIVE"} == created["RuleBasedMatching"]


@pytest.mark.rule("ID-D-21")
def test_rule_takes_all_documented_names(client: CustomerProfilesClient) -> None:
    assert not is_refused(
        client,
        RuleBasedMatching=rule_block(
            MatchingRules=[{"Rule": list(_NAMES_OF_RULES[:9])}, {"Rule": list(_NAMES_OF_RULES[9:])}]
        ),
    )


NAMED = {"Rule": ["EmailAddress"]}


@pytest.mark.rule("ID-D-21")
@pytest.mark.parametrize("name", ["BusinessEmailAddress", "HomePhoneNumber", "MailingAddress.City", "Address", "Nick"])
def test_rule_refuses_other_names(client: CustomerProfilesClient, name: str) -> None:
    assert is_refused(client, RuleBasedMatching=rule_block(MatchingRules=[NAMED, {"Rule": [name]}]))


@pytest.mark.rule("ID-D-22")
@pytest.mark.parametrize(
    ("member", "name"),
    [("EmailAddress", "WorkEmail"), ("PhoneNumber", "Fax"), ("Address", "HomeAddress"), ("Address", "EmailAddress")],
)
def test_selector_refuses_fields_of_other_types(client: CustomerProfilesClient, member: str, name: str) -> None:
    selector = {"AttributeMatchingModel": "ONE_TO_ONE", member: [name]}

    assert is_refused(client, RuleBasedMatching=rule_block(AttributeTypesSelector=selector))


@pytest.mark.rule("ID-D-23")
@pytest.mark.parametrize(
    "levels",
    [
        {"MaxAllowedRuleLevelForMatching": 1, "MaxAllowedRuleLevelForMerging": 2},
        {"MaxAllowedRuleLevelForMatching": 3},
        {"MaxAllowedRuleLevelForMerging": 3},
    ],
    ids=["merging above matching", "matching above the rules", "merging above the rules"],
)
def test_levels_must_fit(client: CustomerProfilesClient, levels: dict[str, int]) -> None:
    assert is_refused(client, RuleBasedMatching=rule_block(**levels))


@pytest.mark.rule("ID-D-23")
def test_levels_below_the_number_of_rules_are_fine(client: CustomerProfilesClient) -> None:
    assert not is_refused(
        client, RuleBasedMatching=rule_block(MaxAllowedRuleLevelForMatching=1, MaxAllowedRuleLevelForMerging=1)
    )


def test_level_beyond_the_default_rules_is_refused(client: CustomerProfilesClient) -> None:
    assert is_refused(client, RuleBasedMatching={"Enabled": True, "MaxAllowedRuleLevelForMatching": 5})


@pytest.mark.rule("ID-D-25", "ID-H-5")
@pytest.mark.parametrize(
    "missing", ["MaxAllowedRuleLevelForMatching", "MaxAllowedRuleLevelForMerging", "ConflictResolution"]
)
def test_rules_need_levels_and_resolution(client: CustomerProfilesClient, missing: str) -> None:
    block = rule_block(MaxAllowedRuleLevelForMatching=2, MaxAllowedRuleLevelForMerging=1, ConflictResolution=RECENCY)
    without = is_refused(client, RuleBasedMatching={name: block[name] for name in block if name != missing})
    complete = is_refused(client, RuleBasedMatching=block)

    assert (True, False) == (without, complete)
