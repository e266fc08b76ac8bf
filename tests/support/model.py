"""What the service model lists: values of enumerations, and operations by what they need."""

from __future__ import annotations

from botocore import xform_name

from moto_customerprofiles.wire.model import operation_model, operation_names
from tests.support.names import NEWEST


def enumeration(shape_name: str) -> list[str]:
    """Return the values of an enumeration of the newest service model, in its order."""
    values: str = NEWEST["values"][shape_name]
    return values.split()


def operations_that_need(*members: str) -> list[str]:
    """Return the operations, as a client calls them, that need exactly these members."""
    return [xform_name(name) for name in operation_names() if {*members} == _required(name)]


def _required(operation_name: str) -> set[str]:
    shape = operation_model(operation_name).input_shape
    return set(shape.required_members) if shape else set()
