"""Inject faults: calls that fail, lose their answer or take long, as they do on AWS on a bad day."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal, TypedDict

from moto_customerprofiles.engine.calls.delays import MOST_SECONDS
from moto_customerprofiles.engine.calls.schedules import Schedule
from moto_customerprofiles.errors import BadRequest, ResourceNotFound, did_you_mean, does_not_exist, shown
from moto_customerprofiles.hook import hook
from moto_customerprofiles.operation import OPERATIONS
from moto_customerprofiles.services.faults import disturb_neighbours
from moto_customerprofiles.state.testing.disturbed_neighbours import NEIGHBOUR_ERRORS
from moto_customerprofiles.state.testing.faults import Failure, Fault, Target
from moto_customerprofiles.wire.modelled_errors import modelled_errors

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from moto_customerprofiles.state.world import World

DEFAULT_TEXTS = {
    "AccessDeniedException": "You do not have sufficient access to perform this action.",
    "BadRequestException": "The input you provided is invalid.",
    "InternalServerException": "An internal service error occurred.",
    "ResourceNotFoundException": "The requested resource does not exist, or access was denied.",
    "ThrottlingException": "You exceeded the maximum number of requests.",
}
"""What the API reference says of each error, for the message of an injected one without a text of its own."""

CONCURRENT_UPDATE = "ConcurrentUpdate"
_CONCURRENT_UPDATE = "Failed to update profile due to concurrent update in-progress."
"""What two writes of one profile at once were seen to fail with: a program of AWS Amplify retries on this text."""

CONNECTIONS = {
    "ConnectionClosedError": "The connection was closed before an answer arrived.",
    "ReadTimeoutError": "No answer arrived in time.",
}
"""Connections that break, by the name of botocore's exception."""


class InjectedFault(TypedDict):
    """An injected fault: what was asked for, and how many calls it has matched and made fail."""

    Id: str
    Request: Mapping[str, object]
    Matched: int
    Fired: int
    IsSpent: bool
    MustFire: bool


@hook("POST", "faults")
def inject_fault(  # noqa: PLR0913  # each has a default
    world: World,
    error: str | None = None,
    message: str | None = None,
    *,
    operation: str | None = None,
    area: str | None = None,
    domain_name: str | None = None,
    parameters: Mapping[str, object] | None = None,
    times: int | None = None,
    every: int | None = None,
    rate: float | None = None,
    seed: int = 0,
    when: Literal["before", "after"] = "before",
    delay: float = 0,
    sleep: bool = False,
    must_fire: bool | None = None,
) -> str:
    """Let coming calls fail, lose their connection or take time, and return the id of the fault.

    A call that fails has changed nothing, unless the fault comes `after` its work: then only the answer is lost. A call
    that fails by itself keeps its own error, and a fault after it waits for another call. Of the faults that match a
    call, the oldest that fires decides.

    Args:
        world: the account and region whose calls are meant.
        error: the code of an error of the service model, such as `ThrottlingException`; `ConcurrentUpdate` for the
            BadRequestException of two writes at once; `ConnectionClosedError` or `ReadTimeoutError` for a connection
            that breaks. Without one, calls only take `delay` seconds.
        message: the text of the error, by default what the API reference says of it.
        operation: the operation whose calls are meant, by default all whose model has the error; or a call to a
            neighbour, `kinesis:PutRecord`, `sqs:SendMessage`, `s3:PutObject` or `s3:GetObject`, with its own errors.
        area: the area whose operations are meant, such as `segments`.
        domain_name: the domain whose calls are meant.
        parameters: parameters that a call must have; documents are compared member by member, also as JSON text.
        times: how many calls fail: by default the next one, and any number with `every` or `rate`.
        every: only each of so many matching calls fails; 1 is every call.
        rate: the share of matching calls that fail, from 0 to 1, drawn from `seed`.
        seed: where the draws of `rate` begin; the same seed draws the same calls.
        when: `before` the work is done, or `after` it.
        delay: how many seconds the call takes on a frozen clock, which is wound; nothing sleeps.
        sleep: also sleep so many real seconds.
        must_fire: whether a test that never meets the fault fails; by default so unless there is a `rate`.

    Raises:
        BadRequest: an unknown name, with the nearest one, or a number out of its range.

    """
    request = {
        "error": error,
        "message": message,
        "operation": operation,
        "area": area,
        "domain_name": domain_name,
        "parameters": parameters,
        "times": times,
        "every": every,
        "rate": rate,
        "seed": seed,
        "when": when,
        "delay": delay,
        "sleep": sleep,
    }
    _not_negative("delay", delay)
    if error is None and not delay:
        raise BadRequest("A fault needs an error or a delay")
    operations = _meant(operation, area)
    failure = None if error is None else _failure(error, message, operations)
    if failure and failure.status:
        operations = [name for name in operations if failure.code in _errors_of(name)]
    fault = Fault(
        world.call.ids.hex(),
        Target(frozenset(operations), domain_name, dict(parameters or {})),
        _schedule(times, every, rate, seed),
        failure,
        when,
        delay,
        sleep,
        rate is None if must_fire is None else must_fire,
        {name: value for name, value in request.items() if value is not None},
    )
    if operation in NEIGHBOUR_ERRORS:
        disturb_neighbours(world)
    world.call.journal.undo(partial(world.faults.remove, fault.id))
    world.faults.add(fault)
    return fault.id


@hook("GET", "faults")
def injected_faults(world: World) -> list[InjectedFault]:
    """Return the injected faults, oldest first, with how many calls each has matched and made fail."""
    return [_document(fault) for fault in world.faults.injected]


@hook("DELETE", "faults/{fault_id}")
def remove_fault(world: World, fault_id: str) -> None:
    """Remove a fault, which fires no more."""
    _keep_for_failure(world)
    if not world.faults.remove(fault_id):
        raise ResourceNotFound(does_not_exist("Fault", fault_id))


@hook("DELETE", "faults")
def remove_faults(world: World) -> None:
    """Remove all faults."""
    _keep_for_failure(world)
    world.faults.remove()


def _keep_for_failure(world: World) -> None:
    world.call.journal.undo(partial(world.faults.restore, world.faults.injected))


def _document(fault: Fault) -> InjectedFault:
    return {
        "Id": fault.id,
        "Request": fault.request,
        "Matched": fault.matched,
        "Fired": fault.fired,
        "IsSpent": fault.is_spent,
        "MustFire": fault.must_fire,
    }


def _meant(operation: str | None, area: str | None) -> list[str]:
    areas = {each.area for each in OPERATIONS.values()}
    if operation is not None and operation in NEIGHBOUR_ERRORS:
        return [operation]
    if operation is not None and operation not in OPERATIONS:
        names = [*OPERATIONS, *NEIGHBOUR_ERRORS]
        raise BadRequest(f"There is no operation {shown(operation)}{did_you_mean(operation, names)}")
    if area is not None and area not in areas:
        raise BadRequest(f"There is no area {shown(area)}, but {', '.join(sorted(areas))}")
    return [
        name for name, each in OPERATIONS.items() if operation in (None, name) and (area is None or each.area == area)
    ]


def _errors_of(operation: str) -> Mapping[str, int]:
    return NEIGHBOUR_ERRORS.get(operation) or modelled_errors(operation)


def _failure(error: str, message: str | None, operations: Iterable[str]) -> Failure:
    if error in CONNECTIONS:
        return Failure(error, 0, message or CONNECTIONS[error])
    is_concurrent = error == CONCURRENT_UPDATE
    code = "BadRequestException" if is_concurrent else error
    known = {code: status for name in operations for code, status in _errors_of(name).items()}
    if code not in known:
        names = [*known, CONCURRENT_UPDATE, *CONNECTIONS]
        raise BadRequest(
            f"There is no error {shown(error)} of these calls{did_you_mean(error, names)}; known are {names}"
        )
    default = _CONCURRENT_UPDATE if is_concurrent else DEFAULT_TEXTS.get(code, "")
    return Failure(code, known[code], message or default)


def _schedule(times: int | None, every: int | None, rate: float | None, seed: int) -> Schedule:
    if rate is not None and not 0 <= rate <= 1:
        raise BadRequest(f"A rate is a share of the calls from 0 to 1, not {rate}")
    for name, count in (("times", times), ("every", every)):
        if count is not None and count < 1:
            raise BadRequest(f"{name} must be at least 1, not {count}")
    most = 1 if times is None and every is None and rate is None else times
    return Schedule(most, every or 1, rate, seed)


def _not_negative(name: str, seconds: float) -> None:
    if not 0 <= seconds <= MOST_SECONDS:
        raise BadRequest(f"{name} must be from 0 to {MOST_SECONDS} seconds, not {shown(seconds)}")
