"""Stacks in-process, and where it matters on a server, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from moto.server import ThreadedMotoServer

from tests.support.sockets import Wire
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
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield Wire(*server.get_host_and_port())
    server.stop()


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
