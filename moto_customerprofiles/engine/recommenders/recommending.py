"""From a question to a list of items: score, restrict, filter, diversify, promote, cut.

The order of the steps and of the items is ours; it has no chance in it. Items that weigh the same stand in the order of
their popularity, then of their ids, so that a test can name the list that it expects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.recommenders.diversity import diversified
from moto_customerprofiles.engine.recommenders.promotions import promoted
from moto_customerprofiles.engine.recommenders.recipe_scores import SCORES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from moto_customerprofiles.engine.recommenders.counts import Counts
    from moto_customerprofiles.engine.recommenders.diversity import Cap
    from moto_customerprofiles.engine.recommenders.promotions import Promotion
    from moto_customerprofiles.engine.recommenders.recipe_scores import RecommendationContext, Scores
    from moto_customerprofiles.engine.recommenders.recipes import Recipe

DIGITS = 7


class Scored(NamedTuple):
    """An item and its score, from 0 to 1."""

    item: str
    score: float


class RequestOptions(NamedTuple):
    """What the caller wants done with the scored items; `keep` filters a list of item ids."""

    limit: int
    candidates: Sequence[str] = ()
    keep: Callable[[Iterable[str]], list[str]] = list
    caps: Sequence[Cap] = ()
    promotion: Promotion | None = None


def recommend(recipe: Recipe, scene: RecommendationContext, wishes: RequestOptions) -> list[Scored]:
    """Return at most `wishes.limit` items, the best first, none of them twice."""
    scores = ranked(recipe, scene, wishes.candidates)
    items = diversified(wishes.keep(scores), wishes.caps, scene.catalog.fields)
    if wishes.promotion is not None:
        pool = sorted(scene.catalog.items or scene.tally.items(), key=_place(scores, scene.tally))
        items = promoted(items, wishes.promotion.keep(pool), wishes.promotion.percent, wishes.limit)
    return [Scored(item, scores.get(item, 0.0)) for item in items[: wishes.limit]]


def ranked(recipe: Recipe, scene: RecommendationContext, candidates: Sequence[str] = ()) -> Scores:
    """Score the items that may be recommended, the highest as 1, in the order of recommendation.

    Candidates restrict the result, except where they are what is ranked: then all are answered, unknown ones with 0.
    """
    raw = SCORES[recipe.name](scene)
    if recipe.ranks_candidates:
        scores = _normal({item: raw.get(item, 0.0) for item in candidates})
        # Sorting is stable, so that candidates that weigh the same stay in the order in which they came.
        return dict(sorted(scores.items(), key=lambda pair: (-pair[1], -scene.tally.popularity(pair[0]))))
    scores = _normal({item: score for item, score in raw.items() if score > 0 and scene.catalog.offers(item)})
    allowed = frozenset(candidates) or scores.keys()
    return {item: scores[item] for item in sorted(allowed & scores.keys(), key=_place(scores, scene.tally))}


def _normal(raw: Scores) -> Scores:
    highest = max(raw.values(), default=0.0)
    return {item: round(score / highest, DIGITS) if highest > 0 else 0.0 for item, score in raw.items()}


def _place(scores: Mapping[str, float], tally: Counts) -> Callable[[str], tuple[float, float, str]]:
    return lambda item: (-scores.get(item, 0.0), -tally.popularity(item), item)
