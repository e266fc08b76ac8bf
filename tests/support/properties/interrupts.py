"""Exceptions put between two instructions of a call, as a signal or Ctrl-C would put them, but at a chosen one."""

from __future__ import annotations

import dis
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import moto_customerprofiles

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType, FrameType

    Place = tuple[CodeType, int]
    """A piece of code, and where in it an instruction stands."""

_PACKAGE = str(Path(moto_customerprofiles.__file__).parent)
_STATE = str(Path(_PACKAGE) / "state")
_EFFECTS = ("BEFORE_WITH", "BINARY_OP", "CALL", "DELETE", "INPLACE", "LIST", "RETURN", "STORE_ATTR", "STORE_SUBSCR")
"""How the names of instructions begin that may change what others see; an interrupt elsewhere is as one before."""


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
        try:
            with suppress(Interrupted):
                sys.settrace(self._trace)
                call()
        finally:
            sys.settrace(before)
        return self.struck

    def meet(self, _: FrameType, /) -> None:
        """Take notice of an instruction that is about to be executed."""
        if self.count in self._at:
            self.struck += 1
            raise Interrupted

    def _trace(self, frame: FrameType, event: str, _: Any) -> Any:
        if not frame.f_code.co_filename.startswith(_PACKAGE):
            return None
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        if event == "opcode":
            self.count += 1
            self.meet(frame)
        return self._trace


class _Effects(Interrupts):
    """Notes the instructions of `state` before which something may just have been changed."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[Place, int] = {}
        self._last: Place | None = None

    def meet(self, frame: FrameType, /) -> None:
        place = frame.f_code, frame.f_lasti
        if place[0].co_filename.startswith(_STATE) and _is_after_an_effect(self._last, place):
            self.found.setdefault(place, self.count)
        self._last = place


def _is_after_an_effect(last: Place | None, place: Place) -> bool:
    return last is None or last[0] is not place[0] or _name(last).startswith(_EFFECTS)


def _name(place: Place) -> str:
    code, at = place
    return dis.opname[_bytes(code)[at]]


@cache
def _bytes(code: CodeType) -> bytes:
    return code.co_code


def effects(call: Callable[[], object]) -> dict[Place, int]:
    """Return the instructions of `state` that follow a change or a call, each with its number when it is first met."""
    noted = _Effects()
    noted.run(call)
    return noted.found


def instructions(call: Callable[[], object]) -> int:
    """Return how many instructions of the package a call takes."""
    counted = Interrupts()
    counted.run(call)
    return counted.count
