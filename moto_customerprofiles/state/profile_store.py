"""What callers do to the profiles of a domain. Each change is made whole, and noted for its subscribers."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.profiles.origins import MANUAL, Origin
from moto_customerprofiles.entities.changes import (
    KeyAdded,
    KeyDeleted,
    ObjectDeleted,
    ProfileCreated,
    ProfileDeleted,
    ProfileUpdated,
)
from moto_customerprofiles.errors import ResourceNotFound
from moto_customerprofiles.state.object_limits import oldest_beyond
from moto_customerprofiles.state.profile_table import ProfileTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from moto_customerprofiles.engine.profiles.keys import KeyEntry, Term
    from moto_customerprofiles.engine.profiles.origins import Fields, Origins
    from moto_customerprofiles.entities.profiles import ObjectKey, Profile


@lru_cache(maxsize=8)
def _later(now: datetime, days: int) -> datetime:
    """Return an instant so many days later: a single one for all that a load writes."""
    return now + timedelta(days=days)


class ProfileStore(ProfileTable):
    """All profiles of one domain, and what can be asked to happen to them."""

    def retention(self, days: int | None = None) -> datetime:
        """Return when data written now expires; without a number of days, after those of the domain."""
        return _later(self.world.now, days or self.domain.default_expiration_days)

    def create(self, fields: Fields, *, days: int | None = None, performed_by: str | None = None) -> Profile:
        """Remember a profile that somebody describes."""
        now = self.world.now
        profile = self.add(self.retention(days), fields, dict.fromkeys(fields, Origin(MANUAL, None, now)))
        self.note(ProfileCreated(profile.profile_id, now, performed_by or self.world.caller_arn, fields))
        return profile

    def update(
        self,
        profile: Profile,
        changes: Mapping[str, str],
        *,
        days: int | None = None,
        performed_by: str | None = None,
    ) -> None:
        """Write fields by hand, whoever wrote them before; an empty text removes the field."""
        now, before = self.world.now, profile.fields
        fields = {path: text for path, text in {**before, **changes}.items() if text}
        origin = Origin(MANUAL, None, now)
        origins = {path: origin if path in changes else profile.origins[path] for path in fields}
        self.write(profile, fields, origins, changes)
        self.prolong(profile, self.retention(days))
        self.note(ProfileUpdated(profile.profile_id, now, performed_by or self.world.caller_arn, before, fields))

    def delete(self, profile: Profile) -> None:
        """Forget a profile with all that belongs to it."""
        self.drop(profile)
        self.note(ProfileDeleted(profile.profile_id, self.world.now, self.world.caller_arn, profile.fields))

    def delete_object(self, profile: Profile, key: ObjectKey) -> None:
        """Forget an object or another standard object of a profile; the fields that it wrote stay."""
        each, record = self.find_object(key), profile.records.get(key)
        if each is not None and each.profile is profile:
            self.detach(each)
            text = each.text
        elif record is not None:
            self.remove_record(profile, record)
            text = record.text
        else:
            raise ResourceNotFound(f"Profile object {key[1]} does not exist")
        self.note(ObjectDeleted(profile.profile_id, self.world.now, self.world.caller_arn, *key, text))

    def add_key(self, profile: Profile, term: Term, entries: Iterable[KeyEntry]) -> None:
        """Let a profile be found by entries, whether or not a field or an object of it brings them."""
        new = frozenset(entries) - profile.added_keys
        self.index.hold(profile, new)
        self.journal.assign(profile, added_keys=profile.added_keys | new)
        self.note(KeyAdded(profile.profile_id, self.world.now, self.world.caller_arn, term["KeyName"], term["Values"]))

    def delete_key(self, profile: Profile, term: Term, entries: Iterable[KeyEntry]) -> None:
        """Let a profile not be found by these entries any more, whatever brings them."""
        self.hide(profile, frozenset(entries))
        self.note(
            KeyDeleted(profile.profile_id, self.world.now, self.world.caller_arn, term["KeyName"], term["Values"])
        )

    def absorb(self, main: Profile, merged: Sequence[Profile], fields: Fields, origins: Origins) -> None:
        """Move all that belongs to the merged profiles to the main one, and forget them. Notes nothing.

        Objects, other standard objects and keys keep what they are: a value that loses still finds the profile, as a
        key of its own. The merged profiles' ids find the main profile in a search, which stays as long as any of them
        would have.
        """
        entries = main.field_entries.union(*(other.field_entries for other in merged))
        for other in merged:
            self.drop(other)
            for each in other.objects:
                self.journal.assign(each, profile=main)
                self.attach(each)
            for record in other.records.values():
                self.put_record(main, record)
            entries |= other.added_keys
            self.prolong(main, other.expires_at)
            self.journal.put(self._survivors, other.profile_id, main.profile_id)
        for object_type in self.domain.object_types:
            for oldest in oldest_beyond(main, object_type.name, object_type.max_profile_object_count):
                self.detach(oldest)
        written = {path for path in {**main.fields, **fields} if main.fields.get(path) != fields.get(path)}
        self.write(main, fields, origins, written)
        lost = entries - main.field_entries - main.added_keys
        self.index.hold(main, lost)
        self.journal.assign(main, added_keys=main.added_keys | lost)
