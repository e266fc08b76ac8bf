"""How each recipe scores the items. AWS's models are not public: these formulas are ours.

They can be calculated by hand and always give the same result for the same data: counts, the cosine between the
audiences of two items, and the words that two items share.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from moto_customerprofiles.engine.recommenders.catalogs import Catalog
    from moto_customerprofiles.engine.recommenders.columns import Columns
    from moto_customerprofiles.engine.recommenders.counts import Counts
    from moto_customerprofiles.engine.recommenders.interactions import Interaction

WEEK = 7 * 24 * 3600.0
PURCHASE = "purchase"


class RecommendationContext(NamedTuple):
    """What a recipe reads: the counts, the catalog in the visible `columns`, the customer and the item.

    `own` are the customer's interactions, including those that the event weights leave out. `item` is the current item.
    """

    counts: Counts
    catalog: Catalog
    columns: Columns
    profile: str
    own: Sequence[Interaction] = ()
    item: str | None = None


Scores = dict[str, float]


def popular_items(context: RecommendationContext) -> Scores:
    """Return the sum of the weights of each item's interactions."""
    return {item: context.counts.popularity(item) for item in context.counts.items()}


def trending_now(context: RecommendationContext) -> Scores:
    """Return how much each item gained in the last week of the data over the week before, relative to the latter."""
    counts = context.counts
    newest = counts.newest()
    scores: Scores = {}
    for item in counts.items():
        recent = counts.weight_within(item, newest - WEEK, newest)
        previous = counts.weight_within(item, newest - 2 * WEEK, newest - WEEK)
        scores[item] = (recent - previous) / (1 + previous)
    return scores


def frequently_paired_items(context: RecommendationContext) -> Scores:
    """Return the share of the current item's audience that touched each other item too."""
    item = context.item or ""
    audience = context.counts.audience(item)
    return {other: count / audience for other, count in context.counts.together(item).items()}


def similar_items(context: RecommendationContext) -> Scores:
    """Return the mean of two similarities to the current item: of the words (Jaccard) and of the audiences (cosine)."""
    item = context.item or ""
    scores = {other: 0.5 * cosine for other, cosine in cosines(context.counts, item).items()}
    words = context.catalog.words(context.columns)
    mine = words.get(item, frozenset())
    for other, theirs in words.items():
        if other != item and (shared := len(mine & theirs)):
            scores[other] = scores.get(other, 0.0) + 0.5 * shared / (len(mine) + len(theirs) - shared)
    return scores


def personal(context: RecommendationContext) -> Scores:
    """Return how close each item is to what the customer touched, or its popularity if the customer touched nothing."""
    history = context.counts.history(context.profile)
    if not history:
        return popular_items(context)
    counts, totals = context.counts, dict.fromkeys(context.counts.items(), 0.0)
    # Sorted by name: sums of floats depend on the order, and the order of arrival must have no effect.
    for item, weight in sorted(history.items()):
        share = weight / sqrt(counts.audience(item))
        for other, count in counts.together(item).items():
            totals[other] += share * count
    return {other: total / sqrt(counts.audience(other)) for other, total in totals.items()}


def recommended_for_you(context: RecommendationContext) -> Scores:
    """Return personal scores without the items that the customer has bought, as Amazon Personalize's recipe does."""
    scores = personal(context)
    for interaction in context.own:
        if interaction.event_type.lower() == PURCHASE:
            scores.pop(interaction.item, None)
    return scores


def cosines(counts: Counts, item: str) -> Scores:
    """Return the cosine between the audience of an item and that of each item with which it shares some of it.

    >>> from types import SimpleNamespace
    >>> audiences, shared = {"tv": 4, "sofa": 1}, {"tv": {"sofa": 1}}
    >>> cosines(SimpleNamespace(audience=audiences.get, together=shared.get), "tv")
    {'sofa': 0.5}
    """
    audience = counts.audience(item)
    return {other: count / sqrt(audience * counts.audience(other)) for other, count in counts.together(item).items()}


SCORES: Mapping[str, Callable[[RecommendationContext], Scores]] = {
    "recommended-for-you": recommended_for_you,
    "similar-items": similar_items,
    "frequently-paired-items": frequently_paired_items,
    "popular-items": popular_items,
    "trending-now": trending_now,
    "personalized-ranking": personal,
}
"""The formula of each recipe."""
