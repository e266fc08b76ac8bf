"""Values of a segment that name another value of the same profile: `{{_profile.Attributes.homeStore}}`.

The service model names the two roots, `_profile` and `_calculated_attribute`. Which paths may follow `_profile.` is our
choice: those of `engine.profiles.fields`. A placeholder may be part of a longer text. If it has no value for a profile,
the whole value that contains it does not count for that profile, which is our choice too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.profiles.standard_objects import PROFILE
from moto_customerprofiles.errors import BadRequest, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CALCULATED_ATTRIBUTE = "_calculated_attribute"
ROOTS = (PROFILE, CALCULATED_ATTRIBUTE)
"""What a placeholder may begin with (service model, AttributeDimension)."""

_HANDLEBARS = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


class Placeholder(NamedTuple):
    """The content of the double braces: a root and the name of a value below the root."""

    root: str
    name: str


Lookup = Callable[[Placeholder], "str | None"]
"""Returns the value of a placeholder, None if there is none."""


def is_dynamic(value: str) -> bool:
    """Return whether a value contains a placeholder.

    >>> is_dynamic("{{_profile.FirstName}}"), is_dynamic("Ann")
    (True, False)
    """
    return _HANDLEBARS.search(value) is not None


def placeholders(values: Sequence[str]) -> Iterator[Placeholder]:
    """Yield all placeholders of the values.

    Raises:
        BadRequest: a placeholder has an unknown root or no name.

    >>> list(placeholders(["Ann", "{{_profile.Address.City}}"]))
    [Placeholder(root='_profile', name='Address.City')]

    """
    for value in values:
        for inside in _HANDLEBARS.findall(value):
            yield _placeholder(inside)


def resolve(values: Sequence[str], lookup: Lookup) -> list[str]:
    """Return the values with their placeholders filled in, without the values of which a placeholder has no value.

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
            f"Unknown dynamic value '{{{{{shown(inside)}}}}}': it must begin with "
            f"{' or '.join(f'{root}.' for root in ROOTS)}"
        )
    return Placeholder(root, name)
