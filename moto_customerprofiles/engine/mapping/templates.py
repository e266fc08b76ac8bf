"""The object type templates of the service.

No public source shows a whole template. The data file contains what the Administrator Guide says about each of them,
completed by us to definitions that PutProfileObjectType would accept: `docs/fidelity.md` says what is completed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moto_customerprofiles.engine.mapping.definitions import FieldDefinition, KeyDefinition

CONTACT_RECORDS = ("CTR", "CTR-NoInferred", "CTR-AutoAssociateOnly")


@dataclass(frozen=True, slots=True)
class Template:
    """One template; `fields` and `keys` are None for the templates of standard objects, to which nothing can be put.

    Where no limit is set, the default count is that of the objects, or standard objects, of one profile; it holds in
    domains that were made after the instant (Administrator Guide, "Customer Profiles data limits").
    """

    template_id: str
    source_name: str | None
    source_object: str | None
    allow_profile_creation: bool | None
    fields: Mapping[str, FieldDefinition] | None
    keys: Mapping[str, list[KeyDefinition]] | None
    store_only: bool = False
    default_max_profile_object_count: int | None = None
    default_max_profile_object_count_effective_after: datetime | None = None

    @property
    def is_standard_object(self) -> bool:
        """Whether the template is that of a standard object such as `_asset`."""
        return self.template_id.startswith("_")


@cache
def templates() -> Mapping[str, Template]:
    """Return all templates by their ids, in the order in which they are listed."""
    text = files(__package__).joinpath("templates.json").read_text("utf-8")
    return {facts["TemplateId"]: _template(facts) for facts in json.loads(text)}


def _template(facts: Mapping[str, object]) -> Template:
    return Template(
        template_id=cast("str", facts["TemplateId"]),
        source_name=cast("str | None", facts.get("SourceName")),
        source_object=cast("str | None", facts.get("SourceObject")),
        allow_profile_creation=cast("bool | None", facts.get("AllowProfileCreation")),
        fields=cast("Mapping[str, FieldDefinition] | None", facts.get("Fields")),
        keys=cast("Mapping[str, list[KeyDefinition]] | None", facts.get("Keys")),
        default_max_profile_object_count=cast("int | None", facts.get("DefaultMaxProfileObjectCount")),
        default_max_profile_object_count_effective_after=datetime.fromisoformat(cast("str", effective_after))
        if (effective_after := facts.get("DefaultMaxProfileObjectCountEffectiveAfter"))
        else None,
    )


def default_count(template_id: str | None, created_at: datetime) -> int | None:
    """Return how many objects of a template a profile keeps where no limit is set, in a domain of this age."""
    template = templates().get(template_id or "")
    if template is None:
        return None
    effective_after = template.default_max_profile_object_count_effective_after
    is_early = effective_after is not None and created_at <= effective_after
    return None if is_early else template.default_max_profile_object_count
