"""Integrations: the flows, event sources, campaigns and buckets that data comes from or events go to."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from moto_customerprofiles.engine.flow_definitions import FlowDefinition, check_flow
from moto_customerprofiles.engine.integrations import Form, form_of, merged
from moto_customerprofiles.operation import Reply, operation
from moto_customerprofiles.state import workflows
from moto_customerprofiles.state.integrations import (
    check_free,
    check_references,
    check_unused,
    described,
    new_flow_uri,
    with_uri,
)
from moto_customerprofiles.state.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.world import World


@operation("PutIntegration", caveat="no data is fetched by itself: run it with the hook `run_integration`")
def put_integration(world: World, request: t.PutIntegrationRequestTypeDef) -> Reply:
    """Add an integration, or change the one with the same URI."""
    domain = world.domain(request)
    uri = request.get("Uri", "")
    known = domain.integrations.get(uri) if "FlowDefinition" not in request else None
    if known is not None:
        return _change(domain, known, request)
    check_free(domain, uri)
    form = form_of(request)
    if form is Form.NEW_FLOW:
        flow = cast("FlowDefinition", request["FlowDefinition"])
        check_flow(flow)
        uri = new_flow_uri(world, flow["FlowName"])
    check_references(domain, request)
    members = described(form, {**request, "Uri": uri})
    return domain.integrations.add(Record.of(uri, members, world.now))


@operation("GetIntegration")
def get_integration(world: World, request: t.GetIntegrationRequestTypeDef) -> Reply:
    """Answer the integration with a URI."""
    return world.domain(request).integrations.require(request["Uri"])


@operation("ListIntegrations")
def list_integrations(world: World, request: t.ListIntegrationsRequestTypeDef) -> Iterable[Record]:
    """List the integrations of a domain; none of them is hidden."""
    return world.domain(request).integrations


@operation("ListAccountIntegrations")
def list_account_integrations(world: World, request: t.ListAccountIntegrationsRequestTypeDef) -> Iterable[Record]:
    """List the integrations of all domains that have a URI."""
    for domain in world.domains:
        workflows.glance(domain)
    return list(with_uri(world, request["Uri"]))


@operation("DeleteIntegration")
def delete_integration(world: World, request: t.DeleteIntegrationRequestTypeDef) -> Reply:
    """Delete an integration; what it brought stays."""
    domain = world.domain(request)
    check_unused(domain, domain.integrations.require(request["Uri"]))
    domain.integrations.remove(request["Uri"])
    return {"Message": "Deleted"}


def _change(domain: Domain, known: Record, request: Mapping[str, object]) -> Record:
    """Replace what is given; tags are left to TagResource."""
    members = merged(known.members, request)
    form = form_of({name: value for name, value in members.items() if name != "FlowDefinition"})
    check_references(domain, members)
    changed = Record(known.name, described(form, members), known.created_at, domain.world.now, known.tags)
    return domain.integrations.replace(changed)
