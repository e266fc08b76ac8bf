"""The stream of the segments of a domain, for the pages of a server: a domain without one is no error here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.hook import hook
from moto_customerprofiles.operation import OPERATIONS
from moto_customerprofiles.services.segments.streams import describe
from moto_customerprofiles.wire.operations import wire_operation

if TYPE_CHECKING:
    from moto_customerprofiles.state.world import World

_OPERATION = "GetStreamForSegments"


@hook("GET", "domains/{domain_name}/segment-stream")
def domain_segment_stream(world: World, domain_name: str) -> dict[str, object] | None:
    """Return the stream that receives the events of a domain's segments, as GetStreamForSegments shows it, or None."""
    domain = world.domains.require(domain_name)
    if domain.segment_stream is None or _OPERATION not in OPERATIONS:
        return None
    shown: dict[str, object] = wire_operation(_OPERATION).project(describe(domain))
    return shown
