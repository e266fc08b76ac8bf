"""JSON text as this package writes it: compact, and non-ASCII letters unescaped."""

from __future__ import annotations

import json
from json import JSONDecodeError
from math import isfinite
from typing import TYPE_CHECKING

from moto_customerprofiles.errors import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def compact(value: object) -> str:
    """Return a value as compact JSON text.

    >>> compact({"Name": "Zoë", "Numbers": [1, 2]})
    '{"Name":"Zoë","Numbers":[1,2]}'
    """
    return _encode(value)


def why_unwritable(value: object) -> str | None:
    r"""Return why plain data cannot be written as JSON in UTF-8, None if it can.

    >>> why_unwritable({"Name": ["a\ud83c"]})
    "half of a surrogate pair in 'a\\ud83c'"
    >>> why_unwritable({"Score": float("nan")})
    'the number nan'
    """
    try:
        return _why_unwritable(value)
    except RecursionError:
        return "a value that is nested too deeply, or in itself"


def _why_unwritable(value: object) -> str | None:
    if isinstance(value, str):
        if not value.isascii() and any("\ud800" <= each <= "\udfff" for each in value):
            return f"half of a surrogate pair in {shown(ascii(value))}"
    elif isinstance(value, float):
        return None if isfinite(value) else f"the number {value}"
    elif isinstance(value, dict):
        return next((why for pair in value.items() for part in pair if (why := _why_unwritable(part))), None)
    elif isinstance(value, list | tuple):
        return next((why for part in value if (why := _why_unwritable(part))), None)
    return None


KINDS: Mapping[type, str] = {
    dict: "an object",
    list: "an array",
    str: "a string",
    bool: "a boolean",
    int: "an integer",
    float: "a number",
}
"""What the values of JSON are called in messages, by their types in Python; null is none of them."""

_AROUND = 20
"""So many characters before and after the place of an error are shown; our choice."""


def why_no_json(text: str, broken: Exception) -> str:
    r"""Return why a text is not JSON: the cause, the position and what stands there.

    >>> import json
    >>> def why(text):
    ...     try:
    ...         json.loads(text)
    ...     except ValueError as broken:
    ...         return why_no_json(text, broken)
    >>> why("{'id': 7}")
    "it is the repr of a Python dict, with single quotes: use json.dumps: {'id': 7}"
    >>> why('{"id": 7')
    'Expecting \',\' delimiter at character 9 (line 1 column 9), at "{"id": 7"'
    """
    if isinstance(broken, UnicodeError):
        return "an escape \\u spells half of a surrogate pair, which is no character"
    if isinstance(broken, RecursionError):
        return "it is nested too deeply to be read"
    if not isinstance(broken, JSONDecodeError):
        return f"{broken}"
    if not text.strip():
        return "it is empty"
    if text.lstrip().startswith(("{'", "[{'")):
        return f"it is the repr of a Python dict, with single quotes: use json.dumps: {shown(text)}"
    around = text[max(broken.pos - _AROUND, 0) : broken.pos + _AROUND]
    return f'{broken.msg} at character {broken.pos + 1} (line {broken.lineno} column {broken.colno}), at "{around}"'
