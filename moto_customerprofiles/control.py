"""The hooks over HTTP: `/moto-api/customer-profiles/...`, for tests that talk to a server.

Account and region are those of the query (`?account=...&region=...`), by default moto's usual ones.
"""

from __future__ import annotations

import json
from inspect import signature
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote

from moto_customerprofiles.errors import BadRequest, UnknownOperation
from moto_customerprofiles.hook import HOOKS
from moto_customerprofiles.request import RawRequest
from moto_customerprofiles.responses import backend_of, respond
from moto_customerprofiles.wire.replies import to_json

if TYPE_CHECKING:
    from collections.abc import Callable

PREFIX = "/moto-api/customer-profiles/"
_DEFAULTS = {"account": "123456789012", "region": "us-east-1"}


def dispatch(request: Any, _full_url: str, _headers: object = None) -> tuple[int, dict[str, str], str]:
    """Answer one request for a hook."""
    return respond(RawRequest(request), _answer)


COMMANDS: dict[tuple[str, str], Callable[[], object]] = {}
"""What a server offers beside the hooks, by method and path; a command concerns no single account and region."""


def _answer(request: RawRequest) -> str:
    command = COMMANDS.get((request.method, request.path.removeprefix(PREFIX)))
    if command is not None:
        return to_json(command())
    name, labels = _find(request)
    arguments = {**_members(request.body), **labels}
    try:
        signature(HOOKS[name].run).bind(None, **arguments)
    except TypeError as unfit:
        raise BadRequest(f"{name}: {unfit}") from None
    query = {key: values[-1] for key, values in parse_qs(request.query).items()}
    place = {**_DEFAULTS, **query}
    backend = backend_of(place["account"], place["region"])
    return to_json(backend.call_hook(name, **arguments))


def _find(request: RawRequest) -> tuple[str, dict[str, str]]:
    segments = [unquote(each) for each in request.path.removeprefix(PREFIX).strip("/").split("/")]
    for name, hook in HOOKS.items():
        labels = hook.labels(request.method, segments)
        if labels is not None:
            return name, labels
    raise UnknownOperation(f"No hook answers to {request.method} {request.path}")


def _members(body: bytes) -> dict[str, Any]:
    try:
        members = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        members = None
    if not isinstance(members, dict):
        raise BadRequest("The body must be a JSON object")
    return members
