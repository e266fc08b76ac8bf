"""The names in two service models: that of the installed botocore, and the newest that the package was built against.

They are lists of words: the operations, the members of each structure, the values of each enumeration.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TypedDict

from moto_customerprofiles.wire.model import members, operation_names, service_model
from moto_customerprofiles.wire.newest_model import FILE


class Names(TypedDict):
    """The names in a service model, each list as the words of one text."""

    operations: str
    members: dict[str, str]
    values: dict[str, str]


def installed_names() -> Names:
    """Return the names in the installed model."""
    shapes = {name: service_model().shape_for(name) for name in sorted(service_model().shape_names)}
    structures = {name: members(shape) for name, shape in shapes.items() if shape.type_name == "structure"}
    enumerations = {name: values for name, shape in shapes.items() if (values := shape.metadata.get("enum"))}
    return {
        "operations": " ".join(operation_names()),
        "members": {name: " ".join(found) for name, found in structures.items()},
        "values": {name: " ".join(found) for name, found in enumerations.items()},
    }


INSTALLED: Names = installed_names()
NEWEST: Names = json.loads(FILE.read_text(encoding="utf-8"))


@cache
def is_known(name: str) -> bool:
    """Tell whether the installed model has an operation, or a member or enumerator of a shape: `Range.ValueRange`.

    Raises:
        ValueError: no model has it.

    """
    if not has(INSTALLED, name) and not has(NEWEST, name):
        raise ValueError(f"No service model has {name}")
    return has(INSTALLED, name)


def has(names: Names, name: str) -> bool:
    """Tell whether a model has an operation, or a member or enumerator of a shape."""
    shape, _, part = name.rpartition(".")
    shapes = {**names["members"], **names["values"]}
    return part in (shapes.get(shape, "") if shape else names["operations"]).split()


def absent_names() -> set[str]:
    """Return the names that only the newest model has."""
    return _all_names(NEWEST) - _all_names(INSTALLED)


def _all_names(names: Names) -> set[str]:
    return set(" ".join([names["operations"], *names["members"].values(), *names["values"].values()]).split())
