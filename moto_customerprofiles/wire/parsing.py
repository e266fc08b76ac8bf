"""From labels, query and body to an operation's parameters, with the types that the model gives them.

Members that travel in the path or the query are read from there alone. JSON null is absence, unknown members are
ignored, a value of the wrong JSON type is no document of the protocol.
"""

from __future__ import annotations

import json
import math
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from moto_customerprofiles.engine.values.json_text import KINDS, why_no_json, why_unwritable
from moto_customerprofiles.errors import SerializationFailed, shown
from moto_customerprofiles.wire.misfits import placed
from moto_customerprofiles.wire.model import location, members, wire_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from botocore.model import Shape

    Convert = Callable[[Any], Any]
    Query = dict[str, list[str]]

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class Parser:
    """Reads the requests of one operation."""

    def __init__(self, input_shape: Shape | None) -> None:
        members_at = [
            (name, location(shape), wire_name(name, shape), shape) for name, shape in members(input_shape).items()
        ]
        self._labels = {
            wire: (name, _from_text(name, shape)) for name, place, wire, shape in members_at if place == "uri"
        }
        self._query = {
            wire: (name, _from_text(name, shape)) for name, place, wire, shape in members_at if place == "querystring"
        }
        self._body = [(name, wire, converter(shape)) for name, place, wire, shape in members_at if place == "body"]
        self._members = [(name, converter(shape)) for name, _, _, shape in members_at]
        self.has_body = bool(self._body)
        self._shapes = {wire: shape for _, _, wire, shape in members_at} | {
            name: shape for name, _, _, shape in members_at
        }

    def parse(self, labels: Mapping[str, str], query: str, body: bytes) -> dict[str, Any]:
        """Return the parameters that a request carries; `SerializationFailed` if it is no document of the protocol."""
        params = {name: read([labels[wire]]) for wire, (name, read) in self._labels.items()}
        if query and self._query:
            sent = _parse_query(query)
            params |= {name: read(sent[wire]) for wire, (name, read) in self._query.items() if wire in sent}
        if body and self._body:
            document = _parse_body(body)
            try:
                for name, wire, convert in self._body:
                    if (value := document.get(wire)) is not None:
                        params[name] = convert(value)
            except SerializationFailed as wrong:
                raise placed(wrong, document, self._shapes, converter) from None
        return params

    def accept(self, args: tuple[Any, ...], params: dict[str, Any]) -> dict[str, Any]:
        """Return parameters given as Python values, type-checked and copied like those of a request."""
        names = [name for name, _ in self._members]
        given = {**dict(zip(names, args, strict=False)), **params}
        if len(args) > len(names) or given.keys() - set(names):
            raise TypeError(f"Unknown parameters {sorted(given.keys() - set(names))}; there are {names}")
        if why := why_unwritable(given):
            raise SerializationFailed(f"Parameters must be plain data that JSON can hold; there is {why}")
        try:
            return {name: convert(given[name]) for name, convert in self._members if given.get(name) is not None}
        except SerializationFailed as wrong:
            raise placed(wrong, given, self._shapes, converter) from None


def converter(shape: Shape) -> Convert:
    """Compile the reader of one shape's JSON values."""
    return _CONVERTERS.get(shape.type_name, _scalar)(shape)


def _structure(shape: Any) -> Convert:
    # Shapes may contain themselves only through other shapes; this model has no such cycle, so compile eagerly.
    compiled = [(name, wire_name(name, member), converter(member)) for name, member in shape.members.items()]

    def convert(value: Any) -> Any:
        if not isinstance(value, dict):
            raise _wrong(value, "a JSON object")
        get = value.get
        return {name: read(found) for name, wire, read in compiled if (found := get(wire)) is not None}

    return convert


def _list(shape: Any) -> Convert:
    read = converter(shape.member)

    def convert(value: Any) -> Any:
        if not isinstance(value, list | tuple):
            raise _wrong(value, "a JSON array")
        return [read(item) for item in value if item is not None]

    return convert


def _map(shape: Any) -> Convert:
    read = converter(shape.value)

    def convert(value: Any) -> Any:
        if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
            raise _wrong(value, "a JSON object")
        return {key: read(item) for key, item in value.items() if item is not None}

    return convert


def _scalar(shape: Shape) -> Convert:
    # bool is an int to Python, but never to the protocol
    accepted, what = _SCALARS[shape.type_name]

    def convert(value: Any) -> Any:
        if type(value) not in accepted:
            raise _wrong(value, what)
        return value

    return convert


def _double(_: Shape) -> Convert:
    def convert(value: Any) -> Any:
        if type(value) not in (int, float) or abs(value) > _LARGEST:
            raise _wrong(value, "a number")
        return float(value)

    return convert


def _timestamp(_: Shape) -> Convert:
    def convert(value: Any) -> datetime:
        try:
            if type(value) in (int, float):
                return _EPOCH + timedelta(seconds=value)
            moment = value if isinstance(value, datetime) else datetime.fromisoformat(value.replace("Z", "+00:00"))
            return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
        except (ValueError, OverflowError, TypeError, AttributeError):
            raise _wrong(value, "a timestamp") from None

    return convert


_LARGEST = 1.7976931348623157e308
_SCALARS = {
    "string": ((str,), "a string"),
    "integer": ((int,), "an integer"),
    "long": ((int,), "an integer"),
    "boolean": ((bool,), "a boolean"),
}
_CONVERTERS: dict[str, Callable[[Any], Convert]] = {
    "structure": _structure,
    "list": _list,
    "map": _map,
    "double": _double,
    "timestamp": _timestamp,
}


def _wrong(value: Any, expected: str) -> SerializationFailed:
    return SerializationFailed(f"Expected {expected}, found {KINDS.get(type(value), 'another value')}")


def _from_text(name: str, shape: Shape) -> Callable[[list[str]], Any]:
    """Compile the reader of a member that travels as text, in the path or the query."""
    if shape.type_name == "list":
        return list
    if shape.type_name in ("integer", "long"):
        return lambda texts: _integer(name, texts[-1])
    if shape.type_name == "boolean":
        return lambda texts: _boolean(name, texts[-1])
    return lambda texts: texts[-1]


def _integer(name: str, text: str) -> int:
    try:
        if text.isascii() and len(text) < 20:  # noqa: PLR2004  # more digits than any 64-bit number has
            return int(text)
    except ValueError:
        pass
    raise SerializationFailed(f"Expected an integer in the query for {name}, found {shown(text)}")


def _boolean(name: str, text: str) -> bool:
    if text not in ("true", "false"):
        raise SerializationFailed(f"Expected true or false in the query for {name}, found {shown(text)}")
    return text == "true"


def _parse_query(query: str) -> Query:
    try:
        return parse_qs(query, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError:
        raise SerializationFailed(f"The query string is malformed: {shown(query)}") from None


def _parse_body(body: bytes) -> dict[str, Any]:
    try:
        encoding = "utf-8" if body.startswith(b'{"') else json.detect_encoding(body)
        document = _DECODER.decode(body.decode(encoding, "surrogatepass"))
        if b"\\u" in body:  # an escape may spell half of a surrogate pair, which is no text
            json.dumps(document, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as broken:
        why = why_no_json(body.decode("utf-8", "replace"), broken)
        raise SerializationFailed(f"The body is not valid JSON: {why}") from None
    if not isinstance(document, dict):
        raise _wrong(document, "a JSON object")
    return document


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError("number out of range")
    return number


_DECODER = json.JSONDecoder(parse_constant=_no_constant, parse_float=_finite)
