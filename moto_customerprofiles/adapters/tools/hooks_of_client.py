"""The hooks of the account and region that a client talks to, wherever they are: in this process or on a server."""

from __future__ import annotations

import json
import re
from importlib import import_module
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import ProxyHandler, Request, build_opener

from moto_customerprofiles.adapters.places import DEFAULT_ACCOUNT
from moto_customerprofiles.adapters.plugin import HOST
from moto_customerprofiles.errors import BadRequest, ResourceNotFound, ServiceError

_ROOT = "/moto-api/customer-profiles/"
_ERRORS = {error.status: error for error in (BadRequest, ResourceNotFound)}
_SECONDS = 10


class HooksOfClient:
    """Calls hooks where a client's calls go.

    Args:
        client: a client of boto3 or aiobotocore, in-process or of a server, or a backend.
        account_id: the account of the client, if it is not moto's usual one.

    """

    def __init__(self, client: Any, account_id: str = DEFAULT_ACCOUNT) -> None:
        self._client = client
        self._account_id = account_id

    def call(self, hook_name: str, **arguments: object) -> Any:
        """Return what a hook answers; over HTTP arguments and answer are JSON.

        Raises:
            ServiceError: the hook refuses the arguments.

        """
        if not hasattr(self._client, "meta"):
            return self._client.call_hook(hook_name, **arguments)
        endpoint, region = self._client.meta.endpoint_url, self._client.meta.region_name
        if re.match(HOST, endpoint):
            backends = import_module("moto_customerprofiles.adapters.models").customerprofiles_backends
            return backends[self._account_id][region].call_hook(hook_name, **arguments)
        return _over_http(endpoint, {"account": self._account_id, "region": region}, hook_name, arguments)


def _over_http(endpoint: str, place: dict[str, str], hook_name: str, arguments: dict[str, object]) -> Any:
    import_module("moto_customerprofiles.pipeline")  # hooks register as it is imported
    hook = import_module("moto_customerprofiles.hook").HOOKS[hook_name]
    labels = re.findall(r"{(\w+)}", hook.path)
    path = hook.path.format(**{label: quote(str(arguments[label]), safe="") for label in labels})
    members = {name: value for name, value in arguments.items() if name not in labels}
    request = Request(  # noqa: S310  # the client talks to this endpoint, too
        f"{endpoint.rstrip('/')}{_ROOT}{path}?{urlencode(place)}",
        data=json.dumps(members).encode(),
        headers={"Content-Type": "application/json"},
        method=hook.method,
    )
    opener = build_opener(ProxyHandler({}))  # the server of a test is near
    try:
        with opener.open(request, timeout=_SECONDS) as answer:
            return json.load(answer)
    except HTTPError as refused:
        raise _ERRORS.get(refused.code, ServiceError)(_message(refused)) from None


def _message(refused: HTTPError) -> str:
    text = refused.read().decode(errors="replace")
    try:
        return str(json.loads(text)["Message"])
    except (ValueError, KeyError, TypeError):
        return text
