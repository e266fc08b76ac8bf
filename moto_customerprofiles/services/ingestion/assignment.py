"""Which profile an object belongs to: an existing one, a new one, or none, with what each key had to say.

The Administrator Guide ("Profile matching", "How object type mapping works") gives the two passes over the keys and
what follows when no profile is found.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.mapping.object_mapping import map_object
from moto_customerprofiles.engine.mapping.source_objects import check_size, parse_object
from moto_customerprofiles.engine.profiles.origins import Origin
from moto_customerprofiles.engine.profiles.standard_objects import PROFILE
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.services.ingestion.standard_objects import standard_objects_meant
from moto_customerprofiles.services.profiles.object_limits import has_room

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from moto_customerprofiles.engine.mapping.keys import MappingKey
    from moto_customerprofiles.engine.mapping.object_mapping import Mapped, ObjectMapping
    from moto_customerprofiles.engine.profiles.keys import KeyEntry
    from moto_customerprofiles.engine.profiles.origins import Fields
    from moto_customerprofiles.entities.object_types import ObjectType
    from moto_customerprofiles.entities.profiles import Profile, ProfileObject
    from moto_customerprofiles.state.domain import Domain

_AMBIGUOUS_KEYS = "All keys of this object are binding to more than one profiles"
_NO_PROFILE = "No profile matches the object, and its object type does not allow profile creation"
_AMBIGUOUS_STANDARD_OBJECT = "More than one standard object of the profile matches the object"
_NO_ROOM = "The profile cannot take more objects"

REMEDIES = {
    _AMBIGUOUS_KEYS: "Let the object have a key that finds one profile only, or merge the profiles",
    _NO_PROFILE: "Create the profile first, or put the object type with AllowProfileCreation set to true",
    _AMBIGUOUS_STANDARD_OBJECT: "Let the object have a key that finds one standard object only",
    _NO_ROOM: "Delete objects of the profile, or set world.settings.quotas.objects_per_profile of the backend higher",
}
"""What helps against each reason why an object finds no place."""


@dataclass(slots=True, eq=False)
class Ingestion:
    """One object on its way into a profile."""

    domain: Domain
    object_type: ObjectType
    mapping: ObjectMapping
    text: str
    mapped: Mapped
    key: tuple[str, str]
    """What identifies the object within its profile."""
    now: datetime
    expires_at: datetime
    """When the object expires; fixed now, whatever becomes of its type."""

    def former(self, profile: Profile | None) -> ProfileObject | None:
        """Return the object of a profile in whose place this one is put there, None if there is none."""
        return profile.objects_by_key.get(self.mapped.unique_key) if profile else None

    @property
    def origin(self) -> Origin:
        """Who writes the values of this object, and how old they are."""
        priority = self.object_type.definition.source_priority
        return Origin(self.object_type.name, priority, self.mapped.timestamp or self.now)

    def profile_values(self, *, is_new: bool) -> Fields:
        """Give the values that the object has for its profile; a new one also gets a first e-mail and phone."""
        values = self.mapped.writes.get(PROFILE, {})
        if is_new and "EmailAddress" not in values and (email := self.mapped.email):
            values = {"EmailAddress": email, **values}
        if is_new and "PhoneNumber" not in values and (phone := self.mapped.phone):
            values = {"PhoneNumber": phone, **values}
        return values

    def entries_of(self, keys: Iterable[MappingKey]) -> tuple[KeyEntry, ...]:
        """Give the entries that the object has under these keys."""
        entries = self.mapped.entries
        return tuple(dict.fromkeys([entries[key] for key in keys if key in entries]))


@dataclass(slots=True, eq=False)
class Assignment:
    """Where an object goes: to `profile`, to a new one if that is None, or nowhere if there is a reason why.

    `findings` are what each key found that was asked, in that order; `decided_by` is the key that decided, if one did.
    """

    profile: Profile | None
    reason: str | None
    decided_by: MappingKey | None
    findings: Mapping[MappingKey, Collection[Profile]]


def read(domain: Domain, object_type: ObjectType, text: str) -> Ingestion:
    """Read an object by its type; `BadRequest` if it is invalid."""
    check_size(text)
    if object_type.mapping is None:
        raise BadRequest(f"Object type {object_type.name} has no mapping")
    mapped = map_object(object_type.mapping, parse_object(text))
    key, expires_at = (object_type.name, mapped.unique_key), domain.retention(object_type.expiration_days)
    return Ingestion(domain, object_type, object_type.mapping, text, mapped, key, domain.call.now, expires_at)


def assign(ingestion: Ingestion) -> Assignment:
    """Decide where an object goes. Changes nothing."""
    assignment = _find(ingestion)
    if assignment.profile is not None and (reason := _refusal(ingestion, assignment.profile)):
        return replace(assignment, reason=reason)
    return assignment


def _find(ingestion: Ingestion) -> Assignment:
    profiles, entries = ingestion.domain.profiles, ingestion.mapped.entries
    findings: dict[MappingKey, Collection[Profile]] = {}
    for key in ingestion.mapping.lookups:
        if key in entries:
            entry = entries[key]
            found = profiles.holders(entry)
            if len(key.matched_slots) > 1:
                found = {holder for slot in key.matched_slots for holder in profiles.holders((slot, entry[1]))}
            findings[key] = found
            if len(found) == 1:
                return Assignment(next(iter(found)), None, key, findings)
    reason = None
    if not ingestion.object_type.definition.allow_profile_creation:
        reason = _AMBIGUOUS_KEYS if any(findings.values()) else _NO_PROFILE
    return Assignment(None, reason, None, findings)


def _refusal(ingestion: Ingestion, profile: Profile) -> str | None:
    """Return why a profile cannot take the object, None if it can."""
    meant = standard_objects_meant(profile, ingestion.mapping, ingestion.mapped)
    if any(len(known) > 1 for known in meant.values()):
        return _AMBIGUOUS_STANDARD_OBJECT
    return (
        None
        if has_room(ingestion.domain, profile, ingestion.former(profile), ingestion.text, ingestion.object_type)
        else _NO_ROOM
    )
