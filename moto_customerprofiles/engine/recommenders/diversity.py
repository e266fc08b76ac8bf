"""Diversity: at most so many recommended items with the same category, brand or other column (service model)."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from moto_customerprofiles.engine.profiles.origins import Fields

PERCENTAGE = "PERCENTAGE"
_TARGET = re.compile(r"[0-9]+|\$[a-z_]+")
_WHOLE = 100


class Cap(NamedTuple):
    """At most `most` items with the same value in a column."""

    column: str
    most: int


class CapRule(NamedTuple):
    """A cap as the configuration of a recommender has it: `target` is a number or a `$placeholder`."""

    column: str
    cap_type: str
    target: str

    def check(self) -> None:
        """Check the target.

        Raises:
            BadRequest: the target is neither a number nor a placeholder, or is a percentage outside of 1 to 100.

        """
        if not _TARGET.fullmatch(self.target):
            raise BadRequest(f"Diversity target {self.target} is neither a whole number nor a $placeholder")
        if self.cap_type == PERCENTAGE and self.target.isdecimal() and not 1 <= int(self.target) <= _WHOLE:
            raise BadRequest(f"Diversity target {self.target} is not a percentage from 1 to 100")

    def cap(self, values: Mapping[str, int], limit: int) -> Cap:
        """Return the cap for one request of `limit` items.

        Raises:
            BadRequest: the request has no value for the placeholder.

        >>> CapRule("Category", "PERCENTAGE", "$share").cap({"share": 40}, limit=5)
        Cap(column='Category', most=2)

        """
        count = int(self.target) if self.target.isdecimal() else self._value(values)
        if self.cap_type == PERCENTAGE:
            count = max(1, limit * count // _WHOLE)
        return Cap(self.column, count)

    def _value(self, values: Mapping[str, int]) -> int:
        name = self.target.removeprefix("$")
        if name not in values:
            raise BadRequest(f"DiversityConfig has no value for ${name}")
        return values[name]


def diversified(items: Iterable[str], caps: Sequence[Cap], fields_of: Callable[[str], Fields]) -> list[str]:
    """Return the items, best first, without those whose value in a column has reached its cap.

    An item without a value in the column stays.

    >>> catalog = {"tv": {"Category": "screens"}, "pc": {"Category": "screens"}, "book": {}}
    >>> diversified(["tv", "pc", "book"], [Cap("Category", 1)], catalog.__getitem__)
    ['tv', 'book']
    """
    seen: Counter[tuple[str, str]] = Counter()
    kept = []
    for item in items:
        fields = fields_of(item)
        values = [(cap, (cap.column, fields[cap.column])) for cap in caps if fields.get(cap.column)]
        if all(seen[value] < cap.most for cap, value in values):
            seen.update(value for _, value in values)
            kept.append(item)
    return kept
