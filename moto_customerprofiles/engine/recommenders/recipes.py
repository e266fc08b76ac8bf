"""The six recipes: what they are called, what they are for, and what each needs to be asked with.

Names and order are those of the service model's enumeration; the descriptions say what the Administrator Guide
(predictive insights) says of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


class Recipe(NamedTuple):
    """One way of recommending: `pairs_items` needs a current item and a catalogue, `ranks_candidates` needs those."""

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

# The Administrator Guide wants the current item in the context and names no key. These are ours, the first one wins.
CURRENT_ITEM_KEYS = ("Item.Id", "ItemId", "itemId", "item_id", "Id")


def current_item(context: Mapping[str, str]) -> str | None:
    """Find the item that the customer is looking at; other entries of the context say nothing to us.

    >>> current_item({"Page": "home", "ItemId": "tv"})
    'tv'
    """
    return next((context[key] for key in CURRENT_ITEM_KEYS if key in context), None)


def check_question(recipe: Recipe, item: str | None, candidates: Collection[str]) -> None:
    """Refuse a question without the current item or the candidates that the recipe works on, with `BadRequest`."""
    if recipe.pairs_items and item is None:
        raise BadRequest(f"Recipe {recipe.name} needs the current item in Context, as Item.Id")
    if recipe.ranks_candidates and not candidates:
        raise BadRequest(f"Recipe {recipe.name} needs CandidateIds")
