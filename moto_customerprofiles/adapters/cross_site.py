"""Keeping other people's web pages away from the pages and hooks of a server on the same machine.

A browser lets any page send requests to a server on loopback, and moto's server allows any page to read the answers.
So what a browser marks as coming from elsewhere is refused. Who is no browser sends no such mark, and is not concerned.
"""

from __future__ import annotations

import os
import re
from ipaddress import ip_address
from typing import TYPE_CHECKING

from moto_customerprofiles.errors import AccessDenied, SerializationFailed

if TYPE_CHECKING:
    from collections.abc import Mapping

HOSTS = "MOTO_CUSTOMERPROFILES_HOSTS"
"""Environment variable: names, with commas between them, under which the server may also be asked."""

_OWN_NAMES = frozenset({"localhost", "motoapi.amazonaws.com"})
_RESERVED = (".localhost", ".local", ".internal", ".test")
"""Endings that public DNS never serves, so that no stranger can let such a name mean this machine."""

_JSON = re.compile(r"application/(?:[\w.+-]+\+)?json\b|application/x-amz-json", re.IGNORECASE)


def check_request(method: str, headers: Mapping[str, str], body: bytes) -> None:
    """Refuse a request that a foreign page sends; and a body that is not declared as JSON, as a foreign form's is."""
    host = headers.get("Host") or ""
    _check_host(host)
    origin = headers.get("Origin")
    if origin is not None and origin.partition("://")[2].lower() != host.lower():
        raise AccessDenied(f"Requests from the origin {origin} are refused")
    if headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"} and not _is_visit(method, headers):
        raise AccessDenied("Requests from other sites are refused")
    content_type = headers.get("Content-Type") or ""
    if body and not _JSON.match(content_type):
        raise SerializationFailed(f"The body must be application/json, not {content_type or 'of no type'}")


def _is_visit(method: str, headers: Mapping[str, str]) -> bool:
    """Tell whether somebody follows a link into a window of its own: that shows a page, and gives nobody anything."""
    return (
        method == "GET"
        and headers.get("Sec-Fetch-Mode") == "navigate"
        and headers.get("Sec-Fetch-Dest", "document") == "document"
    )


def _check_host(host: str) -> None:
    """Refuse names that a stranger could let mean this machine (DNS rebinding): those that public DNS can serve."""
    name = host.lower()
    name = name[1:].partition("]")[0] if name.startswith("[") else name.partition(":")[0]
    allowed = {each.strip().lower() for each in os.environ.get(HOSTS, "").split(",")}
    if "." not in name or name in _OWN_NAMES | allowed or name.endswith(_RESERVED) or _is_address(name):
        return
    raise AccessDenied(f"Requests for the host {name} are refused; set {HOSTS}={name} to allow it")


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
