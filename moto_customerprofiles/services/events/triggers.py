"""Event triggers: objects that meet a trigger's conditions ask its integration to act on their profile.

The Administrator Guide ("Create campaigns using event triggers") says that a trigger does nothing until an integration
names it. The age of an event is that of its object's own timestamp.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.events.trigger_limits import compile_limits
from moto_customerprofiles.engine.events.triggers import compile_conditions
from moto_customerprofiles.engine.mapping.source_objects import parse_object
from moto_customerprofiles.engine.mapping.templates import templates
from moto_customerprofiles.engine.profiles.standard_objects import standard_objects
from moto_customerprofiles.entities.changes import Change, ObjectIngested
from moto_customerprofiles.entities.events import CompiledConditions, EventTrigger, Invocation
from moto_customerprofiles.errors import BadRequest, ResourceNotFound, among, does_not_exist
from moto_customerprofiles.services.failures import attempt
from moto_customerprofiles.services.ingestion.object_types import type_for_objects
from moto_customerprofiles.services.segments.membership import belongs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.mapping.field_sources import SourceObject
    from moto_customerprofiles.entities.integrations import Integration
    from moto_customerprofiles.state.domain import Domain


def create(domain: Domain, request: t.CreateEventTriggerRequestTypeDef) -> EventTrigger:
    """Store a trigger; `BadRequest` if it cannot be evaluated in this domain."""
    now, type_name, conditions = domain.call.now, request["ObjectTypeName"], request["EventTriggerConditions"]
    _check_segment(domain, request.get("SegmentFilter"))
    return domain.event_triggers.add(
        EventTrigger(
            name=request["EventTriggerName"],
            object_type_name=type_name,
            event_trigger_conditions=conditions,
            compiled=_compile(domain, type_name, conditions),
            limits=compile_limits(request.get("EventTriggerLimits")),
            created_at=now,
            last_updated_at=now,
            description=request.get("Description"),
            segment_filter=request.get("SegmentFilter"),
            event_trigger_limits=request.get("EventTriggerLimits"),
            tags=dict(request.get("Tags", {})),
        )
    )


def update(domain: Domain, trigger: EventTrigger, request: t.UpdateEventTriggerRequestTypeDef) -> EventTrigger:
    """Replace the members that are given; `BadRequest` if the whole cannot be evaluated in this domain."""
    type_name = request.get("ObjectTypeName", trigger.object_type_name)
    conditions = request.get("EventTriggerConditions", trigger.event_trigger_conditions)
    segment = request.get("SegmentFilter", trigger.segment_filter)
    limits = request.get("EventTriggerLimits", trigger.event_trigger_limits)
    _check_segment(domain, segment)
    return domain.event_triggers.replace(
        replace(
            trigger,
            object_type_name=type_name,
            event_trigger_conditions=conditions,
            compiled=_compile(domain, type_name, conditions),
            limits=compile_limits(limits),
            last_updated_at=domain.call.now,
            description=request.get("Description", trigger.description),
            segment_filter=segment,
            event_trigger_limits=limits,
        )
    )


def delete(domain: Domain, trigger: EventTrigger) -> None:
    """Remove a trigger; `BadRequest` while an integration names it."""
    integration = integration_of(domain, trigger.name)
    if integration is not None:
        raise BadRequest(
            f"Event trigger {trigger.name} is in use by integration {integration.name}: delete the integration first"
        )
    domain.event_triggers.remove(trigger.name)
    domain.invocations.forget(trigger.name)


def integration_of(domain: Domain, trigger_name: str) -> Integration | None:
    """Return the integration that a trigger serves, of which there is one at the most."""
    named = (each for each in domain.integrations if trigger_name in (each.event_trigger_names or ()))
    return next(named, None)


def on_change(domain: Domain, change: Change) -> None:
    """Evaluate the triggers of an object's type for an object that has arrived."""
    if not isinstance(change, ObjectIngested):
        return
    watching = [each for each in domain.event_triggers if each.object_type_name == change.object_type_name]
    if watching:
        source = parse_object(change.text)
        for trigger in watching:
            evaluate = partial(_evaluate, domain, trigger, change, source)
            attempt(domain, f"event trigger {trigger.name}", evaluate)


def _check_segment(domain: Domain, segment: str | None) -> None:
    if segment is not None and segment not in domain.segment_definitions:
        raise BadRequest(
            does_not_exist("SegmentFilter", segment, f"domain {domain.name}")
            + among(segment, domain.segment_definitions.by_name)
        )


def _evaluate(domain: Domain, trigger: EventTrigger, change: ObjectIngested, source: SourceObject) -> None:
    integration = integration_of(domain, trigger.name)
    if integration is None or not _up_to_date(domain, trigger).compiled.condition(source):
        return
    if trigger.segment_filter is not None and not belongs(domain, trigger.segment_filter, change.profile_id):
        return
    limits, times = trigger.limits, domain.invocations.times(trigger.name, change.profile_id)
    if limits.is_fresh(change.at - _event_time(domain, change)) and limits.has_room(times, change.at):
        domain.invocations.add(_invocation(domain, trigger, integration, change))


def _invocation(domain: Domain, trigger: EventTrigger, integration: Integration, change: ObjectIngested) -> Invocation:
    return Invocation(
        event_trigger_name=trigger.name,
        integration_uri=integration.name,
        profile_id=change.profile_id,
        object_type_name=change.object_type_name,
        profile_object_unique_key=change.unique_key,
        invoked_at=change.at,
        client_token=domain.call.ids.uuid(),
        expiration_time=trigger.limits.expires_at(change.at),
    )


def _event_time(domain: Domain, change: ObjectIngested) -> datetime:
    profile = domain.profiles.get(change.profile_id)
    part = profile.objects_by_key.get(change.unique_key) if profile else None
    return part.timestamp if part else change.at


def _up_to_date(domain: Domain, trigger: EventTrigger) -> EventTrigger:
    """Return a trigger whose conditions are compiled for its object type as that is now."""
    object_type = domain.object_types.get(trigger.object_type_name)
    if trigger.compiled.object_type is object_type:
        return trigger
    try:
        compiled = _compile(domain, trigger.object_type_name, trigger.event_trigger_conditions)
    except BadRequest:  # the object type has lost a field that the trigger reads
        compiled = CompiledConditions(object_type, _never)
    return domain.event_triggers.replace(replace(trigger, compiled=compiled))


def _never(source: SourceObject) -> bool:  # noqa: ARG001  # no object meets such conditions
    return False


def _compile(
    domain: Domain, type_name: str, conditions: Sequence[t.EventTriggerConditionUnionTypeDef]
) -> CompiledConditions:
    condition = compile_conditions(conditions, sources_of(domain, type_name))
    return CompiledConditions(domain.object_types.get(type_name), condition)


def sources_of(domain: Domain, object_type_name: str) -> dict[str, str]:
    """Return what the fields of an object type read; `BadRequest` for a type that triggers cannot watch."""
    template = templates().get(object_type_name)
    if object_type_name in standard_objects() or (template and template.store_only):
        raise BadRequest(
            f"Event triggers cannot watch ObjectTypeName {object_type_name}: only objects that are put meet triggers, "
            "and none of a standard object are"
        )
    try:
        definition = type_for_objects(domain, object_type_name).definition
    except ResourceNotFound as missing:
        raise BadRequest(missing.message) from missing
    return {name: field.get("Source", "") for name, field in definition.fields.items()}
