"""The integrations of an account: each URI in one domain, each flow once, each event trigger with one target."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from moto_customerprofiles.engine.integrations.domain_objects import CATALOG_ITEM
from moto_customerprofiles.engine.integrations.flow_definitions import FlowDefinition, check_flow
from moto_customerprofiles.engine.integrations.forms import (
    Form,
    check_object_types,
    flow_uri,
    form_of,
    is_unstructured,
    put_again,
)
from moto_customerprofiles.engine.mapping.templates import templates
from moto_customerprofiles.engine.profiles.standard_objects import standard_objects
from moto_customerprofiles.entities.integrations import Integration
from moto_customerprofiles.errors import BadRequest, does_not_exist
from moto_customerprofiles.services.data_store.switch import object_type_names
from moto_customerprofiles.services.events.triggers import integration_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.world import World


def create(world: World, domain: Domain, request: t.PutIntegrationRequestTypeDef) -> Integration:
    """Add an integration; a flow that is defined in the request gets a URI."""
    uri, flow = request.get("Uri", ""), None
    _check_free(world, domain, uri)
    form = form_of(request)
    if form is Form.NEW_FLOW:
        flow = cast("FlowDefinition", request["FlowDefinition"])
        check_flow(flow)
        uri = new_flow_uri(world, flow["FlowName"])
    check_references(domain, request)
    now, structure = domain.call.now, is_unstructured(form, request)
    tags = dict(request.get("Tags", {}))
    made = Integration(uri, domain.name, now, now, flow_definition=flow, is_unstructured=structure, tags=tags)
    return domain.integrations.add(made.with_members(request))


def update(domain: Domain, known: Integration, request: t.PutIntegrationRequestTypeDef) -> Integration:
    """Replace what is given of an integration; tags are left to TagResource."""
    members = put_again(known.members(), request)
    form = form_of({name: value for name, value in members.items() if name != "FlowDefinition"})
    check_references(domain, members)
    structure = is_unstructured(Form.NEW_FLOW if known.flow_definition else form, members)
    changed = known.with_members(cast("t.PutIntegrationRequestTypeDef", members))
    return domain.integrations.replace(replace(changed, is_unstructured=structure, last_updated_at=domain.call.now))


def delete(domain: Domain, integration: Integration) -> None:
    """Forget an integration; `BadRequest` if it is the catalogue's, and recommenders feed on it."""
    user = next(iter(domain.recommenders), None)
    if user is not None and integration.object_type_name == CATALOG_ITEM:
        raise BadRequest(f"Integration {integration.name} is in use by recommender {user.name}")
    domain.integrations.remove(integration.name)


def stop(domain: Domain, object_type_name: str) -> None:
    """Remove the integrations that feed this object type and no other."""
    for integration in domain.integrations:
        if set(integration.object_types) == {object_type_name}:
            domain.integrations.remove(integration.name)


def with_uri(world: World, uri: str) -> Iterator[Integration]:
    """Return the integrations of all domains that have this URI; there is one at the most."""
    return (found for domain in world.domains if (found := domain.integrations.get(uri)))


def check_references(domain: Domain, members: Mapping[str, object]) -> None:
    """Refuse object types and event triggers that do not exist, and triggers that serve another, with `BadRequest`."""
    of_domain = {each.name for each in domain.domain_object_types}
    check_object_types(members, lambda name: _exists(domain, name), of_domain, object_type_names(domain))
    for trigger in _names(members.get("EventTriggerNames")):
        if trigger not in domain.event_triggers:
            raise BadRequest(does_not_exist("Event trigger", trigger))
        serving = integration_of(domain, trigger)
        if serving is not None and serving.name != members.get("Uri"):  # service model: one integration for a trigger
            raise BadRequest(f"Event trigger {trigger} is in use by integration {serving.name}")


def new_flow_uri(world: World, flow_name: str) -> str:
    """Spell the ARN of a flow that is to be created; `BadRequest` if account and region have one of the name."""
    uri = flow_uri(world.call.partition, world.call.region, world.call.account_id, flow_name)
    reserved = (each.uri == uri for domain in world.domains for each in domain.workflows if each.reserves_flow)
    if any(with_uri(world, uri)) or any(reserved):
        # The words that AWS's CloudFormation handler looks for.
        raise BadRequest(f"Conflict executing request: Flow with name {flow_name} already exists.")
    return uri


def _check_free(world: World, domain: Domain, uri: str) -> None:
    """Refuse a URI that another domain of the account uses: an integration belongs to one domain only."""
    for other in with_uri(world, uri):
        if other.domain_name != domain.name:
            raise BadRequest(f"Integration {uri} already exists in another domain")


def _exists(domain: Domain, name: str) -> bool:
    """Whether profiles can be fed with this type: one of the domain, a template or a standard object."""
    return name in object_type_names(domain) or name in templates() or name in standard_objects()


def _names(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
