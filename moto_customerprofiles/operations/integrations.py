"""Integrations: the flows, event sources, campaigns and buckets that data comes from or events go to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.operation import operation
from moto_customerprofiles.services.integrations import integrations, workflows

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.values.listings import Listing
    from moto_customerprofiles.entities.integrations import Integration
    from moto_customerprofiles.state.world import World


@operation("PutIntegration", caveat="no data is fetched by itself: run it with the hook `run_integration`")
def put_integration(world: World, request: t.PutIntegrationRequestTypeDef) -> Integration:
    """Add an integration, or change the one with the same URI."""
    domain = world.domain(request)
    known = domain.integrations.get(request.get("Uri", ""))
    if known is None or "FlowDefinition" in request:
        return integrations.create(world, domain, request)
    return integrations.update(domain, known, request)


@operation("GetIntegration")
def get_integration(world: World, request: t.GetIntegrationRequestTypeDef) -> Integration:
    """Return the integration with a URI."""
    return world.domain(request).integrations.require(request["Uri"])


@operation("ListIntegrations")
def list_integrations(world: World, request: t.ListIntegrationsRequestTypeDef) -> Listing[Integration]:
    """List the integrations of a domain; none of them is hidden."""
    return world.domain(request).integrations.oldest_first()


@operation("ListAccountIntegrations")
def list_account_integrations(world: World, request: t.ListAccountIntegrationsRequestTypeDef) -> Listing[Integration]:
    """List the integrations of all domains that have a URI."""
    for domain in world.domains:  # only the domain that a call names has caught up with the clock before it
        workflows.driver.peek(domain)
    uri = request["Uri"]
    domains = world.domains.oldest_first().where(lambda domain: uri in domain.integrations)
    return domains.shown_as(lambda domain: domain.integrations.require(uri))


@operation("DeleteIntegration")
def delete_integration(world: World, request: t.DeleteIntegrationRequestTypeDef) -> dict[str, object]:
    """Delete an integration; what it brought stays."""
    domain = world.domain(request)
    integrations.delete(domain, domain.integrations.require(request["Uri"]))
    return {"Message": "Deleted"}
