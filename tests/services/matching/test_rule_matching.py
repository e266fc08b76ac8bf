from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.pipeline import perform
from moto_customerprofiles.reactions import react
from moto_customerprofiles.services.matching.rule_matching import require_index
from moto_customerprofiles.services.profiles import lifecycle
from moto_customerprofiles.state.rule_index import RuleIndex
from tests.support.surroundings import new_world

if TYPE_CHECKING:
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.world import World

RULES: Any = {
    "Enabled": True,
    "MatchingRules": [{"Rule": ["EmailAddress", "LastName"]}, {"Rule": ["PhoneNumber"]}, {"Rule": ["LastName"]}],
    "MaxAllowedRuleLevelForMatching": 3,
    "MaxAllowedRuleLevelForMerging": 2,
    "ConflictResolution": {"ConflictResolvingModel": "RECENCY"},
    "AttributeTypesSelector": {
        "AttributeMatchingModel": "MANY_TO_MANY",
        "EmailAddress": ["EmailAddress", "BusinessEmailAddress"],
    },
}
_FIELDS = st.dictionaries(
    st.sampled_from(["EmailAddress", "BusinessEmailAddress", "LastName", "PhoneNumber"]),
    st.sampled_from(["1", "2", "3"]),
)
_STEPS = st.lists(
    st.tuples(st.sampled_from(["create", "update", "delete", "merge"]), st.integers(0, 9), _FIELDS), max_size=15
)


def shop(rules: Any = RULES) -> tuple[World, Domain]:
    world = new_world()
    perform(world, "CreateDomain", {"DomainName": "d", "DefaultExpirationDays": 30, "RuleBasedMatching": rules})
    return world, world.domains.require("d")


def step(world: World, domain: Domain, action: str, number: int, fields: dict[str, str]) -> None:
    """Do something to some profile, if there is one to do it to."""
    alive = [profile.profile_id for profile in domain.profiles]
    chosen = alive[number % len(alive)] if alive else ""
    if action == "create" or not chosen:
        perform(world, "CreateProfile", {"DomainName": "d", **fields})
    elif action == "update":
        perform(world, "UpdateProfile", {"DomainName": "d", "ProfileId": chosen, **fields})
    elif action == "delete":
        perform(world, "DeleteProfile", {"DomainName": "d", "ProfileId": chosen})
    elif chosen != alive[0]:
        perform(
            world, "MergeProfiles", {"DomainName": "d", "MainProfileId": alive[0], "ProfileIdsToBeMerged": [chosen]}
        )


def index_of(domain: Domain) -> RuleIndex:
    index = require_index(domain)
    assert index is not None

    return index


@given(_STEPS)
def test_whatever_happens_all_that_the_rules_would_merge_is_merged(
    steps: list[tuple[str, int, dict[str, str]]],
) -> None:
    world, domain = shop()
    for action, number, fields in steps:
        step(world, domain, action, number, fields)

        assert [] == [group for group in index_of(domain).groups().values() if group.up_to(2)]


@given(_STEPS)
def test_groups_after_any_change_are_those_of_a_fresh_index(steps: list[tuple[str, int, dict[str, str]]]) -> None:
    world, domain = shop({**RULES, "MaxAllowedRuleLevelForMerging": 1})
    for action, number, fields in steps:
        step(world, domain, action, number, fields)
    fresh = RuleIndex("d", index_of(domain).rules, [profile.as_candidate() for profile in domain.profiles])

    assert fresh.groups() == index_of(domain).groups()


def test_call_that_fails_takes_back_what_was_matched_and_merged() -> None:
    world, domain = shop()
    perform(world, "CreateProfile", {"DomainName": "d", "LastName": "1"})
    matched = []

    def fail() -> None:
        with world.enter():
            for fields in ({"LastName": "1"}, {"PhoneNumber": "1"}, {"PhoneNumber": "1"}):
                lifecycle.create(domain, fields)
            react(world)
            matched.append((len(index_of(domain).groups()), len(domain.profiles)))
            raise RuntimeError("too late")

    with pytest.raises(RuntimeError, match="too late"):
        fail()

    assert [(1, 3)] == matched
    assert (0, 1) == (len(index_of(domain).groups()), len(domain.profiles))


def test_profile_whose_end_is_yet_to_be_published_is_not_merged() -> None:
    world, domain = shop()
    with world.enter():
        kept, gone = lifecycle.create(domain, {}), lifecycle.create(domain, {"PhoneNumber": "1"})
        react(world)
    with world.enter():
        lifecycle.update(domain, kept, {"PhoneNumber": "1"})
        lifecycle.delete(domain, gone)
        react(world)

    assert [kept.profile_id] == [profile.profile_id for profile in domain.profiles]
