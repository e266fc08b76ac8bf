"""Where in a request a value has the wrong type."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from moto_customerprofiles.errors import SerializationFailed, shown
from moto_customerprofiles.wire.model import wire_name
from moto_customerprofiles.wire.validation import holds_sensitive

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from botocore.model import Shape


def placed(
    wrong: SerializationFailed,
    document: Mapping[str, Any],
    shapes: Mapping[str, Shape],
    converter: Callable[[Shape], Callable[[Any], Any]],
) -> SerializationFailed:
    """Return an error about a value of the wrong type with the place of the value and the value.

    The request is read once more for that, so that a request without such a value is read without noting places.
    """
    misfits = (_misfit(shape, document.get(name), name, converter) for name, shape in shapes.items())
    found = next(filter(None, misfits), None)
    return SerializationFailed(f"{wrong.message}{found}") if found else wrong


class _Misfit(NamedTuple):
    """A value of the wrong type: where it is, what it is, and whether messages may not show it."""

    path: str
    value: object
    is_hidden: bool

    def __str__(self) -> str:
        """Return the end of the message about the value; one that the model calls sensitive is not shown."""
        return f" at {self.path}" if self.is_hidden else f" at {self.path}: {shown(_json(self.value))}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _misfit(
    shape: Any, value: Any, path: str, converter: Callable[[Shape], Callable[[Any], Any]], *, is_hidden: bool = False
) -> _Misfit | None:
    """Return the first value that its converter refuses; None if there is none."""
    if value is None:
        return None
    is_hidden = is_hidden or bool(shape.metadata.get("sensitive"))
    inner: list[tuple[Any, Any, str]] = []
    if shape.type_name == "structure" and isinstance(value, dict):
        inner = [(each, value.get(wire_name(name, each)), f"{path}.{name}") for name, each in shape.members.items()]
    elif shape.type_name == "list" and isinstance(value, list | tuple):
        inner = [(shape.member, item, f"{path}.{number}") for number, item in enumerate(value, 1)]
    elif shape.type_name == "map" and isinstance(value, dict) and all(isinstance(key, str) for key in value):
        inner = [(shape.value, item, f"{path}.{shown(key)}") for key, item in value.items()]
    else:
        try:
            converter(shape)(value)
        except SerializationFailed:
            return _Misfit(path, value, is_hidden or holds_sensitive(shape))
    return next((found for each in inner if (found := _misfit(*each, converter, is_hidden=is_hidden))), None)
