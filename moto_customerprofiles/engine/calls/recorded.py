"""Recorded calls as plain data, and what a failed assertion about them says."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, TypedDict

from moto_customerprofiles.engine.calls.parameters import differences, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NEAREST = 3


class CallError(TypedDict):
    """The error that a call was answered with: its code and message, as in a `ClientError` of botocore."""

    Code: str
    Message: str


class RecordedCall(TypedDict):
    """One attempt of a call, ready for JSON.

    `Number` counts the recorded calls of the process, `At` is the time on the clock of the mock in ISO 8601, `Seconds`
    is how long the call took. Either `Reply` or `Error` is None. `Status` is the HTTP status, 0 for a call whose
    connection was cut.
    """

    Number: int
    At: str
    Operation: str
    Parameters: dict[str, object]
    Reply: dict[str, object] | None
    Error: CallError | None
    Status: int
    Seconds: float


def matching(calls: Sequence[RecordedCall], operation: str, parameters: Mapping[str, object]) -> list[RecordedCall]:
    """Return the calls of an operation that have all the parameters."""
    return [
        call for call in calls if call["Operation"] == operation and not differences(parameters, call["Parameters"])
    ]


def failure_text(calls: Sequence[RecordedCall], operation: str, parameters: Mapping[str, object], expected: str) -> str:
    """Return what to tell of an expectation that does not hold: what was expected, and the calls that are nearest."""
    count = len(matching(calls, operation, parameters))
    times = "never" if not count else "once" if count == 1 else f"{count} times"
    lines = [f"{signature(operation, parameters)} was called {times}, expected {expected}"]
    near = nearest(calls, operation, parameters)
    lines.append("The nearest calls are:" if near else "No call was recorded.")
    return "\n".join([*lines, *(f"  {call_text(call, operation, parameters)}" for call in near)])


def nearest(
    calls: Sequence[RecordedCall], operation: str, parameters: Mapping[str, object], most: int = _NEAREST
) -> list[RecordedCall]:
    """Return the calls that are nearest to an expected one, in the order in which they came.

    Calls of the operation are nearer than others, with few different parameters nearer than with many; then the names
    of operations are compared.
    """

    def distance(call: RecordedCall) -> tuple[int, float, int]:
        likeness = SequenceMatcher(None, call["Operation"], operation).ratio()
        is_other = call["Operation"] != operation
        return (is_other, -likeness if is_other else 0, len(differences(parameters, call["Parameters"])))

    return sorted(sorted(calls, key=distance)[:most], key=lambda call: call["Number"])


def call_text(call: RecordedCall, operation: str, parameters: Mapping[str, object]) -> str:
    """Return one line about a call: its number, parameters and outcome, and how it differs from the expected one."""
    error = call["Error"]
    outcome = f"{error['Code']}: {quoted(error['Message'])}" if error else "succeeded"
    line = f"{call['Number']}. {signature(call['Operation'], call['Parameters'])}: {outcome}"
    differing = differences(parameters, call["Parameters"]) if call["Operation"] == operation else []
    return "\n     ".join([line, *differing])


def signature(operation: str, parameters: Mapping[str, object]) -> str:
    """Return a call as it would be written in Python, long values cut.

    >>> signature("GetDomain", {"DomainName": "shop"})
    "GetDomain(DomainName='shop')"
    """
    return f"{operation}({', '.join(f'{name}={quoted(value)}' for name, value in parameters.items())})"
