"""IAM enforcement, when a test switches moto's on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import moto.core.responses
from moto import settings
from werkzeug.exceptions import HTTPException

from moto_customerprofiles.errors import ServiceError
from moto_customerprofiles.state.domain import arn_paths

if TYPE_CHECKING:
    from moto.core.responses import BaseResponse

    from moto_customerprofiles.adapters.request import RawRequest

_NAMED_IN_BODY = frozenset({"integrations"})
"""Kinds whose name is no part of the path of a request."""

_ActionAuthenticator: Any = moto.core.responses.ActionAuthenticatorMixin  # type: ignore[attr-defined]  # moves with moto
_CODES = {
    "AccessDenied": "AccessDeniedException",
    "SignatureDoesNotMatch": "InvalidSignatureException",
    "InvalidClientTokenId": "UnrecognizedClientException",
}


class AuthorizationFailed(ServiceError):
    """The caller is unknown, signed wrongly, or may not do this."""

    status = 403

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def count_call() -> bool:
    """Count a call for moto, which allows so many before it enforces IAM, and tell whether it still does."""
    is_free = bool(_ActionAuthenticator.request_count < settings.INITIAL_NO_AUTH_ACTION_COUNT)
    _ActionAuthenticator.request_count += is_free
    return is_free


def authorize(response: BaseResponse, request: RawRequest, account_id: str, arn_prefix: str) -> None:
    """Let moto decide whether the caller may do this; free of cost while moto is not enforcing.

    Raises:
        AuthorizationFailed: moto says no.

    """
    if count_call():
        return
    face: Any = response
    face.raw_path = face.path = request.path
    face.uri = request.url
    face.method = request.method
    face.data = {}  # with what moto would put there, signatures of requests without a query do not match
    face.body = face.raw_body = request.body
    face.headers = request.headers_with_host()
    face.current_account = account_id
    try:
        face._authenticate_and_authorize_normal_action(resource_of(request.path, arn_prefix))  # noqa: SLF001  # moto's way
    except HTTPException as refused:
        code = str(getattr(refused, "error_type", "") or getattr(refused, "code", ""))
        raise AuthorizationFailed(
            _CODES.get(code, code), str(getattr(refused, "message", refused.description))
        ) from None


def resource_of(path: str, arn_prefix: str) -> str:
    """Return the ARN that a policy's Resource is held against: the path spells it, down to what has an ARN.

    >>> resource_of("/domains/shop/object-types/order", "arn:aws:profile:us-east-1:1:")
    'arn:aws:profile:us-east-1:1:domains/shop/object-types/order'
    >>> resource_of("/domains/shop/profiles", "arn:aws:profile:us-east-1:1:")
    'arn:aws:profile:us-east-1:1:domains/shop'
    """
    top, _, rest = path.strip("/").partition("/")
    if top == "tags":
        return unquote(rest)
    domain, *below = rest.split("/")
    if top != "domains" or not domain:
        return "*"
    named = below[:2] if len(below) > 1 and below[0] in arn_paths() - _NAMED_IN_BODY else []
    return arn_prefix + "/".join([top, unquote(domain), *map(unquote, named)])
