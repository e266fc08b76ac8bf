"""Standard objects other than the profile: found again by their keys, and added to by every object that writes them.

From the Administrator Guide, "Standard objects". Only the objects of one profile are searched; that is our reading.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.mapping.precedence import write
from moto_customerprofiles.engine.profiles.keys import unique_key
from moto_customerprofiles.engine.profiles.standard_objects import DATA_SOURCE, standard_objects
from moto_customerprofiles.entities.profiles import StandardObject

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from moto_customerprofiles.engine.mapping.object_mapping import Mapped, ObjectMapping
    from moto_customerprofiles.engine.profiles.keys import KeyEntry
    from moto_customerprofiles.engine.profiles.origins import Origin
    from moto_customerprofiles.entities.profiles import Profile
    from moto_customerprofiles.state.domain import Domain


class Contribution(NamedTuple):
    """Who contributes to a standard object, with which key entries, and until when it must stay."""

    origin: Origin
    entries: frozenset[KeyEntry]
    expires_at: datetime


def standard_objects_meant(profile: Profile, mapping: ObjectMapping, mapped: Mapped) -> dict[str, list[StandardObject]]:
    """Return, for each kind that the object type deals with, those of the profile that the object means."""
    meant = {}
    for kind in mapping.record_kinds:
        entries = mapped.record_keys(kind)
        known = profile.standard_objects_of(kind)
        meant[kind] = [standard for standard in known if any(standard.holds(entry) for entry in entries)]
    return meant


def contribute(
    domain: Domain,
    profile: Profile,
    standard: StandardObject,
    values: Mapping[str, str],
    contribution: Contribution,
) -> None:
    """Write values into a standard object of a profile, where they win."""
    origins_of = domain.profiles.origins_of
    written = write(standard.fields, standard.origins, values, contribution.origin, origins_of)
    changed = replace(
        standard,
        fields=written.fields,
        origins=written.origins,
        entries=standard.entries | contribution.entries,
        expires_at=max(standard.expires_at, contribution.expires_at),
        saved_at=domain.call.now,
        turn=domain.profiles.next_sequence(),
    )
    domain.profiles.put_standard_object(profile, changed)


def new_standard_object(domain: Domain, kind: str, contribution: Contribution) -> StandardObject:
    """Return a standard object with an id of its own, and the object type that brought it as its data source.

    That DataSource names the object type is how we read an example of the API reference (ListProfileObjects).
    """
    definition = standard_objects()[kind]
    object_id = domain.call.ids.hex()
    fields, origins = {definition.id_field: object_id}, {}
    if DATA_SOURCE in definition.fields:
        fields[DATA_SOURCE] = contribution.origin.source
        origins[DATA_SOURCE] = contribution.origin
    sequence = domain.profiles.next_sequence()
    return StandardObject(
        object_type_name=kind,
        unique_key=unique_key(kind, definition.id_key, [object_id]),
        object_id=object_id,
        sequence=sequence,
        fields=fields,
        origins=origins,
        entries=frozenset(),
        expires_at=contribution.expires_at,
        saved_at=domain.call.now,
        turn=sequence,
    )
