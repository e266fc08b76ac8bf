"""Layouts of the profile explorer, one of which is the default."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.values.layouts import check_layout
from moto_customerprofiles.entities.config_documents import ConfigDocument

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.state.domain import Domain

_VERSION = "1"


def create(domain: Domain, request: t.CreateDomainLayoutRequestTypeDef) -> ConfigDocument:
    """Remember a new layout."""
    check_layout(request["Layout"])
    members = {"IsDefault": False, **request, "Version": _VERSION}
    layout = domain.layouts.add(ConfigDocument.of(request["LayoutDefinitionName"], members, domain.call.now))
    _keep_one_default(domain, layout)
    return layout


def update(domain: Domain, layout: ConfigDocument, request: t.UpdateDomainLayoutRequestTypeDef) -> ConfigDocument:
    """Change what is given of a layout."""
    if "Layout" in request:
        check_layout(request["Layout"])
    layout = domain.layouts.replace(layout.updated(request, domain.call.now))
    _keep_one_default(domain, layout)
    return layout


def _keep_one_default(domain: Domain, chosen: ConfigDocument) -> None:
    """There is one default for the one type of layout (Administrator Guide), and we let the latest choice win."""
    if not chosen.member("IsDefault"):
        return
    for other in domain.layouts:
        if other.name != chosen.name and other.member("IsDefault"):
            domain.layouts.replace(other.updated({"IsDefault": False}, other.last_updated_at))
