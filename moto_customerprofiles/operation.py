"""The register of operations: each is one function, signed with AWS's name for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from botocore import xform_name

from moto_customerprofiles.registers import Register
from moto_customerprofiles.wire.model import has_operation
from moto_customerprofiles.wire.newest_model import must_be_known

if TYPE_CHECKING:
    from moto_customerprofiles.state.world import World

F = TypeVar("F", bound=Callable[..., object])


@dataclass(frozen=True)
class Operation:
    """One operation: the function that performs it, and what is to be known of it."""

    name: str
    run: Callable[[World, Any], object]  # each function has its own types of request and reply
    """Returns an entity, a mapping by AWS's member names, a `Listing` of items, or None for nothing."""
    page_size: int
    caveat: str

    @property
    def method_name(self) -> str:
        """The name of the operation in Python, as boto3 spells it."""
        return xform_name(self.name)

    @property
    def area(self) -> str:
        """The area of the service that the operation belongs to: the name of its file or folder in `operations`."""
        return self.run.__module__.split(".")[2]


OPERATIONS: Register[Operation] = Register()
"""All operations that are built and that the installed botocore knows, by AWS's name."""


def operation(name: str, *, page_size: int = 100, caveat: str = "") -> Callable[[F], F]:
    """Register a function as the operation of this name, if the installed botocore knows the operation.

    Args:
        name: AWS's name of the operation; the function's name must be its snake case.
        page_size: how many items a page has if the caller does not say.
        caveat: in which way the answer is not the real thing, in words for the README's table.

    """

    def register(function: F) -> F:
        if function.__name__ != xform_name(name):
            raise ValueError(f"{name} must be a function called {xform_name(name)}")
        must_be_known(name)
        if has_operation(name):
            OPERATIONS.add(name, Operation(name, function, page_size, caveat))
        return function

    return register
