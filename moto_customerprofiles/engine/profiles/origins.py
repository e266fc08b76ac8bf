"""Who wrote a field of a profile, and when: this decides between two sources that disagree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

MANUAL = "manual"
"""The source of what CreateProfile and UpdateProfile write."""


class Origin(NamedTuple):
    """The writer of one field.

    `source` is the name of an object type or `MANUAL`; `priority` is the SourcePriority of the object type, 1 first,
    None if it has none; `at` is the time of the value.
    """

    source: str
    priority: int | None
    at: datetime

    @property
    def is_manual(self) -> bool:
        """Whether CreateProfile or UpdateProfile wrote the value, and no object."""
        return self.source == MANUAL


Fields = Mapping[str, str]
"""The fields of a profile: path to text, `{"FirstName": "Ann", "Address.City": "Seattle"}`. Never changed in place."""

Origins = Mapping[str, Origin]
"""The writer of each path in `Fields`. Never changed in place, and shared by profiles that the same writer wrote."""


OriginsOf = Callable[[tuple[str, ...], Origin], Origins]
"""Returns the origins of paths that one writer has written."""


def shared_origins() -> OriginsOf:
    """Return a function that returns the same mapping for the same paths and writer, for the 64 latest of them.

    Profiles of one load mostly have the same paths and writer; to share the mapping saves a third of their memory. The
    cache belongs to the domain that calls this function, and no data outlive the domain.

    >>> from datetime import datetime, timezone
    >>> origins_of, origin = shared_origins(), Origin("crm", None, datetime(2025, 1, 1, tzinfo=timezone.utc))
    >>> origins_of(("FirstName", "LastName"), origin) is origins_of(("FirstName", "LastName"), origin)
    True
    """
    return lru_cache(maxsize=64)(_all_by)


def _all_by(paths: tuple[str, ...], origin: Origin) -> Origins:
    return dict.fromkeys(paths, origin)
