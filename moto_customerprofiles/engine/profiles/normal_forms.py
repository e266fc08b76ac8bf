"""Normal forms: two values of a key are equal if the content type gives both texts the same normal form.

Normal forms are used for equality only, in matching, in searching and in unique keys; a field keeps the text that was
written. The Administrator Guide ("Object type mapping definition details", "Examples of object type mappings") gives
pairs of equal values: `+15551234567` and `(555)-123-4567`, `+1 (206) 345-7890` and `2063457890`, `John SMITH` and
`john smith`; the service model adds `555-010-0000` and `+1-555-010-0000`. The rule for telephone numbers is our choice
and the simplest one that fits these pairs: a library of numbering plans needs a home country, and reads
`1-123-456-7890` and `+11234567890` as two different numbers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.values.literals import number, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

STRING = "STRING"
NUMBER = "NUMBER"
PHONE_NUMBER = "PHONE_NUMBER"
EMAIL_ADDRESS = "EMAIL_ADDRESS"
NAME = "NAME"

_NO_DIGIT = re.compile(r"\D")
_NORTH_AMERICAN_DIGITS = 11


def normal_form(content_type: str, text: str) -> str:
    """Return the normal form of a text of this content type.

    >>> normal_form("PHONE_NUMBER", "+1 (206) 345-7890")
    '2063457890'
    >>> normal_form("NAME", "John   SMITH")
    'john smith'
    """
    return _NORMAL_FORMS[content_type](text)


def normalizer(content_type: str) -> Callable[[str], str]:
    """Return the function that returns the normal form of a text of this content type."""
    return _NORMAL_FORMS[content_type]


def _as_it_is(text: str) -> str:
    return text


def _email(text: str) -> str:
    form = text.strip().lower()
    return text if form == text else form  # keeps one copy of an address, of which there may be millions


def _name(text: str) -> str:
    return " ".join(text.split()).lower()


def _phone(text: str) -> str:
    digits = text.removeprefix("+")
    if not digits.isdecimal():
        digits = _NO_DIGIT.sub("", text)
    if len(digits) == _NORTH_AMERICAN_DIGITS and digits[0] == "1":
        return digits[1:]
    return digits or text.strip().lower()


def _number(text: str) -> str:
    """Return a decimal number in digits; a text that is not a number stands for itself."""
    text = text.strip()
    value = number(text)
    return text if value is None else plain(value)


_NORMAL_FORMS: Mapping[str, Callable[[str], str]] = {
    STRING: _as_it_is,
    NUMBER: _number,
    PHONE_NUMBER: _phone,
    EMAIL_ADDRESS: _email,
    NAME: _name,
}
CONTENT_TYPES = frozenset(_NORMAL_FORMS)
"""The content types that have a normal form: all that the service model knows (FieldContentType)."""
