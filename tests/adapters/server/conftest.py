"""A server on a real socket."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from moto.server import ThreadedMotoServer

from tests.support.sockets import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def server() -> Iterator[Wire]:
    """Return the wire to moto's own server with this service in it."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield Wire(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def wire(server: Wire) -> Iterator[Wire]:
    """Return the wire to a server that remembers nothing but an empty domain, `shop`."""
    server.send("POST", "/moto-api/reset")
    server.json("POST", "/domains/shop", DefaultExpirationDays=30)
    yield server
    server.send("POST", "/moto-api/reset")  # all servers of this process share one memory
