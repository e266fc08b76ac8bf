"""From the plain data of a reply to what botocore's parser makes of the reply's JSON, without the JSON.

A caller can see no difference: the same members in the same order, the same types, times in the same time zone. The
source of each rule is botocore's `RestJSONParser`.
"""

from __future__ import annotations

import datetime as dt
import time
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from botocore.parsers import DEFAULT_TIMESTAMP_PARSER, RestJSONParser

from moto_customerprofiles.wire.model import location, members, operation_model, wire_name
from moto_customerprofiles.wire.replies import epoch_seconds

if TYPE_CHECKING:
    from collections.abc import Callable

    from botocore.model import Shape

    Read = Callable[[Any], Any]

OK = 200


@cache
def reply_reader(operation_name: str) -> Read:
    """Return a function that makes the members of an operation's reply of the plain data of the reply.

    The plain data are those that the projection on the output shape makes; they are not changed.
    """
    output = operation_model(operation_name).output_shape
    statuses = {name: OK for name, shape in members(output).items() if location(shape) == "statusCode"}
    read = _structure(output)
    if read is None:
        return lambda document: {**statuses, **document}
    return lambda document: {**statuses, **read(document)}


def _reader(shape: Any) -> Read | None:
    """Compile the reader of one shape's values; None where the value stays as it is."""
    compound = _READERS.get(shape.type_name)
    return compound(shape) if compound else None


def _structure(shape: Any) -> Read | None:
    """Compile the reader of a structure, whose projection has the members in the order of the model already."""
    names = {wire_name(name, member): name for name, member in members(shape).items()}
    readers = [(name, read) for name, member in members(shape).items() if (read := _reader(member))]
    is_renamed = any(wire != name for wire, name in names.items())

    def read_members(document: dict[str, Any]) -> dict[str, Any]:
        parsed = {names[wire]: value for wire, value in document.items()} if is_renamed else {**document}
        for name, read in readers:
            if name in parsed:
                parsed[name] = read(parsed[name])
        return parsed

    return read_members if readers or is_renamed else None


def _list(shape: Any) -> Read | None:
    read = _reader(shape.member)
    return read and (lambda items: [None if item is None else read(item) for item in items])


def _map(shape: Any) -> Read | None:
    read = _reader(shape.value)
    return read and (lambda entries: {key: read(value) for key, value in entries.items()})


def _timestamp(_: Shape) -> Read:
    return lambda moment: _local_time(epoch_seconds(moment), dt.datetime, time.tzname, time.timezone)


@lru_cache(maxsize=256)
def _local_time(seconds: float, *_: object) -> dt.datetime:
    """Return an instant in the local time zone; remembered for one zone and one class, which a frozen clock replaces.

    dateutil takes longer for one instant than most operations take.
    """
    return DEFAULT_TIMESTAMP_PARSER(seconds)  # type: ignore[arg-type]  # it takes numbers, too


def _double(_: Shape) -> Read | None:
    return float if hasattr(RestJSONParser, "_handle_double") else None  # an older botocore leaves integers integers


_READERS: dict[str, Callable[[Any], Read | None]] = {
    "structure": _structure,
    "list": _list,
    "map": _map,
    "timestamp": _timestamp,
    "double": _double,
}
