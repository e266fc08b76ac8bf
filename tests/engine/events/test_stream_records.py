from __future__ import annotations

import json
from datetime import datetime, timezone

import pytest

from moto_customerprofiles.engine.events.stream_records import (
    EventStamp,
    ObjectEvent,
    encode,
    health_check,
    merge_event,
    object_event,
    profile_event,
)

STAMP = EventStamp(
    "0b1c9ba2-6cb8-4c4e-b35e-9c4a7b0f5a01", datetime(2023, 10, 19, 13, 26, 22, 976_543, tzinfo=timezone.utc), "d"
)


@pytest.mark.rule("ES-7", "ES-8", "ES-11", "ES-13", "CLI-21")
def test_profile_event_has_the_captured_members_in_their_order() -> None:
    fields = {"GenderString": "F", "LastName": "Lee", "PhoneNumber": "1", "FirstName": "Ann", "MiddleName": "B"}

    event = profile_event("UPDATED", STAMP, "7e", fields)

    assert [
        ("SchemaVersion", 0),
        ("EventId", STAMP.event_id),
        ("EventTimestamp", "2023-10-19T13:26:22.976Z"),
        ("EventType", "UPDATED"),
        ("DomainName", "d"),
        ("ObjectTypeName", "_profile"),
        ("Object", event["Object"]),
        ("IsMessageRealTime", True),
    ] == list(event.items())
    assert json.dumps(event["Object"]) == json.dumps(
        {
            "ProfileId": "7e",
            "FirstName": "Ann",
            "MiddleName": "B",
            "LastName": "Lee",
            "Gender": "F",
            "PhoneNumber": "1",
            "GenderString": "F",
        }
    )


@pytest.mark.rule("ES-11")
def test_gender_and_its_free_text_both_keep_their_own_value() -> None:
    body = profile_event("CREATED", STAMP, "7e", {"Gender": "FEMALE", "GenderString": "woman"})["Object"]

    assert {"ProfileId": "7e", "Gender": "FEMALE", "GenderString": "woman"} == body


def test_gender_appears_under_the_name_of_its_free_text_too() -> None:
    body = profile_event("CREATED", STAMP, "7e", {"Gender": "FEMALE"})["Object"]

    assert {"ProfileId": "7e", "Gender": "FEMALE", "GenderString": "FEMALE"} == body


def test_profile_without_gender_has_neither_member() -> None:
    assert {"ProfileId": "7e"} == profile_event("CREATED", STAMP, "7e", {})["Object"]


@pytest.mark.rule("ES-7", "ES-8", "ES-12")
def test_object_event_names_its_profile_and_carries_the_source() -> None:
    event = object_event("CREATED", STAMP, ObjectEvent("Salesforce-Account", "k=", {"Id": "1"}, "7e"))

    assert [
        "SchemaVersion",
        "EventId",
        "EventTimestamp",
        "EventType",
        "DomainName",
        "ObjectTypeName",
        "AssociatedProfileId",
        "ProfileObjectUniqueKey",
        "Object",
        "IsMessageRealTime",
    ] == list(event)
    assert ("7e", {"Id": "1"}) == (event["AssociatedProfileId"], event["Object"])


def test_object_without_profile_names_none() -> None:
    assert "AssociatedProfileId" not in object_event("CREATED", STAMP, ObjectEvent("Item", "k=", {}, None))


@pytest.mark.rule("ES-15")
def test_merge_event_carries_the_profiles_merged_away() -> None:
    event = merge_event(STAMP, "m-1", ("a", {"FirstName": "Ann"}), [("b", {"LastName": "Lee"}), ("c", {})])

    assert "MERGED" == event["EventType"]
    assert {"ProfileId": "a", "FirstName": "Ann"} == event["Object"]
    assert "m-1" == event["MergeId"]
    assert [{"ProfileId": "b", "LastName": "Lee"}, {"ProfileId": "c"}] == event["DuplicateProfiles"]


@pytest.mark.rule("ES-14")
def test_health_check_is_about_no_object() -> None:
    assert [
        "SchemaVersion",
        "EventId",
        "EventTimestamp",
        "EventType",
        "DomainName",
        "IsMessageRealTime",
    ] == list(health_check(STAMP))
    assert "HEALTH_CHECK" == health_check(STAMP)["EventType"]


@pytest.mark.rule("ES-17")
def test_encoded_event_reads_back_and_ends_without_newline() -> None:
    event = object_event("CREATED", STAMP, ObjectEvent("T", "k=", {"name": "Zoë 👋", "half": "\ud83d"}, "7e"))

    data = encode(event)

    assert json.loads(data) == event
    assert data.endswith(b"}")
