"""How good a recommender is, by leaving out what is then to be guessed.

For each customer the last interaction is hidden, the recipe is asked for 25 items, and the place of the hidden item
among them is looked at. Names are those of the service model (TrainingMetrics); how AWS computes them is not public,
these are the textbook definitions. Popularity, freshness and similarity have none, and are 0.
"""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.recommenders.recommending import ranked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from moto_customerprofiles.engine.recommenders.counts import Counts
    from moto_customerprofiles.engine.recommenders.interactions import Interaction
    from moto_customerprofiles.engine.recommenders.recipe_scores import RecommendationContext
    from moto_customerprofiles.engine.recommenders.recipes import Recipe

DEPTH = 25
# Each customer costs a whole recommendation; this many, spread evenly, say enough of a large domain.
MOST_CUSTOMERS = 50
DIGITS = 4


def training_metrics(recipe: Recipe, scene: RecommendationContext) -> dict[str, float]:
    """Measure a recipe on the interactions and the catalogue of a scene, whose customer and item do not matter."""
    places = [_place(recipe, scene, profile) for profile in _customers(scene.tally)]
    measures = {
        "coverage": _coverage(scene),
        "hit": _mean(places, lambda _: 1.0),
        "recall": _mean(places, lambda _: 1.0),
        "mean_reciprocal_rank_at_25": _mean(places, lambda place: 1 / place),
        "popularity": 0.0,
        "freshness": 0.0,
        "similarity": 0.0,
    }
    for depth in (5, 10, DEPTH):
        measures[f"normalized_discounted_cumulative_gain_at_{depth}"] = _mean(places, _gain_within(depth))
        measures[f"precision_at_{depth}"] = _mean(places, _precision_within(depth))
    return {name: round(value, DIGITS) for name, value in measures.items()}


def _customers(tally: Counts) -> list[str]:
    """Choose the customers with two interactions that count, or an even spread of them."""
    fit = sorted(
        profile
        for profile, interactions in tally.contributions().items()
        if sum(map(tally.counts, interactions)) >= 2  # noqa: PLR2004  # one to hide, one to guess from
    )
    return fit[:: -(-len(fit) // MOST_CUSTOMERS) or 1]


def _place(recipe: Recipe, scene: RecommendationContext, profile: str) -> int | None:
    """Hide the customer's last interaction and return its item's place, from 1, among the recommended ones."""
    tally = scene.tally
    interactions = tally.contributions()[profile]
    last = max(place for place, interaction in enumerate(interactions) if tally.counts(interaction))
    with tally.hidden(profile, last) as seen:
        items = _guess(recipe, scene._replace(profile=profile, own=seen, item=_latest(tally, seen)))
    hidden = interactions[last].item
    return items.index(hidden) + 1 if hidden in items else None


def _latest(tally: Counts, seen: Sequence[Interaction]) -> str:
    return next(interaction.item for interaction in reversed(seen) if tally.counts(interaction))


def _guess(recipe: Recipe, scene: RecommendationContext) -> list[str]:
    candidates = sorted(scene.catalog.items or scene.tally.items()) if recipe.ranks_candidates else ()
    return list(ranked(recipe, scene, candidates))[:DEPTH]


def _coverage(scene: RecommendationContext) -> float:
    items = scene.catalog.items
    return sum(item in items for item in scene.tally.items()) / len(items) if items else 0.0


def _mean(places: Sequence[int | None], measure: Callable[[int], float]) -> float:
    return sum(measure(place) for place in places if place is not None) / len(places) if places else 0.0


def _gain_within(depth: int) -> Callable[[int], float]:
    return lambda place: 1 / log2(place + 1) if place <= depth else 0.0


def _precision_within(depth: int) -> Callable[[int], float]:
    return lambda place: 1 / depth if place <= depth else 0.0
