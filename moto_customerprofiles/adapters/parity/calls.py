"""Calls to an endpoint: paced, repeated where the endpoint asks for it, and told apart by what they say of a rule."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from botocore import xform_name
from botocore.exceptions import BotoCoreError, ClientError

from moto_customerprofiles.adapters.parity.probes import is_read

if TYPE_CHECKING:
    from collections.abc import Callable

_THROTTLED = {"ThrottlingException", "TooManyRequestsException", "Throttling", "RequestLimitExceeded", "SlowDown"}
_DENIED = {
    "AccessDeniedException",
    "AccessDenied",
    "UnrecognizedClientException",
    "ExpiredTokenException",
    "InvalidSignatureException",
    "InvalidClientTokenId",
}
_SERVER_ERROR = 500
_TRIES = 6


class Undecided(Exception):
    """A probe cannot say anything about its rules; the text says why."""


class Disturbed(Exception):
    """A call that changes something ended without saying whether it did: the probe must begin anew."""


@dataclass(frozen=True)
class Outcome:
    """What came of a call: an answer, or an error with its code and message."""

    answer: dict[str, Any]
    code: str | None = None
    message: str = ""

    @property
    def document(self) -> dict[str, Any]:
        """The answer, or the error in the same form."""
        return self.answer if self.code is None else {"Error": self.code, "Message": self.message}


@dataclass
class Caller:
    """Calls operations of one client, at most `rate` a second if a rate is given."""

    client: Any
    rate: float | None = None
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.monotonic
    made: int = 0
    _next: float = field(default=0.0, repr=False)

    def call(self, operation: str, members: dict[str, Any]) -> Outcome:
        """Perform an operation and return what came of it.

        Raises:
            Undecided: the caller may not, the client does not know the operation, or the endpoint does not serve.
            Disturbed: nobody knows whether a call that changes something was carried out.

        """
        method = getattr(self.client, xform_name(operation), None)
        if method is None:
            raise Undecided(f"the installed boto3 does not know {operation}")
        problem = ""
        for attempt in range(_TRIES):
            if attempt:
                self.sleep(min(2**attempt / 4, 8))
            outcome, problem = self._try(operation, method, members)
            if outcome is not None:
                return outcome
        raise Undecided(f"{operation}: {problem}, {_TRIES} times")

    def _try(self, operation: str, method: Any, members: dict[str, Any]) -> tuple[Outcome | None, str]:
        """Return the outcome of a call, or why it is to be repeated."""
        self._wait_for_turn()
        self.made += 1
        try:
            answer = method(**members)
        except ClientError as error:
            return self._judge(operation, error)
        except BotoCoreError as error:
            return None, self._lost(operation, f"no answer ({type(error).__name__})")
        except KeyError as unknown:  # of the serializer, which checks nothing
            raise Undecided(f"the installed boto3 does not know {unknown} of {operation}") from None
        return Outcome({name: value for name, value in answer.items() if name != "ResponseMetadata"}), ""

    def _judge(self, operation: str, error: ClientError) -> tuple[Outcome | None, str]:
        code, message = error.response["Error"]["Code"], error.response["Error"].get("Message", "")
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        if code in _THROTTLED or status == 429:  # noqa: PLR2004  # Too Many Requests
            return None, "throttled"
        if code in _DENIED or status in (401, 403):
            raise Undecided(f"no permission for profile:{operation} ({code})")
        if status >= _SERVER_ERROR:
            return None, self._lost(operation, f"server error ({code})")
        return Outcome({}, code, message), ""

    @staticmethod
    def _lost(operation: str, problem: str) -> str:
        """Return the problem of a call that can be repeated, and refuse to repeat what may have been carried out."""
        if is_read(operation):
            return problem
        raise Disturbed(f"{operation}: {problem}")

    def _wait_for_turn(self) -> None:
        if self.rate is None:
            return
        wait = self._next - self.now()
        if wait > 0:
            self.sleep(wait)
        self._next = max(self._next, self.now()) + 1 / self.rate
