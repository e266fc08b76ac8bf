"""How much a domain holds, kept as it changes, so that asking costs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sized

    from moto_customerprofiles.state.journal import Journal

_OBJECTS_PER_METERED_PROFILE = 100


class ProfileCounts:
    """The counters behind GetDomain's statistics.

    Only objects that were put count, not the standard objects made of them; that is our reading.
    """

    __slots__ = ("_journal", "_profiles", "extra_meters", "objects", "size")

    def __init__(self, journal: Journal, profiles: Sized) -> None:
        self._journal = journal
        self._profiles = profiles
        self.objects = 0
        self.extra_meters = 0
        self.size = 0

    def add(self, size: int, before: int, after: int) -> None:
        """Count bytes of objects, of which their profile had so many before and has so many now."""
        self._journal.assign(self, size=self.size + size, objects=self.objects + after - before)
        if before > _OBJECTS_PER_METERED_PROFILE or after > _OBJECTS_PER_METERED_PROFILE:
            extra = extra_meters(after) - extra_meters(before)
            self._journal.assign(self, extra_meters=self.extra_meters + extra)

    def statistics(self) -> dict[str, int]:
        """Return the counts under AWS's names."""
        return {
            "ProfileCount": len(self._profiles),
            "MeteringProfileCount": len(self._profiles) + self.extra_meters,
            "ObjectCount": self.objects,
            "TotalSize": self.size,
        }


def extra_meters(objects: int) -> int:
    """Return how often a profile of so many objects is metered besides once: once above a hundred, twice above two.

    From the API reference, DomainStats.
    """
    return (objects - 1) // _OBJECTS_PER_METERED_PROFILE if objects else 0
