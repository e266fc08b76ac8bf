"""Servers on real sockets."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

import pytest
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from moto_customerprofiles.adapters.server.waitress_server import make
from tests.support.sockets import Wire, serving

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def motos_server() -> Iterator[Wire]:
    """Return the wire to moto's own server with this service in it."""
    with serving() as wire:
        yield wire


@pytest.fixture(scope="session")
def waitress_server() -> Iterator[Wire]:
    """Return the wire to the server of our own command."""
    server = make(DomainDispatcherApplication(create_backend_app), "127.0.0.1", 0)
    Thread(target=server.run, daemon=True).start()
    yield Wire("127.0.0.1", int(server.effective_port))
    server.task_dispatcher.shutdown()


@pytest.fixture(params=["motos_server", "waitress_server"])
def server(request: pytest.FixtureRequest) -> Wire:
    """Return the wire to each kind of server."""
    wire: Wire = request.getfixturevalue(request.param)
    return wire


@pytest.fixture
def wire(server: Wire) -> Iterator[Wire]:
    """Return the wire to a server that remembers nothing but an empty domain, `shop`."""
    server.send("POST", "/moto-api/reset")
    server.json("POST", "/domains/shop", DefaultExpirationDays=30)
    yield server
    server.send("POST", "/moto-api/reset")  # all servers of this process share one memory
