"""Segment subscriptions, which tell who joins and leaves a segment, and the stream on which they tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.values.listings import Listing, newest_first
from moto_customerprofiles.operation import operation
from moto_customerprofiles.services.segments import streams as segment_streams
from moto_customerprofiles.services.segments import subscriptions as segment_subscriptions

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.entities.segments import MembershipEvent, SegmentSubscription
    from moto_customerprofiles.state.world import World


@operation("PutSegmentSubscription")
def put_segment_subscription(world: World, request: t.PutSegmentSubscriptionRequestTypeDef) -> SegmentSubscription:
    """Follow a segment, or change how often its schedule runs."""
    domain = world.domain(request)
    definition = domain.segment_definitions.require(request["SegmentDefinitionName"])
    return segment_subscriptions.put(domain, definition, request)


@operation("GetSegmentSubscription")
def get_segment_subscription(world: World, request: t.GetSegmentSubscriptionRequestTypeDef) -> SegmentSubscription:
    """Return how a subscription is, and when its schedule runs."""
    domain = world.domain(request)
    domain.segment_definitions.require(request["SegmentDefinitionName"])
    subscription = domain.segment_subscriptions.require(request["SegmentDefinitionName"])
    return segment_subscriptions.driver.poll(domain, subscription)


@operation("DeleteSegmentSubscription")
def delete_segment_subscription(world: World, request: t.DeleteSegmentSubscriptionRequestTypeDef) -> dict[str, object]:
    """Follow a segment no longer, and forget what happened."""
    world.domain(request).segment_subscriptions.remove(request["SegmentDefinitionName"])
    return {"Message": "Deleted"}


@operation("ListSegmentSubscriptionEvents")
def list_segment_subscription_events(
    world: World, request: t.ListSegmentSubscriptionEventsRequestTypeDef
) -> Listing[MembershipEvent]:
    """List who joined and left, the newest first."""
    subscription = world.domain(request).segment_subscriptions.require(request["SegmentDefinitionName"])
    return newest_first(subscription.membership.events)


@operation("AssociateStreamForSegments")
def associate_stream_for_segments(world: World, request: t.AssociateStreamForSegmentsRequestTypeDef) -> None:
    """Choose the Kinesis stream to which a domain sends the events of its segments."""
    segment_streams.associate(world.domain(request), request)


@operation("GetStreamForSegments")
def get_stream_for_segments(world: World, request: t.GetStreamForSegmentsRequestTypeDef) -> dict[str, object]:
    """Return the stream of a domain, how it is, and the segments whose events it receives."""
    return segment_streams.describe(world.domain(request))


@operation("DisassociateStreamForSegments")
def disassociate_stream_for_segments(
    world: World, request: t.DisassociateStreamForSegmentsRequestTypeDef
) -> dict[str, object]:
    """Send events of segments no more, and stop all subscriptions."""
    domain = world.domain(request)
    segment_streams.disassociate(domain)
    segment_subscriptions.stop_all(domain)
    return {"Message": "OK"}
