"""How an object becomes part of a profile: the profile is found or made, the object stored, its values written.

The real service answers before it assigns; here it is done before the answer, but as there, only an invalid object is
an error of the call: one that finds no place becomes a dead letter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.mapping.precedence import write
from moto_customerprofiles.entities.changes import SERVICE, ObjectIngested, ProfileCreated
from moto_customerprofiles.entities.profiles import ProfileObject
from moto_customerprofiles.services.ingestion.assignment import REMEDIES, assign, read
from moto_customerprofiles.services.ingestion.dead_letters import add_dead_letter
from moto_customerprofiles.services.ingestion.hints import repeated_unique_value
from moto_customerprofiles.services.ingestion.standard_objects import (
    Contribution,
    contribute,
    new_standard_object,
    standard_objects_meant,
)
from moto_customerprofiles.services.profiles.object_limits import beyond_limits, oldest_standard_beyond

if TYPE_CHECKING:
    from moto_customerprofiles.engine.profiles.keys import KeyEntry, KeySlot
    from moto_customerprofiles.engine.profiles.origins import Fields
    from moto_customerprofiles.entities.object_types import ObjectType
    from moto_customerprofiles.entities.profiles import Profile
    from moto_customerprofiles.services.ingestion.assignment import Ingestion
    from moto_customerprofiles.state.domain import Domain


def ingest(domain: Domain, object_type: ObjectType, text: str) -> str:
    """Take in an object and return its unique key; `BadRequest` if it is invalid."""
    ingestion = _begin(domain, object_type, text)
    assignment = assign(ingestion)
    if assignment.reason is not None:
        add_dead_letter(domain, object_type.name, text, assignment.reason, REMEDIES[assignment.reason])
    else:
        decided_by = assignment.decided_by
        _store(ingestion, assignment.profile, ingestion.mapped.entries[decided_by] if decided_by else None)
    return ingestion.mapped.unique_key


def place(domain: Domain, object_type: ObjectType, text: str, profile: Profile | None) -> Profile:
    """Take in an object whose profile is known, None for a new one, and return the profile; asks for no keys."""
    return _store(_begin(domain, object_type, text), profile)


def _begin(domain: Domain, object_type: ObjectType, text: str) -> Ingestion:
    ingestion = read(domain, object_type, text)
    if object_type.is_implicit and object_type.name not in domain.object_types:
        domain.object_types.replace(object_type)  # a template, which is listed from its first object on
    return ingestion


def _store(ingestion: Ingestion, found: Profile | None, found_by: KeyEntry | None = None) -> Profile:
    """Store an object and write its values; an object of the same key on another profile stays there."""
    profiles, former = ingestion.domain.profiles, ingestion.former(found)
    before = found.fields if found else {}
    profile = _write_fields(ingestion, found)
    each = _new_object(ingestion, profile, found_by, is_new=found is None)
    if former is None:
        profiles.attach(each)
    else:
        if former.key_values != each.key_values and _shares_no_other_key(former, each, ingestion.mapping.unique.slot):
            unique = ingestion.mapping.unique.key_name
            repeated_unique_value(ingestion.domain, ingestion.object_type.name, unique, ingestion.text)
        profiles.exchange(former, each)
    if ingestion.mapping.record_kinds:
        _write_standard_objects(ingestion, profile, frozenset(each.all_entries))
    for oldest in beyond_limits(ingestion.domain, profile, each, ingestion.object_type):
        profiles.detach(oldest)
    if found is None:
        made_by = ingestion.object_type.name
        ingestion.domain.note(ProfileCreated(profile.profile_id, ingestion.now, SERVICE, profile.fields, made_by))
    else:
        profiles.prolong(profile, ingestion.expires_at)
    ingestion.domain.note(_arrival(ingestion, profile, before, replaced=former is not None, is_new=found is None))
    return profile


def _shares_no_other_key(former: ProfileObject, each: ProfileObject, unique: KeySlot) -> bool:
    """Return whether two objects of one unique value have other keys, and none of them in common."""
    others, before = ({entry for entry in one.entries if entry[0] != unique} for one in (each, former))
    return bool(others and before) and others.isdisjoint(before)


def _arrival(ingestion: Ingestion, profile: Profile, before: Fields, *, replaced: bool, is_new: bool) -> ObjectIngested:
    """Return the change that the arrival of the object is."""
    return ObjectIngested(
        profile.profile_id,
        ingestion.now,
        ingestion.domain.call.caller_arn,
        *ingestion.key,
        ingestion.text,
        replaced=replaced,
        created_profile=is_new,
        before=before,
        fields=profile.fields,
    )


def _write_fields(ingestion: Ingestion, found: Profile | None) -> Profile:
    """Write the values that win into the profile, or into a new one."""
    profiles, values = ingestion.domain.profiles, ingestion.profile_values(is_new=found is None)
    if found is None:
        written = write({}, {}, values, ingestion.origin, profiles.origins_of)
        return profiles.add(ingestion.expires_at, written.fields, written.origins, is_inferred=True)
    written = write(found.fields, found.origins, values, ingestion.origin, profiles.origins_of)
    profiles.write(found, written.fields, written.origins, written.paths)
    return found


def _new_object(ingestion: Ingestion, profile: Profile, found_by: KeyEntry | None, *, is_new: bool) -> ProfileObject:
    mapping, turn = ingestion.mapping, ingestion.domain.profiles.next_sequence()
    entries = ingestion.entries_of(mapping.stored)
    return ProfileObject(
        profile,
        *ingestion.key,
        text=ingestion.text,
        sequence=turn,
        ingested_at=ingestion.now,
        timestamp=ingestion.mapped.timestamp or ingestion.now,
        expires_at=ingestion.expires_at,
        created_profile=is_new,
        turn=turn,
        fields_then=ingestion.object_type.definition.fields,
        key_slots=mapping.stored_slots if len(entries) == len(mapping.stored) else tuple([slot for slot, _ in entries]),
        key_values=tuple([value for _, value in entries]),
        founding_entries=ingestion.entries_of(mapping.founding) if mapping.founding and is_new else (),
        found_by=found_by,
    )


def _write_standard_objects(ingestion: Ingestion, profile: Profile, entries: frozenset[KeyEntry]) -> None:
    domain = ingestion.domain
    contribution = Contribution(ingestion.origin, entries, ingestion.expires_at)
    for kind, known in standard_objects_meant(profile, ingestion.mapping, ingestion.mapped).items():
        values = ingestion.mapped.writes.get(kind)
        if values:
            standard = known[0] if known else new_standard_object(domain, kind, contribution)
            contribute(domain, profile, standard, values, contribution)
            for oldest in oldest_standard_beyond(domain, profile, kind):
                domain.profiles.remove_standard_object(profile, oldest)
