"""Event streams, which tell of every change of a domain on Kinesis."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.operation import Reply, operation
from moto_customerprofiles.state.event_streams import Destination, EventStream, send_health_check

if TYPE_CHECKING:
    from collections.abc import Iterable

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.world import World


@operation("CreateEventStream")
def create_event_stream(world: World, request: t.CreateEventStreamRequestTypeDef) -> Reply:
    """Begin to tell of the changes of a domain on a Kinesis stream of the same account and region."""
    domain = world.domain(request)
    _check_destination(world, request["Uri"])
    _check_only_stream(domain)
    name = request["EventStreamName"]
    arn = domain.arn(f"event-streams/{name}")
    tags = dict(request.get("Tags", {}))
    stream = EventStream(name, domain.name, arn, world.now, Destination(request["Uri"]), tags)
    domain.event_streams.add(stream)
    if world.settings.event_stream_health_checks:
        send_health_check(domain, stream)
    return {"EventStreamArn": arn, "Tags": tags}


@operation("GetEventStream")
def get_event_stream(world: World, request: t.GetEventStreamRequestTypeDef) -> Reply:
    """Answer an event stream and the health of its destination."""
    return world.domain(request).event_streams.require(request["EventStreamName"])


@operation("ListEventStreams")
def list_event_streams(world: World, request: t.ListEventStreamsRequestTypeDef) -> Iterable[EventStream]:
    """List the event streams of a domain, of which there is one at most."""
    return world.domain(request).event_streams


@operation("DeleteEventStream")
def delete_event_stream(world: World, request: t.DeleteEventStreamRequestTypeDef) -> Reply:
    """Stop telling of changes, at once."""
    world.domain(request).event_streams.remove(request["EventStreamName"])
    return None


def _check_destination(world: World, uri: str) -> None:
    """Refuse what is no Kinesis stream of this account and region; the real service describes the stream as well."""
    here = f"arn:{world.partition}:kinesis:{world.region}:{world.account_id}:stream/"
    if not re.fullmatch(rf"{re.escape(here)}[\w.-]+", uri, re.ASCII):
        raise BadRequest(f"Uri {uri} is no Kinesis data stream in the account and region of the domain")
    if not world.neighbours.stream_exists(uri):
        raise BadRequest(f"Kinesis data stream {uri} does not exist")


def _check_only_stream(domain: Domain) -> None:
    """Allow one stream per domain, in the words that AWS's CloudFormation handler looks for."""
    settings = domain.world.settings
    if settings.enforce_quotas and len(domain.event_streams) >= settings.quotas.event_streams:
        raise BadRequest(
            f"The Customer Profiles Domain: {domain.name} is already associated with an active EventStream"
        )
