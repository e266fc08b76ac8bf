"""What event triggers have asked of their integrations, for tests to read.

The action would be an outbound campaign's, which moto does not mock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from moto_customerprofiles.entities.events import Invocation
    from moto_customerprofiles.state.journal import Journal


class Invocations:
    """All invocations of a domain, oldest first, and when each trigger was invoked for each profile."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._all: list[Invocation] = []
        self._times: dict[tuple[str, str], list[datetime]] = {}

    def __len__(self) -> int:
        """Return how many invocations there are."""
        return len(self._all)

    def all(self) -> list[Invocation]:
        """Return all invocations."""
        return list(self._all)

    def times(self, trigger_name: str, profile_id: str) -> Sequence[datetime]:
        """Return when a trigger was invoked for a profile."""
        return self._times.get((trigger_name, profile_id), [])

    def add(self, invocation: Invocation) -> None:
        """Remember the newest invocation."""
        journal, key = self._journal, (invocation.event_trigger_name, invocation.profile_id)
        if key not in self._times:
            journal.put(self._times, key, [])
        journal.append(self._times[key], invocation.invoked_at)
        journal.append(self._all, invocation)

    def forget(self, trigger_name: str) -> None:
        """Count anew for a trigger: a later one of the same name begins without a past."""
        for key in [key for key in self._times if key[0] == trigger_name]:
            self._journal.drop(self._times, key)
