"""Record the calls of clients and list them, for tests that assert which calls a program makes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from moto_customerprofiles.hook import hook

if TYPE_CHECKING:
    from moto_customerprofiles.engine.calls.recorded import RecordedCall
    from moto_customerprofiles.state.testing.recorded_calls import Recorded
    from moto_customerprofiles.state.world import World


@hook("POST", "recorded-calls")
def record_calls(world: World) -> None:
    """Record all calls of clients from now on, in-process and over HTTP; each attempt of a retried call is one.

    The methods of the backend are not recorded: they are the test's own. The setting `record_calls` does the same for
    every account and region.
    """
    world.call.journal.assign(world.recorded_calls, is_on=True)


@hook("GET", "recorded-calls")
def recorded_calls(world: World) -> list[RecordedCall]:
    """Return the recorded calls in the order in which they ended: operation, parameters, reply or error, and time."""
    return [_document(call) for call in world.recorded_calls.calls]


@hook("DELETE", "recorded-calls")
def forget_recorded_calls(world: World, *, stop: bool = False) -> None:
    """Forget the recorded calls; with `stop`, record no more."""
    recorded = world.recorded_calls
    world.call.journal.assign(recorded, calls=[], is_on=recorded.is_on and not stop)


def _document(call: Recorded) -> RecordedCall:
    return {
        "Number": call.number,
        "At": call.at.isoformat(),
        "Operation": call.operation,
        "Parameters": json.loads(call.parameters),
        "Reply": None if call.reply is None else json.loads(call.reply),
        "Error": {"Code": call.error[0], "Message": call.error[1]} if call.error else None,
        "Status": call.status,
        "Seconds": call.seconds,
    }
