"""What callers do to the profiles of a domain. Each change is made whole, and noted for its subscribers."""

from __future__ import annotations

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
from moto_customerprofiles.errors import ResourceNotFound, does_not_exist, listed
from moto_customerprofiles.services.profiles.object_limits import oldest_beyond

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from moto_customerprofiles.engine.profiles.keys import KeyEntry, Term
    from moto_customerprofiles.engine.profiles.origins import Fields, Origins
    from moto_customerprofiles.entities.profiles import ObjectKey, Profile
    from moto_customerprofiles.state.domain import Domain


def create(domain: Domain, fields: Fields, *, days: int | None = None, performed_by: str | None = None) -> Profile:
    """Store a profile that a caller describes, and return it."""
    call, expires_at = domain.call, domain.retention(days)
    profile = domain.profiles.add(expires_at, fields, dict.fromkeys(fields, Origin(MANUAL, None, call.now)))
    domain.note(ProfileCreated(profile.profile_id, call.now, performed_by or call.caller_arn, fields))
    return profile


def update(
    domain: Domain,
    profile: Profile,
    changes: Mapping[str, str],
    *,
    days: int | None = None,
    performed_by: str | None = None,
) -> None:
    """Write fields by hand, whatever wrote them before; an empty text removes the field."""
    call, before = domain.call, profile.fields
    fields, origins, origin = {**before, **changes}, dict(profile.origins), Origin(MANUAL, None, call.now)
    for path, text in changes.items():
        if text:
            origins[path] = origin
        else:
            del fields[path]
            origins.pop(path, None)
    domain.profiles.write(profile, fields, origins, changes)
    domain.profiles.prolong(profile, domain.retention(days))
    domain.note(ProfileUpdated(profile.profile_id, call.now, performed_by or call.caller_arn, before, fields))


def delete(domain: Domain, profile: Profile) -> None:
    """Remove a profile with all that belongs to it."""
    domain.profiles.drop(profile)
    domain.note(ProfileDeleted(profile.profile_id, domain.call.now, domain.call.caller_arn, profile.fields))


def check_object(domain: Domain, profile: Profile, key: ObjectKey) -> None:
    """Refuse the key of an object that a profile does not have.

    Raises:
        ResourceNotFound: the profile has no object and no standard object of this key.

    """
    found = profile.objects_by_key.get(key[1])
    if (found is None or found.key != key) and key not in profile.standard_objects:
        raise ResourceNotFound(_missing_object(domain, profile, key))


def delete_object(domain: Domain, profile: Profile, key: ObjectKey) -> None:
    """Remove an object or another standard object of a profile; the fields that it wrote stay.

    Raises:
        ResourceNotFound: the profile has no object of this key.

    """
    check_object(domain, profile, key)
    found, standard = profile.objects_by_key.get(key[1]), profile.standard_objects.get(key)
    if found is not None and found.key == key:
        domain.profiles.detach(found)
        text = found.text
    elif standard is not None:
        domain.profiles.remove_standard_object(profile, standard)
        text = standard.text
    domain.note(ObjectDeleted(profile.profile_id, domain.call.now, domain.call.caller_arn, *key, text))


def _missing_object(domain: Domain, profile: Profile, key: ObjectKey) -> str:
    """Return the message about an object that a profile does not have, with where an object of its unique key is."""
    name, unique_key = key
    scope = f"object type {name} of profile {profile.profile_id} in domain {domain.name}"
    missing = does_not_exist("Profile object", unique_key, scope)
    if found := profile.objects_by_key.get(unique_key):
        return f"{missing}: the profile has it as an object of type {found.object_type_name}"
    others = [
        each.profile_id for each in domain.profiles if (has := each.objects_by_key.get(unique_key)) and has.key == key
    ]
    return f"{missing}: it is of profile {listed(others)}" if others else missing


def add_key(domain: Domain, profile: Profile, term: Term, entries: Iterable[KeyEntry]) -> None:
    """Let a profile be found by entries, whether or not a field or an object of it brings them."""
    call = domain.call
    domain.profiles.keys_by_hand.add(profile, frozenset(entries) - profile.added_keys)
    domain.note(KeyAdded(profile.profile_id, call.now, call.caller_arn, term["KeyName"], term["Values"]))


def delete_key(domain: Domain, profile: Profile, term: Term, entries: Iterable[KeyEntry]) -> None:
    """Let a profile not be found by these entries any more, whatever brings them."""
    call = domain.call
    domain.profiles.keys_by_hand.hide(profile, frozenset(entries))
    domain.note(KeyDeleted(profile.profile_id, call.now, call.caller_arn, term["KeyName"], term["Values"]))


def absorb(domain: Domain, main: Profile, merged: Sequence[Profile], fields: Fields, origins: Origins) -> None:
    """Move all that belongs to the merged profiles to the main one, and remove them. Notes nothing.

    Objects, other standard objects and keys keep what they are: a value that loses still finds the profile, as a key of
    its own. The merged profiles' ids find the main profile in a search, which stays as long as any of them would have.
    """
    profiles = domain.profiles
    if not domain.deferred.queues:  # an effect that waits knows its profiles by their instances
        main, *merged = profiles.largest_first(main, merged)
    entries = main.field_entries.union(*(other.field_entries for other in merged))
    for other in merged:
        _move_parts(domain, other, main)
        entries |= other.added_keys
        profiles.prolong(main, other.expires_at)
        profiles.survivors.put(other.profile_id, main)
    for object_type in domain.object_types:
        for oldest in oldest_beyond(domain, main, object_type):
            profiles.detach(oldest)
    written = {path for path in {**main.fields, **fields} if main.fields.get(path) != fields.get(path)}
    profiles.write(main, fields, origins, written)
    profiles.keys_by_hand.add(main, entries - main.field_entries - main.added_keys)


def _move_parts(domain: Domain, other: Profile, main: Profile) -> None:
    """Remove a profile, and give its objects and other standard objects to the main one.

    Of two objects of one key, the one that was put last stays; that is our choice.
    """
    domain.profiles.drop(other)
    for moved in other.objects:
        former = main.objects_by_key.get(moved.unique_key)
        if former is not None and former.turn > moved.turn:
            continue
        domain.call.journal.assign(moved, profile=main)
        if former is not None:
            domain.profiles.detach(former)
        domain.profiles.attach(moved)
    for standard in other.standard_objects.values():
        domain.profiles.put_standard_object(main, standard)
