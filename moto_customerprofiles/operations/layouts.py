"""Layouts of the profile explorer: documents that the console renders and this mock only remembers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.errors import AccessDenied
from moto_customerprofiles.operation import operation
from moto_customerprofiles.services import layouts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.values.listings import Listing
    from moto_customerprofiles.entities.config_documents import ConfigDocument
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.world import World

CAVEAT = "AWS reserves this call for its console; set `strict_console_only` to have it denied"


@operation("CreateDomainLayout", caveat=CAVEAT)
def create_domain_layout(world: World, request: t.CreateDomainLayoutRequestTypeDef) -> ConfigDocument:
    """Remember a layout for the profile explorer."""
    return layouts.create(_domain(world, request), request)


@operation("GetDomainLayout", caveat=CAVEAT)
def get_domain_layout(world: World, request: t.GetDomainLayoutRequestTypeDef) -> ConfigDocument:
    """Return a layout, its document byte for byte as it was given."""
    return _domain(world, request).layouts.require(request["LayoutDefinitionName"])


@operation("UpdateDomainLayout", caveat=CAVEAT)
def update_domain_layout(world: World, request: t.UpdateDomainLayoutRequestTypeDef) -> ConfigDocument:
    """Change what is given of a layout; the rest stays."""
    domain = _domain(world, request)
    return layouts.update(domain, domain.layouts.require(request["LayoutDefinitionName"]), request)


@operation("DeleteDomainLayout", caveat=CAVEAT)
def delete_domain_layout(world: World, request: t.DeleteDomainLayoutRequestTypeDef) -> dict[str, object]:
    """Delete a layout; if it was the default, there is none then."""
    _domain(world, request).layouts.remove(request["LayoutDefinitionName"])
    return {"Message": "Deleted"}


@operation("ListDomainLayouts", caveat=CAVEAT)
def list_domain_layouts(world: World, request: t.ListDomainLayoutsRequestTypeDef) -> Listing[ConfigDocument]:
    """List the layouts of a domain without their documents."""
    return _domain(world, request).layouts.oldest_first()


def _domain(world: World, request: Mapping[str, object]) -> Domain:
    """Return the domain, unless its layouts are to be kept to the console as AWS documents it."""
    domain = world.domain(request)
    if world.settings.strict_console_only:
        raise AccessDenied("Layouts can be managed in the Amazon Connect admin website only")
    return domain
