"""What a customer's web events say about items: who touched which item, how and when.

An interaction is read from a `_webAnalytics` object (Administrator Guide, standard web analytics object): one for
`Item.Id` and one for each Id in `ItemsList`. An object that names no item gives none; an item that one object names
twice counts once.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.values.literals import as_list, as_text, moment, number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from moto_customerprofiles.engine.profiles.origins import Fields

_INDEX = re.compile(r"\[\d*\]")


class Interaction(NamedTuple):
    """One interaction with one item; `at` is in epoch seconds, `value` is the EventValue."""

    at: float
    item: str
    event_type: str
    value: float | None = None


def interactions_of(event: Fields, ingested: datetime) -> list[Interaction]:
    """Return the interactions of one `_webAnalytics` object, given as flat fields.

    >>> from datetime import datetime, timezone
    >>> now = datetime(2026, 1, 1, tzinfo=timezone.utc)
    >>> interactions_of({"Item.Id": "tv", "EventType": "view", "EventTimestamp": "1700000000000"}, now)
    [Interaction(at=1700000000.0, item='tv', event_type='view', value=None)]
    """
    # An event without a readable time has the time of its ingestion, which is our choice.
    at = (moment(event.get("EventTimestamp", "")) or ingested).timestamp()
    value = number(event.get("EventValue", ""))
    worth = None if value is None else float(value)
    items = dict.fromkeys(item for item in _items(event) if item)
    return [Interaction(at, item, event.get("EventType", ""), worth) for item in items]


def _items(event: Fields) -> Iterator[str]:
    yield event.get("Item.Id", "")
    for path, text in event.items():
        member = _INDEX.sub("", path)
        if member == "ItemsList":
            yield from _ids(text)
        elif member == "ItemsList.Id":
            yield from as_list(text)


def _ids(text: str) -> Iterator[str]:
    """Yield the ids in a JSON list of items; another text contains no items."""
    try:
        items = json.loads(text)
    except (ValueError, RecursionError):
        return
    for item in items if isinstance(items, list) else [items]:
        if isinstance(item, dict):
            yield as_text(item.get("Id")) or ""
