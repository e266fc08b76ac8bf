"""A call whose caller gets no answer: exceptions of botocore in-process, a closed or silent socket on a server."""

from __future__ import annotations

import selectors
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ConnectionClosedError, ReadTimeoutError

from moto_customerprofiles.errors import ServiceError

if TYPE_CHECKING:
    from moto_customerprofiles.adapters.request import RawRequest
    from moto_customerprofiles.errors import ConnectionBroken

LONGEST_SILENCE = 120
"""How many seconds a server keeps a connection open for a caller that does not give up; botocore does after 60."""

_SOCKETS = ("waitress.socket", "werkzeug.socket", "gunicorn.socket")


def break_connection(request: RawRequest, broken: ConnectionBroken) -> None:
    """Break the connection of a request as a test has injected it.

    Raises:
        HTTPClientError: the request came in-process; botocore handles it as if a socket had raised it.
        ServiceError: the server does not hand over the sockets of its requests.

    """
    if request.endpoint is None:
        raise _in_process(broken.kind, request.url, broken.message)
    environ = request.environ or {}
    connection = next((found for name in _SOCKETS if (found := environ.get(name))), None)
    if connection is None:
        raise ServiceError(f"This server cannot break connections, which a fault {broken.kind} asks for")
    if broken.kind == ReadTimeoutError.__name__:
        _wait_for_end(connection)
    with suppress(OSError):  # the caller may have gone
        connection.shutdown(socket.SHUT_RDWR)


def _in_process(kind: str, url: str, message: str) -> Exception:
    error = ConnectionError(message)
    if kind == ReadTimeoutError.__name__:
        return ReadTimeoutError(endpoint_url=url, error=error)
    return ConnectionClosedError(endpoint_url=url, error=error)


def _wait_for_end(connection: Any) -> None:
    """Wait until the caller closes its end."""
    with selectors.DefaultSelector() as selector:
        selector.register(connection, selectors.EVENT_READ)
        selector.select(LONGEST_SILENCE)
