"""Following the segment `gold`."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from tests.support.facts import aws_arn
from tests.support.replies import less_metadata

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient


ARN = aws_arn("kinesis", "stream/members")
ROLE = aws_arn("iam", "role/stream")
NOW = datetime(2026, 6, 1, tzinfo=timezone.utc)
HOUR = timedelta(hours=1)


def follow(client: CustomerProfilesClient, segment: str = "gold", **schedule: Any) -> dict[str, Any]:
    answer = client.put_segment_subscription(DomainName="shop", SegmentDefinitionName=segment, **schedule)
    return less_metadata(answer)


def look(client: CustomerProfilesClient, segment: str = "gold") -> dict[str, Any]:
    answer = client.get_segment_subscription(DomainName="shop", SegmentDefinitionName=segment)
    return less_metadata(answer)


def events(client: CustomerProfilesClient, segment: str = "gold") -> list[tuple[str, str, str]]:
    """Return the events, oldest first."""
    found = client.list_segment_subscription_events(DomainName="shop", SegmentDefinitionName=segment)["Events"]
    return [(one["ProfileId"], one["EventType"], one["Event"]) for one in reversed(found)]


def set_tier(client: CustomerProfilesClient, profile_id: str, value: str) -> None:
    client.update_profile(DomainName="shop", ProfileId=profile_id, Attributes={"tier": value})


def hourly(hours: int) -> dict[str, Any]:
    return {"ScheduleConfiguration": {"Interval": hours, "Unit": "HOURLY"}}
