"""moto's clock, ids and pace."""

from __future__ import annotations

import os
from datetime import datetime, timezone

from moto.moto_api import state_manager
from moto.moto_api._internal import mock_random

from moto_customerprofiles.adapters.plugin import SERVICE
from moto_customerprofiles.ports import Transition


def now() -> datetime:
    """Return the time, which frozen clocks freeze: moto's, which moto itself makes in three steps."""
    return datetime.now(timezone.utc)


def transition(kind: str) -> Transition:
    """Return how fast moto's state manager wants a kind of job to move on."""
    setting = state_manager.get_transition(f"{SERVICE}::{kind}")
    amount = setting.get("times") or setting.get("seconds") or 0
    return Transition(setting["progression"], amount)


_UUID_4 = 4 << 76 | 2 << 62
_FREE_BITS = ~(15 << 76 | 3 << 62)


def _part_ways() -> None:
    """Let a process that was forked draw other ids than its parent and its sisters, by its seed and its number."""
    mock_random.seed(f"{mock_random.getrandbits(128)} {os.getpid()}")


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_part_ways)


class MotoIds:
    """Ids from moto's random numbers, which a test can seed."""

    def hex(self) -> str:
        """Return 32 lower-case hex digits."""
        bits = mock_random.getrandbits(128) & _FREE_BITS | _UUID_4  # the hex of moto's uuid4, at a quarter of its price
        return f"{bits:032x}"

    def uuid(self) -> str:
        """Return a UUID with dashes."""
        return str(mock_random.uuid4())
