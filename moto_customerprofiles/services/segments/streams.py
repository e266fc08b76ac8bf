"""The Kinesis stream to which a domain sends who joins and who leaves its segments.

The Administrator Guide (membership events) gives the members of a record. That it may be written again after it was
lost, and that the profile id is the partition key, are our choices.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.values.lengths import cut
from moto_customerprofiles.entities.segments import SegmentStream
from moto_customerprofiles.errors import BadRequest, ResourceNotFound, does_not_exist, shown
from moto_customerprofiles.ports import NeighbourMissing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.ports import NeighbourFailed
    from moto_customerprofiles.state.domain import Domain


def associate(domain: Domain, request: t.AssociateStreamForSegmentsRequestTypeDef) -> None:
    """Associate a stream with the segments of a domain; `BadRequest` for a second one."""
    call, destination_arn = domain.call, request["DestinationArn"]
    if is_associated(domain):
        raise BadRequest(
            f"Domain {domain.name} is already associated with an active segment stream: DisassociateStreamForSegments "
            "ends that"
        )
    if not call.neighbours.stream_exists(destination_arn):
        raise BadRequest(
            f"DestinationArn {shown(destination_arn)} is no Kinesis data stream in the account and region of the "
            "domain: create it first"
        )
    domain.configure({"segment_stream": SegmentStream(destination_arn, request["DestinationRoleArn"], call.now)})


def require(domain: Domain) -> SegmentStream:
    """Return the stream of a domain, stopped or not; `ResourceNotFound` if it never had one."""
    if domain.segment_stream is None:
        raise ResourceNotFound(
            does_not_exist("Segment stream of domain", domain.name) + ": AssociateStreamForSegments makes one"
        )
    return domain.segment_stream


def describe(domain: Domain) -> dict[str, object]:
    """Return the stream of a domain in the shape of GetStreamForSegments."""
    stream = require(domain)
    return {
        "DomainName": domain.name,
        "DestinationArn": stream.destination_arn,
        "DestinationRoleArn": stream.destination_role_arn,
        "State": stream.state,
        "AssociatedAt": stream.associated_at,
        "DisassociatedAt": stream.disassociated_at,
        "FailureReason": stream.failure_reason,
        "AssociatedSegments": list(domain.segment_subscriptions),
    }


def is_associated(domain: Domain) -> bool:
    """Return whether a stream is associated with the segments of a domain."""
    return domain.segment_stream is not None and domain.segment_stream.is_active


def disassociate(domain: Domain) -> None:
    """Disassociate the stream of a domain; `ResourceNotFound` if none is associated."""
    stream = require(domain)
    if not stream.is_active:
        raise ResourceNotFound(
            f"Domain {domain.name} has no active segment stream: AssociateStreamForSegments makes one"
        )
    domain.configure({"segment_stream": replace(stream, state="STOPPED", disassociated_at=domain.call.now)})


def check_health(domain: Domain) -> None:
    """Let a stream that could not be reached be healthy again, if it is there again."""
    stream = domain.segment_stream
    if stream and stream.state == "UNHEALTHY" and domain.call.neighbours.stream_exists(stream.destination_arn):
        _turn(domain, stream.destination_arn, "RUNNING", None)


def send(domain: Domain, record: Mapping[str, object], lost: Callable[[str], None]) -> None:
    """Queue a record; `lost` is called with the reason if the stream is gone by then."""
    stream = domain.segment_stream
    if stream is None or not stream.is_active:
        return
    data = json.dumps(record, separators=(",", ":")).encode()
    arn, partition_key = stream.destination_arn, str(record["ProfileId"])
    domain.call.send(
        lambda neighbours: neighbours.put_record(arn, partition_key, data),
        failed=partial(_unreachable, domain, arn, lost),
        succeeded=partial(_turn, domain, arn, "RUNNING", None),
        target=arn,
        recovered=partial(_turn, domain, arn, "RUNNING", None),
        is_wanted=lambda: domain.segment_stream is not None and domain.segment_stream.is_active,
    )


def _unreachable(domain: Domain, arn: str, lost: Callable[[str], None], failure: NeighbourFailed) -> None:
    reason = cut(str(failure), "GetStreamForSegmentsResponse.FailureReason")
    _turn(domain, arn, "UNHEALTHY", reason)
    if isinstance(failure, NeighbourMissing):
        lost(reason)


def _turn(domain: Domain, arn: str, state: str, reason: str | None) -> None:
    """Note how the stream was found, unless it has been stopped or replaced since."""
    stream = domain.segment_stream
    if stream is not None and stream.is_active and stream.destination_arn == arn and stream.state != state:
        domain.configure({"segment_stream": replace(stream, state=state, failure_reason=reason)})
