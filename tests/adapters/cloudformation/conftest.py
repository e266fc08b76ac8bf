"""Stacks in-process, and where it matters on a server, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.sockets import Wire, serving
from tests.support.stacks import Stacks

collect_ignore = ["cdk"]  # the application needs packages that its test does without

if TYPE_CHECKING:
    from collections.abc import Iterator

    from types_boto3_customer_profiles import CustomerProfilesClient


@pytest.fixture
def stack(client: CustomerProfilesClient) -> Stacks:  # noqa: ARG001  # the mock must be active
    """Return a stack of the mock."""
    return Stacks()


@pytest.fixture(scope="session")
def server_of_stacks() -> Iterator[Wire]:
    """Return the wire to a server."""
    with serving() as wire:
        yield wire


@pytest.fixture(params=["in-process", "on a server"])
def any_stack(request: pytest.FixtureRequest) -> Iterator[Stacks]:
    """Return a stack of the mock, and one of a server."""
    if request.param == "in-process":
        request.getfixturevalue("client")
        yield Stacks()
        return
    server: Wire = request.getfixturevalue("server_of_stacks")
    server.send("POST", "/moto-api/reset")
    yield Stacks(server.url)
    server.send("POST", "/moto-api/reset")  # all servers of this process share one memory
