"""The history of profiles: append-only, fed by every change, and still there when a profile is not.

The service model gives the actions; which cause writes which of them is our choice, and so is that the oldest record
gives way when a profile has its 10,000. What a merge takes away is told twice: under its own id and under the main
profile's, there just before the MERGED record.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from moto_customerprofiles.engine.payloads import PROFILE, profile_document
from moto_customerprofiles.errors import ResourceNotFound
from moto_customerprofiles.state import changes as c

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from moto_customerprofiles.engine.origins import Fields
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.world import World

Content = Callable[[], str]
"""Writes a content when somebody reads it: until then a record only refers to what it tells of."""


@dataclass(frozen=True, slots=True)
class HistoryRecord:
    """One thing that happened to a profile."""

    id: str
    object_type_name: str
    action_type: str
    created_at: datetime
    performed_by: str
    profile_object_unique_key: str | None
    write: Content

    @property
    def last_updated_at(self) -> datetime:
        """When the record changed last, which it never does."""
        return self.created_at

    @property
    def content(self) -> str:
        """The profile, object or key that the record tells of, as JSON text."""
        return self.write()


class History:
    """The records of all profiles that a domain has ever had."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._records: dict[str, list[HistoryRecord]] = {}

    def of(self, profile_id: str) -> list[HistoryRecord]:
        """Answer the records of a profile, newest first; `ResourceNotFound` if the domain never had it."""
        if profile_id not in self._records:
            raise ResourceNotFound(f"Profile {profile_id} does not exist")
        return list(reversed(self._records[profile_id]))

    def require(self, profile_id: str, record_id: str) -> HistoryRecord:
        """Answer one record of a profile; `ResourceNotFound` if that profile has none of this id."""
        for record in self.of(profile_id):
            if record.id == record_id:
                return record
        raise ResourceNotFound(f"Profile history record {record_id} does not exist for profile {profile_id}")

    def append(self, profile_id: str, record: HistoryRecord) -> None:
        """Add the newest record of a profile."""
        journal, settings = self._world.journal, self._world.settings
        if profile_id not in self._records:
            journal.put(self._records, profile_id, [])
        records = self._records[profile_id]
        if settings.enforce_quotas and len(records) >= settings.quotas.history_records_per_profile:
            journal.undo(partial(records.insert, 0, records.pop(0)))
        journal.append(records, record)


class _Entry(NamedTuple):
    profile_id: str
    action_type: str
    content: Content
    performed_by: str
    object_type_name: str = PROFILE
    unique_key: str | None = None


def hear(domain: Domain, change: c.Change) -> None:
    """Remember a change in the history of its profile."""
    for entry in _entries(change):
        domain.history.append(entry.profile_id, _record(domain, change, entry))


def _record(domain: Domain, change: c.Change, entry: _Entry) -> HistoryRecord:
    return HistoryRecord(
        id=domain.world.ids.hex(),
        object_type_name=entry.object_type_name,
        action_type=entry.action_type,
        created_at=change.at,
        performed_by=entry.performed_by,
        profile_object_unique_key=entry.unique_key,
        write=entry.content,
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


def _entries(change: c.Change) -> Iterator[_Entry]:
    action = _ACTIONS.get(type(change), "")
    match change:
        case c.ProfileCreated() | c.ProfileUpdated() | c.ProfileDeleted() | c.ProfileExpired():
            yield _profile(change, action, change.performed_by)
        case c.KeyAdded() | c.KeyDeleted():
            content = partial(_text, {"KeyName": change.key_name, "Values": list(change.values)})
            yield _Entry(change.profile_id, action, content, change.performed_by)
        case c.ObjectIngested():
            yield from _ingested(change, action)
        case c.ObjectDeleted() | c.ObjectExpired():
            yield _object(change, action)
        case c.ProfilesMerged():
            yield from _merged(change)
            yield _profile(change, action, change.performed_by)


def _ingested(change: c.ObjectIngested, action: str) -> Iterator[_Entry]:
    """Tell of an object, and of what it did to a profile that was there, which is the service's own doing."""
    yield _object(change, action)
    if not change.created_profile and change.before != change.fields:
        yield _profile(change, "UPDATED", c.SERVICE)


def _merged(change: c.ProfilesMerged) -> Iterator[_Entry]:
    for merged_id, fields in change.merged:
        content = partial(_profile_text, merged_id, fields)
        for owner in (merged_id, change.profile_id):
            yield _Entry(owner, "DELETED_BY_MERGE", content, change.performed_by)


class _WithFields(Protocol):
    @property
    def profile_id(self) -> str: ...

    @property
    def fields(self) -> Fields: ...


def _profile(change: _WithFields, action: str, performed_by: str) -> _Entry:
    return _Entry(change.profile_id, action, partial(_profile_text, change.profile_id, change.fields), performed_by)


def _object(change: c.ObjectChange, action: str) -> _Entry:
    return _Entry(
        change.profile_id,
        action,
        partial(str, change.text),
        change.performed_by,
        change.object_type_name,
        change.unique_key,
    )


def _profile_text(profile_id: str, fields: Fields) -> str:
    return _text(profile_document(profile_id, fields))


def _text(document: dict[str, object]) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
