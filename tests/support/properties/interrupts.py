"""Exceptions put between two instructions of a call, as a signal or Ctrl-C would put them, but at a chosen one."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import moto_customerprofiles

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

_PACKAGE = str(Path(moto_customerprofiles.__file__).parent)


class Interrupted(BaseException):
    """What nobody but the test catches."""


class Interrupts:
    """Counts the instructions that the package executes for a call, and interrupts it before some of them."""

    def __init__(self, *at: int) -> None:
        self.count = 0
        self.struck = 0
        self._at = at

    def run(self, call: Callable[[], object]) -> int:
        """Make a call, and return how often it was interrupted; each time, the exception goes its way."""
        before = sys.gettrace()
        self._trace_on()
        try:
            with suppress(Interrupted):
                call()
        finally:
            sys.settrace(before)
        return self.struck

    def _trace_on(self) -> None:
        sys.settrace(self._trace)

    def _trace(self, frame: FrameType, event: str, _: Any) -> Any:
        if not frame.f_code.co_filename.startswith(_PACKAGE):
            return None
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        if event == "opcode":
            self.count += 1
            if self.count in self._at:
                self.struck += 1
                raise Interrupted
        return self._trace


def instructions(call: Callable[[], object]) -> int:
    """Return how many instructions of the package a call takes."""
    counted = Interrupts()
    counted.run(call)
    return counted.count
