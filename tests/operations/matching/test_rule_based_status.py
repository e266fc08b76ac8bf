"""When matching rules come into force, and when they may be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.areas.rule_based_matching import (
    BY_EMAIL,
    BY_GENDER,
    HOUR,
    LEVEL,
    MERGED_BY_EMAIL,
    MINUTE,
    create_matching_domain,
    list_match_groups,
    list_match_ids,
    rules_of,
    rules_status,
    update_rules,
)
from tests.support.replies import error_code
from tests.support.shop import create_pair, existing_profiles

if TYPE_CHECKING:
    from collections.abc import Callable

    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.adapters.models import CustomerProfilesBackend


@pytest.mark.rule("RB-30", "ID-EX-24")
def test_new_domain_matches_at_once(client: CustomerProfilesClient) -> None:
    create_matching_domain(client, BY_EMAIL)
    create_pair(client)

    assert ("ACTIVE", 1) == (rules_status(client), len(list_match_ids(client)))


@pytest.mark.rule("RB-31", "RB-32", "RB-40", "ID-EX-24")
def test_existing_domain_waits_for_an_hour(existing: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    create_pair(existing)
    update_rules(existing, BY_EMAIL)
    at_once = (rules_status(existing), list_match_ids(existing))
    frozen.shift(59 * MINUTE)
    before = (rules_status(existing), list_match_ids(existing))
    frozen.shift(MINUTE)

    assert ("PENDING", []) == at_once == before
    assert ("ACTIVE", 1) == (rules_status(existing), len(list_match_ids(existing)))


def test_profiles_created_while_pending_match_afterwards(
    existing: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    update_rules(existing, BY_EMAIL)
    ids = create_pair(existing)
    frozen.shift(HOUR)

    assert [(set(ids), LEVEL)] == list_match_groups(existing)


@pytest.mark.rule("RB-32")
def test_old_rules_hold_until_the_switch(existing: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    update_rules(existing, BY_EMAIL)
    frozen.shift(HOUR)
    by_email, by_gender = create_pair(existing), create_pair(existing, Gender="FEMALE")
    update_rules(existing, BY_GENDER)
    before = (rules_status(existing), list_match_groups(existing))
    frozen.shift(HOUR)

    assert before == ("PENDING", [(set(by_email), LEVEL)])
    assert ("ACTIVE", [(set(by_gender), LEVEL)]) == (rules_status(existing), list_match_groups(existing))


@pytest.mark.rule("RB-32")
def test_further_change_restarts_the_hour(existing: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    update_rules(existing, BY_EMAIL)
    frozen.shift(50 * MINUTE)
    update_rules(existing, BY_GENDER)
    frozen.shift(50 * MINUTE)
    still = rules_status(existing)
    frozen.shift(10 * MINUTE)

    assert ("PENDING", "ACTIVE") == (still, rules_status(existing))


@pytest.mark.rule("RB-35")
def test_block_that_changes_nothing_leaves_the_status(client: CustomerProfilesClient) -> None:
    create_matching_domain(client, BY_EMAIL)
    update_rules(client, BY_EMAIL)

    assert "ACTIVE" == rules_status(client)


@pytest.mark.rule("RB-35", "RB-40")
def test_disabling_clears_the_groups_and_keeps_merged_profiles(client: CustomerProfilesClient) -> None:
    create_matching_domain(client, rules_of(["EmailAddress"], ["Gender"], merging=1))
    first, second = create_pair(client)
    create_pair(client, Gender="FEMALE")
    before = len(list_match_ids(client))
    update_rules(client, {"Enabled": False})
    refused = error_code(client.list_rule_based_matches, DomainName="shop")
    update_rules(client, BY_GENDER)

    assert (1, "BadRequestException", []) == (before, refused, list_match_ids(client))
    assert [first] == existing_profiles(client, [first, second])


def test_rules_that_are_switched_off_while_pending_never_come_into_force(
    existing: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    ids = create_pair(existing)
    update_rules(existing, MERGED_BY_EMAIL)
    update_rules(existing, {"Enabled": False})
    frozen.shift(HOUR)

    assert "RuleBasedMatching" not in existing.get_domain(DomainName="shop")
    assert ids == existing_profiles(existing, ids)


@pytest.mark.rule("RB-31")
def test_state_manager_shows_the_evaluation(
    pace: Callable[..., None], existing: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    pace("rule_based_matching", progression="manual", times=2)
    create_pair(existing)
    update_rules(existing, BY_EMAIL)
    frozen.shift(HOUR)

    assert ["IN_PROGRESS", "ACTIVE"] == [rules_status(existing), rules_status(existing)]
    assert 1 == len(list_match_ids(existing))


@pytest.mark.rule("RB-33", "RB-35")
def test_nothing_but_disabling_is_allowed_during_the_evaluation(
    pace: Callable[..., None], existing: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    pace("rule_based_matching", progression="manual", times=2)
    update_rules(existing, BY_EMAIL)
    frozen.shift(HOUR)
    refused = error_code(existing.update_domain, DomainName="shop", RuleBasedMatching=BY_GENDER)
    update_rules(existing, {"Enabled": False})

    assert "BadRequestException" == refused
    assert "RuleBasedMatching" not in existing.get_domain(DomainName="shop")


def test_evaluation_can_take_seconds(
    pace: Callable[..., None], existing: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    pace("rule_based_matching", progression="time", seconds=60)
    update_rules(existing, BY_EMAIL)
    frozen.shift(HOUR)
    during = rules_status(existing)
    frozen.shift(MINUTE)
    after = rules_status(existing)

    assert ("IN_PROGRESS", "ACTIVE") == (during, after)


@pytest.mark.rule("RB-34")
@pytest.mark.parametrize(("strict", "expected"), [(True, "BadRequestException"), (False, "PENDING")])
def test_rules_are_fixed_for_a_day_if_that_is_wanted(
    client: CustomerProfilesClient, backend: CustomerProfilesBackend, expected: str, *, strict: bool
) -> None:
    backend.world.settings.strict_rule_based = strict
    create_matching_domain(client, BY_EMAIL)
    if strict:
        outcome = error_code(client.update_domain, DomainName="shop", RuleBasedMatching=BY_GENDER)
    else:
        update_rules(client, BY_GENDER)
        outcome = rules_status(client)

    assert expected == outcome


@pytest.mark.rule("RB-34")
def test_fixed_rules_can_be_changed_after_a_day(
    client: CustomerProfilesClient, frozen: time_machine.Traveller, backend: CustomerProfilesBackend
) -> None:
    backend.world.settings.strict_rule_based = True
    create_matching_domain(client, {"Enabled": True})
    frozen.shift(24 * HOUR)
    update_rules(client, {"Enabled": True, "MaxAllowedRuleLevelForMatching": 2})

    assert "PENDING" == rules_status(client)
