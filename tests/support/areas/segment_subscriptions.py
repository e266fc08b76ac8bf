"""Subscribing to the segment `gold`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.support.areas.kinesis import stream_arn
from tests.support.facts import ROLE
from tests.support.replies import less_metadata
from tests.support.shop import SHOP

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient


ARN = stream_arn("members")
HOUR = timedelta(hours=1)


def associate_stream(client: CustomerProfilesClient, arn: str = ARN, role: str = ROLE) -> dict[str, Any]:
    """Give the domain a stream for its segments."""
    reply = client.associate_stream_for_segments(DomainName=SHOP, DestinationArn=arn, DestinationRoleArn=role)
    return less_metadata(reply)


def subscribe(client: CustomerProfilesClient, segment: str = "gold", **schedule: Any) -> dict[str, Any]:
    reply = client.put_segment_subscription(DomainName=SHOP, SegmentDefinitionName=segment, **schedule)
    return less_metadata(reply)


def get_subscription(client: CustomerProfilesClient, segment: str = "gold") -> dict[str, Any]:
    return less_metadata(client.get_segment_subscription(DomainName=SHOP, SegmentDefinitionName=segment))


def subscription_events(client: CustomerProfilesClient, segment: str = "gold") -> list[tuple[str, str, str]]:
    """Return the events, oldest first."""
    found = client.list_segment_subscription_events(DomainName=SHOP, SegmentDefinitionName=segment)["Events"]
    return [(event["ProfileId"], event["EventType"], event["Event"]) for event in reversed(found)]


def set_tier(client: CustomerProfilesClient, profile_id: str, value: str) -> None:
    client.update_profile(DomainName=SHOP, ProfileId=profile_id, Attributes={"tier": value})


def every_hours(hours: int) -> dict[str, Any]:
    return {"ScheduleConfiguration": {"Interval": hours, "Unit": "HOURLY"}}
