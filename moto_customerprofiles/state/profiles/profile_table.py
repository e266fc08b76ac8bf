"""The profiles of a domain, their objects, their other standard objects and their keys, which change together.

These are the steps of which every change is made; they note no changes. What callers may ask for is in
`services.profiles.lifecycle`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.profiles.keys import KEY_FIELDS, name_of, profile_entries
from moto_customerprofiles.engine.profiles.origins import shared_origins
from moto_customerprofiles.engine.profiles.predefined_keys import PROFILE_ID
from moto_customerprofiles.entities.profiles import Profile, ProfileObject, StandardObject
from moto_customerprofiles.state.profiles.expiry_queue import ExpiryQueue
from moto_customerprofiles.state.profiles.identities import Identities
from moto_customerprofiles.state.profiles.kept_orders import KeptOrders
from moto_customerprofiles.state.profiles.key_index import KeyIndex
from moto_customerprofiles.state.profiles.keys_by_hand import KeysByHand
from moto_customerprofiles.state.profiles.profile_counts import ProfileCounts
from moto_customerprofiles.state.profiles.survivors import Survivors

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime

    from moto_customerprofiles.engine.profiles.keys import KeyEntry
    from moto_customerprofiles.engine.profiles.origins import Fields, Origins
    from moto_customerprofiles.engine.values.listings import Listing
    from moto_customerprofiles.state.call import Call


class ProfileTable:
    """All profiles of one domain. Iteration gives them in the order of their creation.

    `version` grows whenever a profile comes, goes or has its fields written.
    """

    def __init__(self, call: Call, domain_name: str) -> None:
        self._call = call
        self._journal = call.journal
        self.index = KeyIndex(call.journal)
        self.expiry = ExpiryQueue(call.journal)
        self._profiles: dict[str, Profile] = {}
        self.counts = ProfileCounts(call.journal, self._profiles)
        self.origins_of = shared_origins()
        self.keys_by_hand = KeysByHand(call.journal, self.index)
        self._identities = Identities(call.journal, self._profiles, self.index, self.expiry)
        self.survivors = Survivors(call.journal, self._profiles, domain_name)
        self._changed_standard_objects: set[str] = set()
        self._object_orders = KeptOrders[ProfileObject](call.journal)
        self._object_ends = KeptOrders[ProfileObject](call.journal, _end)
        self._standard_orders = KeptOrders[StandardObject](call.journal)
        self._last_sequence = 0
        self.version = 0

    def __len__(self) -> int:
        return len(self._profiles)

    def __iter__(self) -> Iterator[Profile]:
        return iter(sorted(self._profiles.values(), key=lambda profile: profile.sequence))

    def newest_first(self) -> Iterator[Profile]:
        """Return the profiles, the latest creation first; none is sorted for that."""
        return reversed(self._profiles.values())

    def get(self, profile_id: str) -> Profile | None:
        """Return the profile of this id, or None."""
        return self._profiles.get(profile_id)

    def require(self, profile_id: str) -> Profile:
        """Return the profile that the caller named; `ResourceNotFound` if there is none."""
        profile = self._profiles.get(profile_id)
        if profile is None:
            raise self.survivors.missing(profile_id)
        return profile

    def take_changed_standard_objects(self) -> set[str]:
        """Return the ids of the profiles whose other standard objects have changed since this was last called.

        They may have changed in a call that then failed. Should this call fail, the ids are returned once more.
        """
        taken = self._changed_standard_objects
        if taken:
            self._journal.undo(lambda: self._changed_standard_objects.update(taken))
            self._changed_standard_objects = set()
        return taken

    def objects_in_order(self, profile: Profile) -> Listing[ProfileObject]:
        """Return the listing of a profile's objects in the order of ingestion; a replaced one keeps its place."""
        return self._object_orders.listing(profile, profile.objects)

    def objects_by_end(self, profile: Profile) -> Listing[ProfileObject]:
        """Return the listing of a profile's objects in the order in which they expire."""
        return self._object_ends.listing(profile, profile.objects)

    def standard_objects_in_order(self, profile: Profile) -> Listing[StandardObject]:
        """Return the listing of a profile's standard objects in the order of creation."""
        return self._standard_orders.listing(profile, profile.standard_objects.values())

    def holders(self, entry: KeyEntry) -> Collection[Profile]:
        """Return the profiles that are found by an entry, in no order."""
        found = self.index.holders(entry)
        if entry[0].startswith(PROFILE_ID) and (named := self.named(entry)):
            return {*found, named}
        return found

    def named(self, entry: KeyEntry) -> Profile | None:
        """Return the profile of the id that is the value of an entry, or the one that it was merged into."""
        slot, value = entry
        return self.survivors.of(value) if name_of(slot) == PROFILE_ID and isinstance(value, str) else None

    def next_sequence(self) -> int:
        """Return the number of the next thing to be remembered; numbers only grow."""
        self._last_sequence += 1
        return self._last_sequence

    def add(self, expires_at: datetime, fields: Fields, origins: Origins, *, is_inferred: bool = False) -> Profile:
        """Remember a new profile."""
        now, profile_id, sequence = self._call.now, self._call.ids.hex(), self.next_sequence()
        profile = Profile(profile_id, sequence, now, now, expires_at, fields, origins, is_inferred=is_inferred)
        self._journal.put(self._profiles, profile_id, profile)
        self._journal.assign(self, version=self.version + 1)
        self.index.hold(profile, profile_entries(fields))
        self.expiry.plan(profile, expires_at)
        return profile

    def write(self, profile: Profile, fields: Fields, origins: Origins, written: Collection[str]) -> None:
        """Replace the fields of a profile; `written` are the paths that were written, be it with the same text."""
        touches_keys = profile.hidden_keys or any(
            profile.fields.get(path) != fields.get(path) for path in KEY_FIELDS.intersection(written)
        )
        self._journal.assign(self, version=self.version + 1)
        before = profile.field_entries if touches_keys and profile.fields else set()
        self._journal.assign(profile, fields=fields, origins=origins, last_updated_at=self._call.now)
        if touches_keys:
            if profile.hidden_keys:
                self.keys_by_hand.show(profile, frozenset(profile_entries(fields, written)))
            after = profile.field_entries
            self.index.release(profile, before - after)
            self.index.hold(profile, after - before)

    def prolong(self, profile: Profile, expires_at: datetime) -> None:
        """Keep a profile until then, if it does not stay longer already."""
        if expires_at > profile.expires_at:
            self._journal.assign(profile, expires_at=expires_at)

    def attach(self, profile_object: ProfileObject) -> None:
        """Give its profile an object that this does not have yet."""
        profile = profile_object.profile
        before = len(profile.objects)
        self._journal.put(profile.objects_by_key, profile_object.unique_key, profile_object)
        self._object_orders.change(profile, None, profile_object)
        self._object_ends.change(profile, None, profile_object)
        self.index.hold(profile, profile_object.all_entries)
        self._count(profile, before, profile_object.size)
        self.expiry.plan(profile, profile_object.expires_at)

    def exchange(self, former: ProfileObject, profile_object: ProfileObject) -> None:
        """Give a profile an object in the place of one with the same key, which hands down what it was there."""
        profile = profile_object.profile
        profile_object.sequence, profile_object.created_profile = former.sequence, former.created_profile
        profile_object.founding_entries, profile_object.found_by = former.founding_entries, former.found_by
        self._journal.put(profile.objects_by_key, profile_object.unique_key, profile_object)
        self._object_orders.change(profile, former, profile_object)
        self._object_ends.change(profile, former, profile_object)
        if former.all_entries != profile_object.all_entries:
            self.index.release(profile, former.all_entries)
            self.index.hold(profile, profile_object.all_entries)
        self._count(profile, len(profile.objects), profile_object.size - former.size)
        self.expiry.plan(profile, profile_object.expires_at)

    def detach(self, profile_object: ProfileObject) -> None:
        """Take an object from its profile, with its key entries."""
        profile = profile_object.profile
        self.index.release(profile, profile_object.all_entries)
        before = len(profile.objects)
        self._journal.drop(profile.objects_by_key, profile_object.unique_key)
        self._object_orders.change(profile, profile_object, None)
        self._object_ends.change(profile, profile_object, None)
        self._count(profile, before, -profile_object.size)

    def put_standard_object(self, profile: Profile, standard: StandardObject) -> None:
        """Give a profile a standard object, in the place of one with the same key that it has."""
        former = profile.standard_objects.get(standard.key)
        before = self._index_entries(profile, former)
        if profile.standard_objects:
            self._journal.put(profile.standard_objects, standard.key, standard)
        else:
            self._journal.assign(profile, standard_objects={standard.key: standard})
        self._standard_orders.change(profile, former, standard)
        self._changed_standard_objects.add(profile.profile_id)
        if profile.hidden_keys:
            shown = standard.index_entries & profile.hidden_keys
            for other in profile.standard_objects.values():
                if other is not standard:
                    self.index.hold(profile, other.index_entries & shown)
            self.keys_by_hand.show(profile, shown)
        after = self._index_entries(profile, standard)
        self.index.release(profile, before - after)
        self.index.hold(profile, after - before)
        self.expiry.plan(profile, standard.expires_at)

    def remove_standard_object(self, profile: Profile, standard: StandardObject) -> None:
        """Take a standard object from a profile, with its key entries."""
        self.index.release(profile, self._index_entries(profile, standard))
        self._journal.drop(profile.standard_objects, standard.key)
        self._standard_orders.change(profile, standard, None)
        self._changed_standard_objects.add(profile.profile_id)

    def largest_first(self, main: Profile, others: Sequence[Profile]) -> list[Profile]:
        """Return the instances of profiles that are to be merged, the main one first; see `Identities`."""
        instances = self._identities.largest_first(main, others)
        if instances[0] is not main:
            self._changed_standard_objects.update(each.profile_id for each in instances if each.standard_objects)
        return instances

    def drop(self, profile: Profile) -> None:
        """Forget a profile with all that belongs to it; the profile object itself stays as it was."""
        self._journal.assign(self, version=self.version + 1)
        self.index.release(profile, profile.field_entries)
        self.index.release(profile, profile.added_keys)
        for standard in profile.standard_objects.values():
            self.index.release(profile, self._index_entries(profile, standard))
        for each in profile.objects:
            self.index.release(profile, each.all_entries)
        self.counts.add(-profile.size, len(profile.objects), 0)
        self._journal.drop(self._profiles, profile.profile_id, order=_sequence)
        self._object_orders.kept.pop(profile, None)
        self._object_ends.kept.pop(profile, None)
        self._standard_orders.kept.pop(profile, None)
        if profile.standard_objects:
            self._changed_standard_objects.add(profile.profile_id)

    def _count(self, profile: Profile, before: int, growth: int) -> None:
        """Count the objects of a profile that had so many before, and that take so many bytes more now."""
        self.counts.add(growth, before, len(profile.objects))
        self._journal.assign(profile, size=profile.size + growth)

    @staticmethod
    def _index_entries(profile: Profile, standard: StandardObject | None) -> frozenset[KeyEntry]:
        return standard.index_entries - profile.hidden_keys if standard else frozenset()


def _sequence(profile: Profile) -> int:
    return profile.sequence


def _end(profile_object: ProfileObject) -> tuple[datetime, int]:
    return profile_object.expires_at, profile_object.sequence
