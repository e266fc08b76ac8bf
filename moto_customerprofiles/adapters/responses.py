"""From an HTTP request to an operation, and from its reply or error back to HTTP."""

from __future__ import annotations

import itertools
import os
import time
import uuid
from email.utils import formatdate
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from moto.core.responses import BaseResponse

from moto_customerprofiles.adapters.authorization import authorize
from moto_customerprofiles.adapters.models import RecentCall, customerprofiles_backends
from moto_customerprofiles.adapters.neighbours import account_of, existing_or_new, now
from moto_customerprofiles.adapters.plugin import SERVICE
from moto_customerprofiles.adapters.request import RawRequest
from moto_customerprofiles.errors import BadRequest, SerializationFailed, ServiceError
from moto_customerprofiles.pipeline import perform, protocol
from moto_customerprofiles.ports import Caller
from moto_customerprofiles.wire.replies import to_json
from moto_customerprofiles.wire.routing import route

if TYPE_CHECKING:
    from collections.abc import Callable

    from moto_customerprofiles.adapters.models import CustomerProfilesBackend

    Response = tuple[int, dict[str, str], str]

_PROCESS = str(uuid.uuid4())[:24]
_replies = itertools.count(1)


class CustomerProfilesResponse(BaseResponse):
    """Return requests for moto: routing, parsing and serialising are `wire`'s, account and region moto's."""

    def __init__(self) -> None:
        super().__init__(service_name=SERVICE)
        self.operation_name = ""
        self.querystring: dict[str, Any] = {}
        self._access_key = ""
        self._backend: CustomerProfilesBackend | None = None
        self._domain_name: str | None = None

    @classmethod
    def dispatch(cls, request: Any, full_url: str, _headers: object = None) -> Response:
        """Return one request; errors of the service become their HTTP form, any other is our bug and travels up."""
        began, response = time.perf_counter(), cls()
        reply = respond(RawRequest(request), lambda raw: response.answer(raw, full_url))
        response.note(reply[0], time.perf_counter() - began)
        return reply

    def answer(self, request: RawRequest, full_url: str) -> str:
        """Return the body of the reply to one request."""
        self.headers = request.headers
        self.operation_name, labels = route(request.method, request.path)
        wire = protocol(self.operation_name)
        account_id = self.get_current_account()
        backend = backend_of(account_id, self.get_region_from_url(request, full_url))
        self._backend = backend
        authorize(self, request, account_id, backend.world.call.arn(""))
        body = _json_body(request) if wire.parser.has_body else b""
        params = wire.parser.parse(labels, request.query, body)
        self._domain_name = params.get("DomainName")
        caller = Caller(self.get_access_key(), request.endpoint)
        return to_json(perform(backend.world, self.operation_name, params, caller))

    def note(self, status: int, seconds: float) -> None:
        """Remember the call for whoever looks at the pages of a server."""
        if self._backend:
            call = self._backend.world.call
            self._backend.recent_calls.append(
                RecentCall(now(), self.operation_name, self._domain_name, status, seconds, call.account_id, call.region)
            )

    def get_current_account(self) -> str:
        """Return the account whose call this is: the environment's, the header's, or that of the access key."""
        if "MOTO_ACCOUNT_ID" in os.environ:
            return os.environ["MOTO_ACCOUNT_ID"]
        return self.headers.get("x-moto-account-id") or account_of(self.get_access_key())

    def get_region_from_url(self, request: Any, full_url: str) -> str:
        """Return the region whose call this is; only a URL without one needs moto to look further."""
        named = self.region_regex.search(full_url)
        return named.group(1) if named else super().get_region_from_url(request, full_url)

    def get_access_key(self) -> str:
        """Return the access key of the request, which is asked for more than once."""
        if not self._access_key:
            credential = (self.headers.get("Authorization") or "").partition(",")[0]
            self._access_key = _access_key_of(credential)
        return self._access_key

    def _get_action(self) -> str:
        return self.operation_name


def respond(request: RawRequest, answer: Callable[[RawRequest], str]) -> Response:
    """Return in HTTP's terms: status, headers and body."""
    headers = _headers_of_reply()
    if request.endpoint:
        del headers["Date"]  # a server adds its own
    try:
        return 200, headers, answer(request)
    except ServiceError as error:
        headers["x-amzn-ErrorType"] = error.code
        return error.status, headers, to_json({"Message": error.message})


def backend_of(account_id: str, region: str) -> CustomerProfilesBackend:
    """Return the backend of an account in a region; `BadRequest` where AWS has no Customer Profiles."""
    try:
        backend: CustomerProfilesBackend = existing_or_new(customerprofiles_backends, account_id, region)
    except KeyError:
        raise BadRequest(
            f"Customer Profiles is not available in region {region}; "
            "set MOTO_ALLOW_NONEXISTENT_REGION=true to use it there all the same"
        ) from None
    return backend


@lru_cache(maxsize=64)
def _access_key_of(credential: str) -> str:
    """Return the access key in a credential as moto reads it, which takes longer than most calls of this service."""
    reader = BaseResponse(service_name=SERVICE)
    reader.headers = {"Authorization": credential}
    reader.querystring = {}
    return reader.get_access_key()


def _json_body(request: RawRequest) -> bytes:
    body = request.body
    content_type = request.headers.get("Content-Type") or "application/json"
    if body and "json" not in content_type:
        raise SerializationFailed(f"The body must be application/json, not {content_type}")
    return body


def _headers_of_reply() -> dict[str, str]:
    # Unique, in the form of a UUID, and none of moto's random numbers, whose stream a test may have seeded.
    request_id = f"{_PROCESS}{next(_replies):012x}"
    return {"Content-Type": "application/json", "x-amzn-RequestId": request_id, "Date": _date(int(time.time()))}


@lru_cache(maxsize=2)
def _date(second: int) -> str:
    return formatdate(second, usegmt=True)
