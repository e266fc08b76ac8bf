from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.recommenders.event_weights import EventWeight, EventWeights
from moto_customerprofiles.engine.recommenders.interactions import Interaction
from moto_customerprofiles.state.interaction_counts import InteractionCounts
from moto_customerprofiles.state.interaction_log import KEPT_TALLIES, InteractionLog

WEIGHTS = EventWeights([EventWeight("buy", 0.3), EventWeight("view", 0.1, threshold=2.0)])
INTERACTIONS = st.builds(
    Interaction,
    at=st.integers(0, 5).map(float),
    item=st.sampled_from("abc"),
    event_type=st.sampled_from(["buy", "view", "scroll"]),
    value=st.sampled_from([None, 1.0, 2.0]),
)
STEPS = st.lists(st.tuples(st.sampled_from(["ann", "ben", "cem"]), st.lists(INTERACTIONS, max_size=5)), max_size=8)


def seen(tally: InteractionCounts) -> object:
    """All that a tally says of the items and profiles of these tests."""
    return (
        sorted(tally.items()),
        tally.newest(),
        [(tally.popularity(item), tally.audience(item), tally.weight_within(item, 1, 3)) for item in "abc"],
        [tally.history(profile) for profile in ("ann", "ben", "cem")],
        [dict(tally.together(item)) for item in "abc"],
    )


@pytest.mark.rule("ALG-2")
@given(STEPS)
def test_a_tally_that_followed_the_changes_equals_one_that_is_added_up_at_the_end(
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
    tally = InteractionCounts(WEIGHTS)
    for profile, interactions in steps:
        tally.put(profile, interactions)
    for profile, _ in steps:
        tally.put(profile, [])

    assert seen(InteractionCounts(WEIGHTS)) == seen(tally)


@pytest.mark.rule("ALG-1")
def test_a_threshold_leaves_out_smaller_values_and_events_without_one() -> None:
    tally = InteractionCounts(EventWeights([EventWeight("buy", 1.0, threshold=10.0)]))
    tally.put("ann", [Interaction(0, item, "buy", value) for item, value in [("a", 9.9), ("b", 10.0), ("c", None)]])

    assert ["b"] == list(tally.items())


def test_a_log_feeds_the_tallies_that_were_asked_for() -> None:
    log = InteractionLog()
    tally = log.tally(WEIGHTS)
    log.put("ann", [Interaction(0, "a", "buy")])

    assert log.tally(WEIGHTS) is tally
    assert 0.3 == tally.popularity("a")


def test_a_log_adds_up_what_came_before_a_tally_was_asked_for() -> None:
    log = InteractionLog()
    log.put("ann", [Interaction(0, "a", "buy")])

    assert 0.3 == log.tally(WEIGHTS).popularity("a")


def test_a_log_forgets_the_tally_that_was_not_asked_for_longest() -> None:
    log = InteractionLog()
    first = log.tally(WEIGHTS)
    others = [EventWeights([EventWeight("view", weight / 100)]) for weight in range(KEPT_TALLIES)]
    for weights in others[1:]:
        log.tally(weights)

    assert log.tally(WEIGHTS) is first
    for weights in others:
        log.tally(weights)
    assert log.tally(WEIGHTS) is not first
