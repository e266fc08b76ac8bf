"""Why a recommender recommends its items to a profile. Asks the code that recommends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.explanations.decision_texts import recommendation_text
from moto_customerprofiles.engine.recommenders.recipe_scores import PURCHASE, SCORES
from moto_customerprofiles.engine.recommenders.recipes import BY_NAME, current_item
from moto_customerprofiles.engine.recommenders.recommending import ranked
from moto_customerprofiles.services.recommenders.recommendations import ask, context_of

if TYPE_CHECKING:
    from moto_customerprofiles.engine.explanations.decisions import ExplainedItem, ExplainedRecommendation
    from moto_customerprofiles.engine.recommenders.recipe_scores import RecommendationContext, Scores
    from moto_customerprofiles.entities.profiles import Profile
    from moto_customerprofiles.entities.recommenders import Recommender
    from moto_customerprofiles.services.recommenders.recommendations import Question
    from moto_customerprofiles.state.domain import Domain

MOST_ITEMS = 100
"""So many items are explained, the best first; our choice."""


def explain_items(
    domain: Domain, recommender: Recommender, profile: Profile, question: Question
) -> ExplainedRecommendation:
    """Explain the answer to a question; `BadRequest` for a question that makes no sense."""
    places = {_id(row): place for place, row in enumerate(ask(domain, recommender, profile, question), 1)}
    recipe = BY_NAME[recommender.recommender_recipe_name]
    context = context_of(domain, recommender, profile, current_item(question.context))
    explained: ExplainedRecommendation = {
        "RecommenderName": recommender.name,
        "RecommenderRecipeName": recipe.name,
        "ProfileId": profile.profile_id,
        "Formula": (SCORES[recipe.name].__doc__ or "").partition("\n")[0].removeprefix("Return ").strip(),
        "History": [f"{each.item} ({each.event_type})" for each in context.own[-MOST_ITEMS:]],
        "Items": _items(context, ranked(recipe, context, question.candidates), places, question),
        "Text": "",
    }
    explained["Text"] = recommendation_text(explained)
    return explained


def _id(row: dict[str, object]) -> str:
    item = row["CatalogItem"]
    return str(item["Id"]) if isinstance(item, dict) else ""


def _items(
    context: RecommendationContext, scores: Scores, places: dict[str, int], question: Question
) -> list[ExplainedItem]:
    known = dict.fromkeys([*places, *scores, *context.counts.items(), *context.catalog.items])
    return [
        {
            "ItemId": item,
            "Score": scores.get(item, 0.0),
            "Popularity": context.counts.popularity(item),
            "Place": places.get(item),
            "Reason": None if item in places else _reason(context, scores, item, question),
        }
        for item in list(known)[:MOST_ITEMS]
    ]


def _reason(context: RecommendationContext, scores: Scores, item: str, question: Question) -> str:
    """Return why an item is not recommended."""
    if not context.catalog.offers(item):
        return "the catalog does not have it"
    if question.candidates and item not in question.candidates:
        return "it is not among CandidateIds"
    if item not in scores:
        bought = any(each.item == item and each.event_type.lower() == PURCHASE for each in context.own)
        return (
            "the profile has bought it, or the recipe gives it no score" if bought else "the recipe gives it no score"
        )
    return "a filter leaves it out, or so many others are better"
