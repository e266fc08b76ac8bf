"""Injected faults at work: time that a call takes, errors that it is answered with, connections that break."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from moto_customerprofiles.errors import ConnectionBroken, InjectedError
from moto_customerprofiles.state.testing.disturbed_neighbours import DisturbedNeighbours

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moto_customerprofiles.state.testing.faults import Failure, When
    from moto_customerprofiles.state.world import World


def fire(world: World, when: When, operation: str, params: Mapping[str, object]) -> None:
    """Let the faults that match a call take effect before its work or after it.

    Raises:
        InjectedError: the call is answered with an error.
        ConnectionBroken: the caller gets no answer.

    """
    for fault in world.faults.fire(when, operation, params):
        if fault.delay:
            world.wait(fault.delay, fault.sleeps)
        if fault.failure:
            raise _exception(fault.failure)


def disturb_neighbours(world: World) -> None:
    """Let calls to neighbours meet the faults of a world from now on."""
    if not isinstance(world.call.neighbours, DisturbedNeighbours):
        world.call.neighbours = DisturbedNeighbours(world.call.neighbours, partial(fire, world))


def _exception(failure: Failure) -> InjectedError | ConnectionBroken:
    if not failure.status:
        return ConnectionBroken(failure.code, failure.message)
    return InjectedError(failure.code, failure.status, failure.message)
