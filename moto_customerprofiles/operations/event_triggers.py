"""Event triggers, which act on the objects that arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.operation import Reply, operation
from moto_customerprofiles.state.event_triggers import check_trigger, integration_of
from moto_customerprofiles.state.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.state.world import World


@operation("CreateEventTrigger", caveat="invocations are kept for the test to read; moto has no outbound campaigns")
def create_event_trigger(world: World, request: t.CreateEventTriggerRequestTypeDef) -> Reply:
    """Watch the objects of one type for those that meet conditions."""
    domain = world.domain(request)
    check_trigger(domain, request)
    return domain.event_triggers.add(Record.of(request["EventTriggerName"], request, world.now))


@operation("GetEventTrigger")
def get_event_trigger(world: World, request: t.GetEventTriggerRequestTypeDef) -> Reply:
    """Answer an event trigger."""
    return world.domain(request).event_triggers.require(request["EventTriggerName"])


@operation("UpdateEventTrigger")
def update_event_trigger(world: World, request: t.UpdateEventTriggerRequestTypeDef) -> Reply:
    """Replace the members that are given, each as a whole."""
    domain = world.domain(request)
    updated = domain.event_triggers.require(request["EventTriggerName"]).updated(request, world.now)
    check_trigger(domain, updated.members)
    return domain.event_triggers.replace(updated)


@operation("ListEventTriggers")
def list_event_triggers(world: World, request: t.ListEventTriggersRequestTypeDef) -> Iterable[Record]:
    """List the event triggers of a domain, without their conditions."""
    return world.domain(request).event_triggers


@operation("DeleteEventTrigger")
def delete_event_trigger(world: World, request: t.DeleteEventTriggerRequestTypeDef) -> Reply:
    """Delete an event trigger that no integration names."""
    domain = world.domain(request)
    trigger = domain.event_triggers.require(request["EventTriggerName"])
    integration = integration_of(domain, trigger.name)
    if integration is not None:
        raise BadRequest(f"Event trigger {trigger.name} is in use by integration {integration.name}")
    domain.event_triggers.remove(trigger.name)
    domain.invocations.forget(trigger.name)
    return {"Message": "Deleted"}
