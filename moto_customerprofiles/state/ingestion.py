"""How an object becomes part of a profile: the profile is found or made, the object stored, its values written.

The real service answers before it assigns; here it is done before the answer, but as there, only an invalid object is
an error of the call: one that finds no place becomes a dead letter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.precedence import write
from moto_customerprofiles.state.assignment import assign, read
from moto_customerprofiles.state.changes import SERVICE, ObjectIngested, ProfileCreated
from moto_customerprofiles.state.dead_letters import bury
from moto_customerprofiles.state.object_limits import oldest_beyond
from moto_customerprofiles.state.profile import ProfileObject
from moto_customerprofiles.state.standard_records import Contribution, contribute, new_record, records_meant

if TYPE_CHECKING:
    from moto_customerprofiles.engine.profile_keys import KeyEntry
    from moto_customerprofiles.state.assignment import Ingestion
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.object_type import ObjectType
    from moto_customerprofiles.state.profile import Profile


def ingest(domain: Domain, object_type: ObjectType, text: str) -> str:
    """Take in an object and answer its unique key; `BadRequest` if it is invalid."""
    ingestion = _begin(domain, object_type, text)
    assignment = assign(ingestion)
    if assignment.reason is not None:
        bury(domain, object_type.name, text, assignment.reason)
    else:
        decided_by = assignment.decided_by
        _store(ingestion, assignment.profile, ingestion.mapped.entries[decided_by] if decided_by else None)
    return ingestion.mapped.unique_key


def place(domain: Domain, object_type: ObjectType, text: str, profile: Profile | None) -> Profile:
    """Take in an object whose profile is known, None for a new one, and answer the profile; asks for no keys."""
    return _store(_begin(domain, object_type, text), profile)


def _begin(domain: Domain, object_type: ObjectType, text: str) -> Ingestion:
    ingestion = read(domain, object_type, text)
    if object_type.name not in domain.object_types:
        domain.object_types.replace(object_type)  # a template, which is listed from its first object on
    return ingestion


def _store(ingestion: Ingestion, found: Profile | None, found_by: KeyEntry | None = None) -> Profile:
    profiles, key = ingestion.domain.profiles, ingestion.key
    profile = found or profiles.add(ingestion.expires_at, is_inferred=True)
    before = profile.fields
    owner = _attach(ingestion, profile, found_by, is_new=found is None)
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


def _attach(ingestion: Ingestion, profile: Profile, found_by: KeyEntry | None, *, is_new: bool) -> Profile | None:
    """Store the object and answer who had it before, if it takes the place of one; that of another moves here."""
    profiles, key = ingestion.domain.profiles, ingestion.key
    owner = profiles.owner(key)
    if owner is not None and owner is not profile:
        profiles.detach(owner, owner.objects[key])
    replaced = profile.objects.get(key)
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
            entries=ingestion.entries_of(ingestion.mapping.stored),
            founding_entries=_founding_entries(ingestion, replaced, is_new=is_new),
            found_by=replaced.found_by if replaced else found_by,
        ),
    )
    return owner


def _founding_entries(ingestion: Ingestion, replaced: ProfileObject | None, *, is_new: bool) -> tuple[KeyEntry, ...]:
    if replaced is not None:
        return replaced.founding_entries
    return ingestion.entries_of(ingestion.mapping.founding) if is_new else ()


def _write_fields(ingestion: Ingestion, profile: Profile, *, is_new: bool) -> None:
    values = ingestion.profile_values(is_new=is_new)
    written = write(profile.fields, profile.origins, values, ingestion.origin)
    ingestion.domain.profiles.write(profile, written.fields, written.origins, written.paths)


def _write_records(ingestion: Ingestion, profile: Profile) -> None:
    profiles = ingestion.domain.profiles
    if not ingestion.mapping.record_kinds:
        return
    entries = frozenset(profile.objects[ingestion.key].all_entries)
    contribution = Contribution(ingestion.origin, entries, ingestion.expires_at)
    for kind, records in records_meant(profile, ingestion.mapping, ingestion.mapped).items():
        values = ingestion.mapped.writes.get(kind)
        if values:
            record = records[0] if records else new_record(profiles, kind, contribution)
            contribute(profiles, profile, record, values, contribution)
