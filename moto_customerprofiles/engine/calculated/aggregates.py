"""The statistics of calculated attributes: from the elements of the objects, oldest first, to one text.

`STATISTICS` has one row per statistic. What each of them means is the Administrator Guide's (calculated attributes,
creating a definition). How values are written is our choice: numbers exactly and without exponent, quotients rounded to
six places, RECENT_OCCURRENCES as a JSON array with the newest element first.
"""

from __future__ import annotations

from decimal import Decimal
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from moto_customerprofiles.engine.calculated.expressions import EXACT, quotient
from moto_customerprofiles.engine.values.json_text import compact
from moto_customerprofiles.engine.values.lengths import LONGEST
from moto_customerprofiles.engine.values.literals import number, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Ordered = TypeVar("Ordered", str, Decimal)

VALUE_LIMIT = LONGEST["CalculatedAttributeValue.Value"]
"""The most characters of a value."""


class Statistic(NamedTuple):
    """One statistic: how it reduces one or more elements, oldest first, and whether the elements must be numbers."""

    reduce: Callable[[Sequence[str]], str]
    is_numeric: bool = False


def aggregate(statistic: str, elements: Sequence[str]) -> str:
    """Return the value of a statistic over one or more elements that count for it, oldest first.

    >>> aggregate("MAX_OCCURRENCE", ["VOICE", "CHAT", "VOICE", "CHAT", "TASK"])
    'CHAT'
    """
    return STATISTICS[statistic].reduce(elements)[:VALUE_LIMIT]


def counts_for(statistic: str, element: str | None) -> bool:
    """Return whether an object's element counts: it is not missing, and is a number if the statistic needs numbers.

    >>> counts_for("SUM", "n/a"), counts_for("COUNT", "n/a")
    (False, True)
    """
    return element is not None and (not STATISTICS[statistic].is_numeric or number(element) is not None)


def meets(value: str, operator: str, limit: str) -> bool:
    """Return whether a value meets a threshold; both are compared as numbers if both are numbers, else as texts.

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
    """Return the most frequent element; of equally frequent ones the one seen last, which is our choice."""
    counts: dict[str, int] = {}
    for element in elements:
        counts[element] = counts.pop(element, 0) + 1
    return max(reversed(counts), key=counts.__getitem__)


def _recent(elements: Sequence[str]) -> str:
    """Return a JSON array of the newest elements that fit into a value; a single element that does not fit is cut."""
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


def _of_numbers(reduce_numbers: Callable[[Sequence[Decimal]], Decimal]) -> Statistic:
    return Statistic(
        lambda elements: plain(reduce_numbers([Decimal(element) for element in elements])), is_numeric=True
    )


STATISTICS: dict[str, Statistic] = {
    "FIRST_OCCURRENCE": Statistic(lambda elements: elements[0]),
    "LAST_OCCURRENCE": Statistic(lambda elements: elements[-1]),
    "COUNT": Statistic(lambda elements: str(len(elements))),
    "MAX_OCCURRENCE": Statistic(_most_frequent),
    "RECENT_OCCURRENCES": Statistic(_recent),
    "SUM": _of_numbers(_sum),
    "MINIMUM": _of_numbers(min),
    "MAXIMUM": _of_numbers(max),
    "AVERAGE": _of_numbers(_average),
}
"""The statistics of the service model (Statistic)."""

_LESS, _SAME, _GREATER = -1, 0, 1
_THRESHOLDS = {
    "EQUAL_TO": {_SAME},
    "NOT_EQUAL_TO": {_LESS, _GREATER},
    "GREATER_THAN": {_GREATER},
    "LESS_THAN": {_LESS},
}
"""The outcomes of a comparison that each operator of a threshold accepts (service model, Operator)."""
