"""Which profile an object belongs to: an existing one, a new one, or none, with what each key had to say.

The administrator guide ("Profile matching", "How object type mapping works") gives the two passes over the keys and
what follows when no profile is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.mapping import map_object
from moto_customerprofiles.engine.origins import Origin
from moto_customerprofiles.engine.profile_keys import KeyEntry
from moto_customerprofiles.engine.source_objects import check_size, parse_object
from moto_customerprofiles.engine.standard_objects import PROFILE
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.state.object_limits import has_room
from moto_customerprofiles.state.standard_records import records_meant

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from moto_customerprofiles.engine.mapping import Mapped, ObjectMapping
    from moto_customerprofiles.engine.mapping_keys import MappedKey
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.object_type import ObjectType
    from moto_customerprofiles.state.profile import Profile

_AMBIGUOUS_KEYS = "All keys of this object are binding to more than one profiles"
_NO_PROFILE = "No profile matches the object, and its object type does not allow profile creation"
_AMBIGUOUS_RECORD = "More than one standard object of the profile matches the object"
_NO_ROOM = "The profile cannot take more objects"


class Ingestion(NamedTuple):
    """One object on its way into a profile."""

    domain: Domain
    object_type: ObjectType
    mapping: ObjectMapping
    text: str
    mapped: Mapped
    key: tuple[str, str]
    """What identifies the object in its domain."""
    now: datetime
    expires_at: datetime
    """When the object expires; fixed now, whatever becomes of its type."""

    @property
    def origin(self) -> Origin:
        """Who writes the values of this object, and how old they are."""
        priority = self.object_type.definition.source_priority
        return Origin(self.object_type.name, priority, self.mapped.timestamp or self.now)

    def profile_values(self, *, is_new: bool) -> dict[str, str]:
        """Give the values that the object has for its profile; a new one also gets a first e-mail and phone."""
        values = dict(self.mapped.writes.get(PROFILE, {}))
        if is_new:
            points = {"EmailAddress": self.mapped.email, "PhoneNumber": self.mapped.phone}
            values = {**{path: text for path, text in points.items() if text}, **values}
        return values

    def stored_entries(self, *, is_new: bool) -> tuple[tuple[KeyEntry, ...], tuple[KeyEntry, ...]]:
        """Give the entries that the object stores, and those that it may only store with a new profile."""
        stored = [key for key in self.mapped.keys if key.definition.is_stored(profile_is_new=is_new)]
        lasting = dict.fromkeys(key.entry for key in stored if not key.definition.is_founding)
        founding = dict.fromkeys(key.entry for key in stored if key.definition.is_founding)
        return tuple(lasting), tuple(founding)


class Finding(NamedTuple):
    """What a key that was asked found."""

    key: MappedKey
    profiles: Sequence[Profile]


class Assignment(NamedTuple):
    """Where an object goes: to `profile`, to a new one if that is None, or nowhere if there is a reason why.

    `findings` are in the order in which the keys were asked; `decided_by` is the key that decided, if one did.
    """

    profile: Profile | None
    reason: str | None
    decided_by: MappedKey | None
    findings: Sequence[Finding]


def read(domain: Domain, object_type: ObjectType, text: str) -> Ingestion:
    """Read an object by its type; `BadRequest` if it is invalid."""
    check_size(text)
    if object_type.mapping is None:
        raise BadRequest(f"Object type {object_type.name} has no mapping")
    mapped = map_object(object_type.mapping, parse_object(text))
    key, expires_at = (object_type.name, mapped.unique_key), domain.profiles.retention(object_type.expiration_days)
    return Ingestion(domain, object_type, object_type.mapping, text, mapped, key, domain.world.now, expires_at)


def assign(ingestion: Ingestion) -> Assignment:
    """Decide where an object goes. Changes nothing."""
    assignment = _find(ingestion)
    if assignment.profile is not None and (reason := _refusal(ingestion, assignment.profile)):
        return assignment._replace(reason=reason)
    return assignment


def _find(ingestion: Ingestion) -> Assignment:
    profiles, findings = ingestion.domain.profiles, []
    keys = [key for key in ingestion.mapped.keys if key.definition.is_profile]
    for key in sorted(keys, key=lambda key: key.definition.is_secondary):
        definition, entry = key
        found = {holder for slot in definition.looks_in for holder in profiles.holders(KeyEntry(slot, entry.value))}
        findings.append(Finding(key, [*found]))
        if len(found) == 1:
            return Assignment(found.pop(), None, key, findings)
    # That an object put again stays where it is, when its keys lead nowhere any more, is our choice.
    owner, reason = profiles.owner(ingestion.key), None
    if owner is None and not ingestion.object_type.definition.allow_profile_creation:
        reason = _AMBIGUOUS_KEYS if any(finding.profiles for finding in findings) else _NO_PROFILE
    return Assignment(owner, reason, None, findings)


def _refusal(ingestion: Ingestion, profile: Profile) -> str | None:
    """Tell why a profile cannot take the object, if so."""
    meant = records_meant(profile, ingestion.mapping, ingestion.mapped)
    if any(len(records) > 1 for records in meant.values()):
        return _AMBIGUOUS_RECORD
    limit = ingestion.object_type.max_profile_object_count
    return None if has_room(ingestion.domain, profile, ingestion.key, ingestion.text, limit) else _NO_ROOM
