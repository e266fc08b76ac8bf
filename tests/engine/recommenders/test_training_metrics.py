from __future__ import annotations

from unittest.mock import MagicMock, patch

import pytest

from moto_customerprofiles.engine.integrations.domain_objects import CATALOG_ITEM
from moto_customerprofiles.engine.recommenders.catalogs import Catalog
from moto_customerprofiles.engine.recommenders.columns import Columns, default_columns
from moto_customerprofiles.engine.recommenders.event_weights import EventWeight, EventWeights
from moto_customerprofiles.engine.recommenders.interactions import Interaction
from moto_customerprofiles.engine.recommenders.recipes import BY_NAME
from moto_customerprofiles.engine.recommenders.training_metrics import MOST_CUSTOMERS, training_metrics
from moto_customerprofiles.state.interaction_counts import InteractionCounts
from tests.support.model import enumeration


def counts_of(histories: dict[str, str], weights: EventWeights | None = None) -> InteractionCounts:
    counts = InteractionCounts(weights or EventWeights())
    for profile, items in histories.items():
        counts.put(profile, [Interaction(float(at), item, "view") for at, item in enumerate(items)])
    return counts


def metrics_of(
    recipe: str, histories: dict[str, str], catalog: str = "", weights: EventWeights | None = None
) -> dict[str, float]:
    items, columns = Catalog({item: {"Id": item} for item in catalog}), Columns(default_columns(CATALOG_ITEM))
    return training_metrics(BY_NAME[recipe], counts_of(histories, weights), items, columns)


@pytest.mark.rule("REC-16")
@pytest.mark.parametrize("recipe", [*BY_NAME])
def test_every_recipe_gets_every_metric(recipe: str) -> None:
    assert set(enumeration("TrainingMetricName")) == set(metrics_of(recipe, {"ann": "ab", "ben": "ab"}, "abc"))


@pytest.mark.rule("REC-16")
def test_coverage_is_the_share_of_the_catalogue_that_was_touched() -> None:
    assert 0.6667 == metrics_of("popular-items", {"ann": "abz"}, "abc")["coverage"]
    assert 0.0 == metrics_of("popular-items", {"ann": "abz"})["coverage"]


@pytest.mark.rule("REC-16")
def test_hidden_items_are_looked_for_among_the_recommended_ones() -> None:
    """The c of ann and of cem comes second without them; the b of ben is unknown without him."""
    metrics = metrics_of("popular-items", {"ann": "ac", "ben": "acb", "cem": "ac"})

    assert 0.6667 == metrics["hit"] == metrics["recall"]
    assert 0.3333 == metrics["mean_reciprocal_rank_at_25"]
    assert 0.4206 == metrics["normalized_discounted_cumulative_gain_at_5"]
    assert 0.1333 == metrics["precision_at_5"]
    assert 0.0267 == metrics["precision_at_25"]


@pytest.mark.parametrize(
    ("hidden", "gains", "precisions"),
    [("e", [0.3869, 0.3869], [0.2, 0.1]), ("f", [0.0, 0.3562], [0.0, 0.1])],
)
def test_a_depth_ends_at_its_number(hidden: str, gains: list[float], precisions: list[float]) -> None:
    """Without the customer's last interaction, a to f stand in the order of the alphabet."""
    others = {f"{item}{number}": item for count, item in enumerate("fedcba") for number in range(count + 1)}
    metrics = metrics_of("popular-items", {**others, "ann": f"a{hidden}"})

    assert gains == [metrics[f"normalized_discounted_cumulative_gain_at_{depth}"] for depth in (5, 10)]
    assert precisions == [metrics[f"precision_at_{depth}"] for depth in (5, 10)]


def test_what_cannot_be_measured_is_nothing() -> None:
    metrics = metrics_of("popular-items", {"ann": "ab", "ben": "ab"}, "ab")

    assert [0.0] * 3 == [metrics[name] for name in ("popularity", "freshness", "similarity")]


@pytest.mark.parametrize(("catalog", "hit"), [("", 1.0), ("ab", 1.0), ("ac", 0.0)])
def test_all_items_that_may_be_recommended_are_the_candidates_of_a_ranking(catalog: str, hit: float) -> None:
    assert hit == metrics_of("personalized-ranking", {"ann": "ab", "ben": "ab", "cem": "ab"}, catalog)["hit"]


def test_customers_with_one_interaction_that_counts_are_left_out() -> None:
    weights = EventWeights([EventWeight("buy")])

    assert 0.0 == metrics_of("popular-items", {"ann": "ab"}, weights=weights)["hit"]
    assert 0.0 == metrics_of("popular-items", {"ann": "a"})["hit"]


def test_counts_are_never_changed_while_they_are_measured() -> None:
    counts = counts_of({"ann": "abc", "ben": "cab"})
    columns = Columns(default_columns(CATALOG_ITEM))
    put = MagicMock(side_effect=AssertionError)
    with patch.object(InteractionCounts, "put", put):
        training_metrics(BY_NAME["personalized-ranking"], counts, Catalog({}), columns)

    put.assert_not_called()
    assert [2.0] * 3 == [counts.popularity(item) for item in "abc"]


def test_of_a_large_domain_some_customers_stand_for_all() -> None:
    histories = {f"p{number}": "ab" for number in range(3 * MOST_CUSTOMERS)}

    assert 1.0 == metrics_of("popular-items", histories)["hit"]
