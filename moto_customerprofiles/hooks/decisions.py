"""Ask why: why two profiles match, a trigger fires, a calculated attribute or a recommendation is as it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.hook import hook
from moto_customerprofiles.services.ingestion.object_types import type_for_objects
from moto_customerprofiles.services.recommenders.recommendations import question_of
from moto_customerprofiles.services.views.match_explanations import explain_pair
from moto_customerprofiles.services.views.object_explanations import stored_text
from moto_customerprofiles.services.views.recommendation_explanations import explain_items
from moto_customerprofiles.services.views.trigger_explanations import explain_firing
from moto_customerprofiles.services.views.value_explanations import explain_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moto_customerprofiles.engine.explanations.decisions import (
        ExplainedMatch,
        ExplainedRecommendation,
        ExplainedTrigger,
        ExplainedValue,
    )
    from moto_customerprofiles.state.world import World


@hook("GET", "domains/{domain_name}/profiles/{profile_id}/matches/{other_profile_id}/explanation")
def explain_match(world: World, domain_name: str, profile_id: str, other_profile_id: str) -> ExplainedMatch:
    """Explain why two profiles are in one match group, or are not: the score part by part, and each matching rule."""
    profiles = world.domains.require(domain_name).profiles
    one, other = profiles.require(profile_id), profiles.require(other_profile_id)
    if one is other:
        raise BadRequest(f"other_profile_id must be another profile than profile_id {profile_id}")
    return explain_pair(world.domains.require(domain_name), one, other)


@hook("POST", "domains/{domain_name}/event-triggers/{event_trigger_name}/explanation")
def explain_trigger(
    world: World,
    domain_name: str,
    event_trigger_name: str,
    object: str | Mapping[str, object] | None = None,  # noqa: A002  # PutProfileObject's word
    profile_object_unique_key: str | None = None,
) -> ExplainedTrigger:
    """Explain whether a trigger fires for an object, text or document, that is put now, or for a stored one put again.

    Nothing is put. The answer has each condition with the values that are compared, the segment, the limits, the
    integration, and the reasons why the trigger does not fire.
    """
    domain = world.domains.require(domain_name)
    trigger = domain.event_triggers.require(event_trigger_name)
    object_type = type_for_objects(domain, trigger.object_type_name)
    if (object is None) == (profile_object_unique_key is None):
        raise BadRequest("Exactly one of object and profile_object_unique_key must be given")
    if profile_object_unique_key is not None:
        object = stored_text(domain, object_type, profile_object_unique_key)  # noqa: A001  # as above
    text = object if isinstance(object, str) else json.dumps(object, ensure_ascii=False)
    return explain_firing(domain, trigger, object_type, text)


@hook(
    "GET", "domains/{domain_name}/calculated-attributes/{calculated_attribute_name}/profiles/{profile_id}/explanation"
)
def explain_calculated_attribute(
    world: World, domain_name: str, calculated_attribute_name: str, profile_id: str
) -> ExplainedValue:
    """Explain the value of a calculated attribute: which objects of the profile count, and why the others do not."""
    domain = world.domains.require(domain_name)
    attribute = domain.calculated_attributes.require(calculated_attribute_name)
    return explain_value(domain, attribute, domain.profiles.require(profile_id))


@hook("POST", "domains/{domain_name}/recommenders/{recommender_name}/profiles/{profile_id}/explanation")
def explain_recommendation(
    world: World,
    domain_name: str,
    recommender_name: str,
    profile_id: str,
    question: Mapping[str, object] | None = None,
) -> ExplainedRecommendation:
    """Explain what a recommender recommends to a profile: score, popularity and place of each item, or why it has none.

    `question` has further members of GetProfileRecommendations by their names, such as Context and CandidateIds.
    """
    domain = world.domains.require(domain_name)
    recommender, profile = domain.recommenders.require(recommender_name), domain.profiles.require(profile_id)
    return explain_items(domain, recommender, profile, question_of(question or {}))
