"""Outcomes of calls that botocore may want to try again, which it does only with a request.

The fast path has performed such a call when it learns that. It hands the outcome over to moto's way, whose first
request carries the number of the outcome in a header and is answered with it: so the operation runs once for each
attempt.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from moto_customerprofiles.errors import ConnectionBroken

if TYPE_CHECKING:
    Reply = tuple[int, dict[str, str], dict[str, Any]]
    Outcome = Reply | ConnectionBroken

HEADER = "x-moto-customerprofiles-outcome"
_TOO_MANY_REQUESTS, _SERVER_ERRORS = 429, 500
_PROCESS = uuid4().hex
_numbers = count()
_outcomes: dict[str, Outcome] = {}


def may_be_tried_again(status: int) -> bool:
    """Tell whether botocore tries a call again that was answered with this status."""
    return status == _TOO_MANY_REQUESTS or status >= _SERVER_ERRORS


def hand_over(headers: dict[str, Any], outcome: Outcome) -> None:
    """Keep an outcome for the request that botocore is about to make with these headers, and note that in them."""
    headers[HEADER] = f"{_PROCESS}-{next(_numbers)}"
    _outcomes[headers[HEADER]] = outcome


def taken_over(headers: Any) -> Reply | None:
    """Return the reply that was kept for a request, once; None if there is none.

    Raises:
        ConnectionBroken: the call had no reply.

    """
    outcome = _outcomes.pop(headers.get(HEADER), None) if _outcomes else None
    if isinstance(outcome, ConnectionBroken):
        raise outcome
    return outcome
