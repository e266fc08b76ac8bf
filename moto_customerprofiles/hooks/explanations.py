"""Ask why: why an object goes where it goes, where a profile comes from, who is in a segment, what found no place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.hook import hook
from moto_customerprofiles.services.ingestion.object_types import type_for_objects
from moto_customerprofiles.services.views import object_explanations, profile_explanations
from moto_customerprofiles.services.views.segment_explanations import explain_membership

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moto_customerprofiles.engine.explanations.documents import (
        ExplainedLetter,
        ExplainedMembership,
        ExplainedObject,
        ExplainedProfile,
    )
    from moto_customerprofiles.state.world import World


@hook("POST", "domains/{domain_name}/object-types/{object_type_name}/explanation")
def explain_object(
    world: World,
    domain_name: str,
    object_type_name: str,
    object: str | Mapping[str, object] | None = None,  # noqa: A002  # PutProfileObject's word
    profile_object_unique_key: str | None = None,
) -> ExplainedObject:
    """Explain what becomes of an object, text or document, if it is put now, or of one that is stored, put again.

    Nothing is put. The answer has the keys with what each found, the profile or the reason for a dead letter, and the
    fields with what they win or lose against; `Text` says it in words.
    """
    domain = world.domains.require(domain_name)
    object_type = type_for_objects(domain, object_type_name)
    if (object is None) == (profile_object_unique_key is None):
        raise BadRequest("Exactly one of object and profile_object_unique_key must be given")
    if profile_object_unique_key is not None:
        object = object_explanations.stored_text(domain, object_type, profile_object_unique_key)  # noqa: A001  # as above
    text = object if isinstance(object, str) else json.dumps(object, ensure_ascii=False)
    return object_explanations.explain_object(domain, object_type, text)


@hook("GET", "domains/{domain_name}/profiles/{profile_id}/explanation")
def explain_profile(world: World, domain_name: str, profile_id: str) -> ExplainedProfile:
    """Explain where fields, keys, objects and standard objects of a profile come from, and what was merged into it.

    The id of a profile that was merged away leads to the one that it was merged into.
    """
    return profile_explanations.explain_profile(world.domains.require(domain_name), profile_id)


@hook("GET", "domains/{domain_name}/segments/{segment_definition_name}/profiles/{profile_id}/explanation")
def explain_segment(
    world: World, domain_name: str, segment_definition_name: str, profile_id: str
) -> ExplainedMembership:
    """Explain which groups, dimensions and source segments let a profile into a segment or keep it out."""
    domain = world.domains.require(domain_name)
    definition = domain.segment_definitions.require(segment_definition_name)
    return explain_membership(domain, definition, domain.profiles.require(profile_id))


@hook("GET", "domains/{domain_name}/dead-letters")
def dead_letters(world: World, domain_name: str) -> list[ExplainedLetter]:
    """Return the objects that found no place, oldest first, and why each did not."""
    return [
        {
            "ObjectTypeName": letter.object_type_name,
            "Object": letter.text,
            "Reason": letter.reason,
            "At": letter.at.isoformat(),
        }
        for letter in world.domains.require(domain_name).dead_letters
    ]
