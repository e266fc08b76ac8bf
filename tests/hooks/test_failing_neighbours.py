"""Neighbours that are gone, throttle or lose an answer in the midst of a delivery."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from moto_customerprofiles.errors import BadRequest
from tests.support.areas.explanations import define_crm
from tests.support.areas.kinesis import stream_arn, stream_records
from tests.support.backends import the_backend
from tests.support.facts import REGION

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.testing import Faults

THROTTLED = "ProvisionedThroughputExceededException"


@pytest.fixture
def faults(customer_profiles_faults: Faults) -> Faults:
    return customer_profiles_faults


@pytest.fixture
def kinesis(client: CustomerProfilesClient, domain: str) -> Any:
    """Return Kinesis with the stream of the domain's event stream `s`."""
    kinesis = boto3.client("kinesis", region_name=REGION)
    kinesis.create_stream(StreamName="events", ShardCount=1)
    client.create_event_stream(DomainName=domain, EventStreamName="s", Uri=stream_arn("events"))
    return kinesis


def _names(kinesis: Any) -> list[str]:
    records = stream_records(kinesis, "events")
    return [record["Object"]["FirstName"] for record in records if record["EventType"] == "CREATED"]


def _create(client: CustomerProfilesClient, *names: str) -> None:
    for name in names:
        client.create_profile(DomainName="shop", FirstName=name)


def _stream(client: CustomerProfilesClient) -> tuple[str, str, str | None]:
    stream = client.get_event_stream(DomainName="shop", EventStreamName="s")
    destination = stream["DestinationDetails"]
    return stream["State"], destination["Status"], destination.get("Message")


@pytest.mark.rule("NEI-1", "NEI-3")
def test_throttled_records_of_a_stream_wait_in_their_order(
    client: CustomerProfilesClient, faults: Faults, kinesis: Any
) -> None:
    faults.inject(THROTTLED, "Too much", operation="kinesis:PutRecord", times=3)
    _create(client, "Ann", "Bob", "Eve")

    assert [] == _names(kinesis)
    # The status is that before the call that asks for it, after which what waits is sent again.
    assert ("STOPPED", "UNHEALTHY", f"kinesis:PutRecord failed: {THROTTLED}: Too much") == _stream(client)
    assert ["Ann", "Bob", "Eve"] == _names(kinesis)
    assert ("RUNNING", "HEALTHY", None) == _stream(client)


@pytest.mark.rule("NEI-1")
def test_records_of_a_deleted_stream_wait_until_it_is_there_again(client: CustomerProfilesClient, kinesis: Any) -> None:
    _create(client, "Ann")
    kinesis.delete_stream(StreamName="events")
    _create(client, "Bob", "Eve")

    assert "STOPPED" == _stream(client)[0]

    kinesis.create_stream(StreamName="events", ShardCount=1)
    _create(client, "Dan")

    assert ["Bob", "Eve", "Dan"] == _names(kinesis)
    assert "RUNNING" == _stream(client)[0]


@pytest.mark.rule("NEI-1")
def test_records_of_an_event_stream_that_was_deleted_wait_for_nothing(
    client: CustomerProfilesClient, faults: Faults, kinesis: Any
) -> None:
    faults.inject(THROTTLED, operation="kinesis:PutRecord")
    _create(client, "Ann")
    client.delete_event_stream(DomainName="shop", EventStreamName="s")
    _create(client, "Bob")

    assert [] == _names(kinesis)


@pytest.mark.rule("NEI-3")
def test_record_whose_answer_was_lost_is_sent_twice(
    client: CustomerProfilesClient, faults: Faults, kinesis: Any
) -> None:
    faults.inject("ReadTimeoutError", operation="kinesis:PutRecord", when="after")
    _create(client, "Ann")
    client.list_domains()

    assert ["Ann", "Ann"] == _names(kinesis)


@pytest.mark.rule("NEI-1")
@pytest.mark.parametrize("error", ["RequestThrottled", "InternalError", "AWS.SimpleQueueService.NonExistentQueue"])
def test_dead_letters_wait_for_their_queue(error: str, crm_shop: CustomerProfilesClient, faults: Faults) -> None:
    sqs = boto3.client("sqs", region_name=REGION)
    queue = sqs.create_queue(QueueName="letters")["QueueUrl"]
    crm_shop.update_domain(DomainName="shop", DeadLetterQueueUrl=queue)
    define_crm(crm_shop, AllowProfileCreation=False)
    faults.inject(error, operation="sqs:SendMessage", parameters={"QueueUrl": queue}, times=2)
    texts = [json.dumps({"id": number}) for number in ("1", "2")]
    for text in texts:
        crm_shop.put_profile_object(DomainName="shop", ObjectTypeName="crm", Object=text)

    assert "Messages" not in sqs.receive_message(QueueUrl=queue)

    crm_shop.list_domains()
    received = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])

    assert texts == sorted(message["Body"] for message in received)


@pytest.mark.rule("NEI-2")
@pytest.mark.parametrize("error", ["SlowDown", "NoSuchBucket"])
def test_snapshot_that_the_bucket_does_not_take_fails_and_a_later_one_succeeds(
    error: str, client: CustomerProfilesClient, domain: str, faults: Faults
) -> None:
    boto3.client("s3", region_name=REGION).create_bucket(Bucket="out")
    client.create_segment_definition(
        DomainName=domain,
        SegmentDefinitionName="all",
        DisplayName="All",
        SegmentGroups={
            "Groups": [
                {
                    "Dimensions": [
                        {"ProfileAttributes": {"FirstName": {"DimensionType": "INCLUSIVE", "Values": ["Ann"]}}}
                    ]
                }
            ]
        },
    )
    faults.inject(error, "Later", operation="s3:PutObject", parameters={"Bucket": "out"})
    first, second = _snapshot(client), _snapshot(client)

    assert ("FAILED", f"s3:PutObject failed: {error}: Later") == first
    assert "COMPLETED" == second[0]


def _snapshot(client: CustomerProfilesClient) -> tuple[str, str | None]:
    made = client.create_segment_snapshot(
        DomainName="shop", SegmentDefinitionName="all", DataFormat="CSV", DestinationUri="s3://out"
    )
    found = client.get_segment_snapshot(DomainName="shop", SegmentDefinitionName="all", SnapshotId=made["SnapshotId"])
    return found["Status"], found.get("StatusMessage")


@pytest.mark.rule("NEI-2")
def test_export_of_matches_that_the_bucket_does_not_take_is_told_and_a_later_one_succeeds(
    client: CustomerProfilesClient, domain: str, faults: Faults
) -> None:
    boto3.client("s3", region_name=REGION).create_bucket(Bucket="out")
    exporting: Any = {"S3Exporting": {"S3BucketName": "out"}}
    client.update_domain(DomainName=domain, Matching={"Enabled": True, "ExportingConfig": exporting})
    for _ in range(2):
        client.create_profile(DomainName=domain, FirstName="Ann", LastName="Lee", EmailAddress="ann@x.org")
    faults.inject("SlowDown", "Later", operation="s3:PutObject")
    first, second = _job(client), _job(client)

    assert ("PARTIAL_SUCCESS", "Matches could not be exported: s3:PutObject failed: SlowDown: Later") == (
        first["Status"],
        first["Message"],
    )
    assert "ExportingLocation" not in first
    assert ("COMPLETED", "out") == (second["Status"], second["ExportingLocation"]["S3Exporting"]["S3BucketName"])


def _job(client: CustomerProfilesClient) -> Any:
    job_id = the_backend().run_identity_resolution_job("shop")
    return client.get_identity_resolution_job(DomainName="shop", JobId=job_id)


@pytest.mark.rule("NEI-3")
def test_error_that_the_neighbour_does_not_have_is_refused(faults: Faults) -> None:
    with pytest.raises(BadRequest, match="no error SlowDown of these calls"):
        faults.inject("SlowDown", operation="kinesis:PutRecord")
    with pytest.raises(BadRequest, match="did you mean kinesis:PutRecord"):
        faults.inject(THROTTLED, operation="kinesis:PutRecords")
