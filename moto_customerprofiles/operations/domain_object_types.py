"""Domain object types: what the domain as a whole knows, such as the catalogue of its items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.operation import operation
from moto_customerprofiles.services.integrations import domain_object_types

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.values.listings import Listing
    from moto_customerprofiles.entities.config_documents import ConfigDocument
    from moto_customerprofiles.state.world import World


@operation("PutDomainObjectType")
def put_domain_object_type(world: World, request: t.PutDomainObjectTypeRequestTypeDef) -> ConfigDocument:
    """Create a domain object type, or replace its definition; tags of an existing one are left to TagResource."""
    return domain_object_types.put(world.domain(request), request)


@operation("GetDomainObjectType")
def get_domain_object_type(world: World, request: t.GetDomainObjectTypeRequestTypeDef) -> ConfigDocument:
    """Return the definition of a domain object type."""
    return world.domain(request).domain_object_types.require(request["ObjectTypeName"])


@operation("DeleteDomainObjectType")
def delete_domain_object_type(world: World, request: t.DeleteDomainObjectTypeRequestTypeDef) -> None:
    """Delete a domain object type with its objects, unless recommenders may need them."""
    domain = world.domain(request)
    domain_object_types.delete(domain, domain.domain_object_types.require(request["ObjectTypeName"]))


@operation("ListDomainObjectTypes")
def list_domain_object_types(world: World, request: t.ListDomainObjectTypesRequestTypeDef) -> Listing[ConfigDocument]:
    """List the domain object types of a domain without their fields."""
    return world.domain(request).domain_object_types.oldest_first()
