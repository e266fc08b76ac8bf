"""Recommendations: asking a recommender what to show a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.operation import Reply, operation
from moto_customerprofiles.state.recommendations import Question, ask, only_profile
from moto_customerprofiles.state.recommenders import find

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.state.world import World

CAVEAT = "scores are ours: counts, cosines and shared words; AWS's models are not public"


@operation("GetProfileRecommendations", caveat=CAVEAT)
def get_profile_recommendations(world: World, request: t.GetProfileRecommendationsRequestTypeDef) -> Reply:
    """Recommend items for a profile."""
    domain = world.domain(request)
    profile = domain.profiles.require(request["ProfileId"])
    recommender = find(domain, request["RecommenderName"])
    question = Question(
        request.get("MaxResults", 10),
        request.get("Context", {}),
        request.get("CandidateIds", ()),
        request.get("RecommenderFilters", ()),
        request.get("RecommenderPromotionalFilters", ()),
        request.get("DiversityConfig"),
        request.get("MetadataConfig", {}).get("MetadataColumns", ()),
    )
    return {"Recommendations": ask(domain, recommender, profile, question)}


@operation("SearchRecommendations", caveat=CAVEAT)
def search_recommendations(world: World, request: t.SearchRecommendationsRequestTypeDef) -> Reply:
    """Recommend items for the one profile that a key finds."""
    domain = world.domain(request)
    profile = only_profile(domain, request["KeyName"], request["KeyValues"])
    named = request["Recommender"]
    question = Question(
        request.get("MaxRecommendations", 5),
        request.get("Context", {}),
        request.get("CandidateIds", ()),
        named.get("Filters", ()),
        named.get("PromotionalFilters", ()),
        request.get("Diversity"),
        request.get("Metadata", {}).get("Columns", ()),
    )
    found = ask(domain, find(domain, named["Name"]), profile, question)
    return {"ProfileId": profile.profile_id, "Recommendations": found}
