"""The request pipeline, which every call of every operation passes.

Check the constraints of the model, take the world's lock, let the domain catch up with the clock, run the operation,
publish its changes, shape the reply, release the lock, deliver to neighbours. A call that fails has changed nothing.
Nor has one that needs work done outside of the lock: it is repeated with the result of the work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto_customerprofiles.errors import OperationNotImplemented
from moto_customerprofiles.hook import HOOKS
from moto_customerprofiles.operation import OPERATIONS
from moto_customerprofiles.reactions import react
from moto_customerprofiles.services import consistency
from moto_customerprofiles.services.chores import due_chores
from moto_customerprofiles.services.faults import fire
from moto_customerprofiles.state.outside_work import OutsideWork
from moto_customerprofiles.wire.newest_model import why_absent
from moto_customerprofiles.wire.operations import wire_operation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moto_customerprofiles.ports import Caller
    from moto_customerprofiles.state.outside_work import Results
    from moto_customerprofiles.state.world import World
    from moto_customerprofiles.wire.operations import WireOperation

OPERATIONS.fill_from("operations")
HOOKS.fill_from("hooks")


_NO_RESULTS: Results = {}


def perform(
    world: World,
    name: str,
    params: Mapping[str, Any],
    caller: Caller | None = None,
) -> dict[str, Any]:
    """Perform one operation and return plain data by the output shape's member names.

    Raises:
        ServiceError: the operation's answer is an error.
        ConnectionBroken: a test has injected that the caller gets no answer.

    """
    wire = protocol(name)
    if world.settings.strict_rates and caller is not None:
        world.rates.take(name, world.settings.request_rates)
    if world.faults.pending:
        return _perform_with_faults(world, name, params, caller)
    return _perform(world, wire, params, caller, _NO_RESULTS)


def _perform_with_faults(world: World, name: str, params: Mapping[str, Any], caller: Caller | None) -> dict[str, Any]:
    """Perform an operation between the faults that a test has injected before and after its work."""
    fire(world, "before", name, params)
    reply = _perform(world, protocol(name), params, caller, _NO_RESULTS)
    fire(world, "after", name, params)
    return reply


def _perform(
    world: World, wire: WireOperation, params: Mapping[str, Any], caller: Caller | None, results: Results
) -> dict[str, Any]:
    """Perform an operation; `results` are those of the work outside for which the call was interrupted before."""
    wire.validate(params)
    try:
        return world.run(_reply, world, wire, params, caller=caller, publish=react, results=results)
    except OutsideWork as work:
        return _perform(world, wire, params, caller, work.done())
    finally:  # what fell due before has happened, even if the call itself fails
        world.deliver()


def _reply(world: World, wire: WireOperation, params: Mapping[str, Any]) -> dict[str, Any]:
    """Return the reply of an operation, with all that follows from it."""
    if world.settings.consistency:
        _begin_eventual(world, wire.name, params)
    catch_up(world, params.get("DomainName"))
    answer = wire.page(OPERATIONS[wire.name].run(world, params), params, world.page_secret)
    react(world)
    reply: dict[str, Any] = wire.project(answer)
    return reply


def _begin_eventual(world: World, name: str, params: Mapping[str, Any]) -> None:
    domain = world.domains.get(params.get("DomainName", ""))
    if domain is not None:
        consistency.begin_call(domain, name)


def perform_hook(world: World, name: str, **arguments: object) -> object:
    """Run what only a test may ask for, under the same rules as an operation.

    Raises:
        BadRequest: an argument is not as the hook takes it.

    """
    HOOKS[name].check(arguments)
    return _perform_hook(world, name, arguments, {})


def _perform_hook(world: World, name: str, arguments: Mapping[str, object], results: Results) -> object:
    try:
        return world.run(_outcome, world, name, arguments, publish=react, results=results)
    except OutsideWork as work:
        return _perform_hook(world, name, arguments, work.done())
    finally:
        world.deliver()


def _outcome(world: World, name: str, arguments: Mapping[str, object]) -> object:
    """Return what a hook returns, with all that follows from it."""
    domain_name = arguments.get("domain_name")
    catch_up(world, domain_name if isinstance(domain_name, str) else None)
    outcome = HOOKS[name].run(world, **arguments)
    react(world)
    return outcome


def protocol(name: str) -> WireOperation:
    """Return the compiled protocol of an operation; `OperationNotImplemented` if it is not there."""
    try:
        operation = OPERATIONS[name]
    except KeyError:
        raise OperationNotImplemented(why_absent(name)) from None
    return wire_operation(name, operation.page_size)


def catch_up(world: World, domain_name: str | None) -> None:
    """Let all that fell due in a domain happen, each thing at its own instant, before the call goes on."""
    domain = world.domains.get(domain_name) if domain_name else None
    if domain is None:
        return
    call, has_run = world.call, False
    now = call.now
    for due, run in due_chores(domain, now):
        with call.at(due):
            run()
            react(world)
        has_run = True
    if has_run:
        call.commit()
