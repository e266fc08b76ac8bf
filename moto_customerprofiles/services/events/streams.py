"""Event streams: what happens to profiles and objects, sent to a Kinesis stream.

Which change sends which records follows AWS's travel profile solution and captured records: deletes, expiry and keys
send nothing, and a merge sends one record for the main profile. That an update sends a record even when nothing
changed, and how a stream that is lost and comes back shows, is our choice.
"""

from __future__ import annotations

import json
import re
from functools import partial
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.events.stream_records import (
    EventStamp,
    ObjectEvent,
    encode,
    health_check,
    merge_event,
    object_event,
    profile_event,
)
from moto_customerprofiles.engine.profiles.fields import ADDRESSES
from moto_customerprofiles.engine.profiles.standard_objects import PROFILE
from moto_customerprofiles.entities import changes as c
from moto_customerprofiles.entities.events import Destination, EventStream
from moto_customerprofiles.errors import BadRequest, does_not_exist, shown
from moto_customerprofiles.services import consistency
from moto_customerprofiles.services.failures import attempt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.ports import NeighbourFailed
    from moto_customerprofiles.state.call import Call
    from moto_customerprofiles.state.domain import Domain


def create(domain: Domain, request: t.CreateEventStreamRequestTypeDef) -> EventStream:
    """Create an event stream; `BadRequest` for a second one of a domain, or if Kinesis lacks the destination."""
    call, name = domain.call, request["EventStreamName"]
    _check_destination(call, request["Uri"])
    _check_only_stream(domain)
    stream = EventStream(
        name=name,
        domain_name=domain.name,
        event_stream_arn=domain.arn_in(domain.event_streams, name),
        created_at=call.now,
        destination=Destination(request["Uri"]),
        tags=dict(request.get("Tags", {})),
    )
    domain.event_streams.add(stream)
    if call.settings.event_stream_health_checks:
        _send(domain, stream, health_check(_stamp(domain, call.now)))
    return stream


def _check_destination(call: Call, uri: str) -> None:
    """Refuse what is no Kinesis stream of this account and region; the real service describes the stream as well."""
    here = f"arn:{call.partition}:kinesis:{call.region}:{call.account_id}:stream/"
    if not re.fullmatch(rf"{re.escape(here)}[\w.-]+", uri, re.ASCII):
        raise BadRequest(
            f"Uri {shown(uri)} is no Kinesis data stream in the account and region of the domain: it must be "
            f"{here}<name>"
        )
    if not call.neighbours.stream_exists(uri):
        raise BadRequest(does_not_exist("Kinesis data stream", uri) + ": create the stream of this Uri first")


def _check_only_stream(domain: Domain) -> None:
    """Allow one stream per domain, in the words that AWS's CloudFormation handler looks for."""
    settings = domain.call.settings
    if settings.enforce_quotas and len(domain.event_streams) >= settings.quotas.event_streams:
        raise BadRequest(
            f"The Customer Profiles Domain: {domain.name} is already associated with an active EventStream"
        )


def on_change(domain: Domain, change: c.Change) -> None:
    """Queue the records of a change for the event streams of its domain."""
    for stream in domain.event_streams:
        if reason := attempt(domain, f"event stream {stream.name}", partial(_tell, domain, stream, change)):
            _stop(domain, stream.name, reason)


def _tell(domain: Domain, stream: EventStream, change: c.Change) -> None:
    for event in _events(domain, change):
        _send(domain, stream, event)


def _events(domain: Domain, change: c.Change) -> Iterator[dict[str, object]]:
    match change:
        case c.ProfileCreated():
            mapped = _mapped_addresses(domain, change.object_type_name)
            yield profile_event("CREATED", _stamp(domain, change.at), change.profile_id, change.fields, mapped)
        case c.ProfileUpdated():
            yield profile_event("UPDATED", _stamp(domain, change.at), change.profile_id, change.fields)
        case c.ObjectIngested():
            yield from _ingested(domain, change)
        case c.DomainObjectPut():
            event = ObjectEvent(change.object_type_name, change.unique_key, json.loads(change.text), None)
            yield object_event("UPDATED" if change.replaced else "CREATED", _stamp(domain, change.at), event)
        case c.ProfilesMerged():
            main = (change.profile_id, change.fields)
            yield merge_event(_stamp(domain, change.at), domain.call.ids.uuid(), main, change.merged)


def _ingested(domain: Domain, change: c.ObjectIngested) -> Iterator[dict[str, object]]:
    if not change.created_profile:  # else its creation has sent a record already
        mapped = _mapped_addresses(domain, change.object_type_name)
        yield profile_event("UPDATED", _stamp(domain, change.at), change.profile_id, change.fields, mapped)
    event = ObjectEvent(change.object_type_name, change.unique_key, json.loads(change.text), change.profile_id)
    yield object_event("UPDATED" if change.replaced else "CREATED", _stamp(domain, change.at), event)


def _mapped_addresses(domain: Domain, object_type_name: str) -> list[str]:
    """Return the addresses of a profile that an object type has a target in; none for a type that is not there."""
    object_type = domain.object_types.get(object_type_name)
    fields = object_type.definition.fields.values() if object_type else ()
    targets = {f"{field.get('Target', '')}." for field in fields}
    return [name for name in ADDRESSES if any(target.startswith(f"{PROFILE}.{name}.") for target in targets)]


def _stamp(domain: Domain, at: datetime) -> EventStamp:
    return EventStamp(domain.call.ids.uuid(), at, domain.name)


def _send(domain: Domain, stream: EventStream, event: dict[str, object]) -> None:
    """Send a record, when the records of streams have waited for long enough."""
    consistency.defer(domain, "stream", partial(_queue, domain, stream, event))


def _queue(domain: Domain, stream: EventStream, event: dict[str, object]) -> None:
    """Queue a record; the random partition key means that a stream of several shards keeps no order of a profile."""
    uri, partition_key, record = stream.destination.uri, domain.call.ids.uuid(), encode(event)
    domain.call.send(
        lambda neighbours: neighbours.put_record(uri, partition_key, record),
        failed=partial(_stop, domain, stream.name),
        succeeded=None if stream.is_running else partial(_recover, domain, stream.name),
        target=uri,
        recovered=partial(_recover, domain, stream.name),
        is_wanted=lambda: domain.event_streams.get(stream.name) is not None,
    )


def _stop(domain: Domain, name: str, failure: NeighbourFailed | str) -> None:
    stream = domain.event_streams.get(name)
    if stream is not None:
        domain.event_streams.replace(stream.stopped(domain.call.now, str(failure)))


def _recover(domain: Domain, name: str) -> None:
    stream = domain.event_streams.get(name)
    if stream is not None:
        domain.event_streams.replace(stream.recovered())
