"""What a layout of the profile explorer must be: valid JSON. Its content concerns the console only."""

from __future__ import annotations

import json

from moto_customerprofiles.errors import BadRequest


def check_layout(layout: str) -> None:
    """Check that a layout is JSON text.

    Raises:
        BadRequest: the text is not JSON.

    >>> check_layout('{"Type": "Page", "Children": []}')

    """
    try:
        json.loads(layout, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise BadRequest("Layout is not valid JSON") from None


def _refuse(constant: str) -> object:
    raise ValueError(constant)
