"""What the service model lists: values of enumerations, and operations by what they need."""

from __future__ import annotations

from botocore import xform_name
from botocore.model import StringShape

from moto_customerprofiles.wire.model import operation_model, operation_names, service_model


def enumeration(shape_name: str) -> list[str]:
    """Return the values of an enumeration of the service model."""
    shape = service_model().shape_for(shape_name)
    assert isinstance(shape, StringShape)
    return shape.enum


def operations_that_need(*members: str) -> list[str]:
    """Return the operations, as a client calls them, that need exactly these members."""
    return [xform_name(name) for name in operation_names() if {*members} == _required(name)]


def _required(operation_name: str) -> set[str]:
    shape = operation_model(operation_name).input_shape
    return set(shape.required_members) if shape else set()
