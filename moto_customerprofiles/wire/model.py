"""The botocore service model: the truth about operations, routes, shapes and constraints."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import botocore
from botocore.loaders import Loader
from botocore.model import ServiceModel, StructureShape

if TYPE_CHECKING:
    from botocore.model import OperationModel, Shape

_SERVICE, _VERSION = "customer-profiles", "2020-08-15"


@lru_cache(maxsize=1)
def service_model() -> ServiceModel:
    """Load the service model, once: it belongs to the installed botocore and never changes."""
    return ServiceModel(Loader().load_data(f"{_SERVICE}/{_VERSION}/service-2"), _SERVICE)


def operation_names() -> tuple[str, ...]:
    """Return the names of all operations that the model knows."""
    return tuple(service_model().operation_names)


def has_operation(name: str) -> bool:
    """Tell whether the model knows an operation."""
    return name in service_model().operation_names


def botocore_version() -> str:
    """Return the version of the installed botocore, for messages."""
    return str(botocore.__version__)


def operation_model(name: str) -> OperationModel:
    """Return the model of one operation."""
    return service_model().operation_model(name)


def members(shape: Shape | None) -> dict[str, Shape]:
    """Return the members of a structure by name; none for no shape at all."""
    return dict(shape.members) if isinstance(shape, StructureShape) else {}


def location(shape: Shape) -> str:
    """Return where a member travels: `uri`, `querystring`, `statusCode`, or `body`."""
    return str(shape.serialization.get("location", "body"))


def wire_name(name: str, shape: Shape) -> str:
    """Return the name of a member on the wire."""
    return str(shape.serialization.get("name", name))
