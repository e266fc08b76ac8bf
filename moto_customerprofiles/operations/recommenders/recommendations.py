"""Recommendations: asking a recommender what to show a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.operation import operation
from moto_customerprofiles.services.recommenders.recommendations import Question, ask, only_profile, question_of

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.state.world import World

_CAVEAT = "scores are ours: counts, cosines and shared words; AWS's models are not public"


@operation("GetProfileRecommendations", caveat=_CAVEAT)
def get_profile_recommendations(world: World, request: t.GetProfileRecommendationsRequestTypeDef) -> dict[str, object]:
    """Recommend items for a profile."""
    domain = world.domain(request)
    profile = domain.profiles.require(request["ProfileId"])
    recommender = domain.recommenders.require(request["RecommenderName"])
    return {"Recommendations": ask(domain, recommender, profile, question_of(request))}


@operation("SearchRecommendations", caveat=_CAVEAT)
def search_recommendations(world: World, request: t.SearchRecommendationsRequestTypeDef) -> dict[str, object]:
    """Recommend items for the one profile that a key finds."""
    domain = world.domain(request)
    profile = only_profile(domain, request["KeyName"], request["KeyValues"])
    named = request["Recommender"]
    question = Question(
        limit=request.get("MaxRecommendations", 5),
        context=request.get("Context", {}),
        candidates=request.get("CandidateIds", ()),
        filters=named.get("Filters", ()),
        promotions=named.get("PromotionalFilters", ()),
        diversity=request.get("Diversity"),
        columns=request.get("Metadata", {}).get("Columns", ()),
    )
    found = ask(domain, domain.recommenders.require(named["Name"]), profile, question)
    return {"ProfileId": profile.profile_id, "Recommendations": found}
