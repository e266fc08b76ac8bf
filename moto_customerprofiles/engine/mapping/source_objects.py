"""The JSON objects that callers put: their texts and their content."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.values.json_text import KINDS, why_no_json
from moto_customerprofiles.errors import BadRequest, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGEST_OBJECT = 256_000
"""The most bytes of UTF-8 of an object (service quotas, 250 kilobytes); the model allows as many characters."""


_DEEPEST = 500
"""The most levels of nesting: as many as can be parsed and written at any depth of the call stack; our choice."""


def parse_object(text: str, *, refusal: str = "Object is not a valid JSON object") -> dict[str, object]:
    """Return the object of a JSON text.

    Raises:
        BadRequest: the text is not a JSON object, or cannot be stored as one; the message is `refusal` and the cause.

    >>> parse_object('{"id": 7}')
    {'id': 7}

    """
    try:
        document = _decoded(text)
        if "\\u" in text:
            json.dumps(document, ensure_ascii=False).encode()  # half a surrogate pair cannot be stored
    except (ValueError, RecursionError) as broken:
        raise BadRequest(f"{refusal}: {why_no_json(text, broken)}") from None
    if not isinstance(document, dict):
        kind = KINDS.get(type(document), "null")
        raise BadRequest(f"{refusal}: it is {kind}, and an object in braces is wanted: {shown(text)}")
    if _may_be_too_deep(text) and _is_too_deep(document):
        raise BadRequest(f"{refusal}: it is nested more than {_DEEPEST} levels deep")
    return document


def check_size(text: str) -> None:
    """Check that an object is not larger than the service stores.

    Raises:
        BadRequest: the object is larger.

    """
    if len(text) * 4 > LARGEST_OBJECT and len(text.encode()) > LARGEST_OBJECT:
        raise BadRequest(
            f"Object is larger than {LARGEST_OBJECT} bytes, the service quota: it has {len(text.encode())}"
        )


def _decoded(text: str) -> object:
    if text.startswith("{"):
        document, end = _DECODER.raw_decode(text)
        if end == len(text):  # the usual case, which costs half as much as skipping blanks
            return document
    return _DECODER.decode(text)


def _may_be_too_deep(text: str) -> bool:
    return len(text) > _DEEPEST and text.count("[") + text.count("{") > _DEEPEST


def _is_too_deep(document: object) -> bool:
    level = [document]
    for _ in range(_DEEPEST):
        level = [inner for value in level for inner in _inside(value)]
        if not level:
            return False
    return True


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _refuse(constant: str) -> float:
    reason = f"{constant} is not JSON"
    raise ValueError(reason)


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _refuse(text)


_DECODER = json.JSONDecoder(parse_constant=_refuse, parse_float=_finite)
