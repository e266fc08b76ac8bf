"""A fast lane for in-process calls of Customer Profiles, and of nothing else.

moto's own way from botocore to a backend (recorder, URL lists, a werkzeug request) costs more than all that this
package does for a call. So a client of this service, made while moto is loaded, has the lane in the place of moto's
`before-send` handler: it hands the request straight to `responses`, or, whenever moto has anything of its own to do
with the call, passes it on to moto's handler, which then works as always. Clients of other services are not touched.

`MOTO_CUSTOMERPROFILES_LANE=off` in the environment turns it off.
"""

from __future__ import annotations

import importlib
import os
import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

from botocore.awsrequest import AWSResponse

from moto_customerprofiles.adapters.plugin import HOST, SERVICE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botocore.awsrequest import AWSPreparedRequest

SWITCH = "MOTO_CUSTOMERPROFILES_LANE"
"""Environment variable; set to `off`, every call goes moto's way."""

_HOST = re.compile(HOST + "/")


class FastPathClient:
    """What a client class of this service inherits first: puts the lane in the place of moto's handler."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lane = FastPath()
        events: Any = self.meta.events  # type: ignore[attr-defined]  # a mixin of botocore's BaseClient
        events.unregister("before-send", lane.stubber)
        events.register("before-send", lane)


def join_fast_path(base_classes: list[type], **_: object) -> None:
    """Let the client class that botocore is about to make use the lane; hears botocore's `creating-client-class`."""
    if os.environ.get(SWITCH) != "off":
        base_classes.insert(0, FastPathClient)


class FastPath:
    """Serves one client's requests, or lets moto serve them."""

    def __init__(self) -> None:
        # Parts of moto that are loaded by now; each call asks them anew, for a test may change their settings.
        self.stubber = importlib.import_module("moto.core.models").botocore_stubber
        self._config: dict[str, Any] = importlib.import_module("moto.core.config").default_user_config
        self._recorder = importlib.import_module("moto.moto_api").recorder
        self._patterns: list[tuple[str, Any]] = importlib.import_module("moto.backend_index").backend_url_patterns

    def __eq__(self, other: object) -> bool:
        # We stand where moto's handler stood: moto must find it there, not register it beside us.
        return other is self or other is self.stubber

    def __hash__(self) -> int:
        return hash(self.stubber)

    def __call__(self, event_name: str, request: AWSPreparedRequest, **kwargs: Any) -> AWSResponse | None:
        """Return one request; None, as moto does, if it is to go out to the network."""
        if not self.stubber.enabled or not self._is_clear(request):
            answer: AWSResponse | None = self.stubber(event_name, request, **kwargs)
            return answer
        # Only now: a client that nobody mocks must not load all that serves it.
        face = importlib.import_module("moto_customerprofiles.adapters.responses")
        status, headers, body = face.CustomerProfilesResponse.dispatch(request, request.url)
        return AWSResponse(request.url, status, headers, _Raw(body.encode()))

    def _is_clear(self, request: AWSPreparedRequest) -> bool:
        """Tell whether moto has nothing of its own to do with this call."""
        core = self._config.get("core", {})
        passthrough = core.get("passthrough", {})
        return (
            not passthrough.get("services")
            and not passthrough.get("urls")
            and core.get("service_whitelist") is None
            and not self._recorder._user_enabled  # noqa: SLF001  # the recorder shows it nowhere else
            and self._patterns[0][0] == SERVICE
            and isinstance(request.body, bytes | str | None)
            and _HOST.match(request.url) is not None
        )


class _Raw(BytesIO):
    def stream(self, **_: object) -> Iterator[bytes]:
        """Return the content in one piece, as botocore reads it."""
        if content := self.read():
            yield content
