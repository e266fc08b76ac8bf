"""What a layout of the profile explorer must be: JSON, and otherwise nobody's business but the console's."""

from __future__ import annotations

import json

from moto_customerprofiles.errors import BadRequest


def check_layout(layout: str) -> None:
    """Refuse a layout that is no JSON text, with `BadRequest`.

    >>> check_layout('{"Type": "Page", "Children": []}')
    """
    try:
        json.loads(layout, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise BadRequest("Layout is not valid JSON") from None


def _refuse(constant: str) -> object:
    raise ValueError(constant)
