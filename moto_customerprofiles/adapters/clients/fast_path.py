"""A fast path for in-process calls of Customer Profiles, and of nothing else.

To sign a request, to pass it through moto and to parse the reply costs several times what this package does for a call.
So a client of this service, made while moto is loaded, has a handler at botocore's event `before-call`: botocore has
checked and serialized the parameters by then, and takes a parsed reply in place of a request's. The handler steps aside
for moto's way, which leads from a signed request to the same operations, whenever the difference could be seen. No
setting, listener or kind of client changes what a caller gets.

`MOTO_CUSTOMERPROFILES_FAST_PATH=off` in the environment turns it off.
"""

from __future__ import annotations

import importlib
import os
import re
from functools import cache
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any, NamedTuple

from botocore.endpoint import Endpoint
from botocore.handlers import disable_signing
from botocore.history import get_global_history_recorder

from moto_customerprofiles.adapters.plugin import SERVICE

if TYPE_CHECKING:
    from collections.abc import Callable

    Answer = tuple[Any, dict[str, Any]]

SWITCHES = ("MOTO_CUSTOMERPROFILES_FAST_PATH", "MOTO_CUSTOMERPROFILES_LANE")
"""Environment variables, the second by the name of version 1.0; set to `off`, every call goes moto's way."""

_URL = re.compile(r"https?://profile(?:-fips)?\.(?!s3\b)([^./]+)\.amazonaws\.com/")
_SKIPPED = (
    "request-created",
    "choose-signer",
    "before-sign",
    "before-send",
    "before-parse",
    "response-received",
    "needs-retry",
    "after-call-error",
)
"""The events of botocore between `before-call` and `after-call`, which the fast path leaves out."""

_ENDPOINT = (Endpoint.make_request, Endpoint.prepare_request)
_HISTORY: Any = get_global_history_recorder()


def is_switched_off() -> bool:
    """Tell whether the environment turns the fast path off."""
    return any(os.environ.get(switch) == "off" for switch in SWITCHES)


def join_client(base_classes: list[type], **_: object) -> None:
    """Add our base to the client class that botocore is about to make; handles `creating-client-class`."""
    base_classes.insert(0, MockedClient)


class MockedClient:
    """The first base of a client class of this service: registers the fast path, after all other handlers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        client: Any = self  # a mixin of botocore's BaseClient
        events = client.meta.events
        is_awaited = iscoroutinefunction(events._emitter._emit)
        if is_awaited:
            stubber = importlib.import_module("moto_customerprofiles.adapters.clients.async_clients").AwaitedStubber(
                _moto().stubber
            )
            events.unregister("before-send", stubber)
            events.register("before-send", stubber)
        if not is_switched_off():
            events.register_last("before-call", FastPath(client._endpoint._response_parser_factory, is_awaited))


class FastPath:
    """Answers the calls of one client, or lets moto answer them."""

    __slots__ = ("_is_awaited", "_parsers")

    def __init__(self, parsers: Any, is_awaited: bool) -> None:  # noqa: FBT001  # of one client
        self._parsers = parsers
        self._is_awaited = is_awaited

    def __call__(self, params: Any, model: Any, context: Any, request_signer: Any, **_: object) -> Answer | None:
        """Return botocore's response and the parsed reply of a call; None if the call has to go moto's way."""
        url, access_key = _URL.match(params["url"]), _access_key(request_signer, context)
        if url is None or access_key is None or not _moto().is_idle() or not self._is_alone(request_signer, model.name):
            return None
        # Only now: a client that nobody mocks must not load all that serves it.
        replies = _client_replies()
        call = replies.Call(params, model, context, url.group(1), access_key, self._is_awaited)
        answer: Answer | None = replies.answer(call)
        return answer

    def _is_alone(self, request_signer: Any, operation_name: str) -> bool:
        """Tell whether nobody else takes part in a call from here on."""
        if (
            _HISTORY._enabled
            or self._parsers._defaults
            or (Endpoint.make_request, Endpoint.prepare_request) != _ENDPOINT
        ):
            return False
        emitter = request_signer._event_emitter._emitter
        # The emitter keeps the handlers of each event by name, until one is registered or removed. Beside them, under
        # a name that no event has, stand the handlers that are in the way of the fast path.
        name = f"{SERVICE}-fast-path.{operation_name}"
        in_the_way = emitter._lookup_cache.get(name)
        if in_the_way is None:
            in_the_way = emitter._lookup_cache[name] = self._in_the_way(emitter._handlers.prefix_search, operation_name)
        return not in_the_way

    def _in_the_way(self, handlers_of: Callable[[str], Any], operation_name: str) -> list[Any]:
        *_, last = handlers_of(f"before-call.customer-profiles.{operation_name}")
        if last is not self:
            return [last]
        stubber = _moto().stubber
        in_the_way = []
        for event in _SKIPPED:
            handlers = handlers_of(f"{event}.customer-profiles.{operation_name}")
            if event == "before-send":
                in_the_way += [handler for handler in handlers if handler != stubber] if handlers else [event]
            else:
                in_the_way += [handler for handler in handlers if not _is_botocores(handler)]
        return in_the_way


def _is_botocores(handler: Any) -> bool:
    """Tell whether a handler is one of those that botocore or aiobotocore gives every client."""
    return handler.__module__.partition(".")[0] in ("botocore", "aiobotocore") and handler is not disable_signing


def _access_key(request_signer: Any, context: dict[str, Any]) -> str | None:
    """Return the access key that a call would be signed with; None if only signing can tell."""
    signature: object = context.get("auth_type") or request_signer.signature_version
    # Credentials that are fetched and renewed have no attribute of this name, but a property.
    credentials: dict[str, Any] = getattr(request_signer._credentials, "__dict__", {})
    return credentials.get("access_key") if signature == "v4" else None


class _Moto(NamedTuple):
    """The parts of moto that may have something of their own to do with a call."""

    stubber: Any
    config: dict[str, Any]
    recorder: Any
    patterns: list[tuple[str, Any]]

    def is_idle(self) -> bool:
        """Tell whether moto is mocking and has nothing of its own to do with a call of this service."""
        core = self.config.get("core", {})
        passthrough = core.get("passthrough", {})
        return (
            self.stubber.enabled
            and not passthrough.get("services")
            and not passthrough.get("urls")
            and core.get("service_whitelist") is None
            and not self.recorder._user_enabled
            and self.patterns[0][0] == SERVICE
        )


@cache
def _moto() -> _Moto:
    # Not imported above: moto is only half loaded when this module is.
    return _Moto(
        importlib.import_module("moto.core.models").botocore_stubber,
        importlib.import_module("moto.core.config").default_user_config,
        importlib.import_module("moto.moto_api").recorder,
        importlib.import_module("moto.backend_index").backend_url_patterns,
    )


@cache
def _client_replies() -> Any:
    return importlib.import_module("moto_customerprofiles.adapters.clients.client_replies")
