from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError

from tests.support.facts import REGION, T0
from tests.support.replies import error_code, less_metadata
from tests.support.shop import create_profile, put_object_type, search_profiles

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient

    from tests.support.crm import Crm


@pytest.fixture(autouse=True)
def _notes(client: CustomerProfilesClient, domain: str) -> None:  # noqa: ARG001  # it is there
    """Have a domain `shop` with a type that finds profiles by account and writes a name."""
    put_object_type(
        client,
        "Note",
        fields={"id": "", "account": "", "name": "_profile.MiddleName"},
        keys={"noteId": "UNIQUE id", "_account": "PROFILE account"},
    )


def _put_note(client: CustomerProfilesClient, **document: str) -> str:
    answer = client.put_profile_object(DomainName="shop", ObjectTypeName="Note", Object=json.dumps(document))
    return answer["ProfileObjectUniqueKey"]


def _records(client: CustomerProfilesClient, profile_id: str, **more: Any) -> list[Any]:
    answer = client.list_profile_history_records(DomainName="shop", ProfileId=profile_id, **more)
    return [{**record} for record in answer["ProfileHistoryRecords"]]


def _content(client: CustomerProfilesClient, profile_id: str, record: Any) -> Any:
    answer = client.get_profile_history_record(DomainName="shop", ProfileId=profile_id, Id=record["Id"])
    return json.loads(answer["Content"])


@pytest.mark.rule("IN-H-1", "IN-H-2", "IN-H-3", "IN-H-4", "IN-H-12", "HIS-1", "HIS-4", "EX-66")
def test_history_has_the_newest_record_first(client: CustomerProfilesClient) -> None:
    profile_id = create_profile(client, AccountNumber="A-1", FirstName="Ann")
    client.update_profile(DomainName="shop", ProfileId=profile_id, LastName="Lee")
    client.add_profile_key(DomainName="shop", ProfileId=profile_id, KeyName="_email", Values=["a@b.c"])
    key = _put_note(client, id="1", account="A-1")
    records = _records(client, profile_id)

    assert [
        ("INGESTED", "Note", key),
        ("ADDED_PROFILE_KEY", "_profile", None),
        ("UPDATED", "_profile", None),
        ("CREATED", "_profile", None),
    ] == [(record["ActionType"], record["ObjectTypeName"], record.get("ProfileObjectUniqueKey")) for record in records]
    assert [
        {"id": "1", "account": "A-1"},
        {"KeyName": "_email", "Values": ["a@b.c"]},
        {"ProfileId": profile_id, "AccountNumber": "A-1", "FirstName": "Ann", "LastName": "Lee"},
        {"ProfileId": profile_id, "AccountNumber": "A-1", "FirstName": "Ann"},
    ] == [_content(client, profile_id, record) for record in records]


@pytest.mark.rule("IN-H-10", "IN-H-11", "HIS-2", "HIS-7", "HIS-8")
@pytest.mark.usefixtures("frozen")
def test_record_shows_when_and_by_whom(client: CustomerProfilesClient) -> None:
    profile_id = create_profile(client)
    (record,) = _records(client, profile_id)
    shown = less_metadata(client.get_profile_history_record(DomainName="shop", ProfileId=profile_id, Id=record["Id"]))
    me = boto3.client("sts", region_name=REGION).get_caller_identity()["Arn"]

    assert {
        "Id": record["Id"],
        "ObjectTypeName": "_profile",
        "CreatedAt": T0,
        "LastUpdatedAt": T0,
        "ActionType": "CREATED",
        "PerformedBy": me,
    } == record
    assert {**record, "Content": f'{{"ProfileId":"{profile_id}"}}'} == shown


@pytest.mark.rule("IN-H-2", "IN-H-11", "HIS-7")
def test_what_ingestion_makes_of_a_profile_is_the_services_own_doing(client: CustomerProfilesClient) -> None:
    _put_note(client, id="1", account="A-1", name="B")
    _put_note(client, id="2", account="A-1", name="C")
    found = search_profiles(client, "_account", "A-1")
    records = _records(client, found[0]["ProfileId"])
    service, me = "profile.amazonaws.com", records[1]["PerformedBy"]

    assert me.startswith("arn:aws:")
    assert [("UPDATED", service), ("INGESTED", me), ("INGESTED", me), ("CREATED", service)] == [
        (record["ActionType"], record["PerformedBy"]) for record in records
    ]


@pytest.mark.rule("IN-H-4")
def test_deletion_of_a_key_is_recorded(client: CustomerProfilesClient) -> None:
    profile_id = create_profile(client)
    client.add_profile_key(DomainName="shop", ProfileId=profile_id, KeyName="_email", Values=["a@b.c"])
    client.delete_profile_key(DomainName="shop", ProfileId=profile_id, KeyName="_email", Values=["a@b.c"])
    newest = _records(client, profile_id)[0]

    assert "DELETED_PROFILE_KEY" == newest["ActionType"]
    assert {"KeyName": "_email", "Values": ["a@b.c"]} == _content(client, profile_id, newest)


@pytest.mark.rule("IN-H-5", "IN-H-10")
def test_deletion_of_an_object_is_recorded_with_its_last_text(client: CustomerProfilesClient) -> None:
    profile_id = create_profile(client, AccountNumber="A-1")
    key = _put_note(client, id="1", account="A-1")
    client.delete_profile_object(
        DomainName="shop", ProfileId=profile_id, ObjectTypeName="Note", ProfileObjectUniqueKey=key
    )
    newest = _records(client, profile_id)[0]

    assert (
        "DELETED_BY_CUSTOMER",
        "Note",
        key,
    ) == (newest["ActionType"], newest["ObjectTypeName"], newest["ProfileObjectUniqueKey"])
    assert {"id": "1", "account": "A-1"} == _content(client, profile_id, newest)


@pytest.mark.rule("IN-H-5", "IN-H-13", "HIS-6")
def test_history_outlives_a_deleted_profile(client: CustomerProfilesClient) -> None:
    profile_id = create_profile(client, FirstName="Ann")
    client.delete_profile(DomainName="shop", ProfileId=profile_id)
    newest = _records(client, profile_id)[0]

    assert "DELETED_BY_CUSTOMER" == newest["ActionType"]
    assert {"ProfileId": profile_id, "FirstName": "Ann"} == _content(client, profile_id, newest)


@pytest.mark.rule("IN-H-7", "HIS-7")
def test_history_outlives_an_expired_profile(client: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    profile_id = create_profile(client)
    frozen.move_to(T0 + timedelta(days=400))
    newest = _records(client, profile_id)[0]

    assert ("EXPIRED", "profile.amazonaws.com") == (newest["ActionType"], newest["PerformedBy"])
    assert T0 + timedelta(days=365) == newest["CreatedAt"]


@pytest.mark.rule("IN-H-12", "HIS-1", "EX-66")
@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"ActionType": "UPDATED"}, ["UPDATED"]),
        ({"ActionType": "MERGED"}, []),
        ({"ObjectTypeName": "Note"}, ["INGESTED"]),
        ({"ObjectTypeName": "_profile"}, ["UPDATED", "CREATED"]),
        ({"ObjectTypeName": "_profile", "ActionType": "CREATED"}, ["CREATED"]),
        ({"ObjectTypeName": "Note", "ActionType": "CREATED"}, []),
        ({"PerformedBy": "profile.amazonaws.com"}, ["UPDATED"]),
        ({"PerformedBy": "profile"}, []),
    ],
)
def test_filters_are_exact_and_joined_by_and(
    client: CustomerProfilesClient, wanted: dict[str, str], expected: list[str]
) -> None:
    profile_id = create_profile(client, AccountNumber="A-1")
    _put_note(client, id="1", account="A-1", name="B")

    assert expected == [record["ActionType"] for record in _records(client, profile_id, **wanted)]


def test_pages_joined_are_the_whole_history(client: CustomerProfilesClient) -> None:
    profile_id = create_profile(client)
    for number in range(4):
        client.update_profile(DomainName="shop", ProfileId=profile_id, FirstName=str(number))
    first = client.list_profile_history_records(DomainName="shop", ProfileId=profile_id, MaxResults=3)
    rest = _records(client, profile_id, MaxResults=3, NextToken=first["NextToken"])

    assert [*first["ProfileHistoryRecords"], *rest] == _records(client, profile_id)


@pytest.mark.rule("IN-H-13", "HIS-2")
def test_what_never_was_is_not_found(client: CustomerProfilesClient) -> None:
    one = create_profile(client)
    other = create_profile(client)
    record_id = _records(client, one)[0]["Id"]

    assert {"ResourceNotFoundException"} == {
        error_code(client.list_profile_history_records, DomainName="shop", ProfileId="0" * 32),
        error_code(client.get_profile_history_record, DomainName="shop", ProfileId="0" * 32, Id=record_id),
        error_code(client.get_profile_history_record, DomainName="shop", ProfileId=one, Id="0" * 32),
        error_code(client.get_profile_history_record, DomainName="shop", ProfileId=other, Id=record_id),
    }


def test_refused_call_leaves_no_record(client: CustomerProfilesClient) -> None:
    profile_id = create_profile(client, Gender="FEMALE")
    with pytest.raises(ClientError):
        client.put_profile_object(DomainName="shop", ObjectTypeName="Note", Object="[]")

    assert ["CREATED"] == [record["ActionType"] for record in _records(client, profile_id)]


def test_deleted_object_type_is_recorded_by_each_object_and_by_what_the_profile_lost(
    client: CustomerProfilesClient,
) -> None:
    profile_id = create_profile(client, AccountNumber="A-1")
    _put_note(client, id="1", account="A-1", name="B")
    client.delete_profile_object_type(DomainName="shop", ObjectTypeName="Note")
    newest, before = _records(client, profile_id)[:2]

    assert ("UPDATED", "DELETED_BY_CUSTOMER") == (newest["ActionType"], before["ActionType"])
    assert {"ProfileId": profile_id, "AccountNumber": "A-1"} == _content(client, profile_id, newest)


@pytest.mark.rule("IN-H-6", "HIS-5", "HIS-6", "HIS-10", "MG-21")
def test_merge_is_recorded_on_both_sides_and_moved_objects_are_not(client: CustomerProfilesClient) -> None:
    main = create_profile(client, FirstName="Ann")
    other = create_profile(client, AccountNumber="A-1", LastName="Lee")
    _put_note(client, id="1", account="A-1")
    client.merge_profiles(DomainName="shop", MainProfileId=main, ProfileIdsToBeMerged=[other])
    of_main, of_other = _records(client, main), _records(client, other)

    assert ["MERGED", "DELETED_BY_MERGE", "CREATED"] == [record["ActionType"] for record in of_main]
    assert ["DELETED_BY_MERGE", "INGESTED", "CREATED"] == [record["ActionType"] for record in of_other]
    assert {"ProfileId": other, "AccountNumber": "A-1", "LastName": "Lee"} == _content(client, other, of_other[0])
    assert "Lee" == _content(client, main, of_main[0])["LastName"]


@pytest.mark.rule("IN-H-7")
def test_expiry_of_an_object_is_recorded(client: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    profile_id = create_profile(client, AccountNumber="A-1")
    key = _put_note(client, id="1", account="A-1")
    frozen.move_to(T0 + timedelta(days=300))
    client.update_profile(DomainName="shop", ProfileId=profile_id, FirstName="Ann")
    frozen.move_to(T0 + timedelta(days=366))
    newest = _records(client, profile_id)[0]

    assert ("EXPIRED", "Note", key, "profile.amazonaws.com") == (
        newest["ActionType"],
        newest["ObjectTypeName"],
        newest["ProfileObjectUniqueKey"],
        newest["PerformedBy"],
    )


@pytest.mark.rule("HIS-10")
def test_calculated_values_leave_no_record(client: CustomerProfilesClient) -> None:
    profile_id = create_profile(client, AccountNumber="A-1")
    client.create_calculated_attribute_definition(
        DomainName="shop",
        CalculatedAttributeName="notes",
        AttributeDetails={"Attributes": [{"Name": "id"}], "Expression": "{Note.id}"},
        Statistic="COUNT",
    )
    _put_note(client, id="1", account="A-1")
    value = client.get_calculated_attribute_for_profile(
        DomainName="shop", ProfileId=profile_id, CalculatedAttributeName="notes"
    )["Value"]

    assert ("1", ["INGESTED", "CREATED"]) == (value, [record["ActionType"] for record in _records(client, profile_id)])


@pytest.mark.rule("WE-23", "IN-H-1", "IN-H-2", "IN-H-3", "IN-H-4", "IN-H-5")
def test_history_lists_what_happened_newest_first(crm: Crm) -> None:
    client, name = crm.client, crm.name
    profile_id = client.create_profile(DomainName=name, FirstName="Ann")["ProfileId"]
    client.update_profile(DomainName=name, ProfileId=profile_id, LastName="Lee")
    client.add_profile_key(DomainName=name, ProfileId=profile_id, KeyName="customer", Values=["A"])
    key = crm.put(id="1", customer="A", email="a@b.c")
    client.delete_profile_object(
        DomainName=name, ProfileId=profile_id, ObjectTypeName="Crm", ProfileObjectUniqueKey=key
    )
    items = client.list_profile_history_records(DomainName=name, ProfileId=profile_id)["ProfileHistoryRecords"]

    assert [
        ("DELETED_BY_CUSTOMER", "Crm"),
        ("UPDATED", "_profile"),
        ("INGESTED", "Crm"),
        ("ADDED_PROFILE_KEY", "_profile"),
        ("UPDATED", "_profile"),
        ("CREATED", "_profile"),
    ] == [(item["ActionType"], item["ObjectTypeName"]) for item in items]


@pytest.mark.rule("IN-H-1", "WE-23")
def test_history_of_an_inferred_profile_begins_with_it(crm: Crm) -> None:
    crm.put(id="1", customer="A", email="a@b.c")
    items = crm.client.list_profile_history_records(DomainName=crm.name, ProfileId=crm.customer("A"))

    assert ["INGESTED", "CREATED"] == [item["ActionType"] for item in items["ProfileHistoryRecords"]]
