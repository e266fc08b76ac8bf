"""Profiles that exchange their identities, so that whoever merges two of them moves the smaller part of both.

An instance keeps its objects, other standard objects and keys that were added by hand, and stands for another profile
from then on. A chain of merges would otherwise move all of its objects with each link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import MutableMapping, Sequence

    from moto_customerprofiles.entities.profiles import Profile
    from moto_customerprofiles.state.journal import Journal
    from moto_customerprofiles.state.profiles.expiry_queue import ExpiryQueue
    from moto_customerprofiles.state.profiles.key_index import KeyIndex

_IDENTITY = (
    "profile_id",
    "sequence",
    "created_at",
    "last_updated_at",
    "expires_at",
    "fields",
    "origins",
    "is_inferred",
)
"""What makes a profile the one that it is, whatever parts it has."""


FEW = 32
"""So many parts are moved without a thought; our choice."""


class Identities:
    """Which instance stands for which profile of a domain."""

    def __init__(
        self, journal: Journal, profiles: MutableMapping[str, Profile], index: KeyIndex, expiry: ExpiryQueue
    ) -> None:
        self._journal = journal
        self._profiles = profiles
        self._index = index
        self._expiry = expiry

    def largest_first(self, main: Profile, others: Sequence[Profile]) -> list[Profile]:
        """Return the instances of profiles that are to be merged, the main one first; that has most parts, if it pays.

        Profiles with keys that were deleted by hand keep their instances: such keys depend on the parts.
        """
        largest = max([main, *others], key=_parts)
        if _parts(largest) <= max(2 * _parts(main), FEW) or main.hidden_keys or largest.hidden_keys:
            return [main, *others]
        self._exchange(main, largest)
        return [largest, *(main if each is largest else each for each in others)]

    def _exchange(self, first: Profile, second: Profile) -> None:
        for each in (first, second):
            self._index.release(each, each.field_entries)
        self._index.forget_orders()
        before = [{name: getattr(each, name) for name in _IDENTITY} for each in (first, second)]
        self._journal.assign(first, **before[1])
        self._journal.assign(second, **before[0])
        for each in (first, second):
            self._journal.put(self._profiles, each.profile_id, each)
            self._index.hold(each, each.field_entries)
            self._expiry.plan(each, each.expires_at)


def _parts(profile: Profile) -> int:
    return len(profile.objects) + len(profile.standard_objects) + len(profile.added_keys)
