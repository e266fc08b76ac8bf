"""Where a field of an object type writes: `_profile.Address.City`, `_order.OrderItems[].Title`, `_asset.Attributes.x`.

The Administrator Guide ("Defining fields") gives the form, and allows an expression as the event type of a
communication record: `_communicationRecord.Events.{{campaign_event_type}}.EventId`. The brackets of a list may be left
out, as in AWS's sample `_airSegment.Baggage.IsHeavy`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.mapping.handlebars import Template, parse_template
from moto_customerprofiles.engine.profiles.fields import ADDRESSES, ATTRIBUTE_PREFIX, ATTRIBUTES
from moto_customerprofiles.engine.profiles.standard_objects import (
    LAST_UPDATED,
    PROFILE,
    StandardObjectDefinition,
    standard_objects,
)
from moto_customerprofiles.errors import among, did_you_mean, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moto_customerprofiles.engine.mapping.definitions import FieldDefinition

_NAMES = re.compile(r"[A-Za-z0-9_]+(?:\[\])?(?:\.[A-Za-z0-9_]+(?:\[\])?)*")


@dataclass(frozen=True, slots=True)
class Target:
    """A field of a standard object, or an address of the profile as a whole.

    `path` contains `[]` after the name of a list. `template` is set if the path contains an expression, and returns the
    path for an object. An address as a whole is for a source that is an object with the members of an address, as in
    acceptance tests of AWS's solution for travellers and guests.
    """

    object_name: str
    path: str
    template: Template | None = None

    @property
    def is_list(self) -> bool:
        """Whether the target is a member of every element of a list."""
        return "[]" in self.path and not self.path.startswith(ATTRIBUTE_PREFIX)

    def path_for(self, source: Mapping[str, object]) -> str | None:
        """Return the path to write for one source object, None if the expression results in no path."""
        if self.template is None:
            return self.path
        path = self.template.render(source, source)
        return path if _NAMES.fullmatch(path) else None


_ID_OF_PROFILE = f"{PROFILE}.profileId"


def target_of(field: FieldDefinition) -> Target | None:
    """Return where a field writes; None if it has no target, or the profile's id, which no object can write.

    That the id is accepted, for fields of keys, was seen in a mapping that was deployed (AWS's solution for travellers
    and guests).

    Raises:
        ValueError: the target does not name a field of a standard object.

    """
    target = field.get("Target")
    return parse_target(target) if target is not None and target != _ID_OF_PROFILE else None


def parse_target(text: str) -> Target:
    """Return a target.

    Raises:
        ValueError: the text does not name a field of a standard object.

    >>> parse_target("_profile.Address.City")
    Target(object_name='_profile', path='Address.City', template=None)

    """
    object_name, _, path = text.partition(".")
    standard = standard_objects().get(object_name)
    if standard is None:
        reason = f"{shown(object_name)} is no standard object{among(object_name, standard_objects())}"
        raise ValueError(reason)
    first, _, rest = path.partition(".")
    if (first == ATTRIBUTES and rest) or (object_name == PROFILE and path in ADDRESSES):
        return Target(object_name, path)
    path = _with_brackets(standard, path)
    template = parse_template(path) if "{{" in path and first in standard.open_parts else None
    plain = re.sub(r"\{\{[^{}]*\}\}", "x", path) if template else path
    if path == standard.id_field or not _NAMES.fullmatch(plain) or not _is_field(standard, plain):
        near = did_you_mean(text, [f"{object_name}.{known}" for known in standard.paths])
        reason = f"{shown(path)} is no field of {object_name}{near}; {object_name}.{ATTRIBUTES}.<name> takes any name"
        raise ValueError(reason)
    return Target(object_name, path, template)


def _with_brackets(standard: StandardObjectDefinition, path: str) -> str:
    first, dot, rest = path.partition(".")
    return f"{first}[].{rest}" if dot and first in standard.lists else path


def _is_field(standard: StandardObjectDefinition, path: str) -> bool:
    return path == LAST_UPDATED or standard.accepts(path)
