"""The errors that the service model knows, by operation."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from moto_customerprofiles.wire.model import operation_model

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def modelled_errors(operation: str) -> Mapping[str, int]:
    """Return the codes of the errors of an operation, each with its HTTP status."""
    shapes = operation_model(operation).error_shapes
    return {shape.name: int(shape.metadata["error"]["httpStatusCode"]) for shape in shapes}
