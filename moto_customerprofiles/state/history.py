"""The history of profiles: append-only, and still there when a profile is not.

That only the newest 10,000 records of a profile are returned is our choice.
"""

from __future__ import annotations

import hashlib
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from moto_customerprofiles.engine.profiles.origins import Fields
from moto_customerprofiles.engine.values.listings import Listing
from moto_customerprofiles.entities.history import HistoryRecord, KeyContent, ProfileContent
from moto_customerprofiles.errors import ResourceNotFound, does_not_exist

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from moto_customerprofiles.state.call import Call

Content = str | Fields | KeyContent
"""What a record refers to: the text of an object, the fields of a profile, or a key."""

_Record = tuple[str, "datetime", str, Content, str, str]
"""The action, when and by whom, the content, the object type, and the key of the object or the id of the profile."""

_WIDTH = 6
_FEW = 16 * _WIDTH


class History:
    """The records of all profiles that a domain has ever had.

    There are many records, so those of a profile stand one behind the other in a single tuple, which a new record
    replaces, or in a list once there are more than a few; JSON text and an id of its own are made when somebody reads
    a record. The records of a profile are numbered from 1, the oldest, and keep their numbers.
    """

    def __init__(self, call: Call, domain_name: str) -> None:
        self._call = call
        self._domain_name = domain_name
        self._records: dict[str, tuple[Any, ...] | list[Any]] = {}  # members of records, of several types
        self._seed = call.ids.hex()  # of all ids here: an id for each record would cost more than the record
        self._mask = int(self._seed[:8], 16)

    def of(self, profile_id: str) -> Listing[HistoryRecord]:
        """Return the records of a profile, newest first; `ResourceNotFound` if the domain never had it."""
        newest, oldest = self._numbers(profile_id)

        def after(number: int | None) -> Iterator[tuple[int, HistoryRecord]]:
            start = newest if number is None else number - 1
            return ((at, self._read(profile_id, at)) for at in range(start, oldest - 1, -1))

        return Listing(after)

    def __len__(self) -> int:
        """Return how many profiles have a history, those that are gone included."""
        return len(self._records)

    def __contains__(self, profile_id: str) -> bool:
        """Tell whether a profile has a history."""
        return profile_id in self._records

    def newest_first(self, start: int, count: int) -> Iterator[tuple[str, int]]:
        """Return ids of profiles with the number of their records, the latest to begin a history first."""
        some = islice(reversed(self._records), start, start + count)
        return ((profile_id, len(self._records[profile_id]) // _WIDTH) for profile_id in some)

    def require(self, profile_id: str, record_id: str) -> HistoryRecord:
        """Return one record of a profile; `ResourceNotFound` if that profile has none of this id."""
        newest, oldest = self._numbers(profile_id)
        number = int(record_id[-8:], 16) ^ self._mask
        if oldest <= number <= newest and (record := self._read(profile_id, number)).id == record_id:
            return record
        raise ResourceNotFound(does_not_exist("Profile history record", record_id, f"profile {profile_id}"))

    def append(self, profile_id: str, record: _Record) -> None:
        """Add the newest record of a profile."""
        journal, known = self._call.journal, self._records.get(profile_id, ())
        if isinstance(known, list):
            journal.undo(partial(known.__delitem__, slice(len(known), None)))
            known += record
        else:
            together = (*known, *record)
            journal.put(self._records, profile_id, together if len(together) <= _FEW else list(together))

    def _numbers(self, profile_id: str) -> tuple[int, int]:
        """Return the numbers of the newest and of the oldest record of a profile that are returned."""
        if profile_id not in self._records:
            raise ResourceNotFound(does_not_exist("Profile", profile_id, f"the history of domain {self._domain_name}"))
        newest, settings = len(self._records[profile_id]) // _WIDTH, self._call.settings
        limit = settings.quotas.history_records_per_profile if settings.enforce_quotas else newest
        return newest, max(newest - limit, 0) + 1

    def _read(self, profile_id: str, number: int) -> HistoryRecord:
        end = number * _WIDTH
        action, at, performed_by, content, object_type_name, about = self._records[profile_id][end - _WIDTH : end]
        return HistoryRecord(
            id=self._id(profile_id, number),
            object_type_name=object_type_name,
            action_type=action,
            created_at=at,
            performed_by=performed_by,
            profile_object_unique_key=about if isinstance(content, str) else None,
            subject=content if isinstance(content, str | KeyContent) else ProfileContent(about, content),
        )

    def _id(self, profile_id: str, number: int) -> str:
        """Return the id of a record: a hash, and the number, by which the record is found again."""
        place = f"{self._seed}{profile_id} {number}"
        return f"{hashlib.blake2b(place.encode(), digest_size=12).hexdigest()}{number ^ self._mask:08x}"
