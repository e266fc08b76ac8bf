"""The error of a stack: a resource that CloudFormation could not create, change or delete, and why."""

from __future__ import annotations

from contextlib import contextmanager
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from moto.cloudformation.exceptions import ValidationError
from moto.moto_api._internal import mock_random

from moto_customerprofiles.adapters.cloudformation.properties import InvalidProperties, whole_text
from moto_customerprofiles.errors import AccessDenied, BadRequest, ResourceNotFound, SerializationFailed, ServiceError

if TYPE_CHECKING:
    from collections.abc import Iterator

_HANDLER_CODES: tuple[tuple[type[ServiceError], str], ...] = (
    (ResourceNotFound, "NotFound"),
    (BadRequest, "InvalidRequest"),
    (SerializationFailed, "InvalidRequest"),
    (AccessDenied, "AccessDenied"),
)


class Target(NamedTuple):
    """What a stack was about to do with which resource; the action is CREATE, UPDATE or DELETE."""

    action: str
    logical_id: str
    resource_type: str
    physical_id: str = ""
    properties: object = None


class StackRefusal(ValidationError):
    """CloudFormation's error to the caller whose stack has a resource that is refused."""

    __module__ = ValidationError.__module__  # where moto looks up the service whose error it is

    def __init__(self, target: Target, reason: str) -> None:
        reason = whole_text(reason, "replace")
        text = f"The following resource(s) failed to {target.action.lower()}: [{target.logical_id}]. {reason}"
        super().__init__(message=text)
        self.target = target
        self.reason = reason
        description = getattr(self, "description", None)
        if isinstance(description, str):  # moto 5.1 sends this text, as XML that it does not escape
            self.description = description.replace(text, escape(text))


class CannotReplace(Exception):
    """A resource whose name is given would have to be replaced by another of the same name."""


@contextmanager
def refusing(target: Target) -> Iterator[None]:
    """Turn what the service or the schema refuses about a resource into the error of its stack.

    Raises:
        StackRefusal: the resource is refused; the reason has CloudFormation's words around those of the service.

    """
    try:
        yield
    except InvalidProperties as error:
        text = f"Properties validation failed for resource {target.logical_id} with message:\n{error}"
        raise StackRefusal(target, text) from error
    except CannotReplace as error:
        raise StackRefusal(target, str(error)) from error
    except ServiceError as error:
        raise StackRefusal(target, _handler_message(target, error)) from error


def _handler_message(target: Target, error: ServiceError) -> str:
    """Return an error of the service as CloudFormation tells that of a resource handler."""
    code = next((code for kind, code in _HANDLER_CODES if isinstance(error, kind)), "ServiceInternalError")
    if target.action == "CREATE" and isinstance(error, BadRequest) and "already exists" in error.message:
        code = "AlreadyExists"
    request, token = mock_random.uuid4(), mock_random.uuid4()
    said = f"{error.message} (Service: CustomerProfiles, Status Code: {error.status}, Request ID: {request})"
    return f'Resource handler returned message: "{said}" (RequestToken: {token}, HandlerErrorCode: {code})'
