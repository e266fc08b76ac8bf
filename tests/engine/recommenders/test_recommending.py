"""The shop of these tests: five customers, five items; day 20 is the newest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.integrations.domain_objects import CATALOG_ITEM
from moto_customerprofiles.engine.recommenders.catalogs import Catalog
from moto_customerprofiles.engine.recommenders.columns import Columns, default_columns
from moto_customerprofiles.engine.recommenders.diversity import Cap
from moto_customerprofiles.engine.recommenders.event_weights import EventWeight, EventWeights
from moto_customerprofiles.engine.recommenders.interactions import Interaction
from moto_customerprofiles.engine.recommenders.promotions import Promotion
from moto_customerprofiles.engine.recommenders.recipe_scores import RecommendationContext
from moto_customerprofiles.engine.recommenders.recipes import BY_NAME
from moto_customerprofiles.engine.recommenders.recommending import RequestOptions, recommend
from moto_customerprofiles.state.interaction_counts import InteractionCounts

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY = 24 * 3600.0
ITEMS = {
    "tv": {"Name": "TV 50 inch", "Category": "electronics", "Type": "screen", "Attributes.brand": "Acme"},
    "hdmi": {"Name": "HDMI cable", "Category": "electronics", "Type": "cable", "Attributes.brand": "Acme"},
    "mount": {"Name": "TV wall mount", "Category": "electronics", "Type": "accessory", "Attributes.brand": "Beta"},
    "sofa": {"Name": "Sofa", "Category": "furniture", "Type": "seat", "Attributes.brand": "Beta"},
    "lamp": {"Name": "Floor lamp", "Category": "furniture", "Type": "light", "Attributes.brand": "Acme"},
}
EVENTS = {
    "u1": [
        Interaction(10 * DAY, "tv", "view"),
        Interaction(10 * DAY, "hdmi", "purchase"),
        Interaction(11 * DAY, "mount", "view"),
    ],
    "u2": [Interaction(11 * DAY, "tv", "purchase"), Interaction(11 * DAY, "hdmi", "view")],
    "u3": [Interaction(18 * DAY, "tv", "view"), Interaction(18 * DAY, "mount", "view")],
    "u4": [Interaction(19 * DAY, "sofa", "view"), Interaction(19 * DAY, "lamp", "view")],
    "u5": [Interaction(20 * DAY, "sofa", "view"), Interaction(20 * DAY, "lamp", "purchase")],
}
POPULAR = [("tv", 1.0), ("hdmi", 0.6666667), ("lamp", 0.6666667), ("mount", 0.6666667), ("sofa", 0.6666667)]


def context_of(
    profile: str = "u1",
    item: str | None = None,
    *,
    events: dict[str, list[Interaction]] | None = None,
    weights: EventWeights | None = None,
    catalog: dict[str, dict[str, str]] | None = None,
) -> RecommendationContext:
    counts = InteractionCounts(weights or EventWeights())
    interactions = EVENTS if events is None else events
    for name, own in interactions.items():
        counts.put(name, own)
    items = ITEMS if catalog is None else catalog
    return RecommendationContext(
        counts, Catalog(items), Columns(default_columns(CATALOG_ITEM)), profile, interactions.get(profile, []), item
    )


def answer(
    recipe: str, context: RecommendationContext, limit: int = 10, candidates: tuple[str, ...] = ()
) -> list[tuple[str, float]]:
    return [(item, score) for item, score in recommend(BY_NAME[recipe], context, RequestOptions(limit, candidates))]


@pytest.mark.rule("REC-2", "ALG-2", "ALG-3", "ALG-4", "ALG-5", "ALG-6", "ALG-7", "ALG-8", "ALG-9")
@pytest.mark.parametrize(
    ("recipe", "profile", "item", "expected"),
    [
        ("popular-items", "u1", None, POPULAR),
        ("trending-now", "u1", None, [("lamp", 1.0), ("sofa", 1.0)]),
        ("frequently-paired-items", "u1", "tv", [("hdmi", 1.0), ("mount", 1.0)]),
        ("similar-items", "u1", "tv", [("hdmi", 1.0), ("mount", 0.9786061), ("lamp", 0.0962724)]),
        ("recommended-for-you", "u3", None, [("hdmi", 1.0), ("tv", 0.6202041), ("mount", 0.6202041)]),
        ("recommended-for-you", "u1", None, [("tv", 1.0), ("mount", 0.8061862)]),
        ("recommended-for-you", "u2", None, [("mount", 1.0), ("hdmi", 0.6202041)]),
        ("recommended-for-you", "stranger", None, POPULAR),
    ],
)
def test_each_recipe_ranks_the_shop(
    recipe: str, profile: str, item: str | None, expected: list[tuple[str, float]]
) -> None:
    assert expected == answer(recipe, context_of(profile, item))


@pytest.mark.rule("ALG-1")
def test_event_weights_decide_how_popular_an_item_is() -> None:
    weights = EventWeights([EventWeight("purchase", 1.0), EventWeight("view", 0.1)])
    expected = [("tv", 1.0), ("hdmi", 0.9166667), ("lamp", 0.9166667), ("mount", 0.1666667), ("sofa", 0.1666667)]

    assert expected == answer("popular-items", context_of(weights=weights))


@pytest.mark.rule("ALG-1")
def test_events_of_types_without_a_weight_do_not_count() -> None:
    weights = EventWeights([EventWeight("purchase")])

    assert ["hdmi", "lamp", "tv"] == [item for item, _ in answer("popular-items", context_of(weights=weights))]


@pytest.mark.rule("ALG-10")
def test_candidates_are_ranked_for_the_customer_and_all_come_back() -> None:
    expected = [("hdmi", 1.0), ("lamp", 0.0), ("sofa", 0.0), ("xx", 0.0)]

    assert expected == answer("personalized-ranking", context_of("u3"), candidates=("lamp", "hdmi", "sofa", "xx"))


def test_a_candidate_that_comes_twice_is_ranked_once() -> None:
    assert ["hdmi"] == [item for item, _ in answer("personalized-ranking", context_of("u3"), 9, ("hdmi", "hdmi"))]


@pytest.mark.rule("ALG-5")
def test_what_gained_most_in_a_week_is_trending_and_older_weeks_do_not_matter() -> None:
    """The newest event is of day 20: a has 3 now and 1 before, b and d 2 and 0; day 13 belongs to the week before."""
    days: dict[str, list[float]] = {
        "a": [20, 15, 13.01, 13],
        "b": [20, 14],
        "c": [13, 20],
        "d": [20, 20, 5.9, 5.8, 5.7, 5.6, 5.5],
    }
    events = {"u": [Interaction(day * DAY, item, "view") for item in days for day in days[item]]}

    assert [("b", 1.0), ("d", 1.0), ("a", 0.5)] == sorted(
        answer("trending-now", context_of("u", events=events, catalog={})), key=lambda pair: (-pair[1], pair[0])
    )


@pytest.mark.rule("ALG-10")
def test_candidates_that_weigh_the_same_stand_by_popularity_and_then_as_they_came() -> None:
    expected = [("tv", 1.0), ("sofa", 0.0), ("lamp", 0.0), ("xx", 0.0), ("aa", 0.0)]
    context = context_of("u", events={**EVENTS, "u": [Interaction(18 * DAY, "mount", "view")]})

    assert expected == answer("personalized-ranking", context, candidates=("xx", "aa", "sofa", "lamp", "tv"))


def test_candidates_that_nobody_touched_all_score_nothing() -> None:
    assert [("xx", 0.0), ("yy", 0.0)] == answer("personalized-ranking", context_of("u3"), candidates=("xx", "yy"))


@pytest.mark.rule("ALG-12")
def test_an_item_that_nobody_touched_can_be_promoted() -> None:
    catalog = {**ITEMS, "rug": {"Name": "Rug"}}
    seen: list[str] = []

    def keep(items: Iterable[str]) -> list[str]:
        seen.extend(items)
        return ["rug"]

    promotion = Promotion(keep, 50)
    answers = recommend(BY_NAME["popular-items"], context_of(catalog=catalog), RequestOptions(2, promotion=promotion))

    assert [("tv", 1.0), ("rug", 0.0)] == answers
    assert ["tv", "hdmi", "lamp", "mount", "sofa", "rug"] == seen, "by score, popularity and id"


def test_without_a_catalogue_touched_items_can_be_promoted() -> None:
    promotion = Promotion(lambda items: [item for item in items if item == "sofa"], 100)
    answers = recommend(BY_NAME["popular-items"], context_of(catalog={}), RequestOptions(1, promotion=promotion))

    assert [("sofa", 0.6666667)] == answers


@pytest.mark.rule("REC-22")
def test_candidates_restrict_other_recipes_without_changing_scores() -> None:
    expected = [("lamp", 0.6666667), ("sofa", 0.6666667)]

    assert expected == answer("popular-items", context_of(), candidates=("sofa", "lamp", "xx"))


@pytest.mark.rule("ALG-6")
def test_an_item_nobody_touched_is_paired_with_nothing() -> None:
    assert [] == answer("frequently-paired-items", context_of(item="rug"))


@pytest.mark.rule("ALG-7")
def test_similarity_sees_only_the_columns_of_the_configuration() -> None:
    context = context_of(item="sofa", events={})._replace(columns=Columns(default_columns(CATALOG_ITEM), ("Category",)))

    assert [("lamp", 1.0)] == answer("similar-items", context)


@pytest.mark.rule("REC-27")
def test_items_that_are_not_in_the_catalogue_are_not_recommended() -> None:
    assert ["tv"] == [item for item, _ in answer("popular-items", context_of(catalog={"tv": ITEMS["tv"]}))]


@pytest.mark.rule("REC-27")
def test_without_a_catalogue_all_items_that_were_touched_are_recommended() -> None:
    assert POPULAR == answer("popular-items", context_of(catalog={}))


@pytest.mark.rule("ALG-9")
def test_what_was_bought_is_not_recommended_even_if_purchases_have_no_weight() -> None:
    weights = EventWeights([EventWeight("view")])
    events = {**EVENTS, "u3": [*EVENTS["u3"], Interaction(18 * DAY, "hdmi", "Purchase")]}

    assert "hdmi" not in dict(answer("recommended-for-you", context_of("u3", events=events, weights=weights)))


def test_nothing_is_recommended_where_nothing_happened() -> None:
    assert [] == answer("trending-now", context_of(events={}))


@pytest.mark.rule("ALG-12")
def test_half_of_four_places_are_promoted() -> None:
    furniture = Promotion(lambda items: [item for item in items if ITEMS[item]["Category"] == "furniture"], 50)
    answers = recommend(BY_NAME["popular-items"], context_of(), RequestOptions(4, promotion=furniture))

    assert ["tv", "lamp", "hdmi", "sofa"] == [item for item, _ in answers]


@pytest.mark.rule("ALG-11", "ALG-12")
def test_promoted_items_need_no_score_and_pass_by_the_filter() -> None:
    options = RequestOptions(3, keep=lambda _: ["tv"], promotion=Promotion(lambda _: ["sofa"], 1))
    answers = recommend(BY_NAME["frequently-paired-items"], context_of(item="tv"), options)

    assert [("tv", 0.0), ("sofa", 0.0)] == answers


@pytest.mark.rule("ALG-13")
@pytest.mark.parametrize(("most", "expected"), [(1, ["tv", "lamp"]), (2, ["tv", "hdmi", "lamp", "sofa"])])
def test_caps_leave_out_what_is_one_too_many(most: int, expected: list[str]) -> None:
    answers = recommend(BY_NAME["popular-items"], context_of(), RequestOptions(5, caps=[Cap("Category", most)]))

    assert expected == [item for item, _ in answers]


@pytest.mark.rule("ALG-3")
@given(
    st.permutations([(profile, event) for profile, own in EVENTS.items() for event in own]), st.sampled_from([*BY_NAME])
)
def test_the_order_of_arrival_never_shows(arrivals: list[tuple[str, Interaction]], recipe: str) -> None:
    counts = InteractionCounts(EventWeights())
    context = context_of("u3", "tv", events={})._replace(counts=counts)
    arrived: dict[str, list[Interaction]] = {}
    for profile, event in arrivals:
        arrived[profile] = [*arrived.get(profile, []), event]
        counts.put(profile, arrived[profile])
    candidates = tuple(ITEMS)

    assert answer(recipe, context_of("u3", "tv"), 9, candidates) == answer(
        recipe, context._replace(own=arrived["u3"]), 9, candidates
    )


@pytest.mark.rule("REC-26")
@given(
    st.integers(1, 9),
    st.integers(1, 100),
    st.lists(st.sampled_from([*ITEMS]), unique=True),
    st.sampled_from([*BY_NAME]),
)
def test_no_item_comes_twice_and_no_score_leaves_its_bounds(
    limit: int, percent: int, favoured: list[str], recipe: str
) -> None:
    options = RequestOptions(limit, tuple(ITEMS), promotion=Promotion(lambda _: favoured, percent))
    answers = recommend(BY_NAME[recipe], context_of("u3", "tv"), options)

    assert len({item for item, _ in answers}) == len(answers) <= limit
    assert all(0 <= score <= 1 for _, score in answers)
