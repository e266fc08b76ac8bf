"""Who wrote a field of a profile, and when: what decides between two sources that disagree."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

MANUAL = "manual"
"""The source of what CreateProfile and UpdateProfile write."""


class Origin(NamedTuple):
    """The writer of one field: `source` is an object type's name or `MANUAL`, `at` is the time of the value."""

    source: str
    priority: int | None
    at: datetime

    @property
    def is_manual(self) -> bool:
        """Whether a person or program wrote the value directly, not by ingesting an object."""
        return self.source == MANUAL


Fields = Mapping[str, str]
"""The fields of a profile: path to text, `{"FirstName": "Ann", "Address.City": "Seattle"}`. Never changed in place."""

Origins = Mapping[str, Origin]
"""The writer of each path in `Fields`. Never changed in place, and shared by profiles that were written alike."""


@lru_cache(maxsize=64)
def all_by(paths: tuple[str, ...], origin: Origin) -> Origins:
    """Return the origins of paths that one writer has written: one mapping for a whole load, which spares a third.

    >>> from datetime import datetime, timezone
    >>> sorted(all_by(("FirstName", "LastName"), Origin("crm", None, datetime(2025, 1, 1, tzinfo=timezone.utc))))
    ['FirstName', 'LastName']
    """
    return dict.fromkeys(paths, origin)
