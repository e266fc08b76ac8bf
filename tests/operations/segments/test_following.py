from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from tests.support.areas.segment_subscriptions import ARN, HOUR, NOW, ROLE, events, follow, hourly, look, set_tier
from tests.support.areas.segments import built_on, customer, define, define_sql
from tests.support.facts import ACCOUNT, REGION
from tests.support.replies import refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from types_boto3_customer_profiles import CustomerProfilesClient


@pytest.mark.rule("SUB-6")
@pytest.mark.usefixtures("following")
def test_baseline_tells_of_nobody(client: CustomerProfilesClient, told: Callable[[], list[Any]]) -> None:
    customer(client, "shop", tier="gold")
    follow(client)

    assert ([], []) == (events(client), told())


@pytest.mark.rule("STR-6", "STR-7", "SUB-7", "EX-12")
@pytest.mark.usefixtures("following")
def test_who_changes_into_the_segment_joins_live(
    client: CustomerProfilesClient, clock_at_now: Any, told: Callable[[], list[Any]]
) -> None:
    ann = customer(client, "shop", tier="silver")
    follow(client)
    clock_at_now.tick(HOUR)
    set_tier(client, ann, "gold")

    assert [
        {
            "PartitionKey": ann,
            "AccountId": ACCOUNT,
            "DomainName": "shop",
            "SegmentDefinitionName": "gold",
            "SegmentType": "CLASSIC",
            "ProfileId": ann,
            "OperationType": "JOINED",
            "MembershipCalculatedAt": int((NOW + HOUR).timestamp()),
            "PreviousMembershipChangedAt": int(NOW.timestamp()),
            "EventType": "LIVE",
        }
    ] == told()
    assert [(ann, "LIVE", "JOINED")] == events(client)


@pytest.mark.rule("STR-7")
@pytest.mark.usefixtures("following")
def test_record_tells_when_the_membership_changed_before(
    client: CustomerProfilesClient, clock_at_now: Any, told: Callable[[], list[Any]]
) -> None:
    follow(client)
    clock_at_now.tick(HOUR)
    ann = customer(client, "shop", tier="gold")
    clock_at_now.tick(HOUR)
    client.delete_profile(DomainName="shop", ProfileId=ann)
    left = told()[-1]

    assert ("LEFT", int((NOW + HOUR).timestamp())) == (left["OperationType"], left["PreviousMembershipChangedAt"])


@pytest.mark.usefixtures("following")
def test_change_within_the_segment_is_no_event(client: CustomerProfilesClient) -> None:
    ann = customer(client, "shop", tier="gold")
    follow(client)
    client.update_profile(DomainName="shop", ProfileId=ann, FirstName="Ann")

    assert [] == events(client)


@pytest.mark.rule("SUB-12")
@pytest.mark.usefixtures("following")
def test_events_come_newest_first(client: CustomerProfilesClient, clock_at_now: Any) -> None:
    follow(client)
    ann = customer(client, "shop", tier="gold")
    clock_at_now.tick(HOUR)
    set_tier(client, ann, "silver")
    events = client.list_segment_subscription_events(DomainName="shop", SegmentDefinitionName="gold")["Events"]

    assert [
        {"ProfileId": ann, "UpdatedAt": NOW + HOUR, "EventType": "LIVE", "Event": "LEFT"},
        {"ProfileId": ann, "UpdatedAt": NOW, "EventType": "LIVE", "Event": "JOINED"},
    ] == events


@pytest.mark.rule("SUB-10")
@pytest.mark.usefixtures("following")
def test_merged_profiles_leave_and_the_main_one_is_looked_at(client: CustomerProfilesClient) -> None:
    ann, bob = customer(client, "shop", tier="silver"), customer(client, "shop", tier="gold")
    follow(client)
    client.merge_profiles(
        DomainName="shop",
        MainProfileId=ann,
        ProfileIdsToBeMerged=[bob],
        FieldSourceProfileIds={"Attributes": {"tier": bob}},
    )

    assert [(ann, "LIVE", "JOINED"), (bob, "LIVE", "LEFT")] == events(client)


@pytest.mark.usefixtures("following")
def test_segment_on_a_segment_is_followed_too(client: CustomerProfilesClient) -> None:
    define(client, "shop", "vip", built_on("gold"))
    follow(client, "vip")
    ann = customer(client, "shop", tier="gold")

    assert [(ann, "LIVE", "JOINED")] == events(client, "vip")


@pytest.mark.usefixtures("following")
def test_failing_call_tells_of_nothing(client: CustomerProfilesClient, told: Callable[[], list[Any]]) -> None:
    follow(client)
    refusal(client.update_profile, DomainName="shop", ProfileId="0" * 32, Attributes={"tier": "gold"})

    assert ([], []) == (events(client), told())


@pytest.mark.rule("SUB-8", "SUB-9", "SUB-13")
@pytest.mark.usefixtures("following")
def test_schedule_tells_of_what_time_did(
    client: CustomerProfilesClient, clock_at_now: Any, told: Callable[[], list[Any]]
) -> None:
    follow(client)
    ann = customer(client, "shop", tier="gold")
    clock_at_now.move_to(NOW + timedelta(days=29, hours=12))
    before = events(client)
    clock_at_now.move_to(NOW + timedelta(days=31, hours=1))
    run = NOW + timedelta(days=31)

    assert [(ann, "LIVE", "JOINED"), (ann, "SCHEDULE", "LEFT")] == events(client)
    assert before == [(ann, "LIVE", "JOINED")]
    assert ("SCHEDULE", int(run.timestamp())) == (told()[-1]["EventType"], told()[-1]["MembershipCalculatedAt"])
    assert {"LastExecutedAt": run, "NextExecutedAt": run + 24 * HOUR} == look(client)["ScheduledExecutions"]


@pytest.mark.rule("SUB-9")
@pytest.mark.usefixtures("following")
def test_schedule_does_not_repeat_what_was_told_live(client: CustomerProfilesClient, clock_at_now: Any) -> None:
    follow(client, **hourly(1))
    ann = customer(client, "shop", tier="gold")
    clock_at_now.tick(HOUR)

    assert [(ann, "LIVE", "JOINED")] == events(client)


@pytest.mark.rule("SUB-11")
@pytest.mark.usefixtures("following")
def test_missed_runs_are_made_up_for_once(client: CustomerProfilesClient, clock_at_now: Any) -> None:
    follow(client, **hourly(2))
    clock_at_now.move_to(NOW + timedelta(hours=7))

    assert {"LastExecutedAt": NOW + 6 * HOUR, "NextExecutedAt": NOW + 8 * HOUR} == look(client)["ScheduledExecutions"]


@pytest.mark.rule("SUB-7")
def test_sql_segment_is_followed_by_schedule_only(
    client: CustomerProfilesClient, clock_at_now: Any, kinesis: Any, told: Callable[[], list[Any]]
) -> None:
    assert kinesis
    key = boto3.client("kms", region_name=REGION).create_key()["KeyMetadata"]["Arn"]
    client.create_domain(
        DomainName="shop", DefaultExpirationDays=30, DefaultEncryptionKey=key, DataStore={"Enabled": True}
    )
    client.associate_stream_for_segments(DomainName="shop", DestinationArn=ARN, DestinationRoleArn=ROLE)
    define_sql(client, "shop", "gold", "SELECT profile_id FROM profile WHERE attributes.tier = 'gold'")
    follow(client, **hourly(1))
    ann = customer(client, "shop", tier="gold")
    live = events(client)
    clock_at_now.tick(HOUR)

    assert ([], [(ann, "SCHEDULE", "JOINED")]) == (live, events(client))
    assert "ENHANCED" == told()[0]["SegmentType"]
