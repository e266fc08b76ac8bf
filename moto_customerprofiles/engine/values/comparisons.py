"""The one table of comparison operators, which segments, calculated attributes, event triggers and recommenders read.

A row turns the values of a definition into a test of one text. Several values are alternatives, except that BETWEEN
takes its two values as a pair and LIST_CONTAINS_ALL needs them all (Administrator Guide, customer segments and event
filters). Strings are compared exactly, numbers as decimals, moments in UTC. A date without a time is the whole day:
what is ON it is neither BEFORE nor AFTER it, and BETWEEN includes the day at its end; that is our reading. A missing
or unreadable value meets no positive operator; EXCLUSIVE and NOT_BETWEEN are the negations of INCLUSIVE and BETWEEN,
so they hold for it: segments that exclude ACCOUNT_PROFILE are documented to keep profiles without a type, and we
apply that to every field.
"""

from __future__ import annotations

import operator as op
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from moto_customerprofiles.engine.values.literals import as_list, last_moment, moment, number
from moto_customerprofiles.errors import BadRequest, shown

T = TypeVar("T")
Ordered = TypeVar("Ordered", datetime, Decimal)
Test = Callable[[str], bool]
"""A test of a text that is present."""
Comparison = Callable[["str | None"], bool]
"""A test of a text that may be missing."""

PAIR = 2


def comparison(operator: str, values: Sequence[str]) -> Comparison:
    """Return the test that an operator makes of its values; the literals are read once, and the test never raises.

    >>> grown_up = comparison("GREATER_THAN_OR_EQUAL", ["18"])
    >>> grown_up("21"), grown_up("young"), grown_up(None)
    (True, False, False)
    """
    negated = operator in NEGATIONS
    test = ROWS[NEGATIONS.get(operator, operator)](values)
    return lambda actual: (bool(actual) and test(actual or "")) != negated


def compare(operator: str, actual: str | None, values: Sequence[str]) -> bool:
    """Return whether a text meets an operator with values that are known only now.

    >>> compare("BEGINS_WITH", "Seattle", ["Sea", "Port"])
    True
    """
    return comparison(operator, values)(actual)


def items_comparison(
    operator: str, values: Sequence[str], *, every_value: bool = False
) -> Callable[[Sequence[str]], bool]:
    """Return a test of a list of texts that holds if any item passes; a negation holds if none does.

    With `every_value`, INCLUSIVE needs each of its values among the items, as event triggers do (Administrator Guide,
    event triggers: "includes all specified values").

    >>> items_comparison("INCLUSIVE", ["a", "b"], every_value=True)(["a"])
    False
    """
    positive = NEGATIONS.get(operator, operator)
    negated = positive != operator
    if every_value and positive == "INCLUSIVE":
        wanted = frozenset(values)
        return lambda items: (bool(wanted) and wanted.issubset(items)) != negated
    test = ROWS[positive](values)
    return lambda items: any(item and test(item) for item in items) != negated


def check_values(operator: str, values: Sequence[str], deferred: Callable[[str], bool] = lambda _: False) -> None:
    """Check that an operator can read its values; values for which `deferred` is true are known only later.

    Raises:
        BadRequest: a value is not a number or a date although the operator needs one, or BETWEEN has not exactly two
            values.

    >>> check_values("BEFORE", ["2024-01-01"])

    """
    known = [value for value in values if not deferred(value)]
    if operator in BETWEEN_OPERATORS:
        _check_pair(operator, values, known)
    elif operator in NUMERIC_OPERATORS:
        _check_all(operator, known, number, "number")
    elif operator in DATE_OPERATORS:
        _check_all(operator, known, moment, "date")


def _check_pair(operator: str, values: Sequence[str], known: Sequence[str]) -> None:
    if len(values) != PAIR:
        raise BadRequest(f"{operator} takes exactly two values, the lower first, and Values has {len(values)}")
    if not any(all(read(value) is not None for value in known) for read in (moment, number)):
        raise BadRequest(
            f"The values of {operator} must be two dates or two numbers, and are {shown(', '.join(known))}"
        )


_WANTED = {"date": ": write 2024-01-31, 2024-01-31T10:00:00Z or an epoch number", "number": ": write it as 12 or 0.5"}


def _check_all(operator: str, known: Sequence[str], read: Callable[[str], object], kind: str) -> None:
    for value in known:
        if read(value) is None:
            raise BadRequest(f"Value '{shown(value)}' of {operator} is not a {kind}{_WANTED[kind]}")


def _alternatives(
    read: Callable[[str], T | None],
    holds: Callable[[T, T], bool],
    read_value: Callable[[str], T | None] | None = None,
) -> Callable[[Sequence[str]], Test]:
    """Return a row that holds if the comparison holds with any value.

    Both sides are read with `read`, the values with `read_value` if that is given.
    """

    def compiled(values: Sequence[str]) -> Test:
        known = [value for value in map(read_value or read, values) if value is not None]

        def test(text: str) -> bool:
            actual = read(text)
            return actual is not None and any(holds(actual, value) for value in known)

        return test

    return compiled


def _inclusive(values: Sequence[str]) -> Test:
    return frozenset(values).__contains__


def _between(values: Sequence[str]) -> Test:
    """Return the test of an interval of two dates, else of two numbers, lower end first, both ends included.

    A reversed pair contains nothing.
    """
    return _interval(values, moment, last_moment) or _interval(values, number, number) or (lambda _: False)


def _interval(
    values: Sequence[str], read: Callable[[str], Ordered | None], read_end: Callable[[str], Ordered | None]
) -> Test | None:
    if len(values) != PAIR:
        return None
    start, end = read(values[0]), read_end(values[1])
    if start is None or end is None:
        return None

    def test(text: str) -> bool:
        actual = read(text)
        return actual is not None and start <= actual <= end

    return test


def _list_contains(values: Sequence[str]) -> Test:
    wanted = frozenset(values)
    return lambda text: not wanted.isdisjoint(as_list(text))


def _list_contains_all(values: Sequence[str]) -> Test:
    wanted = frozenset(values)
    return lambda text: bool(wanted) and wanted.issubset(as_list(text))


def _same_day(one: datetime, other: datetime) -> bool:
    return one.date() == other.date()


_Row = Callable[[Sequence[str]], Test]
_STRINGS: dict[str, _Row] = {
    "INCLUSIVE": _inclusive,
    "CONTAINS": _alternatives(str, op.contains),
    "BEGINS_WITH": _alternatives(str, str.startswith),
    "ENDS_WITH": _alternatives(str, str.endswith),
}
_NUMBERS: dict[str, _Row] = {
    "GREATER_THAN": _alternatives(number, op.gt),
    "GREATER_THAN_OR_EQUAL": _alternatives(number, op.ge),
    "EQUAL": _alternatives(number, op.eq),
    "LESS_THAN": _alternatives(number, op.lt),
    "LESS_THAN_OR_EQUAL": _alternatives(number, op.le),
}
_DATES: dict[str, _Row] = {
    "BEFORE": _alternatives(moment, op.lt),
    "AFTER": _alternatives(moment, op.gt, last_moment),
    "ON": _alternatives(moment, _same_day),
    "BETWEEN": _between,
}
_LISTS: dict[str, _Row] = {"LIST_CONTAINS": _list_contains, "LIST_CONTAINS_ALL": _list_contains_all}

ROWS: dict[str, _Row] = {**_STRINGS, **_NUMBERS, **_DATES, **_LISTS}
NEGATIONS = {"EXCLUSIVE": "INCLUSIVE", "NOT_BETWEEN": "BETWEEN"}
BETWEEN_OPERATORS = frozenset({"BETWEEN", "NOT_BETWEEN"})
STRING_OPERATORS = frozenset({*_STRINGS, "EXCLUSIVE"})
NUMERIC_OPERATORS = frozenset(_NUMBERS)
DATE_OPERATORS = frozenset({*_DATES, "NOT_BETWEEN"})
LIST_OPERATORS = frozenset(_LISTS)
OPERATORS = STRING_OPERATORS | NUMERIC_OPERATORS | DATE_OPERATORS | LIST_OPERATORS
