"""The calls that a test has asked to record."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

_numbers = count(1)


@dataclass(frozen=True)
class Recorded:
    """One attempt of a call; parameters and reply are JSON texts, so that nothing changes them later.

    `error` has the code and the message. `number` counts the recorded calls of the process, in the order in which they
    ended, so that the calls of several worlds can be sorted.
    """

    at: datetime
    operation: str
    parameters: str
    reply: str | None
    error: tuple[str, str] | None
    status: int
    seconds: float
    number: int = field(default_factory=_numbers.__next__)


class RecordedCalls:
    """The recorded calls of a world, in the order in which they ended. Nothing is recorded until `is_on` is true."""

    def __init__(self, *, is_on: bool) -> None:
        self.is_on = is_on
        self.calls: list[Recorded] = []
