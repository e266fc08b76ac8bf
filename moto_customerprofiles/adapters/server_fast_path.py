"""A fast path for requests of Customer Profiles to a server, and of nothing else.

moto's way from a server's socket to a service looks the service up in the file system, sets Flask up and goes through
its routes, which together cost several times what this package does for a request. So moto's dispatcher first asks
here: a request that is signed for this service is answered at once; any other, and one with which moto has anything of
its own to do, goes moto's way as always.

`MOTO_CUSTOMERPROFILES_FAST_PATH=off` in the environment turns it off, like the fast path of in-process calls.
"""

from __future__ import annotations

import importlib
import re
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from moto import settings
from moto.backend_index import backend_url_patterns
from moto.moto_api import recorder
from werkzeug.wrappers import Request

from moto_customerprofiles.adapters.clients.fast_path import is_switched_off
from moto_customerprofiles.adapters.plugin import SERVICE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Environ = dict[str, Any]

_SIGNED_FOR_US = re.compile(r"\S+ +[^\s,/]*/[^\s,/]*/(?!s3\b)[^\s,/.]+/profile/[^\s,/]*(?:[\s,]|$)", re.IGNORECASE)
"""An Authorization whose scope names this service, and a region that makes it a host of the service."""

_METHODS = frozenset({"GET", "POST", "PUT", "DELETE"})
_MOTOS_OWN = ("/moto-api", "/favicon.ico", "/latest/")


def join_server(dispatcher: Any) -> None:
    """Let moto's dispatcher, a class, ask here first, in every server of this process."""
    motos_way: Callable[[Any, Environ, Any], Iterable[bytes]] = dispatcher.__call__

    @wraps(motos_way)
    def dispatch(self: Any, environ: Environ, start_response: Any) -> Iterable[bytes]:
        return _answer(environ, start_response) if is_clear(environ) else motos_way(self, environ, start_response)

    dispatcher.__call__ = dispatch


def is_clear(environ: Environ) -> bool:
    """Tell whether a request is ours, and moto has nothing of its own to do with it."""
    return (
        _SIGNED_FOR_US.match(environ.get("HTTP_AUTHORIZATION", "")) is not None
        and environ["REQUEST_METHOD"] in _METHODS
        and "HTTP_ORIGIN" not in environ  # a browser's, with which Flask negotiates
        and not environ.get("PATH_INFO", "").startswith(_MOTOS_OWN)
        and backend_url_patterns[0][0] == SERVICE
        and not recorder._user_enabled  # noqa: SLF001  # the recorder shows it nowhere else
        and not is_switched_off()
    )


def _answer(environ: Environ, start_response: Any) -> Iterable[bytes]:
    # Only now: a server that nobody asks for this service must not load all that serves it.
    responses = importlib.import_module("moto_customerprofiles.adapters.responses")
    request = Request(environ)
    status, headers, text = responses.CustomerProfilesResponse.dispatch(request, request.url)
    body = text.encode()
    headers["Content-Length"] = str(len(body))
    if not settings.DISABLE_GLOBAL_CORS:
        headers["Access-Control-Allow-Origin"] = "*"
    start_response(f"{status} {HTTPStatus(status).phrase.upper()}", [*headers.items()])
    return [body]
