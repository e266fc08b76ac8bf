from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.areas.kinesis import stream_arn, stream_records
from tests.support.areas.uploads import FIELDS, FILE, create_upload, put_to_path, put_upload_file, run_upload
from tests.support.backends import the_backend
from tests.support.shop import create_profile, profile_count, search_profiles

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient
    from types_boto3_kinesis import KinesisClient


pytestmark = pytest.mark.usefixtures("domain")


@pytest.mark.rule("UPL-16", "UPL-17", "UPL-18", "UPL-19", "EX-41", "EX-42")
def test_records_create_update_and_fail(client: CustomerProfilesClient) -> None:
    profile_id = create_profile(client, AccountNumber="A-1", FirstName="Ann")
    job = run_upload(client)

    assert "PARTIALLY_SUCCEEDED" == job["Status"]
    assert {"UpdatedRecords": 2, "CreatedRecords": 1, "FailedRecords": 1} == job["ResultsSummary"]
    assert 14 == job["DataExpiry"]
    assert "CompletedAt" in job
    assert "StatusReason" not in job
    (first,), (second,) = search_profiles(client, "_account", "A-1"), search_profiles(client, "_account", "A-2")
    assert {
        "ProfileId": profile_id,
        "AccountNumber": "A-1",
        "FirstName": "Ann",
        "EmailAddress": "ann@example.com",
        "Attributes": {"campaign": "spring"},
    } == first
    assert ("bob@corp.test", {"campaign": "summer"}) == (second["EmailAddress"], second["Attributes"])


@pytest.mark.rule("UPL-20")
def test_imported_profiles_are_found_by_standard_keys(client: CustomerProfilesClient) -> None:
    run_upload(client)

    assert ["A-2"] == [each["AccountNumber"] for each in search_profiles(client, "_email", "bob@corp.test")]


@pytest.mark.rule("UPL-19")
def test_file_without_failures_succeeds(client: CustomerProfilesClient) -> None:
    job = run_upload(client, b"CustomerNo,Mail,Campaign\nA-1,,\n")

    assert ("SUCCEEDED", 1) == (job["Status"], job["ResultsSummary"]["CreatedRecords"])


@pytest.mark.rule("UPL-19")
def test_header_alone_succeeds_with_nothing_done(client: CustomerProfilesClient) -> None:
    job = run_upload(client, b"CustomerNo,Mail,Campaign\n")

    assert "SUCCEEDED" == job["Status"]
    assert {"UpdatedRecords": 0, "CreatedRecords": 0, "FailedRecords": 0} == job["ResultsSummary"]


@pytest.mark.rule("UPL-11", "UPL-19")
def test_file_of_failures_fails(client: CustomerProfilesClient) -> None:
    job = run_upload(client, b"CustomerNo,Mail,Campaign\n,,\n,,\n")

    assert ("FAILED", "VALIDATION_FAILURE") == (job["Status"], job["StatusReason"])
    assert {"UpdatedRecords": 0, "CreatedRecords": 0, "FailedRecords": 2} == job["ResultsSummary"]


@pytest.mark.rule("UPL-14", "UPL-15", "EX-13", "EX-43")
@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\xef\xbb\xbf" + FILE, id="byte order mark"),
        pytest.param(FILE.replace(b"Mail,", b""), id="missing column"),
        pytest.param(FILE + b'A-9,"open', id="unfinished quote"),
        pytest.param(b"\xff\xfe" + FILE, id="not UTF-8"),
        pytest.param(b"", id="empty"),
        pytest.param(FILE + b'"' + b"x,y\n" * 15_000_000, id="60 MB behind a quote"),
    ],
)
def test_unusable_file_fails_and_writes_nothing(client: CustomerProfilesClient, content: bytes) -> None:
    job = run_upload(client, content)

    assert ("FAILED", "VALIDATION_FAILURE") == (job["Status"], job["StatusReason"])
    assert 0 == profile_count(client)


@pytest.mark.rule("UPL-18")
def test_key_that_several_profiles_have_fails(client: CustomerProfilesClient) -> None:
    for name in ("Ann", "Bob"):
        client.create_profile(DomainName="shop", AccountNumber="A-1", FirstName=name)
    job = run_upload(client, b"CustomerNo,Mail,Campaign\nA-1,x@y.z,\nA-2,,\n")

    assert {"UpdatedRecords": 0, "CreatedRecords": 1, "FailedRecords": 1} == job["ResultsSummary"]
    assert [] == search_profiles(client, "_email", "x@y.z")


@pytest.mark.rule("UPL-31")
@pytest.mark.parametrize(
    ("target", "content_type", "stored", "spellings"),
    [
        ("EmailAddress", "EMAIL_ADDRESS", "old@x.y", ["OLD@X.Y", "Old@x.y"]),
        ("PhoneNumber", "PHONE_NUMBER", "555-010-0000", ["+1-555-010-0000", "(555) 0100000"]),
        ("AccountNumber", "NUMBER", "7", ["007", "7.0"]),
        ("BusinessName", "NAME", "Blue Note", ["BLUE  NOTE", "blue note"]),
        ("Attributes.mail", "EMAIL_ADDRESS", "old@x.y", ["OLD@X.Y", "old@X.Y"]),
    ],
)
@pytest.mark.parametrize("exists", [True, False], ids=["profile exists", "first record creates it"])
def test_key_is_compared_in_the_normal_form_of_its_content_type(
    client: CustomerProfilesClient, target: str, content_type: Any, stored: str, spellings: list[str], *, exists: bool
) -> None:
    fields: Any = {
        "key": {"Source": "Key", "Target": target, "ContentType": content_type},
        "first": {"Source": "First", "Target": "FirstName"},
    }
    if exists:
        section, _, name = target.rpartition(".")
        client.create_profile(DomainName="shop", **({section: {name: stored}} if section else {name: stored}))
    rows = [f"{spelling},name{number}" for number, spelling in enumerate([stored, *spellings])]
    job = run_upload(client, "\n".join(["Key,First", *rows]).encode(), Fields=fields, UniqueKey="key")

    created = 0 if exists else 1
    expected = {"UpdatedRecords": 3 - created, "CreatedRecords": created, "FailedRecords": 0}
    assert (expected, 1) == (job["ResultsSummary"], profile_count(client))


@pytest.mark.rule("UPL-18", "UPL-31")
def test_key_that_two_profiles_spell_differently_fails(client: CustomerProfilesClient) -> None:
    for address in ("old@x.y", "OLD@X.Y"):
        client.create_profile(DomainName="shop", EmailAddress=address)
    fields: Any = {"mail": {"Source": "Mail", "Target": "EmailAddress", "ContentType": "EMAIL_ADDRESS"}}
    job = run_upload(client, b"Mail\nold@x.y\n", Fields=fields, UniqueKey="mail")

    assert {"UpdatedRecords": 0, "CreatedRecords": 0, "FailedRecords": 1} == job["ResultsSummary"]


@pytest.mark.rule("UPL-18", "UPL-31")
def test_key_is_compared_exactly(client: CustomerProfilesClient) -> None:
    client.create_profile(DomainName="shop", AccountNumber="a-1")
    job = run_upload(client, b"CustomerNo,Mail,Campaign\nA-1,,\n")

    assert 1 == job["ResultsSummary"]["CreatedRecords"]


@pytest.mark.rule("UPL-5")
def test_unique_key_may_be_an_attribute(client: CustomerProfilesClient) -> None:
    client.create_profile(DomainName="shop", Attributes={"campaign": "spring"})
    job = run_upload(client, b"CustomerNo,Mail,Campaign\nA-1,,spring\n", UniqueKey="campaign")

    assert 1 == job["ResultsSummary"]["UpdatedRecords"]


def test_reasons_of_failures_can_be_asked_for(client: CustomerProfilesClient) -> None:
    job = run_upload(client)
    backend = the_backend()

    assert [{"Line": 5, "Reason": "the unique key is empty"}] == backend.call_hook(
        "upload_failures", domain_name="shop", job_id=job["JobId"]
    )


@pytest.mark.rule("UPL-23", "HIS-7")
def test_import_is_recorded_in_the_history_as_the_services_own_doing(client: CustomerProfilesClient) -> None:
    run_upload(client)
    (profile,) = search_profiles(client, "_account", "A-2")
    records = client.list_profile_history_records(DomainName="shop", ProfileId=profile["ProfileId"])

    assert [("UPDATED", "profile.amazonaws.com"), ("CREATED", "profile.amazonaws.com")] == [
        (record["ActionType"], record.get("PerformedBy")) for record in records["ProfileHistoryRecords"]
    ]


@pytest.mark.rule("UPL-20")
def test_import_makes_no_object_and_no_object_type(client: CustomerProfilesClient) -> None:
    run_upload(client)

    assert 0 == client.get_domain(DomainName="shop")["Stats"]["ObjectCount"]
    assert [] == client.list_profile_object_types(DomainName="shop")["Items"]


@pytest.mark.rule("UPL-23", "ES-16")
def test_import_is_published_on_the_event_stream(client: CustomerProfilesClient, kinesis: KinesisClient) -> None:
    client.create_event_stream(DomainName="shop", EventStreamName="s1", Uri=stream_arn("events"))
    run_upload(client)
    events = stream_records(kinesis, "events")

    assert [("CREATED", "A-1"), ("CREATED", "A-2"), ("UPDATED", "A-2")] == [
        (event["EventType"], event["Object"]["AccountNumber"]) for event in events[1:]
    ]


def test_large_file_is_written_in_steps_that_stand(
    client: CustomerProfilesClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moto_customerprofiles.services.uploads.imports._RECORDS_PER_BATCH", 2)
    job_id = create_upload(client)
    put_upload_file(client, job_id)
    world = the_backend().world
    open_ends = []
    commit_batch = world.call.commit_batch

    def watched() -> None:
        commit_batch()
        open_ends.append(len(world.call.journal._steps) + len(world.call.noted))

    monkeypatch.setattr(world.call, "commit_batch", watched)
    client.start_upload_job(DomainName="shop", JobId=job_id)

    assert [0, 0] == open_ends


def test_customer_who_was_merged_between_two_steps_is_still_known(
    client: CustomerProfilesClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moto_customerprofiles.services.uploads.imports._RECORDS_PER_BATCH", 2)
    client.create_domain(
        DomainName="merging",
        DefaultExpirationDays=30,
        RuleBasedMatching={
            "Enabled": True,
            "MatchingRules": [{"Rule": ["EmailAddress"]}],
            "ConflictResolution": {"ConflictResolvingModel": "RECENCY"},
            "AttributeTypesSelector": {"AttributeMatchingModel": "ONE_TO_ONE", "EmailAddress": ["EmailAddress"]},
            "MaxAllowedRuleLevelForMerging": 1,
            "MaxAllowedRuleLevelForMatching": 1,
        },
    )
    job_id = client.create_upload_job(
        DomainName="merging", DisplayName="spring.csv", Fields=FIELDS, UniqueKey="AccountNumber"
    )["JobId"]
    path = client.get_upload_job_path(DomainName="merging", JobId=job_id)
    rows = b"CustomerNo,Mail,Campaign\nA-1,ann@x.com,spring\nA-2,ann@x.com,spring\nA-1,,fall\nA-2,,winter\n"
    put_to_path(path, rows)
    client.start_upload_job(DomainName="merging", JobId=job_id)
    answer = client.get_upload_job(DomainName="merging", JobId=job_id)
    found = search_profiles(client, "_email", "ann@x.com", domain="merging")

    assert {"CreatedRecords": 2, "UpdatedRecords": 2, "FailedRecords": 0} == answer["ResultsSummary"]
    assert [{"campaign": "winter"}] == [each["Attributes"] for each in found]
