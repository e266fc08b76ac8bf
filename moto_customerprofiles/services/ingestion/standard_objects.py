"""Standard objects other than the profile: found again by their keys, and added to by every object that writes them.

From the Administrator Guide, "Standard objects". It looks among the objects of one profile only; that is our reading.
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
    from moto_customerprofiles.state.profile_table import ProfileTable


class Contribution(NamedTuple):
    """Who contributes to a standard object, with which key entries, and until when it must stay."""

    origin: Origin
    entries: frozenset[KeyEntry]
    expires_at: datetime


def records_meant(profile: Profile, mapping: ObjectMapping, mapped: Mapped) -> dict[str, list[StandardObject]]:
    """Find, for each kind that the object type deals with, those of the profile that the object means."""
    meant = {}
    for kind in mapping.record_kinds:
        entries = mapped.record_keys(kind)
        records = profile.records_of(kind)
        meant[kind] = [record for record in records if any(record.holds(entry) for entry in entries)]
    return meant


def contribute(
    shelf: ProfileTable,
    profile: Profile,
    record: StandardObject,
    values: Mapping[str, str],
    contribution: Contribution,
) -> None:
    """Write values into a standard object of a profile, where they win."""
    written = write(record.fields, record.origins, values, contribution.origin)
    record = replace(
        record,
        fields=written.fields,
        origins=written.origins,
        entries=record.entries | contribution.entries,
        expires_at=max(record.expires_at, contribution.expires_at),
        saved_at=shelf.world.now,
        turn=shelf.next_sequence(),
    )
    shelf.put_record(profile, record)


def new_record(shelf: ProfileTable, kind: str, contribution: Contribution) -> StandardObject:
    """Make a standard object with an id of its own, and the object type that brought it as its data source.

    That DataSource names the object type is how we read an example of the API reference (ListProfileObjects).
    """
    standard = standard_objects()[kind]
    record_id = shelf.world.ids.hex()
    fields, origins = {standard.id_field: record_id}, {}
    if DATA_SOURCE in standard.fields:
        fields[DATA_SOURCE] = contribution.origin.source
        origins[DATA_SOURCE] = contribution.origin
    sequence = shelf.next_sequence()
    return StandardObject(
        object_type_name=kind,
        unique_key=unique_key(kind, standard.id_key, [record_id]),
        record_id=record_id,
        sequence=sequence,
        fields=fields,
        origins=origins,
        entries=frozenset(),
        expires_at=contribution.expires_at,
        saved_at=shelf.world.now,
        turn=sequence,
    )
