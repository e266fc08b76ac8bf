from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.areas.kinesis import stream_records
from tests.support.backends import the_backend
from tests.support.facts import ACCOUNT, REGION, T0, aws_arn
from tests.support.model import operations_that_need
from tests.support.replies import refusal
from tests.support.shop import create_profile

if TYPE_CHECKING:
    from collections.abc import Callable

    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient
    from types_boto3_kinesis import KinesisClient

    Records = Callable[[], list[dict[str, Any]]]

URI = aws_arn("kinesis", "stream/events")


@pytest.fixture
def stream(client: CustomerProfilesClient, domain: str, kinesis: KinesisClient) -> str:  # noqa: ARG001  # as above
    """Return the name of an event stream."""
    client.create_event_stream(DomainName=domain, EventStreamName="s1", Uri=URI)
    return "s1"


@pytest.fixture
def records(kinesis: KinesisClient) -> Records:
    """Return a function that reads all records of the stream, less the health check."""

    return lambda: [event for event in stream_records(kinesis, "events") if event["EventType"] != "HEALTH_CHECK"]


@pytest.mark.rule("ES-3", "EX-1")
@pytest.mark.usefixtures("kinesis")
def test_create_answers_arn_and_tags(client: CustomerProfilesClient, domain: str) -> None:
    answer: dict[str, Any] = {
        **client.create_event_stream(DomainName=domain, EventStreamName="s1", Uri=URI, Tags={"team": "crm"})
    }
    del answer["ResponseMetadata"]

    assert {
        "EventStreamArn": aws_arn("profile", "domains/shop/event-streams/s1"),
        "Tags": {"team": "crm"},
    } == answer


@pytest.mark.rule("ES-4", "ES-5")
def test_new_stream_is_running_and_healthy(client: CustomerProfilesClient, domain: str, stream: str) -> None:
    answer: dict[str, Any] = {**client.get_event_stream(DomainName=domain, EventStreamName=stream)}
    created_at = answer.pop("CreatedAt")
    del answer["ResponseMetadata"]

    assert {
        "DomainName": "shop",
        "EventStreamArn": aws_arn("profile", "domains/shop/event-streams/s1"),
        "State": "RUNNING",
        "DestinationDetails": {"Uri": URI, "Status": "HEALTHY"},
        "Tags": {},
    } == answer
    assert abs((datetime.now(timezone.utc) - created_at).total_seconds()) < 60


@pytest.mark.rule("ES-4")
def test_list_shows_name_and_destination(client: CustomerProfilesClient, domain: str, stream: str) -> None:
    assert [
        {
            "DomainName": "shop",
            "EventStreamName": stream,
            "EventStreamArn": aws_arn("profile", "domains/shop/event-streams/s1"),
            "State": "RUNNING",
            "DestinationSummary": {"Uri": URI, "Status": "HEALTHY"},
            "Tags": {},
        }
    ] == client.list_event_streams(DomainName=domain)["Items"]


@pytest.mark.rule("ES-2", "ERR-1", "EX-1")
@pytest.mark.parametrize("second", ["s1", "s2"])
def test_domain_has_one_event_stream(client: CustomerProfilesClient, domain: str, stream: str, second: str) -> None:
    refused = refusal(client.create_event_stream, DomainName=domain, EventStreamName=second, Uri=URI)
    expected = "The Customer Profiles Domain: shop is already associated with an active EventStream"

    assert ("BadRequestException", expected) == refused
    client.delete_event_stream(DomainName=domain, EventStreamName=stream)
    assert client.create_event_stream(DomainName=domain, EventStreamName=second, Uri=URI)["EventStreamArn"]


def test_two_domains_may_share_a_destination(client: CustomerProfilesClient, stream: str) -> None:
    client.create_domain(DomainName="other", DefaultExpirationDays=1)

    assert client.create_event_stream(DomainName="other", EventStreamName=stream, Uri=URI)["EventStreamArn"]


@pytest.mark.rule("ES-1")
@pytest.mark.parametrize(
    "uri",
    [
        aws_arn("kinesis", "stream/nowhere"),
        URI.replace(REGION, "us-west-2"),
        URI.replace(ACCOUNT, "210987654321"),
        aws_arn("sqs", "events"),
        aws_arn("firehose", "deliverystream/events"),
        "events",
    ],
)
@pytest.mark.usefixtures("kinesis")
def test_destination_must_be_a_stream_of_this_account_and_region(
    client: CustomerProfilesClient, domain: str, uri: str
) -> None:
    code, _ = refusal(client.create_event_stream, DomainName=domain, EventStreamName="s1", Uri=uri)

    assert "BadRequestException" == code


@pytest.mark.rule("ES-6")
@pytest.mark.parametrize("name", operations_that_need("DomainName", "EventStreamName"))
def test_unknown_stream_is_not_found(client: CustomerProfilesClient, domain: str, name: str) -> None:
    code, _ = refusal(getattr(client, name), DomainName=domain, EventStreamName="s1")

    assert "ResourceNotFoundException" == code


@pytest.mark.rule("ES-6")
def test_deleted_stream_is_gone_at_once(client: CustomerProfilesClient, domain: str, stream: str) -> None:
    client.delete_event_stream(DomainName=domain, EventStreamName=stream)
    code, _ = refusal(client.get_event_stream, DomainName=domain, EventStreamName=stream)

    assert "ResourceNotFoundException" == code
    assert [] == client.list_event_streams(DomainName=domain)["Items"]


@pytest.mark.rule("ES-14", "ES-9")
@pytest.mark.usefixtures("stream")
def test_creation_sends_a_health_check(kinesis: KinesisClient) -> None:
    (event,) = stream_records(kinesis, "events")
    del event["PartitionKey"]

    assert [
        "SchemaVersion",
        "EventId",
        "EventTimestamp",
        "EventType",
        "DomainName",
        "IsMessageRealTime",
    ] == list(event)
    assert "HEALTH_CHECK" == event["EventType"]


@pytest.mark.rule("ES-14", "ID-H-5")
def test_health_check_can_be_switched_off(client: CustomerProfilesClient, domain: str, kinesis: KinesisClient) -> None:
    settings = the_backend().world.settings
    settings.event_stream_health_checks = False
    client.create_event_stream(DomainName=domain, EventStreamName="s1", Uri=URI)

    assert [] == stream_records(kinesis, "events")


def test_tags_are_found_by_arn(client: CustomerProfilesClient, domain: str, stream: str) -> None:
    arn = client.get_event_stream(DomainName=domain, EventStreamName=stream)["EventStreamArn"]
    client.tag_resource(resourceArn=arn, tags={"team": "crm"})

    assert {"team": "crm"} == client.list_tags_for_resource(resourceArn=arn)["tags"]
    assert {"team": "crm"} == client.get_event_stream(DomainName=domain, EventStreamName=stream)["Tags"]


@pytest.mark.rule("ES-17", "ES-18")
@pytest.mark.usefixtures("stream", "domain")
def test_records_arrive_in_kinesis_with_a_key_of_their_own(client: CustomerProfilesClient, records: Records) -> None:
    profile_id = create_profile(client, FirstName="Ann")
    (event,) = records()

    assert {"ProfileId": profile_id, "FirstName": "Ann"} == event["Object"]
    assert 3 == len({event["PartitionKey"], event["EventId"], profile_id})


@pytest.mark.rule("ES-5")
@pytest.mark.usefixtures("frozen")
def test_stream_stops_without_destination_and_recovers_with_it(
    client: CustomerProfilesClient, domain: str, stream: str, kinesis: KinesisClient, records: Records
) -> None:
    kinesis.delete_stream(StreamName="events")
    client.create_profile(DomainName=domain, FirstName="Lost")
    stopped = client.get_event_stream(DomainName=domain, EventStreamName=stream)
    listed = client.list_event_streams(DomainName=domain)["Items"][0]
    kinesis.create_stream(StreamName="events", ShardCount=1)
    client.create_profile(DomainName=domain, FirstName="Found")
    running = client.get_event_stream(DomainName=domain, EventStreamName=stream)

    assert ("STOPPED", T0) == (stopped["State"], stopped["StoppedSince"])
    assert {
        "Uri": URI,
        "Status": "UNHEALTHY",
        "UnhealthySince": T0,
        "Message": f"Stream {URI} does not exist",
    } == stopped["DestinationDetails"]
    assert T0 == listed["StoppedSince"]
    assert {"Uri": URI, "Status": "UNHEALTHY", "UnhealthySince": T0} == listed["DestinationSummary"]
    assert ("RUNNING", {"Uri": URI, "Status": "HEALTHY"}) == (running["State"], running["DestinationDetails"])
    assert "StoppedSince" not in running
    assert ["Lost", "Found"] == [event["Object"]["FirstName"] for event in records()]


@pytest.mark.rule("ES-6")
def test_deleted_stream_gets_no_more_records(
    client: CustomerProfilesClient, domain: str, stream: str, records: Records
) -> None:
    client.delete_event_stream(DomainName=domain, EventStreamName=stream)
    client.create_profile(DomainName=domain, FirstName="Ann")

    assert [] == records()


@pytest.mark.usefixtures("stream")
def test_stream_gets_records_of_its_own_domain_only(client: CustomerProfilesClient, records: Records) -> None:
    client.create_domain(DomainName="other", DefaultExpirationDays=1)
    client.create_profile(DomainName="other", FirstName="Ann")

    assert [] == records()


@pytest.mark.rule("GEN-15")
@pytest.mark.usefixtures("stream")
def test_deletion_of_a_domain_sends_nothing(client: CustomerProfilesClient, domain: str, records: Records) -> None:
    client.create_profile(DomainName=domain, FirstName="Ann")
    client.delete_domain(DomainName=domain)

    assert ["CREATED"] == [event["EventType"] for event in records()]


@pytest.mark.rule("ES-16")
@pytest.mark.usefixtures("stream")
def test_expiry_sends_nothing(
    client: CustomerProfilesClient, domain: str, records: Records, frozen: time_machine.Traveller
) -> None:
    client.create_profile(DomainName=domain, FirstName="Ann")
    frozen.shift(366 * 24 * 3600)
    profile_count = client.get_domain(DomainName=domain)["Stats"]["ProfileCount"]

    assert 0 == profile_count
    assert ["CREATED"] == [event["EventType"] for event in records()]


@pytest.mark.usefixtures("stream")
def test_stream_replayed_makes_the_same_profiles(client: CustomerProfilesClient, domain: str, records: Records) -> None:
    """A consumer of the stream can keep a copy of the domain: each record holds the profile as it is then."""
    ann = create_profile(client, FirstName="Ann", Attributes={"tier": "gold"})
    bob = create_profile(client, AccountNumber="B-1", Address={"City": "Seattle"})
    client.update_profile(DomainName=domain, ProfileId=ann, LastName="Lee", Attributes={"tier": "", "since": "2020"})
    client.update_profile(DomainName=domain, ProfileId=bob, Address={"City": "Portland", "State": "OR"})
    client.create_domain(DomainName="copy", DefaultExpirationDays=1)
    copies: dict[str, str] = {}
    for event in records():
        fields = {name: value for name, value in event["Object"].items() if name != "ProfileId"}
        known = copies.get(event["Object"]["ProfileId"])
        if known:
            client.delete_profile(DomainName="copy", ProfileId=known)
        copies[event["Object"]["ProfileId"]] = client.create_profile(DomainName="copy", **fields)["ProfileId"]

    originals = _profiles(client, domain, [ann, bob])
    assert originals == _profiles(client, "copy", [copies[ann], copies[bob]])
    assert [
        {"FirstName": "Ann", "LastName": "Lee", "Attributes": {"since": "2020"}},
        {"AccountNumber": "B-1", "Address": {"City": "Portland", "State": "OR"}},
    ] == originals


def _profiles(client: CustomerProfilesClient, domain: str, profile_ids: list[str]) -> list[dict[str, Any]]:
    """Return profiles without their ids, in the order asked for."""
    found = {
        each["ProfileId"]: each
        for each in client.batch_get_profile(DomainName=domain, ProfileIds=profile_ids)["Profiles"]
    }
    return [{k: v for k, v in found[profile_id].items() if k != "ProfileId"} for profile_id in profile_ids]
