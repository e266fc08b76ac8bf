"""The reply to a client's call, in the form in which botocore itself parses replies."""

from __future__ import annotations

from functools import cache, cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from botocore.awsrequest import AWSResponse, HeadersDict
from botocore.parsers import create_parser

from moto_customerprofiles.adapters.authorization import count_call
from moto_customerprofiles.adapters.clients.handing_over import hand_over, may_be_tried_again
from moto_customerprofiles.adapters.request import RawRequest
from moto_customerprofiles.adapters.responses import access_key_in, backend_of, calling_account, serve
from moto_customerprofiles.errors import ConnectionBroken
from moto_customerprofiles.wire.parsed_replies import OK, reply_reader
from moto_customerprofiles.wire.replies import to_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botocore.model import OperationModel

    from moto_customerprofiles.adapters.models import CustomerProfilesBackend

_PARSER = create_parser("rest-json")


class Call(NamedTuple):
    """A call that botocore is about to make a request of.

    `params` are what the request would be made of, `context` is what botocore keeps of the call, `region` is that of
    the endpoint, `access_key` would sign the request, and `is_awaited` says whether the caller awaits what botocore's
    own clients call.
    """

    params: dict[str, Any]
    model: OperationModel
    context: dict[str, Any]
    region: str
    access_key: str
    is_awaited: bool


def answer(call: Call) -> tuple[ClientResponse, dict[str, Any]] | None:
    """Perform the operation of a call; return the HTTP response and the parsed reply, None if moto's way must do it.

    An outcome after which botocore may try again is handed over to moto's way.
    """
    params, model = call.params, call.model
    key = access_key_in(f"AWS4-HMAC-SHA256 Credential={call.access_key}/")
    account_id = calling_account(_stated_account(params["headers"]), key)
    try:
        status, headers, document = serve(
            RawRequest.of_client(params), lambda _: (_undisturbed(backend_of(account_id, call.region)), key)
        )
    except _MotosWay:
        return None
    except ConnectionBroken as broken:
        hand_over(params["headers"], broken)
        return None
    if may_be_tried_again(status):
        hand_over(params["headers"], (status, headers, document))
        return None
    parsed = _parsed(document, headers, model) if status == OK else _parsed_error(status, headers, document, model)
    parsed["ResponseMetadata"] |= _attempts(call.context["client_config"].retries)
    response_class = _awaited_response() if call.is_awaited else ClientResponse
    return response_class(params["url"], status, headers, document), parsed


def _undisturbed(backend: CustomerProfilesBackend) -> CustomerProfilesBackend:
    """Return a backend whose call can be answered here.

    Raises:
        _MotosWay: moto may want to authorize the call, or a test has injected faults, which a request must meet so
            that botocore can try again.

    """
    if backend.world.faults.pending or not count_call():
        raise _MotosWay
    return backend


class _MotosWay(Exception):
    """A call has to go moto's way, and nothing has happened yet."""


def _stated_account(headers: dict[str, Any]) -> str | None:
    return next((value for name, value in headers.items() if name.lower() == "x-moto-account-id"), None)


def _parsed(document: dict[str, Any], headers: dict[str, str], model: OperationModel) -> dict[str, Any]:
    metadata = {
        "RequestId": headers["x-amzn-RequestId"],
        "HTTPStatusCode": OK,
        "HTTPHeaders": {name.lower(): value for name, value in headers.items()},
    }
    return {"ResponseMetadata": metadata, **reply_reader(model.name)(document)}


def _parsed_error(
    status: int, headers: dict[str, str], document: dict[str, Any], model: OperationModel
) -> dict[str, Any]:
    """Parse an error as botocore's endpoint does: at first as any, then by the shape of its code."""
    response = {
        "headers": HeadersDict(headers),
        "status_code": status,
        "body": to_json(document).encode(),
        "context": {"operation_name": model.name},
    }
    parsed: dict[str, Any] = _PARSER.parse(response, model.output_shape)  # type: ignore[arg-type]  # an operation may have no output
    shape = model.service_model.shape_for_error_code(parsed["Error"]["Code"])
    if shape is not None:
        parsed.update(_PARSER.parse(response, shape))
    return parsed


def _attempts(retries: dict[str, Any]) -> dict[str, object]:
    """Return what botocore says about the one attempt that was made, which may have been the last."""
    is_last = retries.get("total_max_attempts") == 1 and retries.get("mode") != "legacy"
    return {"MaxAttemptsReached": True, "RetryAttempts": 0} if is_last else {"RetryAttempts": 0}


class ClientResponse(AWSResponse):
    """An HTTP response whose headers and body take their form only for a caller that reads them."""

    def __init__(self, url: str, status: int, headers: dict[str, str], document: dict[str, Any]) -> None:
        self.url = url
        self.status_code = status
        self.raw = _Raw(document)
        self._headers = headers
        self._content = None

    @cached_property
    def headers(self) -> HeadersDict:  # type: ignore[override]  # an attribute otherwise
        """The headers, in any case."""
        return HeadersDict(self._headers)


class _Raw:
    """The body of a response, which becomes JSON once it is read."""

    __slots__ = ("_document",)

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document

    def stream(self, **_: object) -> Iterator[bytes]:
        """Return the body in one piece, as botocore reads it."""
        yield to_json(self._document).encode()


@cache
def _awaited_response() -> type[ClientResponse]:
    # Not defined above: aiobotocore need not be there.
    awaited: Any = import_module("moto_customerprofiles.adapters.clients.async_clients").AwaitedResponse
    return type("AwaitedClientResponse", (ClientResponse, awaited), {})
