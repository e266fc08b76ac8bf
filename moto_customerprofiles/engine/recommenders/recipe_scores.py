"""How each recipe scores the items. AWS's models are not public: these formulas are ours.

They are simple enough to be worked out by hand and always give the same answer to the same data: counts, the cosine
between the audiences of two items, and the words that two items share.
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
    """What a recipe looks at: the counts, the catalogue as far as `columns` show it, the customer and the item.

    `own` are the customer's interactions, those that the event weights leave out included.
    """

    tally: Counts
    catalog: Catalog
    columns: Columns
    profile: str
    own: Sequence[Interaction] = ()
    item: str | None = None


Scores = dict[str, float]


def popular_items(scene: RecommendationContext) -> Scores:
    """Score items by the summed weight of their interactions."""
    return {item: scene.tally.popularity(item) for item in scene.tally.items()}


def trending_now(scene: RecommendationContext) -> Scores:
    """Score items by what they gained in the last week of the data over the week before, relative to the latter."""
    tally = scene.tally
    newest = tally.newest()
    scores: Scores = {}
    for item in tally.items():
        recent = tally.weight_within(item, newest - WEEK, newest)
        previous = tally.weight_within(item, newest - 2 * WEEK, newest - WEEK)
        scores[item] = (recent - previous) / (1 + previous)
    return scores


def frequently_paired_items(scene: RecommendationContext) -> Scores:
    """Score items by the share of the current item's audience that touched them too."""
    item = scene.item or ""
    audience = scene.tally.audience(item)
    return {other: count / audience for other, count in scene.tally.together(item).items()}


def similar_items(scene: RecommendationContext) -> Scores:
    """Score items half by the words they share with the current item (Jaccard), half by their audiences (cosine)."""
    item = scene.item or ""
    scores = {other: 0.5 * cosine for other, cosine in cosines(scene.tally, item).items()}
    words = scene.catalog.words(scene.columns)
    mine = words.get(item, frozenset())
    for other, theirs in words.items():
        if other != item and (shared := len(mine & theirs)):
            scores[other] = scores.get(other, 0.0) + 0.5 * shared / (len(mine) + len(theirs) - shared)
    return scores


def personal(scene: RecommendationContext) -> Scores:
    """Score items by how close they are to what the customer touched; to a stranger, by popularity."""
    history = scene.tally.history(scene.profile)
    if not history:
        return popular_items(scene)
    tally, totals = scene.tally, dict.fromkeys(scene.tally.items(), 0.0)
    # In the order of their names: sums of floats depend on the order, and that of arrival must not show.
    for item, weight in sorted(history.items()):
        share = weight / sqrt(tally.audience(item))
        for other, count in tally.together(item).items():
            totals[other] += share * count
    return {other: total / sqrt(tally.audience(other)) for other, total in totals.items()}


def recommended_for_you(scene: RecommendationContext) -> Scores:
    """Score items personally, without those that the customer has bought; Amazon Personalize's recipe does the same."""
    scores = personal(scene)
    for interaction in scene.own:
        if interaction.event_type.lower() == PURCHASE:
            scores.pop(interaction.item, None)
    return scores


def cosines(tally: Counts, item: str) -> Scores:
    """Compare the audience of an item with those of all items that share some of it.

    >>> from types import SimpleNamespace
    >>> audiences, shared = {"tv": 4, "sofa": 1}, {"tv": {"sofa": 1}}
    >>> cosines(SimpleNamespace(audience=audiences.get, together=shared.get), "tv")
    {'sofa': 0.5}
    """
    audience = tally.audience(item)
    return {other: count / sqrt(audience * tally.audience(other)) for other, count in tally.together(item).items()}


SCORES: Mapping[str, Callable[[RecommendationContext], Scores]] = {
    "recommended-for-you": recommended_for_you,
    "similar-items": similar_items,
    "frequently-paired-items": frequently_paired_items,
    "popular-items": popular_items,
    "trending-now": trending_now,
    "personalized-ranking": personal,
}
"""The formula of each recipe."""
