"""Keys of profiles that callers add and delete by hand, beside those that fields and objects bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from moto_customerprofiles.engine.profiles.keys import KeyEntry
    from moto_customerprofiles.entities.profiles import Profile
    from moto_customerprofiles.state.journal import Journal
    from moto_customerprofiles.state.profiles.key_index import KeyIndex


class KeysByHand:
    """Adds, hides and shows entries of profiles; each step costs what the entries cost, not what the profile has."""

    def __init__(self, journal: Journal, index: KeyIndex) -> None:
        self._journal = journal
        self._index = index

    def add(self, profile: Profile, entries: Collection[KeyEntry]) -> None:
        """Let a profile be found by entries that it has not been given by hand yet."""
        self._index.hold(profile, entries)
        if profile.added_keys:
            for entry in entries:
                self._journal.add(profile.added_keys, entry)
        else:
            self._journal.assign(profile, added_keys=set(entries))

    def hide(self, profile: Profile, entries: frozenset[KeyEntry]) -> None:
        """Let a profile not be found by these entries, until a field or an object brings them anew."""
        added = profile.added_keys & entries
        self._index.release(profile, added)
        for entry in added:
            self._journal.discard(profile.added_keys, entry)
        self._index.release(profile, profile.field_entries & entries)
        for standard in profile.standard_objects.values():
            self._index.release(profile, (standard.index_entries - profile.hidden_keys) & entries)
        if profile.hidden_keys:
            for entry in entries:
                self._journal.add(profile.hidden_keys, entry)
        else:
            self._journal.assign(profile, hidden_keys=set(entries))
        if any(profile in self._index.holders(entry) for entry in entries):
            self._hide_in_objects(profile, entries)

    def show(self, profile: Profile, entries: frozenset[KeyEntry]) -> None:
        """Let entries no longer be hidden."""
        for entry in entries & profile.hidden_keys:
            self._journal.discard(profile.hidden_keys, entry)

    def _hide_in_objects(self, profile: Profile, entries: frozenset[KeyEntry]) -> None:
        for each in profile.objects:
            self._index.release(profile, [entry for entry in each.all_entries if entry in entries])
            kept = [entry for entry in each.entries if entry not in entries]
            self._journal.assign(
                each,
                key_slots=tuple(slot for slot, _ in kept),
                key_values=tuple(value for _, value in kept),
                founding_entries=tuple(entry for entry in each.founding_entries if entry not in entries),
            )
