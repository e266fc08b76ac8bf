"""JSON text as this package writes it: compact, and non-ASCII letters unescaped."""

from __future__ import annotations

import json

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def compact(value: object) -> str:
    """Return a value as compact JSON text.

    >>> compact({"Name": "Zoë", "Numbers": [1, 2]})
    '{"Name":"Zoë","Numbers":[1,2]}'
    """
    return _encode(value)
