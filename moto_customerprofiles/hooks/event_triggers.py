"""What event triggers have invoked, for want of the outbound campaigns that would tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from moto_customerprofiles.hook import hook

if TYPE_CHECKING:
    from moto_customerprofiles.entities.events import Invocation
    from moto_customerprofiles.state.world import World


class InvocationRow(TypedDict):
    """An invocation.

    The last two members are those that Outbound campaigns' PutProfileOutboundRequestBatch takes beside the profile.
    """

    EventTriggerName: str
    IntegrationUri: str
    ProfileId: str
    ObjectTypeName: str
    ProfileObjectUniqueKey: str
    InvokedAt: str
    clientToken: str
    expirationTime: str


@hook("GET", "domains/{domain_name}/event-trigger-invocations")
def event_trigger_invocations(world: World, domain_name: str) -> list[InvocationRow]:
    """Return all invocations of a domain, oldest first."""
    return [_described(invocation) for invocation in world.domains.require(domain_name).invocations.all()]


def _described(invocation: Invocation) -> InvocationRow:
    return {
        "EventTriggerName": invocation.event_trigger_name,
        "IntegrationUri": invocation.integration_uri,
        "ProfileId": invocation.profile_id,
        "ObjectTypeName": invocation.object_type_name,
        "ProfileObjectUniqueKey": invocation.profile_object_unique_key,
        "InvokedAt": invocation.invoked_at.isoformat(),
        "clientToken": invocation.client_token,
        "expirationTime": invocation.expiration_time.isoformat(),
    }
