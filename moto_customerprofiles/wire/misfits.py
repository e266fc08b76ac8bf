"""Where in a request a value has the wrong type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto_customerprofiles.errors import SerializationFailed, shown
from moto_customerprofiles.wire.model import wire_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from botocore.model import Shape


def placed(
    wrong: SerializationFailed,
    document: Mapping[str, Any],
    shapes: Mapping[str, Shape],
    converter: Callable[[Shape], Callable[[Any], Any]],
) -> SerializationFailed:
    """Return an error about a value of the wrong type with the place of the value: the members that lead to it.

    The request is read once more for that, so that a request without such a value is read without noting places.
    """
    path = next(
        (path for name, shape in shapes.items() if (path := _wrong_path(shape, document.get(name), name, converter))),
        "",
    )
    return SerializationFailed(f"{wrong.message} at {path}" if path else wrong.message)


def _wrong_path(shape: Any, value: Any, path: str, converter: Callable[[Shape], Callable[[Any], Any]]) -> str:
    """Return the path of the first value that its converter refuses, empty if there is none."""
    if value is None:
        return ""
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
            return path
    return next((found for each in inner if (found := _wrong_path(*each, converter))), "")
