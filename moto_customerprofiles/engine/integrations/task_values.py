"""What the tasks of a flow make of values: masks, arithmetic, merges, truncation, comparisons and validations.

The service model names the operators and properties of tasks and says no more; their details are our choice. Values are
compared as numbers if both sides are numbers, else as instants if both are, else as texts.
"""

from __future__ import annotations

import re
from functools import reduce
from operator import add, eq, ge, gt, le, lt, mul, ne, sub, truediv
from typing import TYPE_CHECKING, Any

from moto_customerprofiles.engine.values.literals import as_text, moment, number, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from decimal import Decimal

    Ordering = Callable[[Any, Any], bool]  # of two numbers, or of two texts

_PLACE = re.compile(r"\$?\{([^{}]*)\}")
_ORDERINGS: Mapping[str, Ordering] = {
    "LESS_THAN": lt,
    "GREATER_THAN": gt,
    "LESS_THAN_OR_EQUAL_TO": le,
    "GREATER_THAN_OR_EQUAL_TO": ge,
    "EQUAL_TO": eq,
    "NOT_EQUAL_TO": ne,
}
_ARITHMETIC: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "ADDITION": add,
    "SUBTRACTION": sub,
    "MULTIPLICATION": mul,
    "DIVISION": truediv,
}
MASKS = frozenset({"MASK_ALL", "MASK_FIRST_N", "MASK_LAST_N"})
ARITHMETIC = frozenset(_ARITHMETIC)
COMPARISONS = frozenset({*_ORDERINGS, "BETWEEN", "CONTAINS"})
VALIDATIONS = frozenset({"VALIDATE_NON_NULL", "VALIDATE_NON_ZERO", "VALIDATE_NON_NEGATIVE", "VALIDATE_NUMERIC"})


def whole_number(properties: Mapping[str, str], name: str) -> int:
    """Return a property of a task that must be a whole number.

    Raises:
        ValueError: it is missing or none.

    """
    text = properties.get(name, "")
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise ValueError(f"needs the property {name}, a whole number")
    return int(text)


def mask(operator: str, properties: Mapping[str, str], text: str) -> str:
    """Return a text with all, the first or the last MASK_LENGTH characters replaced by MASK_VALUE, `*` by default.

    >>> mask("MASK_FIRST_N", {"MASK_LENGTH": "3"}, "5550100"), mask("MASK_ALL", {"MASK_VALUE": "#"}, "abc")
    ('***0100', '###')
    """
    sign = properties.get("MASK_VALUE", "*")
    if operator == "MASK_ALL":
        return sign * len(text)
    count = min(whole_number(properties, "MASK_LENGTH"), len(text))
    if operator == "MASK_FIRST_N":
        return sign * count + text[count:]
    return text[: len(text) - count] + sign * count


def calculate(operator: str, values: Sequence[object]) -> str:
    """Return the sum, difference, product or quotient of values from left to right, in digits.

    Raises:
        ValueError: a value is no number, or the quotient has no value.

    >>> calculate("DIVISION", [7, "2"])
    '3.5'

    """
    numbers = [number(as_text(value) or "") for value in values]
    known = [each for each in numbers if each is not None]
    if len(known) < len(numbers):
        raise ValueError("one of the values is no number")
    try:
        return plain(reduce(_ARITHMETIC[operator], known))
    except ArithmeticError:
        raise ValueError("the result is no number") from None


def merge(values: Mapping[str, object], layout: str | None) -> str:
    """Return values as one text by a CONCAT_FORMAT of `${field}`, or with a blank between them.

    A field may be named by its number, from 0 on.

    >>> merge({"First": "Ann", "Last": "Li"}, "${Last}, ${0}"), merge({"First": "Ann", "Last": "Li"}, None)
    ('Li, Ann', 'Ann Li')
    """
    texts = {name: as_text(value) or "" for name, value in values.items()}
    if layout is None:
        return " ".join(text for text in texts.values() if text)
    by_number = {str(index): text for index, text in enumerate(texts.values())}
    return _PLACE.sub(lambda place: texts.get(place[1].strip(), by_number.get(place[1].strip(), "")), layout)


def holds(operator: str, properties: Mapping[str, str], value: object) -> bool:
    """Return whether a value meets the condition of a Filter task; one that is absent meets none but NOT_EQUAL_TO.

    VALUE or VALUES have the other side. Of several values between commas, one must be met, or none equal.

    >>> holds("BETWEEN", {"LOWER_BOUND": "5", "UPPER_BOUND": "10"}, 10), holds("CONTAINS", {"VALUE": "nn"}, "Ann")
    (True, True)
    """
    text = as_text(value)
    if operator == "BETWEEN":
        low, high = properties.get("LOWER_BOUND"), properties.get("UPPER_BOUND")
        if low is None or high is None:
            raise ValueError("needs the properties LOWER_BOUND and UPPER_BOUND")
        return text is not None and _compare(ge, text, low) and _compare(le, text, high)
    given = properties.get("VALUES", properties.get("VALUE"))
    if given is None:
        raise ValueError("needs the property VALUE or VALUES")
    others = [part.strip() for part in given.split(",")] if "VALUES" in properties else [given]
    if operator == "NOT_EQUAL_TO":
        return text is None or all(_compare(ne, text, other) for other in others)
    if text is None:
        return False
    if operator == "CONTAINS":
        return any(other in text for other in others)
    return any(_compare(_ORDERINGS[operator], text, other) for other in others)


def is_valid(operator: str, value: object) -> bool:
    """Return whether a value passes a Validate task; an empty text counts as null.

    >>> is_valid("VALIDATE_NUMERIC", "7"), is_valid("VALIDATE_NON_ZERO", 0), is_valid("VALIDATE_NON_NULL", "")
    (True, False, False)
    """
    text = as_text(value)
    if operator == "VALIDATE_NON_NULL":
        return bool(text)
    found = number(text or "")
    if operator == "VALIDATE_NUMERIC":
        return found is not None
    if operator == "VALIDATE_NON_ZERO":
        return found != 0
    return found is None or found >= 0


def _compare(ordering: Ordering, left: str, right: str) -> bool:
    for read in (number, moment):
        one, other = read(left), read(right)
        if one is not None and other is not None:
            return ordering(one, other)
    return ordering(left, right)
