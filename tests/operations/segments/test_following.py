from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from tests.support.areas.segment_subscriptions import (
    HOUR,
    associate_stream,
    every_hours,
    get_subscription,
    set_tier,
    subscribe,
    subscription_events,
)
from tests.support.areas.segments import built_on, create_customer, define_segment, define_sql_segment
from tests.support.facts import ACCOUNT, REGION, T0
from tests.support.replies import refusal
from tests.support.shop import create_domain

if TYPE_CHECKING:
    from collections.abc import Callable

    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient


@pytest.mark.rule("SUB-6")
@pytest.mark.usefixtures("streaming")
def test_baseline_has_no_events(client: CustomerProfilesClient, member_records: Callable[[], list[Any]]) -> None:
    create_customer(client, tier="gold")
    subscribe(client)

    assert ([], []) == (subscription_events(client), member_records())


@pytest.mark.rule("STR-6", "STR-7", "SUB-7", "EX-12")
@pytest.mark.usefixtures("streaming")
def test_who_changes_into_the_segment_joins_live(
    client: CustomerProfilesClient, frozen: time_machine.Traveller, member_records: Callable[[], list[Any]]
) -> None:
    ann = create_customer(client, tier="silver")
    subscribe(client)
    frozen.shift(HOUR)
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
            "MembershipCalculatedAt": int((T0 + HOUR).timestamp()),
            "PreviousMembershipChangedAt": int(T0.timestamp()),
            "EventType": "LIVE",
        }
    ] == member_records()
    assert [(ann, "LIVE", "JOINED")] == subscription_events(client)


@pytest.mark.rule("STR-7")
@pytest.mark.usefixtures("streaming")
def test_record_says_when_the_membership_changed_before(
    client: CustomerProfilesClient, frozen: time_machine.Traveller, member_records: Callable[[], list[Any]]
) -> None:
    subscribe(client)
    frozen.shift(HOUR)
    ann = create_customer(client, tier="gold")
    frozen.shift(HOUR)
    client.delete_profile(DomainName="shop", ProfileId=ann)
    left = member_records()[-1]

    assert ("LEFT", int((T0 + HOUR).timestamp())) == (left["OperationType"], left["PreviousMembershipChangedAt"])


@pytest.mark.usefixtures("streaming")
def test_change_within_the_segment_is_no_event(client: CustomerProfilesClient) -> None:
    ann = create_customer(client, tier="gold")
    subscribe(client)
    client.update_profile(DomainName="shop", ProfileId=ann, FirstName="Ann")

    assert [] == subscription_events(client)


@pytest.mark.rule("SUB-12")
@pytest.mark.usefixtures("streaming")
def test_events_come_newest_first(client: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    subscribe(client)
    ann = create_customer(client, tier="gold")
    frozen.shift(HOUR)
    set_tier(client, ann, "silver")
    events = client.list_segment_subscription_events(DomainName="shop", SegmentDefinitionName="gold")["Events"]

    assert [
        {"ProfileId": ann, "UpdatedAt": T0 + HOUR, "EventType": "LIVE", "Event": "LEFT"},
        {"ProfileId": ann, "UpdatedAt": T0, "EventType": "LIVE", "Event": "JOINED"},
    ] == events


@pytest.mark.rule("SUB-10")
@pytest.mark.usefixtures("streaming")
def test_merged_profiles_leave_and_the_main_one_is_evaluated(client: CustomerProfilesClient) -> None:
    ann, bob = create_customer(client, tier="silver"), create_customer(client, tier="gold")
    subscribe(client)
    client.merge_profiles(
        DomainName="shop",
        MainProfileId=ann,
        ProfileIdsToBeMerged=[bob],
        FieldSourceProfileIds={"Attributes": {"tier": bob}},
    )

    assert [(ann, "LIVE", "JOINED"), (bob, "LIVE", "LEFT")] == subscription_events(client)


@pytest.mark.usefixtures("streaming")
def test_segment_on_a_segment_is_followed_too(client: CustomerProfilesClient) -> None:
    define_segment(client, "vip", built_on("gold"))
    subscribe(client, "vip")
    ann = create_customer(client, tier="gold")

    assert [(ann, "LIVE", "JOINED")] == subscription_events(client, "vip")


@pytest.mark.usefixtures("streaming")
def test_failing_call_makes_no_event(client: CustomerProfilesClient, member_records: Callable[[], list[Any]]) -> None:
    subscribe(client)
    refusal(client.update_profile, DomainName="shop", ProfileId="0" * 32, Attributes={"tier": "gold"})

    assert ([], []) == (subscription_events(client), member_records())


@pytest.mark.rule("SUB-8", "SUB-9", "SUB-13")
@pytest.mark.usefixtures("streaming")
def test_schedule_publishes_what_time_did(
    client: CustomerProfilesClient, frozen: time_machine.Traveller, member_records: Callable[[], list[Any]]
) -> None:
    subscribe(client)
    ann = create_customer(client, tier="gold")
    frozen.move_to(T0 + timedelta(days=29, hours=12))
    before = subscription_events(client)
    frozen.move_to(T0 + timedelta(days=31, hours=1))
    run = T0 + timedelta(days=31)

    assert [(ann, "LIVE", "JOINED"), (ann, "SCHEDULE", "LEFT")] == subscription_events(client)
    assert before == [(ann, "LIVE", "JOINED")]
    assert ("SCHEDULE", int(run.timestamp())) == (
        member_records()[-1]["EventType"],
        member_records()[-1]["MembershipCalculatedAt"],
    )
    assert {"LastExecutedAt": run, "NextExecutedAt": run + 24 * HOUR} == get_subscription(client)["ScheduledExecutions"]


@pytest.mark.rule("SUB-9")
@pytest.mark.usefixtures("streaming")
def test_schedule_does_not_repeat_live_events(client: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    subscribe(client, **every_hours(1))
    ann = create_customer(client, tier="gold")
    frozen.shift(HOUR)

    assert [(ann, "LIVE", "JOINED")] == subscription_events(client)


@pytest.mark.rule("SUB-11")
@pytest.mark.usefixtures("streaming")
def test_missed_runs_are_made_up_for_once(client: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    subscribe(client, **every_hours(2))
    frozen.move_to(T0 + timedelta(hours=7))

    assert {"LastExecutedAt": T0 + 6 * HOUR, "NextExecutedAt": T0 + 8 * HOUR} == get_subscription(client)[
        "ScheduledExecutions"
    ]


@pytest.mark.rule("SUB-7")
@pytest.mark.usefixtures("kinesis")
def test_sql_segment_is_followed_by_schedule_only(
    client: CustomerProfilesClient, frozen: time_machine.Traveller, member_records: Callable[[], list[Any]]
) -> None:
    key = boto3.client("kms", region_name=REGION).create_key()["KeyMetadata"]["Arn"]
    create_domain(client, DefaultExpirationDays=30, DefaultEncryptionKey=key, DataStore={"Enabled": True})
    associate_stream(client)
    define_sql_segment(client, "gold", "SELECT profile_id FROM profile WHERE attributes.tier = 'gold'")
    subscribe(client, **every_hours(1))
    ann = create_customer(client, tier="gold")
    live = subscription_events(client)
    frozen.shift(HOUR)

    assert ([], [(ann, "SCHEDULE", "JOINED")]) == (live, subscription_events(client))
    assert "ENHANCED" == member_records()[0]["SegmentType"]
