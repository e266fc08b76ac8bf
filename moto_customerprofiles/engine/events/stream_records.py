"""The records of an event stream, as the service puts them on Kinesis.

The Administrator Guide ("Set up real-time export") names the members; their order and the bodies follow captured
records, and a MERGED record is that of AWS's solution for travellers and guests. Where all are silent we chose: a
HEALTH_CHECK has no object type and no object, and members of a profile without a value are left out.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal, NamedTuple

from moto_customerprofiles.engine.profiles.fields import profile_document
from moto_customerprofiles.engine.profiles.standard_objects import PROFILE
from moto_customerprofiles.engine.values.json_text import compact

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from moto_customerprofiles.engine.profiles.origins import Fields

EventType = Literal["CREATED", "UPDATED", "MERGED", "HEALTH_CHECK"]

_SCHEMA_VERSION = 0


class EventStamp(NamedTuple):
    """The id, the time and the domain of an event; `event_id` is a UUID with hyphens."""

    event_id: str
    at: datetime
    domain_name: str


class ObjectEvent(NamedTuple):
    """One object of a domain; `profile_id` is None only for objects that belong to no profile."""

    object_type_name: str
    unique_key: str
    source: object
    profile_id: str | None


def profile_event(
    event_type: EventType, stamp: EventStamp, profile_id: str, fields: Fields, mapped: Iterable[str] = ()
) -> dict[str, object]:
    """Return the record of a profile that was created or updated.

    `mapped` are the addresses that the object behind it maps: one that is empty shows as `{}`, as in captured records.

    >>> from datetime import datetime, timezone
    >>> stamp = EventStamp("a-b", datetime(2026, 6, 1, tzinfo=timezone.utc), "shop")
    >>> profile_event("UPDATED", stamp, "7e", {"FirstName": "Ann"})["Object"]
    {'ProfileId': '7e', 'FirstName': 'Ann'}
    >>> profile_event("UPDATED", stamp, "7e", {}, ["Address"])["Object"]
    {'ProfileId': '7e', 'Address': {}}
    """
    body = _body(profile_id, fields)
    for name in mapped:
        body.setdefault(name, {})
    return _event(event_type, stamp, {"ObjectTypeName": PROFILE, "Object": body})


def object_event(event_type: EventType, stamp: EventStamp, event: ObjectEvent) -> dict[str, object]:
    """Return the record of an object that was ingested, as a new one or in the place of an earlier one.

    >>> from datetime import datetime, timezone
    >>> stamp = EventStamp("a-b", datetime(2026, 6, 1, tzinfo=timezone.utc), "shop")
    >>> list(object_event("CREATED", stamp, ObjectEvent("Order", "k=", {"n": 1}, "7e")))[5:9]
    ['ObjectTypeName', 'AssociatedProfileId', 'ProfileObjectUniqueKey', 'Object']
    """
    owner = {} if event.profile_id is None else {"AssociatedProfileId": event.profile_id}
    return _event(
        event_type,
        stamp,
        {
            "ObjectTypeName": event.object_type_name,
            **owner,
            "ProfileObjectUniqueKey": event.unique_key,
            "Object": event.source,
        },
    )


def merge_event(
    stamp: EventStamp, merge_id: str, main: tuple[str, Fields], merged: Iterable[tuple[str, Fields]]
) -> dict[str, object]:
    """Return the record of a merge: the main profile after the merge, and the profiles that were merged into it.

    >>> from datetime import datetime, timezone
    >>> stamp = EventStamp("a-b", datetime(2026, 6, 1, tzinfo=timezone.utc), "shop")
    >>> merge_event(stamp, "c-d", ("7e", {}), [("8f", {})])["DuplicateProfiles"]
    [{'ProfileId': '8f'}]
    """
    return _event(
        "MERGED",
        stamp,
        {
            "ObjectTypeName": PROFILE,
            "Object": _body(*main),
            "MergeId": merge_id,
            "DuplicateProfiles": [_body(*profile) for profile in merged],
        },
    )


def health_check(stamp: EventStamp) -> dict[str, object]:
    """Return the record that verifies that the stream can be written.

    >>> from datetime import datetime, timezone
    >>> health_check(EventStamp("a-b", datetime(2026, 6, 1, tzinfo=timezone.utc), "shop"))["EventTimestamp"]
    '2026-06-01T00:00:00.000Z'
    """
    return _event("HEALTH_CHECK", stamp, {})


def encode(event: dict[str, object]) -> bytes:
    r"""Return an event as the data of one Kinesis record: compact JSON in UTF-8 without a newline.

    >>> encode({"SchemaVersion": 0, "Name": "Zoë"}).decode()
    '{"SchemaVersion":0,"Name":"Zoë"}'
    >>> encode({"Half": "\ud83d"})
    b'{"Half":"\\ud83d"}'
    """
    try:
        return compact(event).encode()
    except UnicodeEncodeError:  # half a surrogate pair, which JSON can write and UTF-8 cannot
        return json.dumps(event, separators=(",", ":")).encode()


def _event(event_type: EventType, stamp: EventStamp, content: dict[str, object]) -> dict[str, object]:
    return {
        "SchemaVersion": _SCHEMA_VERSION,
        "EventId": stamp.event_id,
        "EventTimestamp": stamp.at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{stamp.at.microsecond // 1000:03d}Z",
        "EventType": event_type,
        "DomainName": stamp.domain_name,
        **content,
        "IsMessageRealTime": True,
    }


def _body(profile_id: str, fields: Fields) -> dict[str, object]:
    """Return a profile as event streams have it: a gender appears as both Gender and GenderString."""
    gender = fields.get("Gender") or fields.get("GenderString")
    if gender:
        fields = {"Gender": gender, "GenderString": gender, **fields}
    return profile_document(profile_id, fields)
