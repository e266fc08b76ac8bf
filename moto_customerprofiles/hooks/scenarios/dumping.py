"""A domain as a scenario."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from moto_customerprofiles.hooks.scenarios.calls import cut_to_input, read
from moto_customerprofiles.hooks.scenarios.sections import SECTIONS
from moto_customerprofiles.services.views.profile_dumps import dump_profile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moto_customerprofiles.hooks.scenarios.calls import Document
    from moto_customerprofiles.hooks.scenarios.sections import Section
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.world import World

FROM_TEMPLATE = ("Fields", "Keys", "AllowProfileCreation", "SourceLastUpdatedTimestampFormat")
"""What an object type has from its template, so that nobody says it beside a TemplateId."""


def dump_domain(world: World, domain: Domain) -> Document:
    """Return all that a scenario keeps of a domain."""
    dumped = cut_to_input(read(world, "GetDomain", {"DomainName": domain.name}), "CreateDomain")
    dumped.pop("DomainName")
    for section in SECTIONS:
        entries = dict(_dump_section(world, domain, section))
        if entries:
            dumped[section.name] = entries
    kinds = [each.name for each in domain.domain_object_types]
    catalogue = {kind: [json.loads(each.text) for each in domain.domain_objects.of(kind)] for kind in kinds}
    if catalogue:
        dumped["DomainObjects"] = catalogue
    merged = domain.profiles.survivors.by_survivor()
    dumped["Portraits"] = [dump_profile(each, merged.get(each.profile_id, [])) for each in domain.profiles]
    plain: Document = json.loads(json.dumps(dumped, default=_iso))
    return plain


def _dump_section(world: World, domain: Domain, section: Section) -> Iterator[tuple[str, Document]]:
    for entity in domain.taggable[section.arn_path]:
        if getattr(entity, "is_implicit", False) or getattr(entity, "created_at", None) is None:
            continue  # a template that was merely used, a default attribute: both come back by themselves
        reply = read(world, section.read, {"DomainName": domain.name, section.named_by: entity.name})
        document = cut_to_input(reply, section.write)
        left_out = {"DomainName", section.named_by, *(FROM_TEMPLATE if "TemplateId" in document else ())}
        yield entity.name, {name: value for name, value in document.items() if name not in left_out}


def _iso(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"A scenario cannot carry {value!r}")
