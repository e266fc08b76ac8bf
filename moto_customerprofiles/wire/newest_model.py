"""The names in the newest service model that this package was built against.

The installed botocore's model alone decides what exists. The names of the newest one tell what only the installed model
lacks, which is left out, from what no model has, which is a mistake in this package.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from moto_customerprofiles.wire.model import botocore_version, has_operation

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = Path(__file__).with_suffix(".json")
"""Where the names stand; `make table` writes them."""


@dataclass(frozen=True)
class NewestModel:
    """The names of a service model, and the version of botocore that the model comes with."""

    botocore: str
    operations: frozenset[str]
    members: Mapping[str, frozenset[str]]
    """By structure."""
    values: Mapping[str, frozenset[str]]
    """By enumeration."""


@lru_cache(maxsize=1)
def newest_model() -> NewestModel:
    """Read the names, once."""
    document = json.loads(FILE.read_text(encoding="utf-8"))
    members, values = (
        {shape: frozenset(names.split()) for shape, names in document[kind].items()} for kind in ("members", "values")
    )
    return NewestModel(document["botocore"], frozenset(document["operations"].split()), members, values)


def must_be_known(operation: str) -> None:
    """Raise `ValueError` if neither the installed model nor the newest one has an operation of this name."""
    if not has_operation(operation) and operation not in newest_model().operations:
        raise ValueError(f"No service model has an operation {operation}")


def why_absent(operation: str) -> str:
    """Return, for the caller of an operation that is not there, why it is not and what helps."""
    newest = newest_model()
    if has_operation(operation) or operation not in newest.operations:
        return f"{operation} is not implemented by moto_customerprofiles"
    return (
        f"The installed botocore {botocore_version()} does not know {operation}, botocore {newest.botocore} does: "
        "upgrade boto3 to use it"
    )
