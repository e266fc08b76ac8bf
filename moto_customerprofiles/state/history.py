"""The history of profiles: append-only, fed by every change, and still there when a profile is not.

The service model gives the actions; which cause writes which of them is our choice, and so is that only the newest
10,000 records of a profile are answered. What a merge takes away is told twice: under its own id and under the main
profile's, there just before the MERGED record.
"""

from __future__ import annotations

import hashlib
from itertools import islice
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.profiles.origins import Fields
from moto_customerprofiles.engine.profiles.standard_objects import PROFILE
from moto_customerprofiles.entities import changes as c
from moto_customerprofiles.entities.history import HistoryRecord, KeyContent, ProfileContent
from moto_customerprofiles.errors import ResourceNotFound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.world import World


Content = str | Fields | KeyContent
"""What an entry refers to: the text of an object, the fields of a profile, or a key."""

_Told = tuple[str, "datetime", str, Content, str, str]
"""The action, when and by whom, the content, the object type, and the key of the object or the id of the profile."""

_Entry = tuple["_Entry | None", str, "datetime", str, Content, str, str]
"""What is kept of a record: the entry before it, and what is told. There are many, so each is a plain tuple of
references; JSON text and an id of its own are made when somebody reads it."""


class History:
    """The records of all profiles that a domain has ever had."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._newest: dict[str, _Entry] = {}
        self._seed = world.ids.hex()  # of all ids here: an id for each record would cost more than the record

    def of(self, profile_id: str) -> list[HistoryRecord]:
        """Return the records of a profile, newest first; `ResourceNotFound` if the domain never had it."""
        if profile_id not in self._newest:
            raise ResourceNotFound(f"Profile {profile_id} does not exist")
        settings = self._world.settings
        limit = settings.quotas.history_records_per_profile if settings.enforce_quotas else None
        entries = [*_chain(self._newest[profile_id])]
        numbered = zip(range(len(entries), 0, -1), entries, strict=True)
        return [self._record(f"{profile_id} {number}", entry) for number, entry in islice(numbered, limit)]

    def require(self, profile_id: str, record_id: str) -> HistoryRecord:
        """Return one record of a profile; `ResourceNotFound` if that profile has none of this id."""
        for record in self.of(profile_id):
            if record.id == record_id:
                return record
        raise ResourceNotFound(f"Profile history record {record_id} does not exist for profile {profile_id}")

    def append(self, profile_id: str, told: _Told) -> None:
        """Add the newest record of a profile."""
        self._world.journal.put(self._newest, profile_id, (self._newest.get(profile_id), *told))

    def _record(self, place: str, entry: _Entry) -> HistoryRecord:
        _, action, at, performed_by, content, object_type_name, about = entry
        return HistoryRecord(
            id=hashlib.blake2b(f"{self._seed}{place}".encode(), digest_size=16).hexdigest(),
            object_type_name=object_type_name,
            action_type=action,
            created_at=at,
            performed_by=performed_by,
            profile_object_unique_key=about if isinstance(content, str) else None,
            subject=content if isinstance(content, str | KeyContent) else ProfileContent(about, content),
        )


_ACTIONS: dict[type[c.Change], str] = {
    c.ProfileCreated: "CREATED",
    c.ProfileUpdated: "UPDATED",
    c.ProfileDeleted: "DELETED_BY_CUSTOMER",
    c.ProfileExpired: "EXPIRED",
    c.KeyAdded: "ADDED_PROFILE_KEY",
    c.KeyDeleted: "DELETED_PROFILE_KEY",
    c.ObjectIngested: "INGESTED",
    c.ObjectDeleted: "DELETED_BY_CUSTOMER",
    c.ObjectExpired: "EXPIRED",
    c.ProfilesMerged: "MERGED",
}


_OF_PROFILES = (c.ProfileCreated, c.ProfileUpdated, c.ProfileDeleted, c.ProfileExpired)


def on_change(domain: Domain, change: c.Change) -> None:
    """Remember a change in the history of its profile."""
    append, profile_id, action = domain.history.append, change.profile_id, _ACTIONS.get(type(change), "")
    at, by = change.at, change.performed_by
    if isinstance(change, c.ObjectIngested):
        append(profile_id, (action, at, by, change.text, change.object_type_name, change.unique_key))
        if not change.created_profile and change.before != change.fields:  # which is the service's own doing
            append(profile_id, ("UPDATED", at, c.SERVICE, change.fields, PROFILE, profile_id))
    elif isinstance(change, _OF_PROFILES):
        append(profile_id, (action, at, by, change.fields, PROFILE, profile_id))
    elif isinstance(change, c.KeyChange):
        append(profile_id, (action, at, by, KeyContent(change.key_name, change.values), PROFILE, profile_id))
    elif isinstance(change, c.ObjectDeleted | c.ObjectExpired):
        append(profile_id, (action, at, by, change.text, change.object_type_name, change.unique_key))
    elif isinstance(change, c.ProfilesMerged):
        for merged_id, fields in change.merged:
            for owner in (merged_id, profile_id):
                append(owner, ("DELETED_BY_MERGE", at, by, fields, PROFILE, merged_id))
        append(profile_id, (action, at, by, change.fields, PROFILE, profile_id))


def _chain(newest: _Entry) -> Iterator[_Entry]:
    entry: _Entry | None = newest
    while entry is not None:
        yield entry
        entry = entry[0]
