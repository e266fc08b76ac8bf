"""Layouts of the profile explorer: documents that the console renders and this mock only remembers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.layouts import check_layout
from moto_customerprofiles.errors import AccessDenied
from moto_customerprofiles.operation import Reply, operation
from moto_customerprofiles.state.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.state.collection import Collection
    from moto_customerprofiles.state.world import World

CAVEAT = "AWS reserves this call for its console; set `strict_console_only` to have it denied"
_VERSION = "1"


@operation("CreateDomainLayout", caveat=CAVEAT)
def create_domain_layout(world: World, request: t.CreateDomainLayoutRequestTypeDef) -> Reply:
    """Remember a layout for the profile explorer."""
    layouts = _layouts(world, request)
    check_layout(request["Layout"])
    members = {"IsDefault": False, **request, "Version": _VERSION}
    layout = layouts.add(Record.of(request["LayoutDefinitionName"], members, world.now))
    _keep_one_default(layouts, layout)
    return layout


@operation("GetDomainLayout", caveat=CAVEAT)
def get_domain_layout(world: World, request: t.GetDomainLayoutRequestTypeDef) -> Reply:
    """Answer a layout, its document byte for byte as it was given."""
    return _layouts(world, request).require(request["LayoutDefinitionName"])


@operation("UpdateDomainLayout", caveat=CAVEAT)
def update_domain_layout(world: World, request: t.UpdateDomainLayoutRequestTypeDef) -> Reply:
    """Change what is given of a layout; the rest stays."""
    layouts = _layouts(world, request)
    layout = layouts.require(request["LayoutDefinitionName"])
    if "Layout" in request:
        check_layout(request["Layout"])
    layout = layouts.replace(layout.updated(request, world.now))
    _keep_one_default(layouts, layout)
    return layout


@operation("DeleteDomainLayout", caveat=CAVEAT)
def delete_domain_layout(world: World, request: t.DeleteDomainLayoutRequestTypeDef) -> Reply:
    """Delete a layout; if it was the default, there is none then."""
    _layouts(world, request).remove(request["LayoutDefinitionName"])
    return {"Message": "Deleted"}


@operation("ListDomainLayouts", caveat=CAVEAT)
def list_domain_layouts(world: World, request: t.ListDomainLayoutsRequestTypeDef) -> Iterable[Record]:
    """List the layouts of a domain without their documents."""
    return _layouts(world, request)


def _layouts(world: World, request: Mapping[str, object]) -> Collection[Record]:
    """Answer the domain's layouts, unless they are to be kept to the console as AWS documents it."""
    domain = world.domain(request)
    if world.settings.strict_console_only:
        raise AccessDenied("Layouts can be managed in the Amazon Connect admin website only")
    return domain.layouts


def _keep_one_default(layouts: Collection[Record], chosen: Record) -> None:
    """There is one default for the one type of layout (Administrator Guide), and we let the latest choice win."""
    if not chosen.member("IsDefault"):
        return
    for other in layouts:
        if other.name != chosen.name and other.member("IsDefault"):
            layouts.replace(other.updated({"IsDefault": False}, other.last_updated_at))
