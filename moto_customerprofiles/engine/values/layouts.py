"""What a layout of the profile explorer must be: valid JSON. Its content concerns the console only."""

from __future__ import annotations

import json

from moto_customerprofiles.engine.values.json_text import why_no_json
from moto_customerprofiles.errors import BadRequest


def check_layout(layout: str) -> None:
    """Check that a layout is JSON text.

    Raises:
        BadRequest: the text is not JSON.

    >>> check_layout('{"Type": "Page", "Children": []}')

    """
    try:
        json.loads(layout, parse_constant=_refuse)
    except (ValueError, RecursionError) as broken:
        raise BadRequest(f"Layout is not valid JSON: {why_no_json(layout, broken)}") from None


def _refuse(constant: str) -> object:
    reason = f"{constant} is not JSON"
    raise ValueError(reason)
