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
            self._count(profile, entries, 1)

    def release(self, profile: Profile, entries: Collection[KeyEntry]) -> None:
        """Take one hold of each of these entries from a profile."""
        if entries:
            self._count(profile, entries, -1)

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

    def forget_orders(self) -> None:
        """Forget in which order profiles hold entries: their places in it are about to change."""
        self._journal.undo(self._orders.kept.clear)
        self._orders.kept.clear()

    def slots(self, key_name: str) -> Collection[KeySlot]:
        """Return the slots that entries under this name ever had."""
        return self._slots_by_name.get(key_name, ())

    def _count(self, profile: Profile, entries: Collection[KeyEntry], change: int) -> None:
        """Count one hold more or less of each entry for a profile; the counts before are noted one by one."""
        slots, kept = self._holders, self._orders.kept
        before: list[int] = []
        if self._journal.is_on:
            self._journal.undo(partial(self._restore, profile, entries, before))
        for slot, value in entries:
            by_value = slots.get(slot)
            if by_value is None:
                by_value = self._new_slot(slot)
            held = by_value.get(value)
            if held is None and change > 0:  # as for nearly all entries
                before.append(0)
                if kept:
                    self._orders.change((slot, value), None, profile)
                by_value[value] = profile
                continue
            count = _count_of(held, profile)
            if count + change < 0:
                raise KeyError(slot, value)
            before.append(count)
            if kept:
                self._follow((slot, value), profile, count, count + change)
            _set_count(by_value, value, profile, count + change)

    def _follow(self, entry: KeyEntry, profile: Profile, before: int, after: int) -> None:
        """Keep the order of the holders of an entry, if it is kept."""
        if not before:
            self._orders.change(entry, None, profile)
        elif not after:
            self._orders.change(entry, profile, None)

    def _restore(self, profile: Profile, entries: Collection[KeyEntry], before: list[int]) -> None:
        """Give a profile the counts that it had for the first entries; of an entry that is there twice, the first."""
        for (slot, value), count in reversed([*zip(entries, before, strict=False)]):
            by_value = self._holders.get(slot)
            if by_value is not None:
                _set_count(by_value, value, profile, count)

    def _new_slot(self, slot: KeySlot) -> dict[KeyValue, _Held]:
        """Make a slot, which is known by its name from now on, unless the call fails."""
        journal, name = self._journal, name_of(slot)
        if name not in self._slots_by_name:
            journal.put(self._slots_by_name, name, [])
        journal.append(self._slots_by_name[name], slot)
        by_value: dict[KeyValue, _Held] = {}
        journal.put(self._holders, slot, by_value)
        return by_value


def _count_of(held: _Held | None, profile: Profile) -> int:
    """Return how often a profile holds an entry of these holders."""
    if held is None or isinstance(held, Profile):
        return int(held is profile)
    if isinstance(held, tuple):
        return held[1] if held[0] is profile else 0
    return held.get(profile, 0)


def _set_count(by_value: dict[KeyValue, _Held], value: KeyValue, profile: Profile, count: int) -> None:
    """Let a profile hold an entry so often; what is seen between two steps is true as well."""
    held = by_value.get(value)
    if held is None or held is profile or (isinstance(held, tuple) and held[0] is profile):
        if count:
            by_value[value] = profile if count == 1 else (profile, count)
        else:
            by_value.pop(value, None)
        return
    counts = held if isinstance(held, dict) else {held: 1} if isinstance(held, Profile) else {held[0]: held[1]}
    if count:
        counts[profile] = count
        by_value[value] = counts
    else:
        counts.pop(profile, None)
    if len(counts) == 1:
        [(only, count_of_only)] = counts.items()
        by_value[value] = only if count_of_only == 1 else (only, count_of_only)
