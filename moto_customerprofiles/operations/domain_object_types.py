"""Domain object types: what the domain as a whole knows, such as the catalogue of its items."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from moto_customerprofiles.engine.domain_objects import check_name, compile_mapping
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.operation import Reply, operation
from moto_customerprofiles.state.data_store import check_new_name
from moto_customerprofiles.state.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.domain_objects import FieldDefinition
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.world import World


@operation("PutDomainObjectType")
def put_domain_object_type(world: World, request: t.PutDomainObjectTypeRequestTypeDef) -> Reply:
    """Create a domain object type, or replace its definition; tags of an existing one are left to TagResource."""
    domain = world.domain(request)
    name = request["ObjectTypeName"]
    compile_mapping(cast("Mapping[str, FieldDefinition]", request["Fields"]))
    known = domain.domain_object_types.get(name)
    if known is None:
        _check_new(domain, name)
        return domain.domain_object_types.add(Record.of(name, request, world.now))
    members = {member: value for member, value in request.items() if member != "Tags"}
    return domain.domain_object_types.replace(Record(name, members, known.created_at, world.now, known.tags))


@operation("GetDomainObjectType")
def get_domain_object_type(world: World, request: t.GetDomainObjectTypeRequestTypeDef) -> Reply:
    """Answer the definition of a domain object type."""
    return world.domain(request).domain_object_types.require(request["ObjectTypeName"])


@operation("DeleteDomainObjectType")
def delete_domain_object_type(world: World, request: t.DeleteDomainObjectTypeRequestTypeDef) -> Reply:
    """Delete a domain object type with its objects, unless recommenders may need them."""
    domain = world.domain(request)
    name = request["ObjectTypeName"]
    domain.domain_object_types.require(name)
    user = next(iter(domain.recommenders), None)
    if user is not None:
        raise BadRequest(f"Domain object type {name} is in use by recommender {user.name}")
    domain.domain_object_types.remove(name)
    domain.domain_objects.forget(name)
    return None


@operation("ListDomainObjectTypes")
def list_domain_object_types(world: World, request: t.ListDomainObjectTypesRequestTypeDef) -> Iterable[Record]:
    """List the domain object types of a domain without their fields."""
    return world.domain(request).domain_object_types


def _check_new(domain: Domain, name: str) -> None:
    """Refuse a new type without a data store, and one whose name is another's."""
    if not domain.data_store_enabled:
        raise BadRequest(f"Data store is not enabled for domain {domain.name}")
    check_name(name)
    check_new_name(domain, domain_object_type=name)
