"""The expressions of calculated attributes: one attribute of an object, or two joined by an arithmetic sign.

The grammar follows the Administrator Guide (calculated attributes, APIs):

    expression := operand [ sign operand ]        operand := "{" object type "." attribute "}"
    sign       := + | - | * | /                   blanks may stand between the parts

The name of an attribute may contain dots (`{CTR.agent.id}`), so an operand is split at its first dot.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.values.literals import EPOCH, as_text, moment, number, plain
from moto_customerprofiles.errors import BadRequest, shown

if TYPE_CHECKING:
    from datetime import datetime

Reader = Callable[[str], object]
"""Returns the JSON value of an object's attribute by its name, None if the object has none."""

PLACES = 6
"""The decimal places of a quotient. Our choice: AWS does not say how it rounds."""

EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Arithmetic that never rounds; for sums and products only, because a quotient may have no end."""

_OPERAND = r"\{\s*([a-zA-Z_][a-zA-Z_0-9-]*)\.([a-zA-Z0-9_.-]+)\s*\}"
_REFERENCE = re.compile(_OPERAND)
_EXPRESSION = re.compile(rf"\s*{_OPERAND}\s*(?:([-+*/])\s*{_OPERAND}\s*)?")
_MILLISECOND = Decimal("0.001")


class Reference(NamedTuple):
    """An attribute of an object type, written `{Type.attribute}`."""

    object_type: str
    attribute: str


@dataclass(frozen=True)
class Expression:
    """What one object contributes: the value of an attribute, or the number that two attributes make."""

    object_type: str
    attributes: tuple[str, ...]
    sign: str | None = None

    def element(self, read: Reader) -> str | None:
        """Return the object's element as text.

        The element is None if an operand is missing or not a number, or if the divisor is zero.

        >>> parse_expression("{order.price} * {order.count}").element({"price": "2.5", "count": 3}.get)
        '7.5'
        """
        if self.sign is None:
            return element_text(read(self.attributes[0]))
        left, right = (_operand(read(attribute)) for attribute in self.attributes)
        if left is None or right is None or (self.sign == "/" and not right):
            return None
        return plain(_SIGNS[self.sign](left, right))


def parse_expression(text: str) -> Expression:
    """Return a parsed expression over one object type.

    Raises:
        BadRequest: the text is not an expression, or refers to two object types.

    >>> parse_expression("{CTR.agent.id}")
    Expression(object_type='CTR', attributes=('agent.id',), sign=None)

    """
    found = _EXPRESSION.fullmatch(text)
    if found is None:
        raise BadRequest(
            f"Expression '{shown(text)}' is not of the form {{ObjectType.Attribute}}, or two of these joined by one "
            "of + - * /"
        )
    kind, attribute, sign, other_kind, other = found.groups()
    if sign is None:
        return Expression(kind, (attribute,))
    if kind != other_kind:
        raise BadRequest(f"Expression '{shown(text)}' refers to more than one object type")
    return Expression(kind, (attribute, other), sign)


def parse_reference(text: str) -> Reference:
    """Return a parsed TimestampSource `{Type.attribute}`.

    Raises:
        BadRequest: the text is not of this form.

    >>> parse_reference("{_airSegment.Departure.Date}")
    Reference(object_type='_airSegment', attribute='Departure.Date')

    """
    found = _REFERENCE.fullmatch(text)
    if found is None:
        raise BadRequest(f"TimestampSource '{shown(text)}' is not of the form {{ObjectType.Attribute}}")
    return Reference(*found.groups())


def element_text(value: object) -> str | None:
    """Return a JSON value as an element: numbers in digits, strings unchanged, None for null and for the empty text.

    >>> element_text(1500.0), element_text("1500.0"), element_text("")
    ('1500', '1500.0', None)
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        known = number(repr(value))
        return repr(value) if known is None else plain(known)
    return as_text(value) or None


def quotient(dividend: Decimal, divisor: Decimal | int) -> Decimal:
    """Return a quotient rounded half to even at the sixth decimal place.

    >>> quotient(Decimal(4), 3)
    Decimal('1.333333')
    """
    shifted = Fraction(dividend) / Fraction(divisor) * 10**PLACES
    return Decimal(round(shifted)).scaleb(-PLACES, EXACT)


def _operand(value: object) -> Decimal | None:
    """Return a number; a date counts as its milliseconds since 1970, so that two dates have a difference."""
    text = element_text(value)
    if text is None:
        return None
    known = number(text)
    if known is not None:
        return known
    instant = moment(text)
    return None if instant is None else _milliseconds(instant)


def _milliseconds(instant: datetime) -> Decimal:
    return EXACT.multiply(Decimal((instant - EPOCH) // timedelta(microseconds=1)), _MILLISECOND)


_SIGNS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": EXACT.add,
    "-": EXACT.subtract,
    "*": EXACT.multiply,
    "/": quotient,
}
