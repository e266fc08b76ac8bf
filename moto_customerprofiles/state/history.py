"""The history of profiles: append-only, and still there when a profile is not.

That only the newest 10,000 records of a profile are returned is our choice.
"""

from __future__ import annotations

import hashlib
from itertools import islice
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.profiles.origins import Fields
from moto_customerprofiles.entities.history import HistoryRecord, KeyContent, ProfileContent
from moto_customerprofiles.errors import ResourceNotFound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from moto_customerprofiles.state.call import Call

Content = str | Fields | KeyContent
"""What an entry refers to: the text of an object, the fields of a profile, or a key."""

_Record = tuple[str, "datetime", str, Content, str, str]
"""The action, when and by whom, the content, the object type, and the key of the object or the id of the profile."""

_Entry = tuple["_Entry | None", str, "datetime", str, Content, str, str]
"""What is kept of a record: the entry before it, and the record. There are many, so each is a plain tuple of
references; JSON text and an id of its own are made when somebody reads it."""


class History:
    """The records of all profiles that a domain has ever had."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._newest: dict[str, _Entry] = {}
        self._seed = call.ids.hex()  # of all ids here: an id for each record would cost more than the record

    def of(self, profile_id: str) -> list[HistoryRecord]:
        """Return the records of a profile, newest first; `ResourceNotFound` if the domain never had it."""
        if profile_id not in self._newest:
            raise ResourceNotFound(f"Profile {profile_id} does not exist")
        settings = self._call.settings
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

    def append(self, profile_id: str, record: _Record) -> None:
        """Add the newest record of a profile."""
        self._call.journal.put(self._newest, profile_id, (self._newest.get(profile_id), *record))

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


def _chain(newest: _Entry) -> Iterator[_Entry]:
    entry: _Entry | None = newest
    while entry is not None:
        yield entry
        entry = entry[0]
