"""Time that injected faults take: frozen clocks are wound, and nothing sleeps unless a test asks for it."""

from __future__ import annotations

import sys
import time
from datetime import timedelta
from typing import Any


def wait(seconds: float, really: bool) -> None:  # noqa: FBT001  # a port
    """Wind the frozen clock of freezegun or time-machine, if there is one, and sleep if that is really wanted."""
    clock = _frozen_by_freezegun() or _frozen_by_time_machine()
    if clock:
        clock(timedelta(seconds=seconds))
    if really:
        time.sleep(seconds)


def _frozen_by_freezegun() -> Any:
    api: Any = sys.modules.get("freezegun.api")
    frozen = api and api.freeze_factories and api.freeze_factories[-1]
    return frozen.tick if isinstance(frozen, api.FrozenDateTimeFactory if api else ()) else None


def _frozen_by_time_machine() -> Any:
    module: Any = sys.modules.get("time_machine")
    travellers = getattr(module, "traveller_stack", None) or getattr(module, "coordinates_stack", None)  # 3.x, 2.x
    return travellers[-1].shift if travellers and not travellers[-1]._tick else None  # noqa: SLF001  # shown nowhere else
