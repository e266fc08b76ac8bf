"""When the profiles of a domain, or parts of them, reach the end of their retention.

A profile waits for the earliest moment at which it or any part of it may expire, with all others of that moment; what
is not due yet costs nothing.
"""

from __future__ import annotations

from functools import partial
from heapq import heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from moto_customerprofiles.entities.profiles import Profile
    from moto_customerprofiles.state.journal import Journal


class ExpiryQueue:
    """The profiles of one domain by the moment at which something of them may expire."""

    __slots__ = ("_dues", "_journal", "_waiting")

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._dues: list[datetime] = []
        self._waiting: dict[datetime, list[Profile]] = {}

    def plan(self, profile: Profile, due: datetime) -> None:
        """Let a profile wait for a moment, unless it waits for an earlier one."""
        if profile.due_at is None or due < profile.due_at:
            self._journal.assign(profile, due_at=due)
            # Not taken back with a failing call: a plan that no profile knows of is passed over.
            self._queue(due, [profile])

    def due(self) -> datetime | None:
        """Return the next moment at which something may expire."""
        return self._dues[0] if self._dues else None

    def pop(self) -> tuple[datetime, list[Profile]]:
        """Return the next moment and the profiles that wait for it, and forget both.

        Some of the profiles may have another plan by now (`due_at`), or be gone.
        """
        due = self._dues[0]
        waiting = self._waiting.get(due, [])
        self._journal.undo(partial(self._put_back, due, waiting))
        self._waiting.pop(due, None)
        heappop(self._dues)
        return due, waiting

    def _queue(self, due: datetime, profiles: list[Profile]) -> None:
        if due not in self._waiting:
            heappush(self._dues, due)  # first: a moment without profiles does no harm, profiles without a moment do
            self._waiting[due] = []
        self._waiting[due] += profiles

    def _put_back(self, due: datetime, waiting: list[Profile]) -> None:
        if self._waiting.get(due) is not waiting:
            heappush(self._dues, due)
            self._waiting[due] = [*waiting, *self._waiting.get(due, ())]
