from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.areas.segment_subscriptions import (
    ARN,
    HOUR,
    associate_stream,
    every_hours,
    get_subscription,
    subscribe,
    subscription_events,
)
from tests.support.areas.segments import built_on, create_customer, define_segment, tier
from tests.support.backends import the_backend
from tests.support.facts import T0
from tests.support.replies import error_code

if TYPE_CHECKING:
    from collections.abc import Callable

    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient


@pytest.fixture
def slow_subscriptions(pace: Callable[..., None]) -> None:
    """Let a subscription have started at the second poll."""
    pace("segment_subscription", progression="manual", times=2)


@pytest.mark.rule("SUB-1", "EX-12")
@pytest.mark.usefixtures("domain")
def test_subscription_needs_a_stream(client: CustomerProfilesClient) -> None:
    define_segment(client, "gold")

    assert "BadRequestException" == error_code(subscribe, client=client)


@pytest.mark.usefixtures("streaming")
def test_subscription_needs_a_stream_that_is_not_stopped(client: CustomerProfilesClient) -> None:
    client.disassociate_stream_for_segments(DomainName="shop")

    assert "BadRequestException" == error_code(subscribe, client=client)


@pytest.mark.rule("SUB-1")
@pytest.mark.usefixtures("streaming")
def test_subscription_needs_a_segment(client: CustomerProfilesClient) -> None:
    assert "ResourceNotFoundException" == error_code(subscribe, client=client, segment="nothing")


@pytest.mark.rule("SUB-3", "EX-12")
@pytest.mark.usefixtures("streaming")
def test_schedule_is_daily_by_default(client: CustomerProfilesClient) -> None:
    assert {
        "Status": "RUNNING",
        "ScheduleConfiguration": {"Interval": 24, "Unit": "HOURLY"},
        "StartedAt": T0,
    } == subscribe(client)


@pytest.mark.rule("SUB-3", "SUB-13")
@pytest.mark.usefixtures("streaming")
def test_subscription_is_answered_as_it_is(client: CustomerProfilesClient) -> None:
    subscribe(client, ScheduleConfiguration={"Interval": 2})

    assert {
        "Status": "RUNNING",
        "ScheduleConfiguration": {"Interval": 2, "Unit": "HOURLY"},
        "ScheduledExecutions": {"NextExecutedAt": T0 + 2 * HOUR},
        "StartedAt": T0,
        "LastUpdatedAt": T0,
    } == get_subscription(client)


@pytest.mark.rule("SUB-4")
@pytest.mark.usefixtures("streaming")
def test_putting_again_changes_the_schedule_only(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    subscribe(client)
    ann = create_customer(client, tier="gold")
    frozen.shift(HOUR)
    subscribe(client, **every_hours(3))
    subscription = get_subscription(client)

    assert (T0, T0 + HOUR) == (subscription["StartedAt"], subscription["LastUpdatedAt"])
    assert T0 + 4 * HOUR == subscription["ScheduledExecutions"]["NextExecutedAt"]
    assert [(ann, "LIVE", "JOINED")] == subscription_events(client)


@pytest.mark.rule("SUB-2")
@pytest.mark.usefixtures("streaming")
def test_there_are_ten_subscriptions_at_most(client: CustomerProfilesClient) -> None:
    for number in range(10):
        define_segment(client, f"s{number}")
        subscribe(client, f"s{number}")

    assert "BadRequestException" == error_code(subscribe, client=client)
    assert "RUNNING" == subscribe(client, "s9")["Status"]


@pytest.mark.rule("QUO-1")
@pytest.mark.usefixtures("streaming")
def test_quota_can_be_switched_off(client: CustomerProfilesClient) -> None:
    world = the_backend().world
    world.settings.quotas.segment_subscriptions = 0
    world.settings.enforce_quotas = False

    assert "RUNNING" == subscribe(client)["Status"]


@pytest.mark.rule("SUB-12", "SUB-13", "SUB-14", "MSG-4")
@pytest.mark.usefixtures("streaming")
def test_deleted_subscription_is_gone_with_its_events(client: CustomerProfilesClient) -> None:
    named = {"DomainName": "shop", "SegmentDefinitionName": "gold"}
    subscribe(client)
    create_customer(client, tier="gold")
    message = client.delete_segment_subscription(DomainName="shop", SegmentDefinitionName="gold")["Message"]

    assert "Deleted" == message
    assert "ResourceNotFoundException" == error_code(client.get_segment_subscription, **named)
    assert "ResourceNotFoundException" == error_code(client.list_segment_subscription_events, **named)
    assert "ResourceNotFoundException" == error_code(client.delete_segment_subscription, **named)


@pytest.mark.usefixtures("streaming")
def test_new_subscription_after_a_deleted_one_begins_afresh(client: CustomerProfilesClient) -> None:
    subscribe(client)
    create_customer(client, tier="gold")
    client.delete_segment_subscription(DomainName="shop", SegmentDefinitionName="gold")
    subscribe(client)

    assert [] == subscription_events(client)


@pytest.mark.rule("SEG-7")
@pytest.mark.usefixtures("streaming")
def test_deleted_segment_takes_its_subscription_along(client: CustomerProfilesClient) -> None:
    subscribe(client)
    client.delete_segment_definition(DomainName="shop", SegmentDefinitionName="gold")
    define_segment(client, "gold", tier("gold"))

    assert "ResourceNotFoundException" == error_code(get_subscription, client=client)
    assert [] == client.get_stream_for_segments(DomainName="shop")["AssociatedSegments"]


@pytest.mark.rule("SUB-5", "SEG-48")
@pytest.mark.usefixtures("streaming")
def test_broken_segment_fails_its_subscription(client: CustomerProfilesClient) -> None:
    define_segment(client, "vip", built_on("gold"))
    subscribe(client, "vip")
    client.delete_segment_definition(DomainName="shop", SegmentDefinitionName="gold")
    create_customer(client, tier="gold")
    subscription = get_subscription(client, "vip")

    assert ("FAILED", "Source segment gold does not exist") == (subscription["Status"], subscription["Message"])
    assert [] == subscription_events(client, "vip")


@pytest.mark.rule("STR-5", "SUB-5")
@pytest.mark.usefixtures("streaming")
def test_lost_stream_is_unhealthy_and_fails_the_subscription(client: CustomerProfilesClient, kinesis: Any) -> None:
    subscribe(client)
    kinesis.delete_stream(StreamName="members")
    ann = create_customer(client, tier="gold")
    stream = client.get_stream_for_segments(DomainName="shop")

    assert ("UNHEALTHY", "FAILED") == (stream["State"], get_subscription(client)["Status"])
    assert ARN in stream["FailureReason"]
    assert [(ann, "LIVE", "JOINED")] == subscription_events(client)


@pytest.mark.rule("SUB-4", "STR-5")
@pytest.mark.usefixtures("streaming")
def test_subscription_begins_again_once_the_stream_is_back(
    client: CustomerProfilesClient,
    frozen: time_machine.Traveller,
    kinesis: Any,
    member_records: Callable[[], list[Any]],
) -> None:
    subscribe(client)
    kinesis.delete_stream(StreamName="members")
    ann = create_customer(client, tier="gold")
    kinesis.create_stream(StreamName="members", ShardCount=1)
    create_customer(client, tier="gold")
    frozen.shift(HOUR)
    restarted = subscribe(client)
    bob = create_customer(client, tier="gold")

    assert ("RUNNING", T0) == (restarted["Status"], restarted["StartedAt"])
    assert [ann, bob] == [record["ProfileId"] for record in member_records()]
    assert "RUNNING" == client.get_stream_for_segments(DomainName="shop")["State"]


@pytest.mark.rule("SUB-4", "SUB-13")
@pytest.mark.usefixtures("streaming")
def test_only_a_running_subscription_tells_its_next_execution(client: CustomerProfilesClient) -> None:
    subscribe(client, **every_hours(1))
    running = client.get_segment_subscription(DomainName="shop", SegmentDefinitionName="gold")
    client.disassociate_stream_for_segments(DomainName="shop")
    stopped = client.get_segment_subscription(DomainName="shop", SegmentDefinitionName="gold")

    assert T0 + HOUR == running["ScheduledExecutions"]["NextExecutedAt"]
    assert ("STOPPED", False) == (stopped["Status"], "NextExecutedAt" in stopped.get("ScheduledExecutions", {}))


@pytest.mark.rule("STR-4")
@pytest.mark.usefixtures("streaming")
def test_stream_that_is_back_is_healthy_when_the_subscription_is_put_again(
    client: CustomerProfilesClient, kinesis: Any
) -> None:
    subscribe(client)
    kinesis.delete_stream(StreamName="members")
    create_customer(client, tier="gold")
    lost = client.get_stream_for_segments(DomainName="shop")["State"]
    kinesis.create_stream(StreamName="members", ShardCount=1)
    subscribe(client)

    assert ("UNHEALTHY", "RUNNING") == (lost, client.get_stream_for_segments(DomainName="shop")["State"])


@pytest.mark.rule("SUB-5", "STR-4")
@pytest.mark.usefixtures("streaming")
def test_stopped_subscription_follows_nobody(client: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    subscribe(client, **every_hours(1))
    client.disassociate_stream_for_segments(DomainName="shop")
    create_customer(client, tier="gold")
    frozen.shift(2 * HOUR)

    assert ("STOPPED", []) == (get_subscription(client)["Status"], subscription_events(client))


@pytest.mark.rule("SUB-4", "STR-4")
@pytest.mark.usefixtures("streaming")
def test_stopped_subscription_begins_again_on_a_new_stream(client: CustomerProfilesClient) -> None:
    """Who joined or left meanwhile is in the new baseline; what was published before stays in the list."""
    subscribe(client)
    bob = create_customer(client, tier="gold")
    client.disassociate_stream_for_segments(DomainName="shop")
    create_customer(client, tier="gold")
    associate_stream(client)
    status = subscribe(client)["Status"]
    ann = create_customer(client, tier="gold")

    assert ("RUNNING", [(bob, "LIVE", "JOINED"), (ann, "LIVE", "JOINED")]) == (status, subscription_events(client))


@pytest.mark.rule("SUB-5", "STA-1")
@pytest.mark.usefixtures("streaming", "slow_subscriptions")
def test_slow_subscription_starts_before_it_follows(client: CustomerProfilesClient) -> None:
    started = subscribe(client)["Status"]
    create_customer(client, tier="gold")
    looks = [get_subscription(client)["Status"] for _ in range(2)]
    ann = create_customer(client, tier="gold")

    assert ("STARTING", ["STARTING", "RUNNING"]) == (started, looks)
    assert [(ann, "LIVE", "JOINED")] == subscription_events(client)


@pytest.mark.usefixtures("streaming", "slow_subscriptions")
def test_putting_again_does_not_start_a_start_anew(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    subscribe(client)
    get_subscription(client)
    frozen.shift(HOUR)
    again = subscribe(client)

    assert ("STARTING", T0, "RUNNING") == (again["Status"], again["StartedAt"], get_subscription(client)["Status"])
