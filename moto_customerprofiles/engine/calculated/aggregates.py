"""The statistics of calculated attributes: from the elements of the objects, oldest first, to one text.

What each of them means is the Administrator Guide's (calculated attributes, creating a definition). How values are
written is ours: numbers exactly and plainly, quotients to six places, RECENT_OCCURRENCES as a JSON array, newest first.
"""

from __future__ import annotations

from decimal import Decimal
from functools import reduce
from typing import TYPE_CHECKING, TypeVar

from moto_customerprofiles.engine.calculated.expressions import EXACT, plain, quotient
from moto_customerprofiles.engine.values.json_text import compact
from moto_customerprofiles.engine.values.literals import number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Ordered = TypeVar("Ordered", str, Decimal)

VALUE_LIMIT = 255
"""The most characters of a value (service model, string1To255)."""

RECENT_OCCURRENCES = "RECENT_OCCURRENCES"
NUMERIC_STATISTICS = frozenset({"SUM", "MINIMUM", "MAXIMUM", "AVERAGE"})
"""The statistics that only numbers take part in."""


def aggregate(statistic: str, elements: Sequence[str]) -> str:
    """Reduce elements, oldest first, to the value of a statistic; there must be one, and a numeric one wants numbers.

    >>> aggregate("MAX_OCCURRENCE", ["VOICE", "CHAT", "VOICE", "CHAT", "TASK"])
    'CHAT'
    """
    if statistic in NUMERIC_STATISTICS:
        return plain(_NUMERIC[statistic]([Decimal(element) for element in elements]))[:VALUE_LIMIT]
    if statistic == RECENT_OCCURRENCES:
        return _recent(elements)
    return _TEXTUAL[statistic](elements)[:VALUE_LIMIT]


def takes_part(statistic: str, element: str | None) -> bool:
    """Whether an object's element counts for the statistic: it is there, and a number where numbers are needed.

    >>> takes_part("SUM", "n/a"), takes_part("COUNT", "n/a")
    (False, True)
    """
    return element is not None and (statistic not in NUMERIC_STATISTICS or number(element) is not None)


def meets(value: str, operator: str, limit: str) -> bool:
    """Compare a value with a threshold: as numbers if both are, else as texts.

    >>> meets("10", "GREATER_THAN", "9"), meets("10", "GREATER_THAN", "9 calls")
    (True, False)
    """
    actual, wanted = number(value), number(limit)
    if actual is None or wanted is None:
        return _order(value, limit) in _THRESHOLDS[operator]
    return _order(actual, wanted) in _THRESHOLDS[operator]


def _order(one: Ordered, other: Ordered) -> int:
    return (one > other) - (one < other)


def _sum(numbers: Sequence[Decimal]) -> Decimal:
    return reduce(EXACT.add, numbers)


def _average(numbers: Sequence[Decimal]) -> Decimal:
    return quotient(_sum(numbers), len(numbers))


def _most_frequent(elements: Sequence[str]) -> str:
    """Count the elements; of two equally frequent ones the one seen last wins, which is ours."""
    counts: dict[str, int] = {}
    for element in elements:
        counts[element] = counts.pop(element, 0) + 1
    return max(reversed(counts), key=counts.__getitem__)


def _recent(elements: Sequence[str]) -> str:
    """List the newest elements that fit; where not even one does, it is cut."""
    shown: list[str] = []
    for element in reversed(elements):
        if len(_array([*shown, element])) > VALUE_LIMIT:
            break
        shown.append(element)
    newest = elements[-1][:VALUE_LIMIT]
    while not shown:
        newest = newest[:-1]
        shown = [newest] if len(_array([newest])) <= VALUE_LIMIT else []
    return _array(shown)


def _array(texts: Sequence[str]) -> str:
    return compact(texts)


_NUMERIC: dict[str, Callable[[Sequence[Decimal]], Decimal]] = {
    "SUM": _sum,
    "MINIMUM": min,
    "MAXIMUM": max,
    "AVERAGE": _average,
}
_TEXTUAL: dict[str, Callable[[Sequence[str]], str]] = {
    "FIRST_OCCURRENCE": lambda elements: elements[0],
    "LAST_OCCURRENCE": lambda elements: elements[-1],
    "COUNT": lambda elements: str(len(elements)),
    "MAX_OCCURRENCE": _most_frequent,
}
_LESS, _SAME, _GREATER = -1, 0, 1
_THRESHOLDS = {
    "EQUAL_TO": {_SAME},
    "NOT_EQUAL_TO": {_LESS, _GREATER},
    "GREATER_THAN": {_GREATER},
    "LESS_THAN": {_LESS},
}
