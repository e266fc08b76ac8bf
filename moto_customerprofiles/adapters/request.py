"""A request as it arrived, whichever way moto hands it over.

Up to moto 5.2.3 an in-process request is botocore's own; later ones, and all requests to a server, are werkzeug's.
Either way path and query are wanted as they were sent, still percent-encoded.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

from requests.structures import CaseInsensitiveDict


class _Headers:
    """The headers of a request of botocore, whose values may be bytes: read one by one, as text, in any case.

    Only by name where it matters: going through all of them costs botocore's mapping a lookup for each.
    """

    __slots__ = ("_headers",)

    def __init__(self, headers: Any) -> None:
        self._headers = headers

    def __contains__(self, name: str) -> bool:
        return name in self._headers

    def __getitem__(self, name: str) -> str:
        return _as_text(self._headers[name])

    def get(self, name: str, default: Any = None) -> Any:
        """Return the value of a header, or the default."""
        try:
            return _as_text(self._headers[name])
        except KeyError:
            return default

    def items(self) -> list[tuple[str, str]]:
        """Return all headers."""
        return [(name, _as_text(value)) for name, value in self._headers.items()]


def _as_text(value: object) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


class RawRequest:
    """Method, raw path, raw query, headers and body of one request."""

    __slots__ = ("_request", "endpoint", "environ", "headers", "method", "path", "query", "url")

    def __init__(self, request: Any) -> None:
        self._request = request
        self.method: str = request.method
        self.environ: dict[str, Any] | None = getattr(request, "environ", None)
        self.endpoint: str | None = None
        self.headers: Any
        if self.environ is None:
            self.headers = _Headers(request.headers)
            self._read_prepared(request.url)
        else:
            self.headers = request.headers
            self._read_environ(self.environ)

    @classmethod
    def of_client(cls, params: dict[str, Any]) -> RawRequest:
        """Return the request that a client of botocore is about to make from these parameters, not signed yet."""
        return cls(SimpleNamespace(**params))

    def _read_prepared(self, url: str) -> None:
        scheme, rest = url.split("://", 1)
        host, _, target = rest.partition("/")
        self.path, _, self.query = f"/{target}".partition("?")
        self.url = f"{scheme}://{host}/{target}"

    def _read_environ(self, environ: dict[str, Any]) -> None:
        raw = environ.get("RAW_URI") or environ.get("REQUEST_URI") or quote(environ.get("PATH_INFO", ""))
        if "://" in raw[:8]:
            raw = "/" + raw.split("://", 1)[1].partition("/")[2]
        self.path = raw.partition("?")[0]
        self.query = environ.get("QUERY_STRING", "")  # in-process, RAW_URI lacks the query
        host = environ.get("HTTP_HOST", "")
        base = f"{environ.get('wsgi.url_scheme', 'https')}://{host}"
        self.url = base + self.path + (f"?{self.query}" if self.query else "")
        if "SERVER_SOFTWARE" in environ:  # set by a real server only
            self.endpoint = base

    @property
    def body(self) -> bytes:
        """The body, whatever form it has."""
        read = getattr(self._request, "get_data", None)
        body = read() if read else self._request.body
        if hasattr(body, "read"):
            body = body.read()
        return body.encode() if isinstance(body, str) else body or b""

    def headers_with_host(self) -> CaseInsensitiveDict[str]:
        """Return all headers and a Host, which a request of botocore does not have yet."""
        headers: CaseInsensitiveDict[str] = CaseInsensitiveDict(self.headers.items())
        headers.setdefault("Host", self.url.split("://", 1)[1].partition("/")[0])
        return headers
