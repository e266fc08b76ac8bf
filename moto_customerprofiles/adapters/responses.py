"""From an HTTP request to an operation, and from its reply or error back to HTTP."""

from __future__ import annotations

import itertools
import os
import time
import uuid
from email.utils import formatdate
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from moto.core.responses import BaseResponse

from moto_customerprofiles.adapters.authorization import authorize
from moto_customerprofiles.adapters.clients.handing_over import taken_over
from moto_customerprofiles.adapters.faults.broken_connections import break_connection
from moto_customerprofiles.adapters.models import customerprofiles_backends
from moto_customerprofiles.adapters.neighbours.aws import account_of, existing_or_new
from moto_customerprofiles.adapters.neighbours.surroundings import now
from moto_customerprofiles.adapters.plugin import SERVICE
from moto_customerprofiles.adapters.recent_calls import RecentCall
from moto_customerprofiles.adapters.request import RawRequest
from moto_customerprofiles.adapters.sql_workers import workers
from moto_customerprofiles.errors import BadRequest, ConnectionBroken, SerializationFailed, ServiceError
from moto_customerprofiles.pipeline import perform, protocol
from moto_customerprofiles.ports import Caller
from moto_customerprofiles.state.testing.recorded_calls import Recorded
from moto_customerprofiles.wire.replies import to_json
from moto_customerprofiles.wire.routing import route

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from moto_customerprofiles.adapters.models import CustomerProfilesBackend

    Response = tuple[int, dict[str, str], str]
    Locate = Callable[[str], tuple[CustomerProfilesBackend, str]]
    T = TypeVar("T")

OK = 200
_PROCESS = str(uuid.uuid4())[:24]
_replies = itertools.count(1)


class CustomerProfilesResponse(BaseResponse):
    """One request that moto hands over: account, region and permission are moto's to decide."""

    def __init__(self, request: RawRequest, full_url: str) -> None:
        super().__init__(service_name=SERVICE)
        self.headers = request.headers
        self.operation_name = ""
        self.querystring: dict[str, Any] = {}
        self._request = request
        self._full_url = full_url
        self._access_key = ""

    @classmethod
    def dispatch(cls, request: Any, full_url: str, _headers: object = None) -> Response:
        """Serve one request and return the reply in HTTP's terms; an error that is not the service's is our bug."""
        raw = RawRequest(request)
        try:
            status, headers, document = taken_over(raw.headers) or serve(raw, cls(raw, full_url).locate)
        except ConnectionBroken as broken:
            break_connection(raw, broken)
            return OK, {}, ""  # which reaches nobody
        return status, headers, to_json(document)

    def locate(self, operation_name: str) -> tuple[CustomerProfilesBackend, str]:
        """Return the backend of the caller's account and region, and the access key.

        Raises:
            ServiceError: moto does not allow the call, or the region has no Customer Profiles.

        """
        self.operation_name = operation_name
        account_id = self.get_current_account()
        backend = backend_of(account_id, self.get_region_from_url(self._request, self._full_url))
        authorize(self, self._request, account_id, backend.world.call.arn(""))
        return backend, self.get_access_key()

    def get_current_account(self) -> str:
        """Return the account whose call this is."""
        return calling_account(self.headers.get("x-moto-account-id"), self.get_access_key())

    def get_region_from_url(self, request: Any, full_url: str) -> str:
        """Return the region whose call this is; only a URL without one needs moto to look further."""
        named = self.region_regex.search(full_url)
        return named.group(1) if named else super().get_region_from_url(request, full_url)

    def get_access_key(self) -> str:
        """Return the access key of the request, which is asked for more than once."""
        if not self._access_key:
            credential = (self.headers.get("Authorization") or "").partition(",")[0]
            self._access_key = access_key_in(credential)
        return self._access_key

    def _get_action(self) -> str:
        return self.operation_name


def serve(request: RawRequest, locate: Locate) -> tuple[int, dict[str, str], dict[str, Any]]:
    """Perform the operation that a request asks for, and return status, headers and the plain data of the body.

    Args:
        request: the request; it need not be signed.
        locate: returns the backend that an operation goes to, and the access key of the caller.

    Raises:
        ConnectionBroken: the caller is to get no answer, as a test has injected it.

    """
    began, call = time.perf_counter(), _Call(request, locate)
    try:
        status, headers, document = respond(request, call.perform)
    except ConnectionBroken as broken:
        call.note(0, {"Message": broken.message}, broken.kind, time.perf_counter() - began)
        raise
    call.note(status, document, headers.get("x-amzn-ErrorType"), time.perf_counter() - began)
    return status, headers, document


class _Call:
    """One call: its operation, the backend that it goes to, and what the pages of a server show of it."""

    __slots__ = ("_backend", "_hint_count", "_locate", "_operation_name", "_params", "_request")

    def __init__(self, request: RawRequest, locate: Locate) -> None:
        self._request = request
        self._locate = locate
        self._operation_name = ""
        self._params: Mapping[str, Any] = {}
        self._backend: CustomerProfilesBackend | None = None
        self._hint_count = 0

    def perform(self) -> dict[str, Any]:
        """Route the request, read its parameters, and perform the operation."""
        request = self._request
        name, labels = route(request.method, request.path)
        self._operation_name = name
        parser = protocol(name).parser
        self._params = labels
        self._backend, access_key = self._locate(name)
        world = self._backend.world
        self._hint_count = len(world.call.hints)
        self._params = params = parser.parse(labels, request.query, _json_body(request) if parser.has_body else b"")
        return perform(world, name, params, Caller(access_key, request.endpoint))

    def note(self, status: int, document: dict[str, Any], code: str | None, seconds: float) -> None:
        """Remember the call for the pages of a server, and for good if calls are recorded.

        `code` is that of the error, None for a call that succeeded; `status` is 0 for a connection that was broken.
        """
        if self._backend:
            world, params = self._backend.world, self._params
            self._backend.recent_calls.append(
                RecentCall.of(world, self._operation_name, params, status, document, seconds, self._hint_count)
            )
            if world.recorded_calls.is_on:
                reply = to_json(document) if code is None else None
                error = None if code is None else (code, str(document["Message"]))
                world.recorded_calls.calls.append(
                    Recorded(now(), self._operation_name, to_json(params), reply, error, status, seconds)
                )


def respond(request: RawRequest, answer: Callable[[], T]) -> tuple[int, dict[str, str], T | dict[str, Any]]:
    """Return status, headers and what `answer` returns, or the plain data of the service's error that it raises."""
    headers = _headers_of_reply()
    if request.endpoint:
        del headers["Date"]  # a server adds its own
        workers.serve()
    try:
        return OK, headers, answer()
    except ServiceError as error:
        headers["x-amzn-ErrorType"] = error.code
        return error.status, headers, {"Message": error.message}


def calling_account(header: str | None, access_key: str) -> str:
    """Return the account that calls: the environment's, that of the header `x-moto-account-id`, or the access key's."""
    return os.environ.get("MOTO_ACCOUNT_ID") or header or account_of(access_key)


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
def access_key_in(credential: str) -> str:
    """Return the access key in an Authorization's credential as moto reads it, which takes longer than most calls."""
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
