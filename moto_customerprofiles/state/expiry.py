"""Data that reaches the end of its retention, and goes when the domain is next looked at.

The administrator guide ("Customer Profiles data expiration") gives the terms. A profile waits in the queue under the
earliest moment at which it or any part of it may expire; what is not due yet costs nothing.
"""

from __future__ import annotations

from functools import partial
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from moto_customerprofiles.state.changes import SERVICE, ObjectExpired, ProfileExpired

if TYPE_CHECKING:
    from datetime import datetime

    from moto_customerprofiles.state.profile import Profile
    from moto_customerprofiles.state.profile_shelf import ProfileShelf


class Expiry:
    """The queue of what expires in one domain; a chore of the domain."""

    __slots__ = ("_queue", "_shelf")

    def __init__(self, shelf: ProfileShelf) -> None:
        self._shelf = shelf
        self._queue: list[tuple[datetime, int, Profile]] = []

    def plan(self, profile: Profile, due: datetime) -> None:
        """See to it that the profile is looked at when this moment has come."""
        if profile.due_at is None or due < profile.due_at:
            self._shelf.journal.assign(profile, "due_at", due)
            # Not taken back with a failing call: a plan that no profile knows of is passed over.
            heappush(self._queue, (due, profile.sequence, profile))

    def due(self) -> datetime | None:
        """Answer the next moment to look."""
        return self._queue[0][0] if self._queue else None

    def run(self, now: datetime) -> None:
        """Let the parts of one profile expire whose time has come, or all of it."""
        planned = heappop(self._queue)
        self._shelf.journal.undo(partial(heappush, self._queue, planned))
        due, _, profile = planned
        if due > now or due != profile.due_at or self._shelf.get(profile.profile_id) is not profile:
            return
        if profile.expires_at <= due:
            self._shelf.drop(profile)
            self._shelf.note(ProfileExpired(profile.profile_id, due, SERVICE, profile.fields))
            return
        self._expire_parts(profile, due)
        self._shelf.journal.assign(profile, "due_at", None)
        self.plan(profile, min([profile.expires_at, *self._part_ends(profile)]))

    def _expire_parts(self, profile: Profile, due: datetime) -> None:
        for part in [*profile.objects.values()]:
            if part.expires_at <= due:
                self._shelf.detach(profile, part)
                self._shelf.note(
                    ObjectExpired(profile.profile_id, due, SERVICE, part.object_type_name, part.unique_key, part.text)
                )
        for record in [*profile.records.values()]:
            if record.expires_at <= due:
                self._shelf.remove_record(profile, record)

    @staticmethod
    def _part_ends(profile: Profile) -> list[datetime]:
        objects = [each.expires_at for each in profile.objects.values()]
        return objects + [record.expires_at for record in profile.records.values()]
