"""Whether a document is a scenario at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto_customerprofiles.engine.values.json_text import why_unwritable
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.hooks.scenarios.sections import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

Unchecked = Any  # what a caller wrote by hand: anything that JSON or YAML can hold


def check_form(scenario: object) -> None:
    """Refuse what is no scenario at all; what is in its sections, the operations check."""
    if why := why_unwritable(scenario):
        raise BadRequest(f"A scenario must be plain data that JSON can hold; there is {why}")
    documents = scenario.values() if isinstance(scenario, dict) else [None]
    for document in documents:
        if not isinstance(document, dict):
            raise BadRequest("A scenario maps names of domains to what is in them")
        if not _has_form(document):
            raise BadRequest("Sections of configuration map names to documents, Profiles and Objects list documents")


def _has_form(document: Mapping[str, Unchecked]) -> bool:
    sections = [document.get(section.name, {}) for section in SECTIONS]
    listed = [document.get(name, {}) for name in ("Objects", "DomainObjects")]
    profiles, portraits = document.get("Profiles", []), document.get("Portraits", [])
    if not isinstance(profiles, list) or not isinstance(portraits, list):
        return False
    if not all(_maps_to(dict, each) for each in sections) or not all(_maps_to(list, each) for each in listed):
        return False
    described = [*profiles, *(each for section in sections for each in section.values())]
    return all(isinstance(each, dict) and _maps_to(list, each.get("Keys", {})) for each in described)


def _maps_to(kind: type, value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(each, kind) for each in value.values())
