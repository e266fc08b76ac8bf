"""Diversity: at most so many recommended items with the same category, brand or other column (service model)."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.errors import BadRequest, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from moto_customerprofiles.engine.profiles.origins import Fields

PERCENTAGE = "PERCENTAGE"
_TARGET = re.compile(r"[0-9]+|\$[a-z_]+")
_WHOLE = 100


class Cap(NamedTuple):
    """At most `target` items, or `target` percent of the returned items, with the same value in a column."""

    column: str
    target: int
    is_percentage: bool = False

    def most(self, returned: int) -> int:
        """Return how many of so many returned items may have the same value; one of them always may.

        >>> Cap("Category", 40, is_percentage=True).most(returned=5)
        2
        """
        return max(1, returned * self.target // _WHOLE) if self.is_percentage else self.target


class CapRule(NamedTuple):
    """A cap as the configuration of a recommender has it: `target` is a number or a `$placeholder`."""

    column: str
    cap_type: str
    target: str

    def check(self) -> None:
        """Check the target.

        Raises:
            BadRequest: the target is neither a number nor a placeholder, is below 1, or is a percentage above 100.

        """
        if not _TARGET.fullmatch(self.target):
            raise BadRequest(f"Diversity target {shown(self.target)} is neither a whole number nor a $placeholder")
        if not self.target.isdecimal():
            return
        if self.cap_type == PERCENTAGE and not 1 <= int(self.target) <= _WHOLE:
            raise BadRequest(f"Diversity target {shown(self.target)} is not a percentage from 1 to 100")
        if int(self.target) < 1:
            raise BadRequest(f"Diversity target {shown(self.target)} is not a count of 1 or more")

    def cap(self, values: Mapping[str, int]) -> Cap:
        """Return the cap for one request, with the values of its placeholders.

        Raises:
            BadRequest: the request has no value for the placeholder.

        >>> CapRule("Category", "PERCENTAGE", "$share").cap({"share": 40})
        Cap(column='Category', target=40, is_percentage=True)

        """
        target = int(self.target) if self.target.isdecimal() else self._value(values)
        return Cap(self.column, target, self.cap_type == PERCENTAGE)

    def _value(self, values: Mapping[str, int]) -> int:
        name = self.target.removeprefix("$")
        if name not in values:
            raise BadRequest(f"DiversityConfig has no value for ${name}")
        return values[name]


def diversified(
    items: Sequence[str], caps: Sequence[Cap], fields_of: Callable[[str], Fields], limit: int
) -> Sequence[str]:
    """Return the items to recommend, at most `limit`, best first, without those whose value has reached its cap.

    An item without a value in the column stays. A percentage is one of the items that are returned (service model,
    DiversityCapType). Fewer items lower the cap, which may lower the number of items again: the longest list that keeps
    the caps of its own length is returned.

    >>> catalog = {"tv": {"Category": "screens"}, "pc": {"Category": "screens"}, "book": {}}
    >>> diversified(["tv", "pc", "book"], [Cap("Category", 1)], catalog.__getitem__, limit=5)
    ['tv', 'book']
    """
    if not caps:
        return items
    returned = min(limit, len(items))
    while True:
        kept = _first(items, [(cap.column, cap.most(returned)) for cap in caps], fields_of, returned)
        if len(kept) == returned:
            return kept
        returned = len(kept)


def _first(
    items: Iterable[str], most: Sequence[tuple[str, int]], fields_of: Callable[[str], Fields], limit: int
) -> list[str]:
    """Return the first items, at most `limit`, without those whose value in a column has come so often already."""
    seen: Counter[tuple[str, str]] = Counter()
    kept: list[str] = []
    for item in items:
        if len(kept) == limit:
            break
        fields = fields_of(item)
        values = [((column, fields[column]), count) for column, count in most if fields.get(column)]
        if all(seen[value] < count for value, count in values):
            seen.update(value for value, _ in values)
            kept.append(item)
    return kept
