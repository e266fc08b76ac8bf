"""How good a recommender is: whether it recommends the interactions that are hidden from it.

For each customer the last interaction is left out, the recipe returns 25 items, and the rank of the left-out item among
them is measured. The names are those of the service model (TrainingMetrics). How AWS computes the metrics is not
public; these are the textbook definitions. Popularity, freshness and similarity have no such definition and are 0.
"""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.recommenders.recipe_scores import RecommendationContext
from moto_customerprofiles.engine.recommenders.recommending import ranked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from moto_customerprofiles.engine.recommenders.catalogs import Catalog
    from moto_customerprofiles.engine.recommenders.columns import Columns
    from moto_customerprofiles.engine.recommenders.counts import TrainingCounts
    from moto_customerprofiles.engine.recommenders.recipes import Recipe

DEPTH = 25
MOST_CUSTOMERS = 50
"""The most customers that are measured, evenly spread: each of them costs a whole recommendation. Our choice."""

DIGITS = 4


def training_metrics(recipe: Recipe, counts: TrainingCounts, catalog: Catalog, columns: Columns) -> dict[str, float]:
    """Return the metrics of a recipe, rounded to four digits, by their names in the service model."""
    ranks = [_rank(recipe, counts, catalog, columns, profile) for profile in _customers(counts)]
    metrics = {
        "coverage": _coverage(counts, catalog),
        "hit": _mean(ranks, lambda _: 1.0),
        "recall": _mean(ranks, lambda _: 1.0),
        "mean_reciprocal_rank_at_25": _mean(ranks, lambda rank: 1 / rank),
        "popularity": 0.0,
        "freshness": 0.0,
        "similarity": 0.0,
    }
    for depth in (5, 10, DEPTH):
        metrics[f"normalized_discounted_cumulative_gain_at_{depth}"] = _mean(ranks, _gain_within(depth))
        metrics[f"precision_at_{depth}"] = _mean(ranks, _precision_within(depth))
    return {name: round(value, DIGITS) for name, value in metrics.items()}


def _customers(counts: TrainingCounts) -> list[str]:
    """Return the customers with two interactions that count, or an even spread of them."""
    fit = sorted(
        profile
        for profile, interactions in counts.contributions().items()
        if sum(map(counts.includes, interactions)) >= 2  # noqa: PLR2004  # one to leave out, one to recommend by
    )
    return fit[:: -(-len(fit) // MOST_CUSTOMERS) or 1]


def _rank(recipe: Recipe, counts: TrainingCounts, catalog: Catalog, columns: Columns, profile: str) -> int | None:
    """Return the rank, from 1, of the item of the customer's last interaction, which is left out; None without one."""
    interactions = counts.contributions()[profile]
    last = max(index for index, interaction in enumerate(interactions) if counts.includes(interaction))
    own = [*interactions[:last], *interactions[last + 1 :]]
    current = next(interaction.item for interaction in reversed(own) if counts.includes(interaction))
    known = counts.without(profile, interactions[last])
    items = _recommended(recipe, RecommendationContext(known, catalog, columns, profile, own, current))
    return items.index(interactions[last].item) + 1 if interactions[last].item in items else None


def _recommended(recipe: Recipe, context: RecommendationContext) -> list[str]:
    candidates = sorted(context.catalog.items or context.counts.items()) if recipe.ranks_candidates else ()
    return list(ranked(recipe, context, candidates))[:DEPTH]


def _coverage(counts: TrainingCounts, catalog: Catalog) -> float:
    return sum(item in catalog.items for item in counts.items()) / len(catalog.items) if catalog.items else 0.0


def _mean(ranks: Sequence[int | None], measure: Callable[[int], float]) -> float:
    return sum(measure(rank) for rank in ranks if rank is not None) / len(ranks) if ranks else 0.0


def _gain_within(depth: int) -> Callable[[int], float]:
    return lambda rank: 1 / log2(rank + 1) if rank <= depth else 0.0


def _precision_within(depth: int) -> Callable[[int], float]:
    return lambda rank: 1 / depth if rank <= depth else 0.0
