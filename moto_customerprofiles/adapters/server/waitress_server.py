"""moto's application behind waitress."""

from __future__ import annotations

import logging
import os
import select
import sys
import time
from importlib import import_module
from typing import TYPE_CHECKING, Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import create_server
from waitress.task import WSGITask, hop_by_hop

from moto_customerprofiles.adapters.places import PAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Environ = dict[str, Any]
    Headers = list[tuple[str, str]]
    Application = Callable[[Environ, Any], Iterable[bytes]]

_THREADS = 64
"""Requests at a time. Threads that wait cost little, and what a request brings about may send others to the server."""

_CONNECTIONS = 4096
_NO_LIMIT = 2**62


def make(application: Application, host: str, port: int) -> Any:
    """Return a server that listens, on a free port if that is 0, and that serves once it is `run()`."""
    server = create_server(
        _Logged(application),
        host=host,
        port=port,
        ipv4=":" not in host,
        ipv6=":" in host,
        threads=_THREADS,
        connection_limit=_CONNECTIONS,
        asyncore_use_poll=hasattr(select, "poll"),
        max_request_body_size=_NO_LIMIT,
        clear_untrusted_proxy_headers=False,  # moto has no use for any proxy
        server_name=host,
        ident="moto",
    )
    server.channel_class = _Channel
    return server


def run(application: Application, host: str, port: int) -> None:
    """Serve an application until a signal ends the process, and tell on standard error where, as moto's server does."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that requests wait for a moment is no news
    try:
        server = make(application, host, port)
    except OSError as error:
        sys.exit(f"Cannot listen on {host} port {port}: {error}")
    os.environ.setdefault("MOTO_PORT", str(server.effective_port))
    shown = f"[{host}]" if ":" in host else host
    url = f"http://{shown}:{server.effective_port}"
    sys.stderr.write(f" * Running on {url}\n * Pages on {url}{PAGES}\nPress CTRL+C to quit\n")
    sys.stderr.flush()
    server.run()


class _Logged:
    """An application whose requests are told on standard error, a line for each, and whose replies fit waitress."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        def start(status: str, headers: Headers, exc_info: Any = None) -> Any:
            _log(environ, status)
            # Some services of moto hand on what another server said of its own connection, which is the server's here.
            return start_response(status, [each for each in headers if each[0].lower() not in hop_by_hop], exc_info)

        return self._application(environ, start)


def _log(environ: Environ, status: str) -> None:
    at = time.strftime("%d/%b/%Y %H:%M:%S")
    line = f"{environ['REQUEST_METHOD']} {environ['REQUEST_URI']} {environ['SERVER_PROTOCOL']}"
    sys.stderr.write(f'{environ["REMOTE_ADDR"]} - - [{at}] "{line}" {status[:3]} -\n')


class _Parser(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """Remembers headers with an underscore in their names, which waitress leaves out: metadata of S3 may have them."""

    lines: bytes = b""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the lines before the body."""
        super().parse_header(header_plus)
        self.lines = header_plus if b"_" in header_plus else b""


class _Task(WSGITask):  # type: ignore[misc]  # waitress has no types
    """One request."""

    def get_environment(self) -> Environ:
        """Return what the application is called with."""
        environ: Environ = super().get_environment()
        environ["waitress.socket"] = self.channel.socket  # for connections that a test wants to break
        if self.request.lines:
            _add_underscored(environ, self.request.lines)
        return environ


class _Channel(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    """One connection."""

    parser_class = _Parser
    task_class = _Task


def _add_with_dashes(environ: Environ, lines: bytes) -> None:
    """Enter headers with an underscore in their names as if it were a dash, which is how WSGI spells both."""
    for line in lines.split(b"\r\n")[1:]:
        name, _, value = line.decode("latin-1").partition(":")
        if "_" in name:
            environ.setdefault(f"HTTP_{name.upper().replace('-', '_')}", value.strip(" \t"))


def _add_underscored(environ: Environ, lines: bytes) -> None:
    """Enter headers with an underscore in their names in the way of moto's own server, if this moto has one."""
    try:
        motos = import_module("moto.core.request")
        keep, key_of = motos.should_preserve_original_header_name, motos.environ_key_for_header
        names = environ.setdefault(motos.PRESERVED_HEADER_NAMES_ENVIRON_KEY, {})
    except (ImportError, AttributeError):  # before moto 5.2.5
        _add_with_dashes(environ, lines)
        return
    for line in lines.split(b"\r\n")[1:]:
        name, _, value = line.decode("latin-1").partition(":")
        if "_" not in name or not keep(name):
            continue
        key, text = key_of(name), value.strip(" \t")
        if key in names:
            environ[key] += f",{text}"
        elif key not in environ:  # a header with a dash goes first
            names[key], environ[key] = name, text
