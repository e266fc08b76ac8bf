"""Event triggers, which act on the objects that arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.operation import operation
from moto_customerprofiles.services.events import triggers as event_triggers

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.values.listings import Listing
    from moto_customerprofiles.entities.events import EventTrigger
    from moto_customerprofiles.state.world import World


@operation("CreateEventTrigger", caveat="invocations are kept for the test to read; moto has no outbound campaigns")
def create_event_trigger(world: World, request: t.CreateEventTriggerRequestTypeDef) -> EventTrigger:
    """Watch the objects of one type for those that meet conditions."""
    return event_triggers.create(world.domain(request), request)


@operation("GetEventTrigger")
def get_event_trigger(world: World, request: t.GetEventTriggerRequestTypeDef) -> EventTrigger:
    """Return an event trigger."""
    return world.domain(request).event_triggers.require(request["EventTriggerName"])


@operation("UpdateEventTrigger")
def update_event_trigger(world: World, request: t.UpdateEventTriggerRequestTypeDef) -> EventTrigger:
    """Replace the members that are given, each as a whole."""
    domain = world.domain(request)
    return event_triggers.update(domain, domain.event_triggers.require(request["EventTriggerName"]), request)


@operation("ListEventTriggers")
def list_event_triggers(world: World, request: t.ListEventTriggersRequestTypeDef) -> Listing[EventTrigger]:
    """List the event triggers of a domain, without their conditions."""
    return world.domain(request).event_triggers.oldest_first()


@operation("DeleteEventTrigger")
def delete_event_trigger(world: World, request: t.DeleteEventTriggerRequestTypeDef) -> dict[str, object]:
    """Delete an event trigger that no integration names."""
    domain = world.domain(request)
    event_triggers.delete(domain, domain.event_triggers.require(request["EventTriggerName"]))
    return {"Message": "Deleted"}
