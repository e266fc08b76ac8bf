"""Which profiles hold which key entries; every lookup costs the same, however many profiles there are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.profiles.keys import name_of
from moto_customerprofiles.entities.profiles import Profile

if TYPE_CHECKING:
    from collections.abc import Collection

    from moto_customerprofiles.engine.profiles.keys import KeyEntry, KeySlot, KeyValue
    from moto_customerprofiles.state.journal import Journal

_Held = Profile | tuple[Profile, int] | dict[Profile, int]
"""Who holds an entry: mostly one profile, once or, by a field and an object, twice; else a count for each."""


class KeyIndex:
    """Entries to profiles. A profile holds an entry as often as its parts bring it, until each has let go."""

    __slots__ = ("_holders", "_journal", "_slots_by_name")

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._slots_by_name: dict[str, list[KeySlot]] = {}
        self._holders: dict[KeySlot, dict[KeyValue, _Held]] = {}

    def hold(self, profile: Profile, entries: Collection[KeyEntry]) -> None:
        """Let a profile be found by these entries."""
        if entries:
            self._add(profile, entries)
            if self._journal.is_on:
                self._journal.undo(partial(self._take, profile, entries))

    def release(self, profile: Profile, entries: Collection[KeyEntry]) -> None:
        """Take one hold of each of these entries from a profile."""
        if entries:
            self._take(profile, entries)
            self._journal.undo(partial(self._add, profile, entries))

    def holders(self, entry: KeyEntry) -> Collection[Profile]:
        """Return the profiles that hold an entry, in no order."""
        slot, value = entry
        by_value = self._holders.get(slot)
        holders = by_value.get(value) if by_value else None
        if holders is None:
            return ()
        if isinstance(holders, Profile):
            return (holders,)
        return holders[:1] if isinstance(holders, tuple) else holders.keys()

    def slots(self, key_name: str) -> Collection[KeySlot]:
        """Return the slots that entries under this name ever had."""
        return self._slots_by_name.get(key_name, ())

    def _add(self, profile: Profile, entries: Collection[KeyEntry]) -> None:
        slots = self._holders
        for slot, value in entries:
            by_value = slots.get(slot)
            if by_value is None:
                by_value = self._new_slot(slot)
            if value not in by_value:
                by_value[value] = profile
            elif by_value[value] is profile:
                by_value[value] = (profile, 2)
            else:
                counts = by_value[value] = _counts(by_value[value])
                counts[profile] = counts.get(profile, 0) + 1

    def _new_slot(self, slot: KeySlot) -> dict[KeyValue, _Held]:
        """Make a slot, which is known by its name from now on, unless the call fails."""
        named = self._slots_by_name.setdefault(name_of(slot), [])
        self._journal.append(named, slot)
        by_value: dict[KeyValue, _Held] = {}
        self._journal.put(self._holders, slot, by_value)
        return by_value

    def _take(self, profile: Profile, entries: Collection[KeyEntry]) -> None:
        for slot, value in entries:
            by_value = self._holders[slot]
            holders = by_value[value]
            if isinstance(holders, Profile):
                del by_value[value]
                continue
            counts = _counts(holders)
            counts[profile] -= 1
            if not counts[profile]:
                del counts[profile]
            by_value[value] = next(iter(counts)) if list(counts.values()) == [1] else counts


def _counts(holders: _Held) -> dict[Profile, int]:
    if isinstance(holders, dict):
        return holders
    return {holders: 1} if isinstance(holders, Profile) else {holders[0]: holders[1]}
