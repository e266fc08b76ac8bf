"""Why a recommender recommends its items to a profile. Asks the code that recommends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.explanations.decision_texts import recommendation_text
from moto_customerprofiles.engine.recommenders.recipe_scores import PURCHASE, SCORES
from moto_customerprofiles.engine.recommenders.recipes import BY_NAME
from moto_customerprofiles.engine.recommenders.recommending import ranked
from moto_customerprofiles.services.recommenders.recommendations import ask, prepare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moto_customerprofiles.engine.explanations.decisions import ExplainedItem, ExplainedRecommendation
    from moto_customerprofiles.engine.recommenders.recipe_scores import RecommendationContext, Scores
    from moto_customerprofiles.engine.recommenders.recommending import RequestOptions
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
    context, options = prepare(domain, recommender, profile, question)
    scores = ranked(recipe, context, question.candidates)
    explained: ExplainedRecommendation = {
        "RecommenderName": recommender.name,
        "RecommenderRecipeName": recipe.name,
        "ProfileId": profile.profile_id,
        "Formula": (SCORES[recipe.name].__doc__ or "").partition("\n")[0].removeprefix("Return ").strip(),
        "History": [f"{each.item} ({each.event_type})" for each in context.own[-MOST_ITEMS:]],
        "Items": _items(context, scores, places, options),
        "Text": "",
    }
    explained["Text"] = recommendation_text(explained)
    return explained


def _id(row: dict[str, object]) -> str:
    item = row["CatalogItem"]
    return str(item["Id"]) if isinstance(item, dict) else ""


def _items(
    context: RecommendationContext, scores: Scores, places: dict[str, int], options: RequestOptions
) -> list[ExplainedItem]:
    kept = list(options.keep(scores))
    last = max((kept.index(item) for item in places if item in kept), default=-1)
    behind = kept[last + 1 :] if len(places) >= options.limit else []
    known = dict.fromkeys([*places, *scores, *context.counts.items(), *context.catalog.items])
    return [
        {
            "ItemId": item,
            "Score": scores.get(item, 0.0),
            "Popularity": context.counts.popularity(item),
            "Place": places.get(item),
            "Reason": None if item in places else _reason(context, scores, item, options, behind),
        }
        for item in list(known)[:MOST_ITEMS]
    ]


def _reason(
    context: RecommendationContext, scores: Scores, item: str, options: RequestOptions, behind: Sequence[str]
) -> str:
    """Return why an item is not recommended; those `behind` rank after the last place."""
    if not context.catalog.offers(item):
        return "the catalog does not have it"
    if options.candidates and item not in options.candidates:
        return "it is not among CandidateIds"
    if item not in scores:
        bought = any(each.item == item and each.event_type.lower() == PURCHASE for each in context.own)
        return (
            "the profile has bought it, or the recipe gives it no score" if bought else "the recipe gives it no score"
        )
    if item in behind:
        return f"better or promoted items have the {options.limit} places"
    return "the filter leaves it out" if item not in options.keep([item]) else "DiversityConfig leaves it out"
