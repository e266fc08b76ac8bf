from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from freezegun import freeze_time
from moto.moto_api import state_manager

from moto_customerprofiles import customerprofiles_backends
from tests.segment_queries import built_on, customer, define, define_sql, refusal, tier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from types_boto3_customer_profiles import CustomerProfilesClient

ARN = "arn:aws:kinesis:us-east-1:123456789012:stream/members"
ROLE = "arn:aws:iam::123456789012:role/stream"
NOW = datetime(2026, 6, 1, tzinfo=timezone.utc)
HOUR = timedelta(hours=1)


@pytest.fixture
def clock() -> Iterator[Any]:
    """Freeze the time at NOW."""
    with freeze_time(NOW) as frozen:
        yield frozen


@pytest.fixture
def kinesis(client: CustomerProfilesClient) -> Any:  # noqa: ARG001  # its mock is needed
    """Answer a Kinesis client that has one stream, `members`."""
    kinesis = boto3.client("kinesis", region_name="us-east-1")
    kinesis.create_stream(StreamName="members", ShardCount=1)
    return kinesis


@pytest.fixture
def records(kinesis: Any) -> Callable[[], list[dict[str, Any]]]:
    """Answer a function that reads all records of the stream."""

    def read() -> list[dict[str, Any]]:
        shard = kinesis.list_shards(StreamName="members")["Shards"][0]["ShardId"]
        start = kinesis.get_shard_iterator(StreamName="members", ShardId=shard, ShardIteratorType="TRIM_HORIZON")
        found = kinesis.get_records(ShardIterator=start["ShardIterator"], Limit=10_000)["Records"]
        return [{"PartitionKey": record["PartitionKey"], **json.loads(record["Data"])} for record in found]

    return read


@pytest.fixture
def slow_subscriptions() -> Iterator[None]:
    """Let a subscription have started at the second look."""
    state_manager.set_transition("customerprofiles::segment_subscription", {"progression": "manual", "times": 2})
    yield
    state_manager.unset_transition("customerprofiles::segment_subscription")


@pytest.fixture
def shop(client: CustomerProfilesClient, clock: Any, kinesis: Any) -> str:  # noqa: ARG001  # both are needed
    """Answer the name of a domain with a segment `gold` and a segment stream, at NOW."""
    client.create_domain(DomainName="shop", DefaultExpirationDays=30)
    define(client, "shop", "gold", tier("gold"))
    client.associate_stream_for_segments(DomainName="shop", DestinationArn=ARN, DestinationRoleArn=ROLE)
    return "shop"


def _follow(client: CustomerProfilesClient, segment: str = "gold", **schedule: Any) -> dict[str, Any]:
    answer = client.put_segment_subscription(DomainName="shop", SegmentDefinitionName=segment, **schedule)
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}


def _look(client: CustomerProfilesClient, segment: str = "gold") -> dict[str, Any]:
    answer = client.get_segment_subscription(DomainName="shop", SegmentDefinitionName=segment)
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}


def _events(client: CustomerProfilesClient, segment: str = "gold") -> list[tuple[str, str, str]]:
    """Answer the events, oldest first."""
    found = client.list_segment_subscription_events(DomainName="shop", SegmentDefinitionName=segment)["Events"]
    return [(one["ProfileId"], one["EventType"], one["Event"]) for one in reversed(found)]


def _set_tier(client: CustomerProfilesClient, profile_id: str, value: str) -> None:
    client.update_profile(DomainName="shop", ProfileId=profile_id, Attributes={"tier": value})


def _hourly(hours: int) -> dict[str, Any]:
    return {"ScheduleConfiguration": {"Interval": hours, "Unit": "HOURLY"}}


@pytest.mark.rule("SUB-1", "EX-12")
def test_subscription_needs_a_stream(client: CustomerProfilesClient, domain: str) -> None:
    define(client, domain, "gold")

    assert "BadRequestException" == refusal(_follow, client=client)[0]


@pytest.mark.usefixtures("shop")
def test_subscription_needs_a_stream_that_is_not_stopped(client: CustomerProfilesClient) -> None:
    client.disassociate_stream_for_segments(DomainName="shop")

    assert "BadRequestException" == refusal(_follow, client=client)[0]


@pytest.mark.rule("SUB-1")
@pytest.mark.usefixtures("shop")
def test_subscription_needs_a_segment(client: CustomerProfilesClient) -> None:
    assert "ResourceNotFoundException" == refusal(_follow, client=client, segment="nothing")[0]


@pytest.mark.rule("SUB-3", "EX-12")
@pytest.mark.usefixtures("shop")
def test_schedule_is_daily_unless_told_otherwise(client: CustomerProfilesClient) -> None:
    assert {
        "Status": "RUNNING",
        "ScheduleConfiguration": {"Interval": 24, "Unit": "HOURLY"},
        "StartedAt": NOW,
    } == _follow(client)


@pytest.mark.rule("SUB-3", "SUB-13")
@pytest.mark.usefixtures("shop")
def test_subscription_is_answered_as_it_is(client: CustomerProfilesClient) -> None:
    _follow(client, ScheduleConfiguration={"Interval": 2})

    assert {
        "Status": "RUNNING",
        "ScheduleConfiguration": {"Interval": 2, "Unit": "HOURLY"},
        "ScheduledExecutions": {"NextExecutedAt": NOW + 2 * HOUR},
        "StartedAt": NOW,
        "LastUpdatedAt": NOW,
    } == _look(client)


@pytest.mark.rule("SUB-4")
@pytest.mark.usefixtures("shop")
def test_putting_again_changes_the_schedule_only(client: CustomerProfilesClient, clock: Any) -> None:
    _follow(client)
    ann = customer(client, "shop", tier="gold")
    clock.tick(HOUR)
    _follow(client, **_hourly(3))
    subscription = _look(client)

    assert (NOW, NOW + HOUR) == (subscription["StartedAt"], subscription["LastUpdatedAt"])
    assert NOW + 4 * HOUR == subscription["ScheduledExecutions"]["NextExecutedAt"]
    assert [(ann, "LIVE", "JOINED")] == _events(client)


@pytest.mark.rule("SUB-2")
@pytest.mark.usefixtures("shop")
def test_there_are_ten_subscriptions_at_most(client: CustomerProfilesClient) -> None:
    for number in range(10):
        define(client, "shop", f"s{number}")
        _follow(client, f"s{number}")

    assert "BadRequestException" == refusal(_follow, client=client)[0]
    assert "RUNNING" == _follow(client, "s9")["Status"]


@pytest.mark.rule("QUO-1")
@pytest.mark.usefixtures("shop")
def test_quota_can_be_switched_off(client: CustomerProfilesClient) -> None:
    world = customerprofiles_backends["123456789012"]["us-east-1"].world
    world.settings.quotas.segment_subscriptions = 0
    world.settings.enforce_quotas = False

    assert "RUNNING" == _follow(client)["Status"]


@pytest.mark.rule("SUB-6")
@pytest.mark.usefixtures("shop")
def test_baseline_tells_of_nobody(client: CustomerProfilesClient, records: Callable[[], list[Any]]) -> None:
    customer(client, "shop", tier="gold")
    _follow(client)

    assert ([], []) == (_events(client), records())


@pytest.mark.rule("STR-6", "STR-7", "SUB-7", "EX-12")
@pytest.mark.usefixtures("shop")
def test_who_changes_into_the_segment_joins_live(
    client: CustomerProfilesClient, clock: Any, records: Callable[[], list[Any]]
) -> None:
    ann = customer(client, "shop", tier="silver")
    _follow(client)
    clock.tick(HOUR)
    _set_tier(client, ann, "gold")

    assert [
        {
            "PartitionKey": ann,
            "AccountId": "123456789012",
            "DomainName": "shop",
            "SegmentDefinitionName": "gold",
            "SegmentType": "CLASSIC",
            "ProfileId": ann,
            "OperationType": "JOINED",
            "MembershipCalculatedAt": int((NOW + HOUR).timestamp()),
            "PreviousMembershipChangedAt": int(NOW.timestamp()),
            "EventType": "LIVE",
        }
    ] == records()
    assert [(ann, "LIVE", "JOINED")] == _events(client)


@pytest.mark.rule("STR-7")
@pytest.mark.usefixtures("shop")
def test_record_tells_when_the_membership_changed_before(
    client: CustomerProfilesClient, clock: Any, records: Callable[[], list[Any]]
) -> None:
    _follow(client)
    clock.tick(HOUR)
    ann = customer(client, "shop", tier="gold")
    clock.tick(HOUR)
    client.delete_profile(DomainName="shop", ProfileId=ann)
    left = records()[-1]

    assert ("LEFT", int((NOW + HOUR).timestamp())) == (left["OperationType"], left["PreviousMembershipChangedAt"])


@pytest.mark.usefixtures("shop")
def test_change_within_the_segment_is_no_event(client: CustomerProfilesClient) -> None:
    ann = customer(client, "shop", tier="gold")
    _follow(client)
    client.update_profile(DomainName="shop", ProfileId=ann, FirstName="Ann")

    assert [] == _events(client)


@pytest.mark.rule("SUB-12")
@pytest.mark.usefixtures("shop")
def test_events_come_newest_first(client: CustomerProfilesClient, clock: Any) -> None:
    _follow(client)
    ann = customer(client, "shop", tier="gold")
    clock.tick(HOUR)
    _set_tier(client, ann, "silver")
    events = client.list_segment_subscription_events(DomainName="shop", SegmentDefinitionName="gold")["Events"]

    assert [
        {"ProfileId": ann, "UpdatedAt": NOW + HOUR, "EventType": "LIVE", "Event": "LEFT"},
        {"ProfileId": ann, "UpdatedAt": NOW, "EventType": "LIVE", "Event": "JOINED"},
    ] == events


@pytest.mark.rule("SUB-10")
@pytest.mark.usefixtures("shop")
def test_merged_profiles_leave_and_the_main_one_is_looked_at(client: CustomerProfilesClient) -> None:
    ann, bob = customer(client, "shop", tier="silver"), customer(client, "shop", tier="gold")
    _follow(client)
    client.merge_profiles(
        DomainName="shop",
        MainProfileId=ann,
        ProfileIdsToBeMerged=[bob],
        FieldSourceProfileIds={"Attributes": {"tier": bob}},
    )

    assert [(ann, "LIVE", "JOINED"), (bob, "LIVE", "LEFT")] == _events(client)


@pytest.mark.usefixtures("shop")
def test_segment_on_a_segment_is_followed_too(client: CustomerProfilesClient) -> None:
    define(client, "shop", "vip", built_on("gold"))
    _follow(client, "vip")
    ann = customer(client, "shop", tier="gold")

    assert [(ann, "LIVE", "JOINED")] == _events(client, "vip")


@pytest.mark.usefixtures("shop")
def test_failing_call_tells_of_nothing(client: CustomerProfilesClient, records: Callable[[], list[Any]]) -> None:
    _follow(client)
    refusal(client.update_profile, DomainName="shop", ProfileId="0" * 32, Attributes={"tier": "gold"})

    assert ([], []) == (_events(client), records())


@pytest.mark.rule("SUB-8", "SUB-9", "SUB-13")
@pytest.mark.usefixtures("shop")
def test_schedule_tells_of_what_time_did(
    client: CustomerProfilesClient, clock: Any, records: Callable[[], list[Any]]
) -> None:
    _follow(client)
    ann = customer(client, "shop", tier="gold")
    clock.move_to(NOW + timedelta(days=29, hours=12))
    before = _events(client)
    clock.move_to(NOW + timedelta(days=31, hours=1))
    run = NOW + timedelta(days=31)

    assert [(ann, "LIVE", "JOINED"), (ann, "SCHEDULE", "LEFT")] == _events(client)
    assert [(ann, "LIVE", "JOINED")] == before
    assert ("SCHEDULE", int(run.timestamp())) == (records()[-1]["EventType"], records()[-1]["MembershipCalculatedAt"])
    assert {"LastExecutedAt": run, "NextExecutedAt": run + 24 * HOUR} == _look(client)["ScheduledExecutions"]


@pytest.mark.rule("SUB-9")
@pytest.mark.usefixtures("shop")
def test_schedule_does_not_repeat_what_was_told_live(client: CustomerProfilesClient, clock: Any) -> None:
    _follow(client, **_hourly(1))
    ann = customer(client, "shop", tier="gold")
    clock.tick(HOUR)

    assert [(ann, "LIVE", "JOINED")] == _events(client)


@pytest.mark.rule("SUB-11")
@pytest.mark.usefixtures("shop")
def test_missed_runs_are_made_up_for_once(client: CustomerProfilesClient, clock: Any) -> None:
    _follow(client, **_hourly(2))
    clock.move_to(NOW + timedelta(hours=7))

    assert {"LastExecutedAt": NOW + 6 * HOUR, "NextExecutedAt": NOW + 8 * HOUR} == _look(client)["ScheduledExecutions"]


@pytest.mark.rule("SUB-12", "SUB-13", "SUB-14", "MSG-4")
@pytest.mark.usefixtures("shop")
def test_deleted_subscription_is_gone_with_its_events(client: CustomerProfilesClient) -> None:
    named = {"DomainName": "shop", "SegmentDefinitionName": "gold"}
    _follow(client)
    customer(client, "shop", tier="gold")
    message = client.delete_segment_subscription(DomainName="shop", SegmentDefinitionName="gold")["Message"]

    assert "Deleted" == message
    assert "ResourceNotFoundException" == refusal(client.get_segment_subscription, **named)[0]
    assert "ResourceNotFoundException" == refusal(client.list_segment_subscription_events, **named)[0]
    assert "ResourceNotFoundException" == refusal(client.delete_segment_subscription, **named)[0]


@pytest.mark.usefixtures("shop")
def test_new_subscription_after_a_deleted_one_begins_afresh(client: CustomerProfilesClient) -> None:
    _follow(client)
    customer(client, "shop", tier="gold")
    client.delete_segment_subscription(DomainName="shop", SegmentDefinitionName="gold")
    _follow(client)

    assert [] == _events(client)


@pytest.mark.rule("SEG-7")
@pytest.mark.usefixtures("shop")
def test_deleted_segment_takes_its_subscription_along(client: CustomerProfilesClient) -> None:
    _follow(client)
    client.delete_segment_definition(DomainName="shop", SegmentDefinitionName="gold")
    define(client, "shop", "gold", tier("gold"))

    assert "ResourceNotFoundException" == refusal(_look, client=client)[0]
    assert [] == client.get_stream_for_segments(DomainName="shop")["AssociatedSegments"]


@pytest.mark.rule("SUB-5", "SEG-48")
@pytest.mark.usefixtures("shop")
def test_broken_segment_fails_its_subscription(client: CustomerProfilesClient) -> None:
    define(client, "shop", "vip", built_on("gold"))
    _follow(client, "vip")
    client.delete_segment_definition(DomainName="shop", SegmentDefinitionName="gold")
    customer(client, "shop", tier="gold")
    subscription = _look(client, "vip")

    assert ("FAILED", "Source segment gold does not exist") == (subscription["Status"], subscription["Message"])
    assert [] == _events(client, "vip")


@pytest.mark.rule("STR-5", "SUB-5")
@pytest.mark.usefixtures("shop")
def test_lost_stream_is_unhealthy_and_fails_the_subscription(client: CustomerProfilesClient, kinesis: Any) -> None:
    _follow(client)
    kinesis.delete_stream(StreamName="members")
    ann = customer(client, "shop", tier="gold")
    stream = client.get_stream_for_segments(DomainName="shop")

    assert ("UNHEALTHY", "FAILED") == (stream["State"], _look(client)["Status"])
    assert ARN in stream["FailureReason"]
    assert [(ann, "LIVE", "JOINED")] == _events(client)


@pytest.mark.rule("SUB-4", "STR-5")
@pytest.mark.usefixtures("shop")
def test_subscription_begins_again_once_the_stream_is_back(
    client: CustomerProfilesClient, clock: Any, kinesis: Any, records: Callable[[], list[Any]]
) -> None:
    _follow(client)
    kinesis.delete_stream(StreamName="members")
    customer(client, "shop", tier="gold")
    kinesis.create_stream(StreamName="members", ShardCount=1)
    customer(client, "shop", tier="gold")
    clock.tick(HOUR)
    restarted = _follow(client)
    bob = customer(client, "shop", tier="gold")

    assert ("RUNNING", NOW + HOUR) == (restarted["Status"], restarted["StartedAt"])
    assert [bob] == [record["ProfileId"] for record in records()]
    assert "RUNNING" == client.get_stream_for_segments(DomainName="shop")["State"]


@pytest.mark.rule("SUB-5", "STR-4")
@pytest.mark.usefixtures("shop")
def test_stopped_subscription_follows_nobody(client: CustomerProfilesClient, clock: Any) -> None:
    _follow(client, **_hourly(1))
    client.disassociate_stream_for_segments(DomainName="shop")
    customer(client, "shop", tier="gold")
    clock.tick(2 * HOUR)

    assert ("STOPPED", []) == (_look(client)["Status"], _events(client))


@pytest.mark.rule("SUB-4", "STR-4")
@pytest.mark.usefixtures("shop")
def test_stopped_subscription_begins_again_on_a_new_stream(client: CustomerProfilesClient) -> None:
    """Who joined or left meanwhile is in the new baseline; what was told before stays in the list."""
    _follow(client)
    bob = customer(client, "shop", tier="gold")
    client.disassociate_stream_for_segments(DomainName="shop")
    customer(client, "shop", tier="gold")
    client.associate_stream_for_segments(DomainName="shop", DestinationArn=ARN, DestinationRoleArn=ROLE)
    status = _follow(client)["Status"]
    ann = customer(client, "shop", tier="gold")

    assert ("RUNNING", [(bob, "LIVE", "JOINED"), (ann, "LIVE", "JOINED")]) == (status, _events(client))


@pytest.mark.rule("SUB-5", "STA-1")
@pytest.mark.usefixtures("shop", "slow_subscriptions")
def test_slow_subscription_starts_before_it_follows(client: CustomerProfilesClient) -> None:
    started = _follow(client)["Status"]
    customer(client, "shop", tier="gold")
    looks = [_look(client)["Status"] for _ in range(2)]
    ann = customer(client, "shop", tier="gold")

    assert ("STARTING", ["STARTING", "RUNNING"]) == (started, looks)
    assert [(ann, "LIVE", "JOINED")] == _events(client)


@pytest.mark.rule("SUB-7")
def test_sql_segment_is_followed_by_schedule_only(
    client: CustomerProfilesClient, clock: Any, kinesis: Any, records: Callable[[], list[Any]]
) -> None:
    assert kinesis
    key = boto3.client("kms", region_name="us-east-1").create_key()["KeyMetadata"]["Arn"]
    client.create_domain(
        DomainName="shop", DefaultExpirationDays=30, DefaultEncryptionKey=key, DataStore={"Enabled": True}
    )
    client.associate_stream_for_segments(DomainName="shop", DestinationArn=ARN, DestinationRoleArn=ROLE)
    define_sql(client, "shop", "gold", "SELECT profile_id FROM profile WHERE attributes.tier = 'gold'")
    _follow(client, **_hourly(1))
    ann = customer(client, "shop", tier="gold")
    live = _events(client)
    clock.tick(HOUR)

    assert ([], [(ann, "SCHEDULE", "JOINED")]) == (live, _events(client))
    assert "ENHANCED" == records()[0]["SegmentType"]


@pytest.mark.usefixtures("shop", "slow_subscriptions")
def test_putting_again_does_not_start_a_start_anew(client: CustomerProfilesClient, clock: Any) -> None:
    _follow(client)
    _look(client)
    clock.tick(HOUR)
    again = _follow(client)

    assert ("STARTING", NOW, "RUNNING") == (again["Status"], again["StartedAt"], _look(client)["Status"])
