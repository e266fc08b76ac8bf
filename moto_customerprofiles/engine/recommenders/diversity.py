"""Diversity: no more than so many recommended items of one category, brand or other column (service model)."""

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
    """A cap as a recommender's configuration spells it: `target` is a number or a `$placeholder`."""

    column: str
    cap_type: str
    target: str

    def check(self) -> None:
        """Refuse a target that is neither a number nor a placeholder, and percentages outside 1 to 100."""
        if not _TARGET.fullmatch(self.target):
            raise BadRequest(f"Diversity target {self.target} is neither a whole number nor a $placeholder")
        if self.cap_type == PERCENTAGE and self.target.isdecimal() and not 1 <= int(self.target) <= _WHOLE:
            raise BadRequest(f"Diversity target {self.target} is not a percentage from 1 to 100")

    def cap(self, values: Mapping[str, int], limit: int) -> Cap:
        """Work out the cap for one request; `BadRequest` if the value of its placeholder is missing.

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
    """Leave out, from the best on, items with a column value that has reached its cap; items without one may stay.

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
