"""How an object becomes part of a profile: the profile is found or made, the object stored, its values written.

The administrator guide ("Profile matching", "How object type mapping works") gives the two passes over the keys and
what follows when no profile is found. The real service answers before it assigns; here it is done before the answer,
but as there, only an invalid object is an error of the call: one that finds no place becomes a dead letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.mapping import map_object
from moto_customerprofiles.engine.origins import Origin
from moto_customerprofiles.engine.precedence import write
from moto_customerprofiles.engine.profile_keys import KeyEntry
from moto_customerprofiles.engine.source_objects import check_size, parse_object
from moto_customerprofiles.engine.standard_objects import PROFILE
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.state.changes import SERVICE, ObjectIngested, ProfileCreated
from moto_customerprofiles.state.dead_letters import bury
from moto_customerprofiles.state.object_limits import has_room, oldest_beyond
from moto_customerprofiles.state.profile import ProfileObject
from moto_customerprofiles.state.standard_records import Contribution, contribute, new_record, records_meant

if TYPE_CHECKING:
    from datetime import datetime

    from moto_customerprofiles.engine.mapping import Mapped
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.object_type import ObjectType
    from moto_customerprofiles.state.profile import Profile

_AMBIGUOUS_KEYS = "All keys of this object are binding to more than one profiles"
_NO_PROFILE = "No profile matches the object, and its object type does not allow profile creation"
_AMBIGUOUS_RECORD = "More than one standard object of the profile matches the object"
_NO_ROOM = "The profile cannot take more objects"


@dataclass(frozen=True, slots=True)
class Ingestion:
    """One object on its way into a profile."""

    domain: Domain
    object_type: ObjectType
    text: str
    mapped: Mapped

    @property
    def key(self) -> tuple[str, str]:
        """What identifies the object in its domain."""
        return (self.object_type.name, self.mapped.unique_key)

    @property
    def now(self) -> datetime:
        """The time of ingestion."""
        return self.domain.world.now

    @property
    def expires_at(self) -> datetime:
        """When the object expires; fixed now, whatever becomes of its type."""
        return self.domain.profiles.retention(self.object_type.expiration_days)

    @property
    def origin(self) -> Origin:
        """Who writes the values of this object, and how old they are."""
        priority = self.object_type.definition.source_priority
        return Origin(self.object_type.name, priority, self.mapped.timestamp or self.now)


def ingest(domain: Domain, object_type: ObjectType, text: str) -> str:
    """Take in an object and answer its unique key; `BadRequest` if it is invalid."""
    ingestion = _begin(domain, object_type, text)
    profile, reason = _find_profile(ingestion)
    reason = reason or (_refusal(ingestion, profile) if profile else None)
    if reason is not None:
        bury(domain, object_type.name, text, reason)
    else:
        _store(ingestion, profile)
    return ingestion.mapped.unique_key


def place(domain: Domain, object_type: ObjectType, text: str, profile: Profile | None) -> Profile:
    """Take in an object whose profile is known, None for a new one, and answer the profile; asks for no keys."""
    return _store(_begin(domain, object_type, text), profile)


def _begin(domain: Domain, object_type: ObjectType, text: str) -> Ingestion:
    check_size(text)
    if object_type.mapping is None:
        raise BadRequest(f"Object type {object_type.name} has no mapping")
    mapped = map_object(object_type.mapping, parse_object(text))
    if object_type.name not in domain.object_types:
        domain.object_types.replace(object_type)  # a template, which is listed from its first object on
    return Ingestion(domain, object_type, text, mapped)


def _find_profile(ingestion: Ingestion) -> tuple[Profile | None, str | None]:
    """Answer the profile that the object belongs to, None for a new one, or the reason why it has no place."""
    profiles, is_ambiguous = ingestion.domain.profiles, False
    keys = [key for key in ingestion.mapped.keys if key.definition.is_profile]
    for definition, entry in sorted(keys, key=lambda key: key.definition.is_secondary):
        found = {holder for slot in definition.looks_in for holder in profiles.holders(KeyEntry(slot, entry.value))}
        if len(found) == 1:
            return found.pop(), None
        is_ambiguous = is_ambiguous or bool(found)
    # That an object put again stays where it is, when its keys lead nowhere any more, is our choice.
    owner = profiles.owner(ingestion.key)
    if owner is None and not ingestion.object_type.definition.allow_profile_creation:
        return None, _AMBIGUOUS_KEYS if is_ambiguous else _NO_PROFILE
    return owner, None


def _refusal(ingestion: Ingestion, profile: Profile) -> str | None:
    """Tell why a profile cannot take the object, if so."""
    mapping = ingestion.object_type.mapping
    if mapping and any(len(records) > 1 for records in records_meant(profile, mapping, ingestion.mapped).values()):
        return _AMBIGUOUS_RECORD
    limit = ingestion.object_type.max_profile_object_count
    return None if has_room(ingestion.domain, profile, ingestion.key, ingestion.text, limit) else _NO_ROOM


def _store(ingestion: Ingestion, found: Profile | None) -> Profile:
    profiles, key = ingestion.domain.profiles, ingestion.key
    profile = found or profiles.add(ingestion.expires_at, is_inferred=True)
    before = profile.fields
    owner = _attach(ingestion, profile, is_new=found is None)
    _write_fields(ingestion, profile, is_new=found is None)
    _write_records(ingestion, profile)
    profiles.prolong(profile, ingestion.expires_at)
    for oldest in oldest_beyond(profile, ingestion.object_type.name, ingestion.object_type.max_profile_object_count):
        profiles.detach(profile, oldest)
    if found is None:
        profiles.note(ProfileCreated(profile.profile_id, ingestion.now, SERVICE, profile.fields))
    profiles.note(
        ObjectIngested(
            profile.profile_id,
            ingestion.now,
            ingestion.domain.world.caller_arn,
            *key,
            ingestion.text,
            replaced=owner is not None,
            taken_from=None if owner is None or owner is profile else owner.profile_id,
            created_profile=found is None,
            before=before,
            fields=profile.fields,
        )
    )
    return profile


def _attach(ingestion: Ingestion, profile: Profile, *, is_new: bool) -> Profile | None:
    """Store the object and answer who had it before, if it takes the place of one; that of another moves here."""
    profiles, key = ingestion.domain.profiles, ingestion.key
    owner = profiles.owner(key)
    if owner is not None and owner is not profile:
        profiles.detach(owner, owner.objects[key])
    replaced = profile.objects.get(key)
    entries, founding = _stored_entries(ingestion, is_new=is_new)
    turn = profiles.next_sequence()
    profiles.attach(
        profile,
        ProfileObject(
            *key,
            text=ingestion.text,
            sequence=replaced.sequence if replaced else turn,
            ingested_at=ingestion.now,
            timestamp=ingestion.mapped.timestamp or ingestion.now,
            expires_at=ingestion.expires_at,
            created_profile=is_new or (replaced is not None and replaced.created_profile),
            turn=turn,
            fields_then=ingestion.object_type.definition.fields,
            entries=entries,
            founding_entries=replaced.founding_entries if replaced else founding,
        ),
    )
    return owner


def _stored_entries(ingestion: Ingestion, *, is_new: bool) -> tuple[tuple[KeyEntry, ...], tuple[KeyEntry, ...]]:
    """Give the entries that the object stores, and those that it may only store with a new profile."""
    stored = [key for key in ingestion.mapped.keys if key.definition.is_stored(profile_is_new=is_new)]
    lasting = dict.fromkeys(key.entry for key in stored if not key.definition.is_founding)
    founding = dict.fromkeys(key.entry for key in stored if key.definition.is_founding)
    return tuple(lasting), tuple(founding)


def _write_fields(ingestion: Ingestion, profile: Profile, *, is_new: bool) -> None:
    values = dict(ingestion.mapped.writes.get(PROFILE, {}))
    if is_new:
        points = {"EmailAddress": ingestion.mapped.email, "PhoneNumber": ingestion.mapped.phone}
        values = {**{path: text for path, text in points.items() if text}, **values}
    written = write(profile.fields, profile.origins, values, ingestion.origin)
    ingestion.domain.profiles.write(profile, written.fields, written.origins, written.paths)


def _write_records(ingestion: Ingestion, profile: Profile) -> None:
    mapping, profiles = ingestion.object_type.mapping, ingestion.domain.profiles
    if mapping is None or not mapping.record_kinds:
        return
    entries = frozenset(profile.objects[ingestion.key].all_entries)
    contribution = Contribution(ingestion.origin, entries, ingestion.expires_at)
    for kind, records in records_meant(profile, mapping, ingestion.mapped).items():
        values = ingestion.mapped.writes.get(kind)
        if values:
            record = records[0] if records else new_record(profiles, kind, contribution)
            contribute(profiles, profile, record, values, contribution)
