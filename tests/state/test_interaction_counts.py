from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from moto_customerprofiles.engine.recommenders.event_weights import EventWeight, EventWeights
from moto_customerprofiles.engine.recommenders.interactions import Interaction
from moto_customerprofiles.state.interaction_counts import InteractionCounts
from moto_customerprofiles.state.interaction_log import KEPT_COUNTS, InteractionLog

WEIGHTS = EventWeights([EventWeight("buy", 0.3), EventWeight("view", 0.1, threshold=2.0)])
INTERACTIONS = st.builds(
    Interaction,
    at=st.integers(0, 5).map(float),
    item=st.sampled_from("abc"),
    event_type=st.sampled_from(["buy", "view", "scroll"]),
    value=st.sampled_from([None, 1.0, 2.0]),
)
STEPS = st.lists(st.tuples(st.sampled_from(["ann", "ben", "cem"]), st.lists(INTERACTIONS, max_size=5)), max_size=8)


def seen(counts: InteractionCounts) -> object:
    """All that a counts says of the items and profiles of these tests."""
    return (
        sorted(counts.items()),
        counts.newest(),
        [(counts.popularity(item), counts.audience(item), counts.weight_within(item, 1, 3)) for item in "abc"],
        [counts.history(profile) for profile in ("ann", "ben", "cem")],
        [dict(counts.together(item)) for item in "abc"],
    )


@pytest.mark.rule("ALG-2")
@given(STEPS)
def test_counts_that_followed_the_changes_equals_one_that_is_added_up_at_the_end(
    steps: list[tuple[str, list[Interaction]]],
) -> None:
    followed, at_once = InteractionCounts(WEIGHTS), InteractionCounts(WEIGHTS)
    for profile, interactions in steps:
        followed.put(profile, interactions)
        seen(followed)  # rows that are kept must be forgotten when they change
    for profile, interactions in dict(steps).items():
        at_once.put(profile, interactions)

    assert seen(at_once) == seen(followed)


@given(STEPS)
def test_profiles_that_leave_leave_no_trace(steps: list[tuple[str, list[Interaction]]]) -> None:
    counts = InteractionCounts(WEIGHTS)
    for profile, interactions in steps:
        counts.put(profile, interactions)
    for profile, _ in steps:
        counts.put(profile, [])

    assert seen(InteractionCounts(WEIGHTS)) == seen(counts)


@given(st.dictionaries(st.sampled_from(["ann", "ben", "cem"]), st.lists(INTERACTIONS, max_size=5)), st.data())
def test_counts_without_an_interaction_are_those_of_the_others_and_leave_the_counts_alone(
    contributions: dict[str, list[Interaction]], data: st.DataObject
) -> None:
    counts, others = InteractionCounts(WEIGHTS), InteractionCounts(WEIGHTS)
    for profile, interactions in contributions.items():
        counts.put(profile, interactions)
    counting = [(profile, one) for profile, own in contributions.items() for one in own if counts.includes(one)]
    assume(counting)
    profile, left_out = data.draw(st.sampled_from(counting))
    before = seen(counts)
    for name, interactions in contributions.items():
        others.put(name, _less(interactions, left_out) if name == profile else interactions)

    assert seen(others) == seen(counts.without(profile, left_out))
    assert before == seen(counts)


def _less(interactions: list[Interaction], left_out: Interaction) -> list[Interaction]:
    at = interactions.index(left_out)
    return [*interactions[:at], *interactions[at + 1 :]]


@pytest.mark.rule("ALG-1")
def test_a_threshold_leaves_out_smaller_values_and_events_without_one() -> None:
    counts = InteractionCounts(EventWeights([EventWeight("buy", 1.0, threshold=10.0)]))
    counts.put("ann", [Interaction(0, item, "buy", value) for item, value in [("a", 9.9), ("b", 10.0), ("c", None)]])

    assert ["b"] == list(counts.items())


def test_a_log_feeds_the_tallies_that_were_asked_for() -> None:
    log = InteractionLog()
    counts = log.counts(WEIGHTS)
    log.put("ann", [Interaction(0, "a", "buy")])

    assert log.counts(WEIGHTS) is counts
    assert 0.3 == counts.popularity("a")


def test_a_log_adds_up_what_came_before_counts_were_asked_for() -> None:
    log = InteractionLog()
    log.put("ann", [Interaction(0, "a", "buy")])

    assert 0.3 == log.counts(WEIGHTS).popularity("a")


def test_a_log_forgets_the_counts_that_was_not_asked_for_longest() -> None:
    log = InteractionLog()
    first = log.counts(WEIGHTS)
    others = [EventWeights([EventWeight("view", weight / 100)]) for weight in range(KEPT_COUNTS)]
    for weights in others[1:]:
        log.counts(weights)

    assert log.counts(WEIGHTS) is first
    for weights in others:
        log.counts(weights)
    assert log.counts(WEIGHTS) is not first
