"""IAM enforcement, when a test switches moto's on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import moto.core.responses
from moto import settings
from werkzeug.exceptions import HTTPException

from moto_customerprofiles.errors import ServiceError
from moto_customerprofiles.state.domain import arn_paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from moto.core.responses import BaseResponse

    from moto_customerprofiles.adapters.request import RawRequest

_PASSING_ROLES = frozenset({"CreateIntegrationWorkflow", "CreateSegmentSnapshot"})
"""Operations with a RoleArn that the caller must be allowed to pass (service authorization reference)."""

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
        resource = resource_of(request.path, arn_prefix)
        face._authenticate_and_authorize_normal_action(resource)  # noqa: SLF001  # moto's way
        for action, target in _further_actions(face.operation_name, resource, request.body):
            face._authenticate_and_authorize_action(_asking(action), target)  # noqa: SLF001  # moto's way
    except HTTPException as refused:
        code = str(getattr(refused, "error_type", "") or getattr(refused, "code", ""))
        raise AuthorizationFailed(
            _CODES.get(code, code), str(getattr(refused, "message", refused.description))
        ) from None


def _further_actions(operation_name: str, resource: str, body: bytes) -> Iterator[tuple[str, str]]:
    """Return what else the caller must be allowed: actions, each with the ARN that a policy's Resource is held against.

    The service authorization reference lists iam:PassRole and profile:TagResource as dependent actions. An Update that
    brings tags is not among them.
    """
    is_creation = operation_name.startswith(("Create", "Put"))
    members = _members(body) if is_creation else {}
    if members.get("Tags"):
        yield "profile:TagResource", resource
    role = members.get("RoleArn")
    if operation_name in _PASSING_ROLES and isinstance(role, str):
        yield "iam:PassRole", role


def _members(body: bytes) -> dict[str, Any]:
    """Return the members of a body; a broken one has none, and is refused later on."""
    try:
        members = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return members if isinstance(members, dict) else {}


def _asking(action: str) -> Callable[..., Any]:
    """Return what makes moto's request to IAM, for another action than the one that was called."""
    from moto.iam.access_control import IAMRequest  # noqa: PLC0415  # as moto does: only enforcement needs it

    def make(**members: Any) -> Any:
        asked: Any = IAMRequest(**members)
        asked._action = action  # noqa: SLF001  # moto names it after the called service
        return asked

    return make


def resource_of(path: str, arn_prefix: str) -> str:
    """Return the ARN that a policy's Resource is held against: the path spells it, down to what has an ARN.

    >>> resource_of("/domains/shop/object-types/order", "arn:aws:profile:us-east-1:1:")
    'arn:aws:profile:us-east-1:1:domains/shop/object-types/order'
    >>> resource_of("/domains/shop/profiles", "arn:aws:profile:us-east-1:1:")
    'arn:aws:profile:us-east-1:1:domains/shop'
    >>> resource_of("/domains/shop/profiles/objects/merge", "arn:aws:profile:us-east-1:1:")
    'arn:aws:profile:us-east-1:1:domains/shop/profiles/objects/merge'
    """
    top, _, rest = path.strip("/").partition("/")
    if top == "tags":
        return unquote(rest)
    domain, *below = rest.split("/")
    if top != "domains" or not domain:
        return "*"
    if below == ["profiles", "objects", "merge"]:  # as policies of AWS's solution for travellers and guests have it
        return arn_prefix + "/".join([top, unquote(domain), *below])
    named = below[:2] if len(below) > 1 and below[0] in arn_paths() - _NAMED_IN_BODY else []
    return arn_prefix + "/".join([top, unquote(domain), *map(unquote, named)])
