"""A way to say exactly what goes over a socket, and to read exactly what comes back."""

from __future__ import annotations

import json
import socket
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPResponse
from typing import TYPE_CHECKING, Any, NamedTuple

from moto.server import ThreadedMotoServer

from tests.support.facts import SIGNED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.properties import hostile
    from tests.support.properties.hostile import Raw


class Answer(NamedTuple):
    """What came back over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def document(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def error(self) -> tuple[int, str]:
        """Status and code of an error."""
        assert {"Message"} == set(self.document)
        return self.status, self.headers["x-amzn-errortype"]


class Wire:
    """Sends requests as they are given, with nothing added but a host and a signature's scope."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.url = f"http://{host}:{port}"

    def send(
        self, method: str, path: str, body: bytes | str | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        """Send one request and return what comes back."""
        connection = HTTPConnection(self.host, self.port, timeout=30)
        sent = {"Authorization": SIGNED, **(headers or {})}
        connection.request(method, path, body.encode() if isinstance(body, str) else body, sent)
        answer = _answer(connection.getresponse())
        connection.close()
        return answer

    def send_raw(self, raw: Raw) -> Answer:
        """Send a request as it is, down to its last byte."""
        target = f"{raw.path}?{raw.query}" if raw.query else raw.path
        lines = [f"{raw.method} {target} HTTP/1.1", f"Host: {self.host}:{self.port}", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in (*raw.headers, ("Content-Length", str(len(raw.body))))]
        with socket.create_connection((self.host, self.port), timeout=30) as connection:
            with suppress(ConnectionError):  # the server need not wait for all that it refuses
                connection.sendall("\r\n".join([*lines, "", ""]).encode("latin-1") + raw.body)
            response = HTTPResponse(connection)
            response.begin()
            return _answer(response)

    def answer(self, raw: Raw) -> hostile.Answer:
        """Send a request as it is, and answer status, headers and body."""
        status, headers, body = self.send_raw(raw)
        return status, headers, body.decode()

    def json(self, method: str, path: str, **body: object) -> Answer:
        """Send members as a JSON body."""
        return self.send(method, path, json.dumps(body), {"Content-Type": "application/json"})


def _answer(response: HTTPResponse) -> Answer:
    headers = {name.lower(): value for name, value in response.getheaders()}
    return Answer(response.status, headers, response.read())


@contextmanager
def serving() -> Iterator[Wire]:
    """Serve by moto's own server, with this service in it, on a free port."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        yield Wire(*server.get_host_and_port())
    finally:
        server.stop()
