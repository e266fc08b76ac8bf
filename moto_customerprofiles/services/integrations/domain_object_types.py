"""Domain object types: how the domain's own objects describe the items of its catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.integrations.domain_objects import check_name, compile_mapping
from moto_customerprofiles.entities.config_documents import ConfigDocument
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.services.data_store.switch import check_new_domain_object_type, require_enabled

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.state.domain import Domain


def put(domain: Domain, request: t.PutDomainObjectTypeRequestTypeDef) -> ConfigDocument:
    """Remember a type, in the place of one with its name, whose tags stay; `BadRequest` if it cannot be used."""
    name, now = request["ObjectTypeName"], domain.call.now
    compile_mapping(request["Fields"])
    known = domain.domain_object_types.get(name)
    if known is not None:
        return domain.domain_object_types.replace(known.rewritten(request, now))
    require_enabled(domain)
    check_name(name)
    check_new_domain_object_type(domain, name)
    return domain.domain_object_types.add(ConfigDocument.of(name, request, now))


def delete(domain: Domain, object_type: ConfigDocument) -> None:
    """Forget a type and its objects; `BadRequest` while recommenders may need them."""
    user = next(iter(domain.recommenders), None)
    if user is not None:
        raise BadRequest(f"Domain object type {object_type.name} is in use by recommender {user.name}")
    domain.domain_object_types.remove(object_type.name)
    domain.domain_objects.forget(object_type.name)
