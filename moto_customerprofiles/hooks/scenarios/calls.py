"""Operations as part of a scenario: without the way through the protocol, but with all of its checks."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING

from botocore.model import ListShape, MapShape, StructureShape

from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.hooks.scenarios.sections import CREATED
from moto_customerprofiles.operation import OPERATIONS
from moto_customerprofiles.wire.model import members, operation_model
from moto_customerprofiles.wire.operations import wire_operation

if TYPE_CHECKING:
    from botocore.model import Shape

    from moto_customerprofiles.state.world import World


Document = dict[str, object]
"""What an operation takes or answers, under AWS's names."""


def write(world: World, operation: str, document: Document) -> Document:
    """Perform an operation as part of the load, with all checks of a call, at the time that the document names."""
    wire = wire_operation(operation, OPERATIONS[operation].page_size)
    params = wire.parser.accept((), {name: value for name, value in document.items() if name != CREATED})
    wire.validate(params)
    with world.call.at(_time(str(document[CREATED])) if CREATED in document else world.call.now):
        reply: Document = wire.project(OPERATIONS[operation].run(world, params))
    return reply


def read(world: World, operation: str, identity: Document) -> Document:
    """Perform an operation that reads, and return its reply."""
    wire = wire_operation(operation, OPERATIONS[operation].page_size)
    reply: Document = wire.project(OPERATIONS[operation].run(world, identity))
    return reply


def cut_to_input(document: Document, operation: str) -> Document:
    """Keep what an operation takes; no tags are answered as an empty mapping, which no operation takes."""
    known = members(operation_model(operation).input_shape)
    kept = {
        name: _known_part(known[name], value)
        for name, value in document.items()
        if name in known and (name, value) != ("Tags", {})
    }
    return {**kept, **({CREATED: document[CREATED]} if CREATED in document else {})}


def _known_part(shape: Shape, value: object) -> object:
    """Return a value less the members of structures that its shape does not have, such as a status in a reply."""
    if isinstance(shape, StructureShape) and isinstance(value, dict):
        return {name: _known_part(shape.members[name], each) for name, each in value.items() if name in shape.members}
    if isinstance(shape, ListShape) and isinstance(value, list):
        return [_known_part(shape.member, each) for each in value]
    if isinstance(shape, MapShape) and isinstance(value, dict):
        return {name: _known_part(shape.value, each) for name, each in value.items()}
    return value


def _time(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        raise BadRequest(f"CreatedAt must be an ISO 8601 time, not {text!r}") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
