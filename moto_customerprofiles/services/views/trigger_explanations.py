"""Why an event trigger fires for an object, or does not. Asks the code that evaluates triggers, and changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.events.explanations import explain_conditions
from moto_customerprofiles.engine.explanations.decision_texts import trigger_text
from moto_customerprofiles.engine.mapping.source_objects import parse_object
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.services.events.triggers import integration_of, sources_of
from moto_customerprofiles.services.ingestion.assignment import assign, read
from moto_customerprofiles.services.segments.membership import belongs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from moto_customerprofiles.engine.explanations.decisions import ExplainedTrigger, ExplainedTriggerCondition
    from moto_customerprofiles.entities.events import EventTrigger
    from moto_customerprofiles.entities.object_types import ObjectType
    from moto_customerprofiles.entities.profiles import Profile
    from moto_customerprofiles.state.domain import Domain


def explain_firing(domain: Domain, trigger: EventTrigger, object_type: ObjectType, text: str) -> ExplainedTrigger:
    """Explain what a trigger does for an object of its type that is put now.

    Raises:
        BadRequest: the object is invalid, or the object type has lost a field that the trigger reads.

    """
    ingestion = read(domain, object_type, text)
    assignment = assign(ingestion)
    profile, now = assignment.profile, domain.call.now
    conditions = _conditions(domain, trigger, text)
    integration = integration_of(domain, trigger.name)
    explained: ExplainedTrigger = {
        "EventTriggerName": trigger.name,
        "Fires": False,
        "IntegrationUri": integration.name if integration else None,
        "Conditions": conditions,
        "ConditionsHold": any(each["Holds"] for each in conditions),
        "SegmentFilter": trigger.segment_filter,
        "IsInSegment": _is_in_segment(domain, trigger, profile),
        "IsFresh": trigger.limits.is_fresh(now - (ingestion.mapped.timestamp or now)),
        "HasRoom": trigger.limits.has_room(_times(domain, trigger, profile), now),
        "ProfileId": profile.profile_id if profile else None,
        "Reasons": [],
        "Text": "",
    }
    explained["Reasons"] = list(_reasons(explained, trigger, assignment.reason))
    explained["Fires"] = not explained["Reasons"]
    explained["Text"] = trigger_text(explained)
    return explained


def _conditions(domain: Domain, trigger: EventTrigger, text: str) -> list[ExplainedTriggerCondition]:
    sources = sources_of(domain, trigger.object_type_name)
    try:
        return explain_conditions(trigger.event_trigger_conditions, sources, parse_object(text))
    except BadRequest as lost:
        raise BadRequest(f"Event trigger {trigger.name} meets no object any more: {lost.message}") from None


def _is_in_segment(domain: Domain, trigger: EventTrigger, profile: Profile | None) -> bool | None:
    """Return whether a profile is in the segment of a trigger, as it is before the object arrives."""
    if trigger.segment_filter is None or profile is None:
        return None
    return belongs(domain, trigger.segment_filter, profile.profile_id)


def _times(domain: Domain, trigger: EventTrigger, profile: Profile | None) -> list[datetime]:
    return list(domain.invocations.times(trigger.name, profile.profile_id)) if profile else []


def _reasons(explained: ExplainedTrigger, trigger: EventTrigger, dead_letter: str | None) -> Iterator[str]:
    """Return why a trigger does not fire."""
    if explained["IntegrationUri"] is None:
        yield "No integration names it in EventTriggerNames, so that it does nothing."
    if dead_letter is not None:
        yield f"The object becomes a dead letter: {dead_letter}."
    if not explained["ConditionsHold"]:
        yield "None of its conditions holds."
    if explained["IsInSegment"] is False:
        yield f"The profile is not in segment {trigger.segment_filter}."
    if not explained["IsFresh"]:
        yield "The object's own time is older than EventExpiration allows."
    if not explained["HasRoom"]:
        yield "The trigger has fired as often for the profile as its limits allow."
