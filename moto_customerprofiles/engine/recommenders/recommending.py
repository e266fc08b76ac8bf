"""From a request to a list of items: score, restrict, filter, diversify, promote, cut.

The order of the steps and of the items is our choice, and there is no randomness in it. Items with the same score are
in the order of their popularity, then of their ids, so that a test can name the list that it expects.
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
    """What the request wants done with the scored items; `keep` filters a list of item ids."""

    limit: int
    candidates: Sequence[str] = ()
    keep: Callable[[Iterable[str]], list[str]] = list
    caps: Sequence[Cap] = ()
    promotion: Promotion | None = None


def recommend(recipe: Recipe, context: RecommendationContext, options: RequestOptions) -> list[Scored]:
    """Return at most `options.limit` items, the best first, each of them once."""
    scores = ranked(recipe, context, options.candidates)
    items = diversified(options.keep(scores), options.caps, context.catalog.fields, options.limit)
    if options.promotion is not None:
        pool = sorted(context.catalog.items or context.counts.items(), key=_rank(scores, context.counts))
        items = promoted(items, options.promotion.keep(pool), options.promotion.percent, options.limit)
    return [Scored(item, scores.get(item, 0.0)) for item in items[: options.limit]]


def ranked(recipe: Recipe, context: RecommendationContext, candidates: Sequence[str] = ()) -> Scores:
    """Return the scores of the items that may be recommended, best first, scaled to a highest score of 1.

    Candidates restrict the result, except where the recipe ranks them: then all of them are returned, unknown ones with
    0.
    """
    raw = SCORES[recipe.name](context)
    if recipe.ranks_candidates:
        scores = _normal({item: raw.get(item, 0.0) for item in candidates})
        # Sorting is stable: candidates with the same score stay in the order in which they came.
        return dict(sorted(scores.items(), key=lambda pair: (-pair[1], -context.counts.popularity(pair[0]))))
    scores = _normal({item: score for item, score in raw.items() if score > 0 and context.catalog.offers(item)})
    allowed = frozenset(candidates) or scores.keys()
    return {item: scores[item] for item in sorted(allowed & scores.keys(), key=_rank(scores, context.counts))}


def _normal(raw: Scores) -> Scores:
    highest = max(raw.values(), default=0.0)
    return {item: round(score / highest, DIGITS) if highest > 0 else 0.0 for item, score in raw.items()}


def _rank(scores: Mapping[str, float], counts: Counts) -> Callable[[str], tuple[float, float, str]]:
    return lambda item: (-scores.get(item, 0.0), -counts.popularity(item), item)
