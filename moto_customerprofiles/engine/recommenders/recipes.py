"""The six recipes: their names, their purposes, and what a request for each of them needs.

Names and order are those of the service model's enumeration; the descriptions follow the Administrator Guide
(predictive insights).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


class Recipe(NamedTuple):
    """One recipe: `pairs_items` requires a current item and a catalog, `ranks_candidates` requires candidates."""

    name: str
    description: str
    pairs_items: bool = False
    ranks_candidates: bool = False


RECIPES = (
    Recipe("recommended-for-you", "Items for a customer, from the customer's own behavior"),
    Recipe("similar-items", "Items that are alike in theme to the current item", pairs_items=True),
    Recipe("frequently-paired-items", "Items that customers choose along with the current item", pairs_items=True),
    Recipe("popular-items", "Items that customers interact with most"),
    Recipe("trending-now", "Items that have gained the most interest lately"),
    Recipe("personalized-ranking", "Candidate items in the order of interest for a customer", ranks_candidates=True),
)
"""All recipes, in the order of the service model."""

BY_NAME = {recipe.name: recipe for recipe in RECIPES}

# The Administrator Guide puts the current item into the context and names no key. These are ours, the first one wins.
CURRENT_ITEM_KEYS = ("Item.Id", "ItemId", "itemId", "item_id", "Id")


def current_item(context: Mapping[str, str]) -> str | None:
    """Return the item that the customer is looking at, None if the context does not name it.

    >>> current_item({"Page": "home", "ItemId": "tv"})
    'tv'
    """
    return next((context[key] for key in CURRENT_ITEM_KEYS if key in context), None)


def check_question(recipe: Recipe, item: str | None, candidates: Collection[str]) -> None:
    """Check that a request has what the recipe works on.

    Raises:
        BadRequest: the current item or the candidates are missing.

    """
    if recipe.pairs_items and item is None:
        raise BadRequest(f"Recipe {recipe.name} needs the current item in Context, as Item.Id")
    if recipe.ranks_candidates and not candidates:
        raise BadRequest(f"Recipe {recipe.name} needs CandidateIds")
