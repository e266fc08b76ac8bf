from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.areas.segment_subscriptions import ARN, HOUR, NOW, ROLE, events, follow, hourly, look
from tests.support.areas.segments import built_on, customer, define, tier
from tests.support.backends import the_backend
from tests.support.replies import error_code

if TYPE_CHECKING:
    from collections.abc import Callable

    from types_boto3_customer_profiles import CustomerProfilesClient


@pytest.fixture
def slow_subscriptions(pace: Callable[..., None]) -> None:
    """Let a subscription have started at the second look."""
    pace("segment_subscription", progression="manual", times=2)


@pytest.mark.rule("SUB-1", "EX-12")
def test_subscription_needs_a_stream(client: CustomerProfilesClient, domain: str) -> None:
    define(client, domain, "gold")

    assert "BadRequestException" == error_code(follow, client=client)


@pytest.mark.usefixtures("following")
def test_subscription_needs_a_stream_that_is_not_stopped(client: CustomerProfilesClient) -> None:
    client.disassociate_stream_for_segments(DomainName="shop")

    assert "BadRequestException" == error_code(follow, client=client)


@pytest.mark.rule("SUB-1")
@pytest.mark.usefixtures("following")
def test_subscription_needs_a_segment(client: CustomerProfilesClient) -> None:
    assert "ResourceNotFoundException" == error_code(follow, client=client, segment="nothing")


@pytest.mark.rule("SUB-3", "EX-12")
@pytest.mark.usefixtures("following")
def test_schedule_is_daily_unless_told_otherwise(client: CustomerProfilesClient) -> None:
    assert {
        "Status": "RUNNING",
        "ScheduleConfiguration": {"Interval": 24, "Unit": "HOURLY"},
        "StartedAt": NOW,
    } == follow(client)


@pytest.mark.rule("SUB-3", "SUB-13")
@pytest.mark.usefixtures("following")
def test_subscription_is_answered_as_it_is(client: CustomerProfilesClient) -> None:
    follow(client, ScheduleConfiguration={"Interval": 2})

    assert {
        "Status": "RUNNING",
        "ScheduleConfiguration": {"Interval": 2, "Unit": "HOURLY"},
        "ScheduledExecutions": {"NextExecutedAt": NOW + 2 * HOUR},
        "StartedAt": NOW,
        "LastUpdatedAt": NOW,
    } == look(client)


@pytest.mark.rule("SUB-4")
@pytest.mark.usefixtures("following")
def test_putting_again_changes_the_schedule_only(client: CustomerProfilesClient, clock_at_now: Any) -> None:
    follow(client)
    ann = customer(client, "shop", tier="gold")
    clock_at_now.tick(HOUR)
    follow(client, **hourly(3))
    subscription = look(client)

    assert (NOW, NOW + HOUR) == (subscription["StartedAt"], subscription["LastUpdatedAt"])
    assert NOW + 4 * HOUR == subscription["ScheduledExecutions"]["NextExecutedAt"]
    assert [(ann, "LIVE", "JOINED")] == events(client)


@pytest.mark.rule("SUB-2")
@pytest.mark.usefixtures("following")
def test_there_are_ten_subscriptions_at_most(client: CustomerProfilesClient) -> None:
    for number in range(10):
        define(client, "shop", f"s{number}")
        follow(client, f"s{number}")

    assert "BadRequestException" == error_code(follow, client=client)
    assert "RUNNING" == follow(client, "s9")["Status"]


@pytest.mark.rule("QUO-1")
@pytest.mark.usefixtures("following")
def test_quota_can_be_switched_off(client: CustomerProfilesClient) -> None:
    world = the_backend().world
    world.settings.quotas.segment_subscriptions = 0
    world.settings.enforce_quotas = False

    assert "RUNNING" == follow(client)["Status"]


@pytest.mark.rule("SUB-12", "SUB-13", "SUB-14", "MSG-4")
@pytest.mark.usefixtures("following")
def test_deleted_subscription_is_gone_with_its_events(client: CustomerProfilesClient) -> None:
    named = {"DomainName": "shop", "SegmentDefinitionName": "gold"}
    follow(client)
    customer(client, "shop", tier="gold")
    message = client.delete_segment_subscription(DomainName="shop", SegmentDefinitionName="gold")["Message"]

    assert "Deleted" == message
    assert "ResourceNotFoundException" == error_code(client.get_segment_subscription, **named)
    assert "ResourceNotFoundException" == error_code(client.list_segment_subscription_events, **named)
    assert "ResourceNotFoundException" == error_code(client.delete_segment_subscription, **named)


@pytest.mark.usefixtures("following")
def test_new_subscription_after_a_deleted_one_begins_afresh(client: CustomerProfilesClient) -> None:
    follow(client)
    customer(client, "shop", tier="gold")
    client.delete_segment_subscription(DomainName="shop", SegmentDefinitionName="gold")
    follow(client)

    assert [] == events(client)


@pytest.mark.rule("SEG-7")
@pytest.mark.usefixtures("following")
def test_deleted_segment_takes_its_subscription_along(client: CustomerProfilesClient) -> None:
    follow(client)
    client.delete_segment_definition(DomainName="shop", SegmentDefinitionName="gold")
    define(client, "shop", "gold", tier("gold"))

    assert "ResourceNotFoundException" == error_code(look, client=client)
    assert [] == client.get_stream_for_segments(DomainName="shop")["AssociatedSegments"]


@pytest.mark.rule("SUB-5", "SEG-48")
@pytest.mark.usefixtures("following")
def test_broken_segment_fails_its_subscription(client: CustomerProfilesClient) -> None:
    define(client, "shop", "vip", built_on("gold"))
    follow(client, "vip")
    client.delete_segment_definition(DomainName="shop", SegmentDefinitionName="gold")
    customer(client, "shop", tier="gold")
    subscription = look(client, "vip")

    assert ("FAILED", "Source segment gold does not exist") == (subscription["Status"], subscription["Message"])
    assert [] == events(client, "vip")


@pytest.mark.rule("STR-5", "SUB-5")
@pytest.mark.usefixtures("following")
def test_lost_stream_is_unhealthy_and_fails_the_subscription(client: CustomerProfilesClient, kinesis: Any) -> None:
    follow(client)
    kinesis.delete_stream(StreamName="members")
    ann = customer(client, "shop", tier="gold")
    stream = client.get_stream_for_segments(DomainName="shop")

    assert ("UNHEALTHY", "FAILED") == (stream["State"], look(client)["Status"])
    assert ARN in stream["FailureReason"]
    assert [(ann, "LIVE", "JOINED")] == events(client)


@pytest.mark.rule("SUB-4", "STR-5")
@pytest.mark.usefixtures("following")
def test_subscription_begins_again_once_the_stream_is_back(
    client: CustomerProfilesClient, clock_at_now: Any, kinesis: Any, told: Callable[[], list[Any]]
) -> None:
    follow(client)
    kinesis.delete_stream(StreamName="members")
    customer(client, "shop", tier="gold")
    kinesis.create_stream(StreamName="members", ShardCount=1)
    customer(client, "shop", tier="gold")
    clock_at_now.tick(HOUR)
    restarted = follow(client)
    bob = customer(client, "shop", tier="gold")

    assert ("RUNNING", NOW + HOUR) == (restarted["Status"], restarted["StartedAt"])
    assert [bob] == [record["ProfileId"] for record in told()]
    assert "RUNNING" == client.get_stream_for_segments(DomainName="shop")["State"]


@pytest.mark.rule("SUB-5", "STR-4")
@pytest.mark.usefixtures("following")
def test_stopped_subscription_follows_nobody(client: CustomerProfilesClient, clock_at_now: Any) -> None:
    follow(client, **hourly(1))
    client.disassociate_stream_for_segments(DomainName="shop")
    customer(client, "shop", tier="gold")
    clock_at_now.tick(2 * HOUR)

    assert ("STOPPED", []) == (look(client)["Status"], events(client))


@pytest.mark.rule("SUB-4", "STR-4")
@pytest.mark.usefixtures("following")
def test_stopped_subscription_begins_again_on_a_new_stream(client: CustomerProfilesClient) -> None:
    """Who joined or left meanwhile is in the new baseline; what was told before stays in the list."""
    follow(client)
    bob = customer(client, "shop", tier="gold")
    client.disassociate_stream_for_segments(DomainName="shop")
    customer(client, "shop", tier="gold")
    client.associate_stream_for_segments(DomainName="shop", DestinationArn=ARN, DestinationRoleArn=ROLE)
    status = follow(client)["Status"]
    ann = customer(client, "shop", tier="gold")

    assert ("RUNNING", [(bob, "LIVE", "JOINED"), (ann, "LIVE", "JOINED")]) == (status, events(client))


@pytest.mark.rule("SUB-5", "STA-1")
@pytest.mark.usefixtures("following", "slow_subscriptions")
def test_slow_subscription_starts_before_it_follows(client: CustomerProfilesClient) -> None:
    started = follow(client)["Status"]
    customer(client, "shop", tier="gold")
    looks = [look(client)["Status"] for _ in range(2)]
    ann = customer(client, "shop", tier="gold")

    assert ("STARTING", ["STARTING", "RUNNING"]) == (started, looks)
    assert [(ann, "LIVE", "JOINED")] == events(client)


@pytest.mark.usefixtures("following", "slow_subscriptions")
def test_putting_again_does_not_start_a_start_anew(client: CustomerProfilesClient, clock_at_now: Any) -> None:
    follow(client)
    look(client)
    clock_at_now.tick(HOUR)
    again = follow(client)

    assert ("STARTING", NOW, "RUNNING") == (again["Status"], again["StartedAt"], look(client)["Status"])
