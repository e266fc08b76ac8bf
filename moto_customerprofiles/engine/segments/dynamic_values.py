"""Values of a segment that name another value of the same profile: `{{_profile.Attributes.homeStore}}`.

The service model names the two roots, `_profile` and `_calculated_attribute`. Which paths may follow `_profile.` is our
choice: those of `profile_fields`. A placeholder may stand inside other text. When it has no value for a profile, the
whole value that holds it does not count for that profile, also our choice.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.profiles.standard_objects import PROFILE
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CALCULATED_ATTRIBUTE = "_calculated_attribute"
ROOTS = (PROFILE, CALCULATED_ATTRIBUTE)
"""What a placeholder may begin with (service model, AttributeDimension)."""

_HANDLEBARS = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


class Placeholder(NamedTuple):
    """What stands between the handlebars: a root and the name below it."""

    root: str
    name: str


Lookup = Callable[[Placeholder], "str | None"]
"""Finds what a placeholder stands for, if anything."""


def is_dynamic(value: str) -> bool:
    """Whether the value is known only once a profile is.

    >>> is_dynamic("{{_profile.FirstName}}"), is_dynamic("Ann")
    (True, False)
    """
    return _HANDLEBARS.search(value) is not None


def placeholders(values: Sequence[str]) -> Iterator[Placeholder]:
    """Yield every placeholder in the values; `BadRequest` for a root that is not known.

    >>> list(placeholders(["Ann", "{{_profile.Address.City}}"]))
    [Placeholder(root='_profile', name='Address.City')]
    """
    for value in values:
        for inside in _HANDLEBARS.findall(value):
            yield _placeholder(inside)


def resolve(values: Sequence[str], lookup: Lookup) -> list[str]:
    """Fill the placeholders in; a value with an empty one is left out.

    >>> resolve(["Ann", "{{_profile.City}}", "{{_profile.State}}"], lambda p: {"City": "Seattle"}.get(p.name))
    ['Ann', 'Seattle']
    """
    return [resolved for value in values if (resolved := _resolve(value, lookup)) is not None]


def _resolve(value: str, lookup: Lookup) -> str | None:
    found = {inside: lookup(_placeholder(inside)) for inside in _HANDLEBARS.findall(value)}
    if not all(found.values()):
        return None
    return _HANDLEBARS.sub(lambda match: found[match[1]] or "", value)


def _placeholder(inside: str) -> Placeholder:
    root, _, name = inside.strip().partition(".")
    if root not in ROOTS or not name:
        raise BadRequest(
            f"Unknown dynamic value '{{{{{inside}}}}}': it must begin with {' or '.join(f'{root}.' for root in ROOTS)}"
        )
    return Placeholder(root, name)
