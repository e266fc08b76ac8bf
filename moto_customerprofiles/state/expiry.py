"""Data that reaches the end of its retention, and goes when the domain is next looked at.

The Administrator Guide ("Customer Profiles data expiration") gives the terms. A profile waits for the earliest
moment at which it or any part of it may expire, with all others of that moment; what is not due yet costs nothing.
"""

from __future__ import annotations

from functools import partial
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from moto_customerprofiles.entities.changes import SERVICE, ObjectExpired, ProfileExpired

if TYPE_CHECKING:
    from datetime import datetime

    from moto_customerprofiles.entities.profiles import Profile
    from moto_customerprofiles.state.profile_table import ProfileTable


class Expiry:
    """The queue of what expires in one domain; a chore of the domain."""

    __slots__ = ("_dues", "_shelf", "_waiting")

    def __init__(self, shelf: ProfileTable) -> None:
        self._shelf = shelf
        self._dues: list[datetime] = []
        self._waiting: dict[datetime, list[Profile]] = {}

    def plan(self, profile: Profile, due: datetime) -> None:
        """See to it that the profile is looked at when this moment has come."""
        if profile.due_at is None or due < profile.due_at:
            self._shelf.journal.assign(profile, due_at=due)
            # Not taken back with a failing call: a plan that no profile knows of is passed over.
            self._queue(due, [profile])

    def due(self) -> datetime | None:
        """Return the next moment to look."""
        return self._dues[0] if self._dues else None

    def run(self, now: datetime) -> None:  # noqa: ARG002  # all chores are told
        """Let all profiles expire whose time has come, or the parts of them."""
        due = heappop(self._dues)
        waiting = self._waiting.pop(due)
        self._shelf.journal.undo(partial(self._queue, due, waiting))
        for profile in sorted(waiting, key=lambda profile: profile.sequence):
            if due == profile.due_at and self._shelf.get(profile.profile_id) is profile:
                self._expire(profile, due)

    def _queue(self, due: datetime, profiles: list[Profile]) -> None:
        if due not in self._waiting:
            self._waiting[due] = []
            heappush(self._dues, due)
        self._waiting[due] += profiles

    def _expire(self, profile: Profile, due: datetime) -> None:
        if profile.expires_at <= due:
            self._shelf.drop(profile)
            self._shelf.note(ProfileExpired(profile.profile_id, due, SERVICE, profile.fields))
            return
        self._expire_parts(profile, due)
        self._shelf.journal.assign(profile, due_at=None)
        self.plan(profile, min([profile.expires_at, *self._part_ends(profile)]))

    def _expire_parts(self, profile: Profile, due: datetime) -> None:
        for part in profile.objects:
            if part.expires_at <= due:
                self._shelf.detach(part)
                self._shelf.note(
                    ObjectExpired(profile.profile_id, due, SERVICE, part.object_type_name, part.unique_key, part.text)
                )
        for record in [*profile.records.values()]:
            if record.expires_at <= due:
                self._shelf.remove_record(profile, record)

    @staticmethod
    def _part_ends(profile: Profile) -> list[datetime]:
        objects = [each.expires_at for each in profile.objects]
        return objects + [record.expires_at for record in profile.records.values()]
