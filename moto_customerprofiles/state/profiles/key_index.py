"""Which profiles hold which key entries; every lookup costs the same, however many profiles there are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.profiles.keys import name_of
from moto_customerprofiles.entities.profiles import Profile
from moto_customerprofiles.state.profiles.kept_orders import KeptOrders

if TYPE_CHECKING:
    from collections.abc import Collection

    from moto_customerprofiles.engine.profiles.keys import KeyEntry, KeySlot, KeyValue
    from moto_customerprofiles.engine.values.listings import Listing
    from moto_customerprofiles.state.journal import Journal

_Held = Profile | tuple[Profile, int] | dict[Profile, int]
"""Who holds an entry: mostly one profile, once or, by a field and an object, twice; else a count for each."""


class KeyIndex:
    """Entries to profiles. A profile holds an entry as often as its parts bring it, until each has let go."""

    __slots__ = ("_holders", "_journal", "_orders", "_slots_by_name")

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._slots_by_name: dict[str, list[KeySlot]] = {}
        self._holders: dict[KeySlot, dict[KeyValue, _Held]] = {}
        self._orders = KeptOrders[Profile](journal)

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

    def in_order(self, entry: KeyEntry) -> Listing[Profile]:
        """Return the listing of the profiles that hold an entry, in the order of their creation."""
        return self._orders.listing(entry, self.holders(entry))

    def slots(self, key_name: str) -> Collection[KeySlot]:
        """Return the slots that entries under this name ever had."""
        return self._slots_by_name.get(key_name, ())

    def _add(self, profile: Profile, entries: Collection[KeyEntry]) -> None:
        slots, kept = self._holders, self._orders.kept
        for slot, value in entries:
            by_value = slots.get(slot)
            if by_value is None:
                by_value = self._new_slot(slot)
            if kept:
                self._orders.swap((slot, value), None, profile)
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
        kept = self._orders.kept
        for slot, value in entries:
            by_value = self._holders[slot]
            holders = by_value[value]
            if isinstance(holders, Profile):
                del by_value[value]
                kept.pop((slot, value), None)
                continue
            counts = _counts(holders)
            counts[profile] -= 1
            if not counts[profile]:
                del counts[profile]
                self._orders.swap((slot, value), profile, None)
            by_value[value] = next(iter(counts)) if len(counts) == 1 and 1 in counts.values() else counts


def _counts(holders: _Held) -> dict[Profile, int]:
    if isinstance(holders, dict):
        return holders
    return {holders: 1} if isinstance(holders, Profile) else {holders[0]: holders[1]}
