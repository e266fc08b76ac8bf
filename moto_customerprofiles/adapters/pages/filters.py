"""How values are written for a reader: times, numbers, ids, JSON, and the colour of a status."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any  # Any: what hooks return, as it comes

from jinja2 import Undefined

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from moto_customerprofiles.adapters.recent_calls import RecentCall

_LONGEST_ID = 30
_LONGEST_BODY = 20_000
_LONGEST_LINE = 160
_FEW_PARAMS = 3
_GOOD = frozenset({"ACTIVE", "COMPLETED", "COMPLETE", "HEALTHY", "RUNNING", "SUCCEEDED"})
_BAD = frozenset({"FAILED", "STOPPED", "UNHEALTHY", "PARTIAL_SUCCESS", "CANCELLED"})


def moment(at: object) -> str:
    """Return a time, to the second; a number is in seconds since the epoch.

    >>> moment("2026-01-02T03:04:05.678+00:00")
    '2026-01-02 03:04:05'
    """
    at = datetime.fromtimestamp(at, timezone.utc) if isinstance(at, int | float) else at
    text = at.isoformat() if isinstance(at, datetime) else str(at)
    return text[:19].replace("T", " ")


def number(count: object) -> str:
    """Return a number with its thousands apart.

    >>> number(10000)
    '10,000'
    """
    return f"{count:,}" if isinstance(count, int | float) else str(count)


def shortened(text: object) -> str:
    """Return the beginning and the end of a long id.

    >>> shortened("0123456789abcdef0123456789abcdef")
    '01234567...cdef'
    """
    whole = str(text)
    return whole if len(whole) <= _LONGEST_ID else f"{whole[:8]}...{whole[-4:]}"


def pretty(value: object) -> str:
    """Return JSON, a text or a document, over several lines; any other text is returned as it is."""
    with suppress(ValueError, RecursionError):
        value = json.loads(value) if isinstance(value, str) else value
        return json.dumps(value, indent=2, ensure_ascii=False, default=_plain)
    return str(value)


def one_line(value: object) -> str:
    """Return the beginning of JSON, a text or a document, in one line."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=_plain)
    return " ".join(text[:_LONGEST_LINE].split())


def cut(text: str) -> str:
    """Return a text that a page can carry, with how much of it is missing."""
    rest = len(text) - _LONGEST_BODY
    return text if rest <= 0 else f"{text[:_LONGEST_BODY]}\n... and {rest:,} characters more"


def mood(status: object) -> str:
    """Return the class of a status: good, bad, or warn for one that is still on its way."""
    text = str(status)
    return "good" if text in _GOOD else "bad" if text in _BAD else "warn"


def at(row: Mapping[str, Any], member: str) -> Any:
    """Return a member of a document, or one further down, its path written with dots; None if it is not there."""
    value: Any = row
    for name in member.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def kind_of_member(member: str) -> str:
    """Return how a member of a reply is shown, by its name."""
    if member.endswith(("At", "Date", "Time", "Since", "DataExpiry")):
        return "time"
    kinds = {"ObjectTypeName": "type", "Status": "status", "State": "status", "SegmentDefinitionName": "segment"}
    return kinds.get(member, "segment" if member == "SegmentFilter" else "text")


def reason(row: Mapping[str, Any]) -> str:
    """Return why the profiles of a match group are in it."""
    if row["Kind"] == "rule-based":
        return f"rule level {row['Strength']}"
    return f"confidence {row['Strength']:.2f}"


def subject(call: RecentCall) -> str:
    """Return the main parameters of a call but its domain, in a line."""
    named = [f"{name}={_brief(value)}" for name, value in call.params.items() if name != "DomainName"]
    return ", ".join(named[:_FEW_PARAMS])


def brought(source: str) -> str:
    """Return what brings a key, with a long key of an object shortened.

    >>> brought("object order 0123456789abcdef0123456789abcdef")
    'object order 01234567...cdef'
    """
    return " ".join(shortened(word) for word in source.split(" "))


def _brief(value: object) -> str:
    return one_line(value)[:60] if isinstance(value, str | dict | list) else str(value)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return "" if isinstance(value, Undefined) else str(value)


FILTERS: dict[str, Callable[..., Any]] = {
    each.__name__: each
    for each in (
        moment,
        number,
        shortened,
        pretty,
        one_line,
        cut,
        mood,
        at,
        kind_of_member,
        reason,
        subject,
        brought,
    )
}
"""All filters of the templates by name."""
