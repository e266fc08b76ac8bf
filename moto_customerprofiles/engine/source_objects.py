"""The JSON objects that callers put: their text, and what it says."""

from __future__ import annotations

import json
import math

from moto_customerprofiles.errors import BadRequest

LARGEST_OBJECT = 256_000
"""Bytes of UTF-8; the service quotas give 250 kilobytes, the service model counts the same number of characters."""


def parse_object(text: str, *, refusal: str = "Object is not a valid JSON object") -> dict[str, object]:
    """Parse the text of an object; whatever is no JSON object, or cannot be kept as one, is refused with `refusal`.

    >>> parse_object('{"id": 7}')
    {'id': 7}
    """
    try:
        document = json.loads(text, parse_constant=_refuse, parse_float=_finite)
        if "\\u" in text:
            json.dumps(document, ensure_ascii=False).encode()  # half a surrogate pair is no text that could be stored
    except (ValueError, RecursionError):
        raise BadRequest(refusal) from None
    if not isinstance(document, dict):
        raise BadRequest(refusal)
    return document


def check_size(text: str) -> None:
    """Refuse an object that takes more bytes than the service stores."""
    if len(text) * 4 > LARGEST_OBJECT and len(text.encode()) > LARGEST_OBJECT:
        raise BadRequest(f"Object is larger than {LARGEST_OBJECT} bytes")


def _refuse(constant: str) -> float:
    reason = f"{constant} is not JSON"
    raise ValueError(reason)


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _refuse(text)
