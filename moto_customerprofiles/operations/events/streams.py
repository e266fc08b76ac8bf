"""Event streams, which send every change of a domain to Kinesis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.operation import operation
from moto_customerprofiles.services.events import streams as event_streams

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.values.listings import Listing
    from moto_customerprofiles.entities.events import EventStream
    from moto_customerprofiles.state.world import World


@operation("CreateEventStream")
def create_event_stream(world: World, request: t.CreateEventStreamRequestTypeDef) -> dict[str, object]:
    """Send the changes of a domain to a Kinesis stream of the same account and region from now on."""
    made = event_streams.create(world.domain(request), request)
    return {"EventStreamArn": made.event_stream_arn, "Tags": made.tags}


@operation("GetEventStream")
def get_event_stream(world: World, request: t.GetEventStreamRequestTypeDef) -> EventStream:
    """Return an event stream and the health of its destination."""
    return world.domain(request).event_streams.require(request["EventStreamName"])


@operation("ListEventStreams")
def list_event_streams(world: World, request: t.ListEventStreamsRequestTypeDef) -> Listing[EventStream]:
    """List the event streams of a domain, of which there is one at most."""
    return world.domain(request).event_streams.oldest_first()


@operation("DeleteEventStream")
def delete_event_stream(world: World, request: t.DeleteEventStreamRequestTypeDef) -> None:
    """Stop sending changes, at once."""
    world.domain(request).event_streams.remove(request["EventStreamName"])
