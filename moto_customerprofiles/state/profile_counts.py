"""How much a domain holds, kept as it changes, so that asking costs nothing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moto_customerprofiles.state.journal import Journal

_OBJECTS_PER_METERED_PROFILE = 100


class ProfileCounts:
    """The counters behind GetDomain's statistics.

    Only objects that were put count, not the standard objects made of them; that is our reading.
    """

    __slots__ = ("_journal", "metered_profiles", "objects", "profiles", "size")

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.profiles = 0
        self.metered_profiles = 0
        self.objects = 0
        self.size = 0

    def add(self, *, profiles: int = 0, metered_profiles: int = 0, objects: int = 0, size: int = 0) -> None:
        """Add to some of the counters."""
        self._step(profiles, metered_profiles, objects, size)
        if self._journal.is_on:
            self._journal.undo(partial(self._step, -profiles, -metered_profiles, -objects, -size))

    def _step(self, profiles: int, metered_profiles: int, objects: int, size: int) -> None:
        self.profiles += profiles
        self.metered_profiles += metered_profiles
        self.objects += objects
        self.size += size

    def statistics(self) -> dict[str, int]:
        """Answer the counts under AWS's names."""
        return {
            "ProfileCount": self.profiles,
            "MeteringProfileCount": self.metered_profiles,
            "ObjectCount": self.objects,
            "TotalSize": self.size,
        }


def metered(objects: int) -> int:
    """Answer for how many a profile of so many objects is metered: two above a hundred, three above two hundred.

    From the API reference, DomainStats.
    """
    return 1 + max(objects - 1, 0) // _OBJECTS_PER_METERED_PROFILE
