"""Profiles as plain data, and back again: what a scenario file keeps of a profile with all that belongs to it.

A dump has what a profile is made of: its fields with their origins, the keys that were added or deleted by hand, its
objects in the order in which they came. To restore it, the objects are ingested again, each at its own time, so that
all that is made of them is made as the first time. The section of scenarios that holds dumps is called `Portraits`.
"""

from __future__ import annotations

import json
from collections import deque
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

from moto_customerprofiles.engine.profiles.fields import flatten, nest
from moto_customerprofiles.engine.profiles.keys import key_slot, name_of, types_of
from moto_customerprofiles.engine.profiles.origins import Origin
from moto_customerprofiles.engine.values.json_text import compact
from moto_customerprofiles.entities.changes import ProfileCreated
from moto_customerprofiles.services.ingestion.ingestion import place
from moto_customerprofiles.services.ingestion.object_types import type_for_objects

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moto_customerprofiles.engine.profiles.keys import KeyEntry
    from moto_customerprofiles.entities.profiles import Profile, ProfileObject
    from moto_customerprofiles.ports import Ids
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.profiles.profile_table import ProfileTable

KeyDump = tuple[str, list[str], "str | list[str]"]
"""The name of a key, the content types of its fields, and its value or values in their normal forms."""


class ObjectDump(TypedDict):
    """One object: its JSON, or its text where the JSON alone would not give it back letter by letter.

    `FoundBy` is the key that led it to its profile when it came first, null if none did.
    """

    Type: str
    Object: object
    IngestedAt: str
    ExpiresAt: str
    CreatedProfile: bool
    FoundingKeys: list[KeyDump]
    FoundBy: KeyDump | None


class _Merged(TypedDict, total=False):
    """What dumps of version 1.0 do not have."""

    MergedProfileIds: list[str]


class ProfileDump(_Merged):
    """One profile. Times are ISO 8601; an origin is source, priority and time."""

    ProfileId: str
    CreatedAt: str
    LastUpdatedAt: str
    ExpiresAt: str
    IsInferred: bool
    Fields: dict[str, object]
    Origins: dict[str, tuple[str, int | None, str]]
    Keys: list[KeyDump]
    DeletedKeys: list[KeyDump]
    Objects: list[ObjectDump]
    RecordIds: list[str]


class _ScriptedIds:
    """Ids that were given before, and fresh ones after them."""

    def __init__(self, ids: Ids, script: Iterable[str]) -> None:
        self._ids = ids
        self._script = deque(script)

    def hex(self) -> str:
        """Return the next id."""
        return self._script.popleft() if self._script else self._ids.hex()

    def uuid(self) -> str:
        """Return a fresh UUID."""
        return self._ids.uuid()


def dump_profile(profile: Profile, merged_ids: list[str]) -> ProfileDump:
    """Describe a profile with all that belongs to it, and with the ids that were merged into it."""
    return {
        "MergedProfileIds": merged_ids,
        "ProfileId": profile.profile_id,
        "CreatedAt": profile.created_at.isoformat(),
        "LastUpdatedAt": profile.last_updated_at.isoformat(),
        "ExpiresAt": profile.expires_at.isoformat(),
        "IsInferred": profile.is_inferred,
        "Fields": nest(profile.fields),
        "Origins": {
            path: (origin.source, origin.priority, origin.at.isoformat()) for path, origin in profile.origins.items()
        },
        "Keys": _dump_keys(profile.added_keys),
        "DeletedKeys": _dump_keys(profile.hidden_keys),
        "Objects": [_dump_object(each) for each in sorted(profile.objects, key=lambda each: each.sequence)],
        "RecordIds": [
            each.object_id for each in sorted(profile.standard_objects.values(), key=lambda each: each.sequence)
        ],
    }


def restore(domain: Domain, dump: ProfileDump) -> None:
    """Bring a profile back as it was; subscribers get its changes as new ones.

    Some of this goes past the journal: a scenario that fails is taken back as a whole domain.
    """
    with domain.call.with_ids(_ScriptedIds(domain.call.ids, [dump["ProfileId"], *dump["RecordIds"]])):
        profile = _restore_objects(domain, dump)
    origins = {path: Origin(source, priority, _time(at)) for path, (source, priority, at) in dump["Origins"].items()}
    fields = flatten(dump["Fields"])
    domain.profiles.write(profile, fields, origins, fields)
    added, hidden = _keys(dump["Keys"]), _keys(dump["DeletedKeys"])
    domain.profiles.keys_by_hand.hide(profile, hidden)
    domain.profiles.keys_by_hand.add(profile, added)
    profile.created_at, profile.last_updated_at = _time(dump["CreatedAt"]), _time(dump["LastUpdatedAt"])
    profile.expires_at, profile.is_inferred = _time(dump["ExpiresAt"]), dump["IsInferred"]
    for merged_id in dump.get("MergedProfileIds", ()):
        domain.profiles.survivors.put(merged_id, profile)


def _restore_objects(domain: Domain, dump: ProfileDump) -> Profile:
    objects, profile = dump["Objects"], None
    if not (objects and objects[0]["CreatedProfile"]):
        profile = _restore_profile(domain, dump)
    for each in objects:
        text = each["Object"] if isinstance(each["Object"], str) else compact(each["Object"])
        with domain.call.at(_time(each["IngestedAt"])):
            profile = place(domain, type_for_objects(domain, each["Type"]), text, profile)
        _mend_object(domain.profiles, profile, each)
    if profile is None:
        raise ValueError("a profile without objects is made above")
    return profile


def _restore_profile(domain: Domain, dump: ProfileDump) -> Profile:
    """Make the profile that its objects then join, and return it."""
    call = domain.call
    with call.at(_time(dump["CreatedAt"])):
        profile = domain.profiles.add(_time(dump["ExpiresAt"]), {}, {})
        domain.note(ProfileCreated(profile.profile_id, call.now, call.caller_arn, flatten(dump["Fields"])))
    return profile


def _mend_object(profiles: ProfileTable, profile: Profile, dump: ObjectDump) -> None:
    """Give the object placed last back what depends on how it once came."""
    placed, founding = next(reversed(profile.objects_by_key.values())), _keys(dump["FoundingKeys"])
    profiles.index.hold(profile, founding - frozenset(placed.founding_entries))
    placed.founding_entries = tuple(founding)
    placed.expires_at = _time(dump["ExpiresAt"])
    placed.created_profile = dump["CreatedProfile"]
    found_by = dump["FoundBy"]
    placed.found_by = None if found_by is None else _key(found_by)


def _dump_object(profile_object: ProfileObject) -> ObjectDump:
    document = json.loads(profile_object.text)
    return {
        "Type": profile_object.object_type_name,
        "Object": document if compact(document) == profile_object.text else profile_object.text,
        "IngestedAt": profile_object.ingested_at.isoformat(),
        "ExpiresAt": profile_object.expires_at.isoformat(),
        "CreatedProfile": profile_object.created_profile,
        "FoundingKeys": _dump_keys(profile_object.founding_entries),
        "FoundBy": None if profile_object.found_by is None else _dump_key(profile_object.found_by),
    }


def _dump_keys(entries: Iterable[KeyEntry]) -> list[KeyDump]:
    return sorted(map(_dump_key, entries), key=str)


def _dump_key(entry: KeyEntry) -> KeyDump:
    slot, value = entry
    return (name_of(slot), types_of(slot), value if isinstance(value, str) else list(value))


def _keys(dumps: Iterable[KeyDump]) -> frozenset[KeyEntry]:
    return frozenset(map(_key, dumps))


def _key(dump: KeyDump) -> KeyEntry:
    name, content_types, value = dump
    return key_slot(name, content_types), value if isinstance(value, str) else tuple(value)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
