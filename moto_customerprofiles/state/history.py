"""The history of profiles: append-only, fed by every change, and still there when a profile is not.

The service model gives the actions; which cause writes which of them is our choice, and so is that the oldest record
gives way when a profile has its 10,000. What a merge takes away is told twice: under its own id and under the main
profile's, there just before the MERGED record.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from moto_customerprofiles.engine.payloads import PROFILE, profile_document
from moto_customerprofiles.errors import ResourceNotFound
from moto_customerprofiles.state import changes as c

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from moto_customerprofiles.engine.origins import Fields
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.world import World


class ProfileContent(NamedTuple):
    """The profile that a record tells of, with the fields that it had."""

    profile_id: str
    fields: Fields

    def text(self) -> str:
        """Answer the profile as JSON text."""
        return _text(profile_document(self.profile_id, self.fields))


class KeyContent(NamedTuple):
    """The key that a record tells of."""

    key_name: str
    values: Sequence[str]

    def text(self) -> str:
        """Answer the key as JSON text."""
        return _text({"KeyName": self.key_name, "Values": list(self.values)})


Content = str | ProfileContent | KeyContent
"""What a record tells of: a reference to it, and JSON text only when somebody reads it. An object is its own text."""


class _Entry(NamedTuple):
    """One thing that happened, as it is kept: there are many, so each is small, and gets its id when it is read."""

    turn: int
    action_type: str
    created_at: datetime
    performed_by: str
    content: Content
    object_type_name: str = PROFILE
    unique_key: str | None = None


_Owned = tuple[str, _Entry]
"""An entry, and the profile in whose history it stands."""


@dataclass(frozen=True, slots=True)
class HistoryRecord:
    """One thing that happened to a profile."""

    id: str
    object_type_name: str
    action_type: str
    created_at: datetime
    performed_by: str
    profile_object_unique_key: str | None
    subject: Content

    @property
    def last_updated_at(self) -> datetime:
        """When the record changed last, which it never does."""
        return self.created_at

    @property
    def content(self) -> str:
        """The profile, object or key that the record tells of, as JSON text."""
        return self.subject if isinstance(self.subject, str) else self.subject.text()


class History:
    """The records of all profiles that a domain has ever had."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._entries: dict[str, list[_Entry]] = {}
        self._seed = world.ids.hex()  # of all ids here: an id for each record would cost more than the record
        self._last_turn = 0

    def of(self, profile_id: str) -> list[HistoryRecord]:
        """Answer the records of a profile, newest first; `ResourceNotFound` if the domain never had it."""
        if profile_id not in self._entries:
            raise ResourceNotFound(f"Profile {profile_id} does not exist")
        return [self._record(entry) for entry in reversed(self._entries[profile_id])]

    def require(self, profile_id: str, record_id: str) -> HistoryRecord:
        """Answer one record of a profile; `ResourceNotFound` if that profile has none of this id."""
        for record in self.of(profile_id):
            if record.id == record_id:
                return record
        raise ResourceNotFound(f"Profile history record {record_id} does not exist for profile {profile_id}")

    def append(self, profile_id: str, entry: _Entry) -> None:
        """Add the newest record of a profile."""
        journal, settings = self._world.journal, self._world.settings
        entries = self._entries.get(profile_id)
        if entries is None:
            entries = []
            journal.put(self._entries, profile_id, entries)
        if settings.enforce_quotas and len(entries) >= settings.quotas.history_records_per_profile:
            journal.undo(partial(entries.insert, 0, entries.pop(0)))
        journal.append(entries, entry)

    def next_turn(self) -> int:
        """Answer the number of the next record; numbers only grow."""
        self._last_turn += 1
        return self._last_turn

    def _record(self, entry: _Entry) -> HistoryRecord:
        record_id = hashlib.blake2b(f"{self._seed}{entry.turn}".encode(), digest_size=16).hexdigest()
        return HistoryRecord(
            id=record_id,
            object_type_name=entry.object_type_name,
            action_type=entry.action_type,
            created_at=entry.created_at,
            performed_by=entry.performed_by,
            profile_object_unique_key=entry.unique_key,
            subject=entry.content,
        )


def hear(domain: Domain, change: c.Change) -> None:
    """Remember a change in the history of its profile."""
    history = domain.history
    for profile_id, entry in _entries(history, change):
        history.append(profile_id, entry)


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


def _entries(history: History, change: c.Change) -> Iterator[_Owned]:
    action = _ACTIONS.get(type(change), "")
    match change:
        case c.ObjectIngested():
            yield from _ingested(history, change, action)
        case c.ProfileCreated() | c.ProfileUpdated() | c.ProfileDeleted() | c.ProfileExpired():
            yield _profile(history, change, action, change.performed_by)
        case c.KeyAdded() | c.KeyDeleted():
            content = KeyContent(change.key_name, change.values)
            yield change.profile_id, _Entry(history.next_turn(), action, change.at, change.performed_by, content)
        case c.ObjectDeleted() | c.ObjectExpired():
            yield _object(history, change, action)
        case c.ProfilesMerged():
            yield from _merged(history, change)
            yield _profile(history, change, action, change.performed_by)


def _ingested(history: History, change: c.ObjectIngested, action: str) -> Iterator[_Owned]:
    """Tell of an object, and of what it did to a profile that was there, which is the service's own doing."""
    yield _object(history, change, action)
    if not change.created_profile and change.before != change.fields:
        yield _profile(history, change, "UPDATED", c.SERVICE)


def _merged(history: History, change: c.ProfilesMerged) -> Iterator[_Owned]:
    for merged_id, fields in change.merged:
        content = ProfileContent(merged_id, fields)
        for owner in (merged_id, change.profile_id):
            yield owner, _Entry(history.next_turn(), "DELETED_BY_MERGE", change.at, change.performed_by, content)


class _OfProfile(Protocol):
    @property
    def profile_id(self) -> str: ...

    @property
    def at(self) -> datetime: ...

    @property
    def fields(self) -> Fields: ...


def _profile(history: History, change: _OfProfile, action: str, performed_by: str) -> _Owned:
    content = ProfileContent(change.profile_id, change.fields)
    return change.profile_id, _Entry(history.next_turn(), action, change.at, performed_by, content)


def _object(history: History, change: c.ObjectChange, action: str) -> _Owned:
    turn, names = history.next_turn(), (change.object_type_name, change.unique_key)
    return change.profile_id, _Entry(turn, action, change.at, change.performed_by, change.text, *names)


def _text(document: dict[str, object]) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
