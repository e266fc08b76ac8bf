"""When matching rules come into force, and when they may be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.areas.rule_based_matching import (
    BY_EMAIL,
    BY_GENDER,
    HOUR,
    MERGED_BY_EMAIL,
    MINUTE,
    create,
    groups,
    matches,
    status,
    update,
)
from tests.support.replies import error_code
from tests.support.shop import living, pair

if TYPE_CHECKING:
    from collections.abc import Callable

    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.adapters.models import CustomerProfilesBackend


@pytest.mark.rule("RB-30", "ID-EX-24")
def test_new_domain_matches_at_once(client: CustomerProfilesClient) -> None:
    create(client, BY_EMAIL)
    pair(client)

    assert ("ACTIVE", 1) == (status(client), len(matches(client)))


@pytest.mark.rule("RB-31", "RB-32", "RB-40", "ID-EX-24")
def test_existing_domain_waits_for_an_hour(existing: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    pair(existing)
    update(existing, BY_EMAIL)
    at_once = (status(existing), matches(existing))
    frozen.shift(59 * MINUTE)
    before = (status(existing), matches(existing))
    frozen.shift(MINUTE)

    assert ("PENDING", []) == at_once == before
    assert ("ACTIVE", 1) == (status(existing), len(matches(existing)))


def test_profiles_created_while_pending_match_afterwards(
    existing: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    update(existing, BY_EMAIL)
    ids = pair(existing)
    frozen.shift(HOUR)

    assert [(set(ids), 1)] == groups(existing)


@pytest.mark.rule("RB-32")
def test_old_rules_hold_until_the_switch(existing: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    update(existing, BY_EMAIL)
    frozen.shift(HOUR)
    by_email, by_gender = pair(existing), pair(existing, Gender="FEMALE")
    update(existing, BY_GENDER)
    before = (status(existing), groups(existing))
    frozen.shift(HOUR)

    assert before == ("PENDING", [(set(by_email), 1)])
    assert ("ACTIVE", [(set(by_gender), 1)]) == (status(existing), groups(existing))


@pytest.mark.rule("RB-32")
def test_further_change_restarts_the_hour(existing: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    update(existing, BY_EMAIL)
    frozen.shift(50 * MINUTE)
    update(existing, BY_GENDER)
    frozen.shift(50 * MINUTE)
    still = status(existing)
    frozen.shift(10 * MINUTE)

    assert ("PENDING", "ACTIVE") == (still, status(existing))


@pytest.mark.rule("RB-35")
def test_block_that_changes_nothing_leaves_the_status(client: CustomerProfilesClient) -> None:
    create(client, BY_EMAIL)
    update(client, BY_EMAIL)

    assert "ACTIVE" == status(client)


@pytest.mark.rule("RB-35", "RB-40")
def test_disabling_clears_the_groups_and_keeps_merged_profiles(client: CustomerProfilesClient) -> None:
    create(client, MERGED_BY_EMAIL)
    first, second = pair(client)
    update(client, {"Enabled": False})

    assert "BadRequestException" == error_code(client.list_rule_based_matches, DomainName="shop")
    assert [first] == living(client, [first, second])


def test_rules_that_are_switched_off_while_pending_never_come_into_force(
    existing: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    ids = pair(existing)
    update(existing, MERGED_BY_EMAIL)
    update(existing, {"Enabled": False})
    frozen.shift(HOUR)

    assert "RuleBasedMatching" not in existing.get_domain(DomainName="shop")
    assert ids == living(existing, ids)


@pytest.mark.rule("RB-31")
def test_state_manager_shows_the_evaluation(
    pace: Callable[..., None], existing: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    pace("rule_based_matching", progression="manual", times=2)
    pair(existing)
    update(existing, BY_EMAIL)
    frozen.shift(HOUR)

    assert ["IN_PROGRESS", "ACTIVE"] == [status(existing), status(existing)]
    assert 1 == len(matches(existing))


@pytest.mark.rule("RB-33", "RB-35")
def test_nothing_but_disabling_is_allowed_during_the_evaluation(
    pace: Callable[..., None], existing: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    pace("rule_based_matching", progression="manual", times=2)
    update(existing, BY_EMAIL)
    frozen.shift(HOUR)
    refused = error_code(existing.update_domain, DomainName="shop", RuleBasedMatching=BY_GENDER)
    update(existing, {"Enabled": False})

    assert "BadRequestException" == refused
    assert "RuleBasedMatching" not in existing.get_domain(DomainName="shop")


def test_evaluation_can_take_seconds(
    pace: Callable[..., None], existing: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    pace("rule_based_matching", progression="time", seconds=60)
    update(existing, BY_EMAIL)
    frozen.shift(HOUR)
    during = status(existing)
    frozen.shift(MINUTE)
    after = status(existing)

    assert ("IN_PROGRESS", "ACTIVE") == (during, after)


@pytest.mark.rule("RB-34")
@pytest.mark.parametrize(("strict", "expected"), [(True, "BadRequestException"), (False, "PENDING")])
def test_rules_are_fixed_for_a_day_if_that_is_wanted(
    client: CustomerProfilesClient, backend: CustomerProfilesBackend, expected: str, *, strict: bool
) -> None:
    levels = {"MaxAllowedRuleLevelForMatching": 1, "MaxAllowedRuleLevelForMerging": 1}
    resolution = {"ConflictResolution": {"ConflictResolvingModel": "RECENCY"}}
    backend.world.settings.strict_rule_based = strict
    create(client, {**BY_EMAIL, **levels, **resolution})
    change = {**BY_GENDER, **levels, **resolution}
    if strict:
        outcome = error_code(client.update_domain, DomainName="shop", RuleBasedMatching=change)
    else:
        update(client, change)
        outcome = status(client)

    assert expected == outcome


@pytest.mark.rule("RB-34")
def test_fixed_rules_can_be_changed_after_a_day(
    client: CustomerProfilesClient, frozen: time_machine.Traveller, backend: CustomerProfilesBackend
) -> None:
    backend.world.settings.strict_rule_based = True
    create(client, {"Enabled": True})
    frozen.shift(24 * HOUR)
    update(client, {"Enabled": True, "MaxAllowedRuleLevelForMatching": 2})

    assert "PENDING" == status(client)
