from __future__ import annotations

import base64
import hashlib
import json
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import boto3
import pytest
import requests
from botocore.exceptions import ClientError
from freezegun import freeze_time
from moto.moto_api import state_manager

from moto_customerprofiles import customerprofiles_backends

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from types_boto3_customer_profiles import CustomerProfilesClient
    from types_boto3_customer_profiles.type_defs import GetUploadJobResponseTypeDef, ObjectTypeFieldTypeDef

NOON = datetime(2026, 6, 1, 12, tzinfo=timezone.utc)
FIELDS: dict[str, ObjectTypeFieldTypeDef] = {
    "AccountNumber": {"Source": "_source.CustomerNo", "Target": "_profile.AccountNumber"},
    "EmailAddress": {"Source": "_source.Mail", "Target": "_profile.EmailAddress"},
    "campaign": {"Source": "_source.Campaign", "Target": "_profile.Attributes.campaign"},
}
FILE = b"""CustomerNo,Mail,Campaign
A-1,ann@example.com,spring
A-2,bob@corp.test,spring
A-2,,summer
,lost@example.com,spring
"""


@pytest.fixture(autouse=True)
def _domain(domain: str) -> None:
    """Have a domain `shop`."""


@pytest.fixture
def stepwise() -> Iterator[None]:
    """Let upload jobs be over at the second look."""
    state_manager.set_transition("customerprofiles::upload_job", {"progression": "manual", "times": 2})
    yield
    state_manager.unset_transition("customerprofiles::upload_job")


def _job(client: CustomerProfilesClient, **more: Any) -> str:
    arguments = {"DisplayName": "spring.csv", "Fields": FIELDS, "UniqueKey": "AccountNumber", **more}
    return client.create_upload_job(DomainName="shop", **arguments)["JobId"]


def _put(client: CustomerProfilesClient, job_id: str, content: bytes = FILE) -> None:
    path = client.get_upload_job_path(DomainName="shop", JobId=job_id)
    key = base64.b64decode(path["ClientToken"])
    headers = {
        "x-amz-server-side-encryption-customer-algorithm": "AES256",
        "x-amz-server-side-encryption-customer-key": path["ClientToken"],
        "x-amz-server-side-encryption-customer-key-MD5": base64.b64encode(hashlib.md5(key).digest()).decode(),  # noqa: S324  # S3's own check
    }
    requests.put(path["Url"], data=content, headers=headers, timeout=5).raise_for_status()


def _run(client: CustomerProfilesClient, content: bytes = FILE, **more: Any) -> GetUploadJobResponseTypeDef:
    job_id = _job(client, **more)
    _put(client, job_id, content)
    client.start_upload_job(DomainName="shop", JobId=job_id)
    return client.get_upload_job(DomainName="shop", JobId=job_id)


def _refusal(call: Callable[..., object], **arguments: object) -> str:
    with pytest.raises(ClientError) as error:
        call(DomainName="shop", **arguments)
    return error.value.response["Error"]["Code"]


def _search(client: CustomerProfilesClient, key: str, value: str) -> list[dict[str, Any]]:
    return [{**each} for each in client.search_profiles(DomainName="shop", KeyName=key, Values=[value])["Items"]]


def _total(client: CustomerProfilesClient) -> int:
    return client.get_domain(DomainName="shop")["Stats"]["ProfileCount"]


@pytest.mark.rule("UPL-1", "UPL-12")
def test_new_job_shows_what_was_said(client: CustomerProfilesClient) -> None:
    with freeze_time(NOON):
        job_id = _job(client)
    answer: dict[str, Any] = {**client.get_upload_job(DomainName="shop", JobId=job_id)}
    del answer["ResponseMetadata"]

    assert answer == {
        "JobId": job_id,
        "DisplayName": "spring.csv",
        "Status": "CREATED",
        "CreatedAt": NOON,
        "Fields": FIELDS,
        "UniqueKey": "AccountNumber",
        "DataExpiry": 14,
    }


@pytest.mark.rule("UPL-5")
@pytest.mark.parametrize("key", ["Mail", "FirstName"])
def test_definition_that_cannot_be_read_is_refused(client: CustomerProfilesClient, key: str) -> None:
    code = _refusal(client.create_upload_job, DisplayName="x", Fields={"a": FIELDS["campaign"]}, UniqueKey=key)

    assert code == "BadRequestException"


@pytest.mark.rule("UPL-2")
def test_display_name_need_not_be_unique(client: CustomerProfilesClient) -> None:
    assert _job(client) != _job(client)


@pytest.mark.rule("UPL-7", "UPL-8")
def test_url_is_renewed_and_the_key_stays(client: CustomerProfilesClient) -> None:
    job_id = _job(client)
    with freeze_time(NOON) as clock:
        first = client.get_upload_job_path(DomainName="shop", JobId=job_id)
        clock.tick(60)
        second = client.get_upload_job_path(DomainName="shop", JobId=job_id)

    assert first["Url"] != second["Url"]
    assert first["ClientToken"] == second["ClientToken"]
    assert NOON + timedelta(minutes=16) == second["ValidUntil"]
    assert len(base64.b64decode(first["ClientToken"])) == 32
    assert len(first["Url"]) <= 2048


@pytest.mark.rule("UPL-9", "EX-41")
def test_start_wants_the_file(client: CustomerProfilesClient) -> None:
    job_id = _job(client)

    assert _refusal(client.start_upload_job, JobId=job_id) == "BadRequestException"
    client.get_upload_job_path(DomainName="shop", JobId=job_id)
    assert _refusal(client.start_upload_job, JobId=job_id) == "BadRequestException"


@pytest.mark.rule("UPL-16", "UPL-17", "UPL-18", "UPL-19", "EX-41", "EX-42")
def test_records_create_update_and_fail(client: CustomerProfilesClient) -> None:
    profile_id = client.create_profile(DomainName="shop", AccountNumber="A-1", FirstName="Ann")["ProfileId"]
    job = _run(client)

    assert job["Status"] == "PARTIALLY_SUCCEEDED"
    assert job["ResultsSummary"] == {"UpdatedRecords": 2, "CreatedRecords": 1, "FailedRecords": 1}
    assert job["DataExpiry"] == 14
    assert "CompletedAt" in job
    assert "StatusReason" not in job
    (first,), (second,) = _search(client, "_account", "A-1"), _search(client, "_account", "A-2")
    assert first == {
        "ProfileId": profile_id,
        "AccountNumber": "A-1",
        "FirstName": "Ann",
        "EmailAddress": "ann@example.com",
        "Attributes": {"campaign": "spring"},
        "FoundByItems": [{"KeyName": "_account", "Values": ["A-1"]}],
    }
    assert (second["EmailAddress"], second["Attributes"]) == ("bob@corp.test", {"campaign": "summer"})


@pytest.mark.rule("UPL-20")
def test_imported_profiles_are_found_by_standard_keys(client: CustomerProfilesClient) -> None:
    _run(client)

    assert ["A-2"] == [each["AccountNumber"] for each in _search(client, "_email", "bob@corp.test")]


@pytest.mark.rule("UPL-19")
def test_file_without_failures_succeeds(client: CustomerProfilesClient) -> None:
    job = _run(client, b"CustomerNo,Mail,Campaign\nA-1,,\n")

    assert (job["Status"], job["ResultsSummary"]["CreatedRecords"]) == ("SUCCEEDED", 1)


@pytest.mark.rule("UPL-19")
def test_header_alone_succeeds_with_nothing_done(client: CustomerProfilesClient) -> None:
    job = _run(client, b"CustomerNo,Mail,Campaign\n")

    assert job["Status"] == "SUCCEEDED"
    assert job["ResultsSummary"] == {"UpdatedRecords": 0, "CreatedRecords": 0, "FailedRecords": 0}


@pytest.mark.rule("UPL-11", "UPL-19")
def test_file_of_failures_fails(client: CustomerProfilesClient) -> None:
    job = _run(client, b"CustomerNo,Mail,Campaign\n,,\n,,\n")

    assert (job["Status"], job["StatusReason"]) == ("FAILED", "VALIDATION_FAILURE")
    assert job["ResultsSummary"] == {"UpdatedRecords": 0, "CreatedRecords": 0, "FailedRecords": 2}


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
    job = _run(client, content)

    assert (job["Status"], job["StatusReason"]) == ("FAILED", "VALIDATION_FAILURE")
    assert _total(client) == 0


@pytest.mark.rule("UPL-18")
def test_key_that_several_profiles_have_fails(client: CustomerProfilesClient) -> None:
    for name in ("Ann", "Bob"):
        client.create_profile(DomainName="shop", AccountNumber="A-1", FirstName=name)
    job = _run(client, b"CustomerNo,Mail,Campaign\nA-1,x@y.z,\nA-2,,\n")

    assert job["ResultsSummary"] == {"UpdatedRecords": 0, "CreatedRecords": 1, "FailedRecords": 1}
    assert _search(client, "_email", "x@y.z") == []


@pytest.mark.rule("UPL-18")
def test_key_is_compared_exactly(client: CustomerProfilesClient) -> None:
    client.create_profile(DomainName="shop", AccountNumber="a-1")
    job = _run(client, b"CustomerNo,Mail,Campaign\nA-1,,\n")

    assert job["ResultsSummary"]["CreatedRecords"] == 1


@pytest.mark.rule("UPL-5")
def test_unique_key_may_be_an_attribute(client: CustomerProfilesClient) -> None:
    client.create_profile(DomainName="shop", Attributes={"campaign": "spring"})
    job = _run(client, b"CustomerNo,Mail,Campaign\nA-1,,spring\n", UniqueKey="campaign")

    assert job["ResultsSummary"]["UpdatedRecords"] == 1


def test_reasons_of_failures_can_be_asked_for(client: CustomerProfilesClient) -> None:
    job = _run(client)
    backend = customerprofiles_backends["123456789012"]["us-east-1"]

    assert [{"Line": 5, "Reason": "the unique key is empty"}] == backend.call_hook(
        "upload_failures", domain_name="shop", job_id=job["JobId"]
    )


@pytest.mark.rule("UPL-7", "UPL-9", "UPL-10", "STA-3", "EX-43")
@pytest.mark.parametrize("name", ["start_upload_job", "stop_upload_job", "get_upload_job_path"])
def test_job_that_is_over_takes_no_more_orders(client: CustomerProfilesClient, name: str) -> None:
    job = _run(client)

    assert _refusal(getattr(client, name), JobId=job["JobId"]) == "BadRequestException"


@pytest.mark.rule("UPL-10", "UPL-11")
def test_stopped_job_stays_stopped(client: CustomerProfilesClient) -> None:
    job_id = _job(client)
    with freeze_time(NOON):
        client.stop_upload_job(DomainName="shop", JobId=job_id)
    client.stop_upload_job(DomainName="shop", JobId=job_id)
    job = client.get_upload_job(DomainName="shop", JobId=job_id)

    assert (job["Status"], job["CompletedAt"]) == ("STOPPED", NOON)
    assert _refusal(client.start_upload_job, JobId=job_id) == "BadRequestException"
    assert _refusal(client.get_upload_job_path, JobId=job_id) == "BadRequestException"


@pytest.mark.rule("UPL-11", "UPL-12", "UPL-29", "STA-1", "STA-2")
@pytest.mark.usefixtures("stepwise")
def test_stepwise_job_writes_at_its_end(client: CustomerProfilesClient) -> None:
    under_way = _run(client)
    before = _total(client)
    over = client.get_upload_job(DomainName="shop", JobId=under_way["JobId"])

    assert (under_way["Status"], before) == ("IN_PROGRESS", 0)
    assert under_way["ResultsSummary"] == {"UpdatedRecords": 0, "CreatedRecords": 0, "FailedRecords": 0}
    assert "CompletedAt" not in under_way
    assert (over["Status"], _total(client)) == ("PARTIALLY_SUCCEEDED", 2)


@pytest.mark.rule("UPL-10")
@pytest.mark.usefixtures("stepwise")
def test_running_job_can_be_stopped(client: CustomerProfilesClient) -> None:
    under_way = _run(client)
    client.stop_upload_job(DomainName="shop", JobId=under_way["JobId"])
    job = client.get_upload_job(DomainName="shop", JobId=under_way["JobId"])

    assert (job["Status"], _total(client)) == ("STOPPED", 0)


@pytest.mark.rule("UPL-11", "UPL-25")
@pytest.mark.usefixtures("stepwise")
def test_file_that_vanishes_is_our_failure(client: CustomerProfilesClient) -> None:
    under_way = _run(client)
    s3 = boto3.client("s3", region_name="us-east-1")
    s3.delete_object(Bucket="customer-profiles-uploads-123456789012-us-east-1", Key=f"shop/{under_way['JobId']}.csv")
    job = client.get_upload_job(DomainName="shop", JobId=under_way["JobId"])

    assert (job["Status"], job["StatusReason"]) == ("FAILED", "INTERNAL_FAILURE")


@pytest.mark.rule("UPL-12", "UPL-13")
def test_list_is_newest_first_and_brief(client: CustomerProfilesClient) -> None:
    first, second = _run(client)["JobId"], _job(client)
    jobs = client.list_upload_jobs(DomainName="shop")["Items"]

    assert [second, first] == [job["JobId"] for job in jobs]
    assert set(jobs[1]) == {"JobId", "DisplayName", "Status", "CreatedAt", "CompletedAt", "DataExpiry"}


@pytest.mark.rule("GEN-7")
def test_malformed_id_is_a_bad_request_where_the_model_says_so(client: CustomerProfilesClient) -> None:
    others = [client.get_upload_job_path, client.start_upload_job, client.stop_upload_job]

    assert _refusal(client.get_upload_job, JobId="nonsense") == "BadRequestException"
    assert {"ResourceNotFoundException"} == {_refusal(call, JobId="nonsense") for call in others}
    assert _refusal(client.get_upload_job, JobId="0" * 32) == "ResourceNotFoundException"


@pytest.mark.rule("UPL-21", "E-6")
def test_imported_profiles_expire(client: CustomerProfilesClient) -> None:
    with freeze_time(NOON) as clock:
        _run(client, DataExpiry=14)
        clock.move_to(NOON + timedelta(days=14, seconds=-1))
        before = _total(client)
        clock.move_to(NOON + timedelta(days=14))

        assert (before, _total(client)) == (2, 0)


@pytest.mark.rule("UPL-21", "UPL-22")
def test_longest_expiry_of_several_jobs_counts(client: CustomerProfilesClient) -> None:
    with freeze_time(NOON) as clock:
        _run(client, DataExpiry=20)
        _run(client, DataExpiry=1)
        clock.move_to(NOON + timedelta(days=19))
        before = _total(client)
        clock.move_to(NOON + timedelta(days=20))

        assert (before, _total(client)) == (2, 0)


@pytest.mark.rule("UPL-22")
def test_import_never_shortens_a_life(client: CustomerProfilesClient) -> None:
    with freeze_time(NOON) as clock:
        client.create_profile(DomainName="shop", AccountNumber="A-1")
        _run(client)
        clock.move_to(NOON + timedelta(days=364))

        assert ["A-1"] == [each["AccountNumber"] for each in _search(client, "_account", "A-1")]


@pytest.mark.rule("UPL-21")
def test_update_from_elsewhere_renews_the_count(client: CustomerProfilesClient) -> None:
    with freeze_time(NOON) as clock:
        _run(client)
        (profile,) = _search(client, "_account", "A-2")
        client.update_profile(DomainName="shop", ProfileId=profile["ProfileId"], FirstName="Bob")
        clock.move_to(NOON + timedelta(days=15))

        assert _total(client) == 1


@pytest.mark.rule("UPL-23", "HIS-7")
def test_import_is_told_in_the_history_as_the_services_own_doing(client: CustomerProfilesClient) -> None:
    _run(client)
    (profile,) = _search(client, "_account", "A-2")
    records = client.list_profile_history_records(DomainName="shop", ProfileId=profile["ProfileId"])

    assert [("UPDATED", "profile.amazonaws.com"), ("CREATED", "profile.amazonaws.com")] == [
        (record["ActionType"], record.get("PerformedBy")) for record in records["ProfileHistoryRecords"]
    ]


@pytest.mark.rule("UPL-20")
def test_import_makes_no_object_and_no_object_type(client: CustomerProfilesClient) -> None:
    _run(client)

    assert client.get_domain(DomainName="shop")["Stats"]["ObjectCount"] == 0
    assert client.list_profile_object_types(DomainName="shop")["Items"] == []


@pytest.mark.rule("UPL-24", "EX-42")
def test_segment_sees_the_imported_profiles_until_they_expire(client: CustomerProfilesClient) -> None:
    summer: Any = {"Attributes": {"campaign": {"DimensionType": "INCLUSIVE", "Values": ["summer"]}}}
    query: Any = {"Groups": [{"Dimensions": [{"ProfileAttributes": summer}]}]}

    def count() -> str:
        estimate = client.create_segment_estimate(DomainName="shop", SegmentQuery=query)["EstimateId"]
        return client.get_segment_estimate(DomainName="shop", EstimateId=estimate)["Estimate"]

    with freeze_time(NOON) as clock:
        _run(client)
        before = count()
        clock.move_to(NOON + timedelta(days=15))

        assert ("1", "0") == (before, count())


@pytest.mark.rule("UPL-23", "ES-16")
def test_import_is_told_on_the_event_stream(client: CustomerProfilesClient) -> None:
    kinesis = boto3.client("kinesis", region_name="us-east-1")
    kinesis.create_stream(StreamName="events", ShardCount=1)
    uri = "arn:aws:kinesis:us-east-1:123456789012:stream/events"
    client.create_event_stream(DomainName="shop", EventStreamName="s1", Uri=uri)
    _run(client)
    shard = kinesis.list_shards(StreamName="events")["Shards"][0]["ShardId"]
    start = kinesis.get_shard_iterator(StreamName="events", ShardId=shard, ShardIteratorType="TRIM_HORIZON")
    events = [json.loads(each["Data"]) for each in kinesis.get_records(ShardIterator=start["ShardIterator"])["Records"]]

    assert [("CREATED", "A-1"), ("CREATED", "A-2"), ("UPDATED", "A-2")] == [
        (event["EventType"], event["Object"]["AccountNumber"]) for event in events[1:]
    ]


def test_file_goes_to_the_account_of_the_caller(client: CustomerProfilesClient) -> None:  # noqa: ARG001  # its mock
    sts = boto3.client("sts", region_name="us-east-1")
    role = sts.assume_role(RoleArn="arn:aws:iam::111122223333:role/r", RoleSessionName="session")["Credentials"]
    other = boto3.client(
        "customer-profiles",
        region_name="us-east-1",
        aws_access_key_id=role["AccessKeyId"],
        aws_secret_access_key=role["SecretAccessKey"],
        aws_session_token=role["SessionToken"],
    )
    other.create_domain(DomainName="shop", DefaultExpirationDays=365)

    assert "PARTIALLY_SUCCEEDED" == _run(other)["Status"]


@pytest.fixture
def ten_seconds() -> Iterator[None]:
    """Let upload jobs take ten seconds of the clock."""
    state_manager.set_transition("customerprofiles::upload_job", {"progression": "time", "seconds": 10})
    yield
    state_manager.unset_transition("customerprofiles::upload_job")


@pytest.mark.usefixtures("ten_seconds")
def test_job_that_takes_seconds_is_over_at_its_instant_whoever_asks(client: CustomerProfilesClient) -> None:
    with freeze_time(NOON) as clock:
        job_id = _job(client)
        _put(client, job_id)
        client.start_upload_job(DomainName="shop", JobId=job_id)
        before = _search(client, "_account", "A-1")
        clock.tick(60)
        after = _search(client, "_account", "A-1")
        job = client.list_upload_jobs(DomainName="shop")["Items"][0]

    assert not before
    assert after
    assert job["CompletedAt"] == NOON + timedelta(seconds=10)


@pytest.mark.usefixtures("ten_seconds")
def test_job_that_took_its_seconds_cannot_be_stopped(client: CustomerProfilesClient) -> None:
    with freeze_time(NOON) as clock:
        job_id = _job(client)
        _put(client, job_id)
        client.start_upload_job(DomainName="shop", JobId=job_id)
        clock.tick(10)

        assert _refusal(client.stop_upload_job, JobId=job_id) == "BadRequestException"


def test_large_file_is_written_in_steps_that_stand(
    client: CustomerProfilesClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moto_customerprofiles.state.upload_imports._RECORDS_PER_STEP", 2)
    job_id = _job(client)
    _put(client, job_id)
    world = customerprofiles_backends["123456789012"]["us-east-1"].world
    open_ends = []
    milestone = world.milestone

    def watched() -> None:
        milestone()
        open_ends.append(len(world.journal._steps) + len(world.noted))

    monkeypatch.setattr(world, "milestone", watched)
    client.start_upload_job(DomainName="shop", JobId=job_id)

    assert open_ends == [0, 0]


def test_customer_who_was_merged_between_two_steps_is_still_known(
    client: CustomerProfilesClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moto_customerprofiles.state.upload_imports._RECORDS_PER_STEP", 2)
    client.create_domain(
        DomainName="merging",
        DefaultExpirationDays=30,
        RuleBasedMatching={
            "Enabled": True,
            "MatchingRules": [{"Rule": ["EmailAddress"]}],
            "AttributeTypesSelector": {"AttributeMatchingModel": "ONE_TO_ONE", "EmailAddress": ["EmailAddress"]},
            "MaxAllowedRuleLevelForMerging": 1,
            "MaxAllowedRuleLevelForMatching": 1,
        },
    )
    job_id = client.create_upload_job(
        DomainName="merging", DisplayName="spring.csv", Fields=FIELDS, UniqueKey="AccountNumber"
    )["JobId"]
    url = client.get_upload_job_path(DomainName="merging", JobId=job_id)["Url"]
    rows = b"CustomerNo,Mail,Campaign\nA-1,ann@x.com,spring\nA-2,ann@x.com,spring\nA-1,,fall\nA-2,,winter\n"
    requests.put(url, data=rows, timeout=5).raise_for_status()
    client.start_upload_job(DomainName="merging", JobId=job_id)
    answer = client.get_upload_job(DomainName="merging", JobId=job_id)
    found = client.search_profiles(DomainName="merging", KeyName="_email", Values=["ann@x.com"])["Items"]

    assert answer["ResultsSummary"] == {"CreatedRecords": 2, "UpdatedRecords": 2, "FailedRecords": 0}
    assert [each["Attributes"] for each in found] == [{"campaign": "winter"}]


@pytest.mark.rule("UPL-26", "UPL-28")
@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="none"),
        pytest.param(
            {
                "x-amz-server-side-encryption-customer-algorithm": "AES256",
                "x-amz-server-side-encryption-customer-key": base64.b64encode(b"k" * 32).decode(),
                "x-amz-server-side-encryption-customer-key-MD5": base64.b64encode(b"m" * 16).decode(),
            },
            id="those of another key",
        ),
    ],
)
def test_headers_of_the_upload_are_not_looked_at(client: CustomerProfilesClient, headers: dict[str, str]) -> None:
    job_id = _job(client)
    path = client.get_upload_job_path(DomainName="shop", JobId=job_id)
    requests.put(path["Url"], data=FILE, headers=headers, timeout=5).raise_for_status()
    client.start_upload_job(DomainName="shop", JobId=job_id)

    assert "PARTIALLY_SUCCEEDED" == client.get_upload_job(DomainName="shop", JobId=job_id)["Status"]
