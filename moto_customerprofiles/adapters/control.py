"""The hooks over HTTP: `/moto-api/customer-profiles/...`, for tests that talk to a server, and pages to look at.

Account and region of hooks are those of the query (`?account=...&region=...`), by default moto's usual ones.
"""

from __future__ import annotations

import json
from importlib import import_module
from importlib.util import find_spec
from inspect import signature
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote

from moto_customerprofiles.adapters.cross_site import check_request
from moto_customerprofiles.adapters.places import DEFAULT_ACCOUNT, DEFAULT_REGION, LOOK
from moto_customerprofiles.adapters.places import PAGES as ROOT
from moto_customerprofiles.adapters.request import RawRequest
from moto_customerprofiles.adapters.responses import backend_of, respond
from moto_customerprofiles.errors import BadRequest, UnknownOperation
from moto_customerprofiles.hook import HOOKS
from moto_customerprofiles.wire.replies import to_json

if TYPE_CHECKING:
    from collections.abc import Callable

_commands: dict[tuple[str, str], Callable[[], object]] = {}

_DEFAULTS = {"account": DEFAULT_ACCOUNT, "region": DEFAULT_REGION}
_GUARDS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def offer(method: str, path: str, command: Callable[[], object]) -> None:
    """Let a server offer a command beside the hooks; a command concerns no single account and region."""
    _commands[method, path] = command


def dispatch(request: Any, _full_url: str, _headers: object = None) -> tuple[int, dict[str, str], str]:
    """Return one request for a hook or a page."""
    raw = RawRequest(request)
    segments = _segments(raw)
    if raw.method == "GET" and segments[0] in {"", LOOK} and find_spec("jinja2"):
        return _page(raw)
    status, headers, body = respond(raw, lambda: _answer(raw))
    return status, headers | _GUARDS, body if isinstance(body, str) else to_json(body)


def _page(request: RawRequest) -> tuple[int, dict[str, str], str]:
    """Return a page; an error is a page, too."""
    router = import_module(f"{__package__}.pages.router")  # with the engine of templates, which hooks do without
    status, headers, body = respond(request, lambda: _show(request, router.show))
    page = body if isinstance(body, str) else router.error_page(status, body["Message"])
    return status, headers | router.HEADERS | _GUARDS, page


def _show(request: RawRequest, show: Callable[..., str]) -> str:
    check_request(request.method, request.headers_with_host(), b"")
    return show(_segments(request), _query(request))


def _answer(request: RawRequest) -> str:
    check_request(request.method, request.headers_with_host(), request.body)
    command = _commands.get((request.method, request.path.removeprefix(ROOT)))
    if command is not None:
        return to_json(command())
    name, labels = _find(request)
    arguments = {**_members(request.body), **labels}
    try:
        signature(HOOKS[name].run).bind(None, **arguments)
    except TypeError as unfit:
        raise BadRequest(f"{name}: {unfit}") from None
    place = {**_DEFAULTS, **_query(request)}
    backend = backend_of(place["account"], place["region"])
    return to_json(backend.call_hook(name, **arguments))


def _find(request: RawRequest) -> tuple[str, dict[str, str]]:
    segments = _segments(request)
    for name, hook in HOOKS.items():
        labels = hook.labels(request.method, segments)
        if labels is not None:
            return name, labels
    if segments[0] in {"", LOOK}:
        raise UnknownOperation("The pages need jinja2: pip install 'moto-customerprofiles[server]'")
    raise UnknownOperation(f"No hook answers to {request.method} {request.path}")


def _segments(request: RawRequest) -> list[str]:
    return [unquote(each) for each in request.path.removeprefix(ROOT.rstrip("/")).strip("/").split("/")]


def _query(request: RawRequest) -> dict[str, str]:
    return {key: values[-1] for key, values in parse_qs(request.query).items()}


def _members(body: bytes) -> dict[str, Any]:
    try:
        members = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        members = None
    if not isinstance(members, dict):
        raise BadRequest("The body must be a JSON object")
    return members
