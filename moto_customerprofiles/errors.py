"""The errors that the service can answer with.

The service model knows five of them and no Conflict among them: a duplicate name and an exhausted quota are
`BadRequest`. Below the API, the protocol itself has a few more, for requests that never reach an operation.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class ServiceError(Exception):
    """An answer other than success: an error code, an HTTP status and a message for the caller."""

    code = "InternalServerException"
    status = 500

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class BadRequest(ServiceError):
    """The input is invalid, breaks a rule of the resource's state, duplicates a name or exceeds a quota."""

    code = "BadRequestException"
    status = 400


class ResourceNotFound(ServiceError):
    """What the caller named does not exist."""

    code = "ResourceNotFoundException"
    status = 404


class AccessDenied(ServiceError):
    """The caller may not do this."""

    code = "AccessDeniedException"
    status = 403


class SerializationFailed(ServiceError):
    """The request is no document of the protocol: broken JSON, or a value of the wrong JSON type."""

    code = "SerializationException"
    status = 400


class UnknownOperation(ServiceError):
    """No operation of the service answers to this method and path."""

    code = "UnknownOperationException"
    status = 404


class OperationNotImplemented(ServiceError):
    """Either this package or the installed service model does not know the operation (yet)."""

    code = "NotImplemented"
    status = 501


class InjectedError(ServiceError):
    """An error that a test has injected, of any code that the service model knows for the operation."""

    def __init__(self, code: str, status: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.status = status


class Throttled(ServiceError):
    """There were more calls of the operation in a second than the service allows."""

    code = "ThrottlingException"
    status = 429


class ConnectionBroken(Exception):
    """A test has injected that the caller gets no answer. `kind` is the name of the exception of botocore."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


LONGEST_VALUE = 100
"""So many characters of a value stand in a message; our choice."""


MOST_NAMES = 12
"""So many names are listed in a message; our choice."""


NEAR = 0.7
"""Two names of this ratio of likeness, or of a higher one, are near; our choice."""

SHORTEST_PART = 4
"""A name of so many characters is near one that contains it; our choice."""


def shown(value: object) -> str:
    """Return a value as messages show it, cut to 100 characters.

    >>> shown("x" * 1000)[-8:]
    'xxxxx...'
    """
    text = str(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 3]}..."


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return the end of a message about a name that is unknown: the known name that is nearest, if one is near.

    >>> did_you_mean("email", ["_email", "_phone"])
    '; did you mean _email?'
    >>> did_you_mean("order", ["_email", "_phone"])
    ''
    """
    by_folded = {each.casefold(): each for each in sorted(known, reverse=True)}
    folded = name[:LONGEST_VALUE].casefold()
    near = get_close_matches(folded, by_folded, n=1, cutoff=NEAR)
    if not near and len(folded) >= SHORTEST_PART:
        near = sorted((each for each in by_folded if folded in each), key=len)
    return f"; did you mean {shown(by_folded[near[0]])}?" if near else ""


def among(name: str, known: Iterable[str]) -> str:
    """Return the end of a message about a name that is unknown: the known name that is nearest, else all of them.

    >>> among("order", ["_email", "_phone"])
    '; there are _email, _phone'
    """
    names = sorted(known)
    return did_you_mean(name, names) or (f"; there are {listed(names)}" if names else "; there are none")


def listed(names: Iterable[object]) -> str:
    """Return names as messages list them, those beyond the twelfth counted only.

    >>> listed("abcdefghijklmno")
    'a, b, c, d, e, f, g, h, i, j, k, l and 3 more'
    """
    every = [shown(name) for name in names]
    more = f" and {len(every) - MOST_NAMES} more" if len(every) > MOST_NAMES else ""
    return ", ".join(every[:MOST_NAMES]) + more


def limit_exceeded(limit: int, what: str, per: str) -> str:
    """Return the message about one thing more than a quota allows.

    >>> limit_exceeded(50, "tags", "resource")
    'Limit of 50 tags per resource exceeded'
    """
    return f"Limit of {limit} {what} per {per} exceeded"


def quota_exceeded(limit: int, what: str, per: str, quota: str) -> str:
    """Return the message about one thing more than a quota allows, with the setting that changes the quota.

    >>> quota_exceeded(5, "tags", "thing", "tags").partition(":")[0]
    'Limit of 5 tags per thing exceeded'
    """
    return (
        f"{limit_exceeded(limit, what, per)}: world.settings.quotas.{quota} of the backend sets another limit, and "
        "world.settings.enforce_quotas = False sets none"
    )


def does_not_exist(kind: str, name: str, scope: str = "") -> str:
    """Return the message about something that a caller named and that is not there.

    >>> does_not_exist("Object type", "order", "domain shop")
    'Object type order does not exist in domain shop'
    """
    return f"{kind} {shown(name)} does not exist{scope and f' in {shown(scope)}'}"
