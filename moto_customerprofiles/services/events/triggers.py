"""Event triggers: objects that meet a trigger's conditions ask its integration to act on their profile.

The Administrator Guide ("Create campaigns using event triggers") says that a trigger does nothing until an integration
names it. The age of an event is that of its object's own timestamp.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from moto_customerprofiles.engine.events.trigger_limits import Limits, compile_limits
from moto_customerprofiles.engine.events.triggers import compile_conditions
from moto_customerprofiles.engine.mapping.source_objects import parse_object
from moto_customerprofiles.engine.mapping.templates import templates
from moto_customerprofiles.engine.profiles.standard_objects import standard_objects
from moto_customerprofiles.entities.changes import Change, ObjectIngested
from moto_customerprofiles.entities.config_documents import ConfigDocument
from moto_customerprofiles.entities.events import Invocation
from moto_customerprofiles.errors import BadRequest, ResourceNotFound
from moto_customerprofiles.services.ingestion.object_types import type_for_objects
from moto_customerprofiles.services.segments.membership import belongs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.events.triggers import Condition
    from moto_customerprofiles.engine.mapping.field_sources import SourceObject
    from moto_customerprofiles.entities.object_types import ObjectType
    from moto_customerprofiles.state.domain import Domain


class CompiledTrigger(NamedTuple):
    """The conditions of a trigger, ready for the objects of a type, both exactly as they were."""

    trigger: ConfigDocument
    object_type: ObjectType | None
    condition: Condition


def create(domain: Domain, request: t.CreateEventTriggerRequestTypeDef) -> ConfigDocument:
    """Remember a trigger; `BadRequest` if it cannot be evaluated in this domain."""
    _check(domain, request)
    return domain.event_triggers.add(ConfigDocument.of(request["EventTriggerName"], request, domain.world.now))


def update(domain: Domain, trigger: ConfigDocument, request: t.UpdateEventTriggerRequestTypeDef) -> ConfigDocument:
    """Replace the members that are given; `BadRequest` if the whole cannot be evaluated in this domain."""
    updated = trigger.updated(request, domain.world.now)
    _check(domain, updated.members)
    return domain.event_triggers.replace(updated)


def delete(domain: Domain, trigger: ConfigDocument) -> None:
    """Forget a trigger; `BadRequest` while an integration names it."""
    integration = integration_of(domain, trigger.name)
    if integration is not None:
        raise BadRequest(f"Event trigger {trigger.name} is in use by integration {integration.name}")
    domain.event_triggers.remove(trigger.name)
    domain.invocations.forget(trigger.name)


def _check(domain: Domain, members: Mapping[str, object]) -> None:
    """Refuse a definition that cannot be evaluated in this domain, with `BadRequest`."""
    segment = members.get("SegmentFilter")
    if segment is not None and str(segment) not in domain.segment_definitions:
        raise BadRequest(f"Segment {segment} does not exist")
    _conditions(domain, members)
    _limits(members)


def integration_of(domain: Domain, trigger_name: str) -> ConfigDocument | None:
    """Return the integration that a trigger serves, of which there is one at the most."""
    for integration in domain.integrations:
        names = integration.member("EventTriggerNames")
        if isinstance(names, list) and trigger_name in names:
            return integration
    return None


def on_change(domain: Domain, change: Change) -> None:
    """Let the triggers of an object's type look at an object that has arrived."""
    if not len(domain.event_triggers) or not isinstance(change, ObjectIngested):
        return
    watching = [each for each in domain.event_triggers if each.member("ObjectTypeName") == change.object_type_name]
    if watching:
        source = parse_object(change.text)
        for trigger in watching:
            _look(domain, trigger, change, source)


def _look(domain: Domain, trigger: ConfigDocument, change: ObjectIngested, source: SourceObject) -> None:
    integration = integration_of(domain, trigger.name)
    if integration is None or not _compiled(domain, trigger)(source):
        return
    segment = trigger.member("SegmentFilter")
    if isinstance(segment, str) and not belongs(domain, segment, change.profile_id):
        return
    limits = _limits(trigger.members)
    times = domain.invocations.times(trigger.name, change.profile_id)
    if limits.is_fresh(change.at - _event_time(domain, change)) and limits.has_room(times, change.at):
        domain.invocations.add(_invocation(domain, trigger, integration, change, limits.expires_at(change.at)))


def _invocation(
    domain: Domain, trigger: ConfigDocument, integration: ConfigDocument, change: ObjectIngested, expires_at: datetime
) -> Invocation:
    return Invocation(
        event_trigger_name=trigger.name,
        integration_uri=integration.name,
        profile_id=change.profile_id,
        object_type_name=change.object_type_name,
        profile_object_unique_key=change.unique_key,
        invoked_at=change.at,
        client_token=domain.world.ids.uuid(),
        expiration_time=expires_at,
    )


def _event_time(domain: Domain, change: ObjectIngested) -> datetime:
    part = domain.profiles.find_object((change.object_type_name, change.unique_key))
    return part.timestamp if part and part.profile.profile_id == change.profile_id else change.at


def _compiled(domain: Domain, trigger: ConfigDocument) -> Condition:
    """Compile the conditions of a trigger once, for as long as neither it nor its object type changes."""
    object_type = domain.object_types.get(str(trigger.member("ObjectTypeName")))
    known = domain.compiled_triggers.get(trigger.name)
    if known is None or known.trigger is not trigger or known.object_type is not object_type:
        known = CompiledTrigger(trigger, object_type, _conditions_or_never(domain, trigger))
        domain.compiled_triggers[trigger.name] = known
    return known.condition


def _conditions_or_never(domain: Domain, trigger: ConfigDocument) -> Condition:
    try:
        return _conditions(domain, trigger.members)
    except BadRequest:  # the object type has changed since, and lost what the trigger reads
        return lambda _: False


def _conditions(domain: Domain, members: Mapping[str, object]) -> Condition:
    fields = _sources(domain, str(members["ObjectTypeName"]))
    return compile_conditions(cast("list[t.EventTriggerConditionTypeDef]", members["EventTriggerConditions"]), fields)


def _limits(members: Mapping[str, object]) -> Limits:
    return compile_limits(cast("t.EventTriggerLimitsTypeDef | None", members.get("EventTriggerLimits")))


def _sources(domain: Domain, object_type_name: str) -> dict[str, str]:
    """Return what the fields of an object type read; `BadRequest` for a type that triggers cannot watch."""
    template = templates().get(object_type_name)
    if object_type_name in standard_objects() or (template and template.store_only):
        raise BadRequest(f"Event triggers cannot watch object type {object_type_name}")
    try:
        definition = type_for_objects(domain, object_type_name).definition
    except ResourceNotFound as missing:
        raise BadRequest(missing.message) from missing
    return {name: field.get("Source", "") for name, field in definition.fields.items()}
