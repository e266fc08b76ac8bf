"""Exceptions that are none of the running code's own: they come between any two of its instructions, from the side."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from threading import RLock
    from types import CodeType, FrameType


def is_interrupt(error: BaseException) -> bool:
    """Return whether an exception came from the side: it is no `Exception`, or the handler of a signal has raised it.

    Tests stop what takes too long by a handler that raises `TimeoutError`, say; nobody but the test may catch that.
    """
    if not isinstance(error, Exception):
        return True
    handlers = {code for code in map(_code_of, map(signal.getsignal, signal.valid_signals())) if code}
    return any(frame.f_code in handlers for frame in _frames_of(error))


def mistake_of(work: Callable[..., object], *args: object) -> Exception | None:
    """Do work with these arguments, and return the exception that it raises, if that is none from the side."""
    try:
        work(*args)
    except Exception as error:
        if is_interrupt(error):
            raise
        return error
    return None


def is_held(lock: RLock) -> bool:
    """Return whether the running thread holds a lock: the lock itself knows, from the moment at which it is taken."""
    return bool(lock._is_owned())  # type: ignore[attr-defined]  # noqa: SLF001  # threading.Condition uses it, too


def depth_of(method: Callable[..., object], owner: object) -> int:
    """Return how many calls of a method of an object the running thread is inside of."""
    code = _code_of(method)
    depth, frame = 0, sys._getframe(1).f_back  # noqa: SLF001  # there is no other way to see the callers
    while frame is not None:
        if frame.f_code is code and frame.f_locals.get("self") is owner:
            depth += 1
        frame = frame.f_back
    return depth


def _code_of(handler: object) -> CodeType | None:
    """Return the code of a function, a method, a partial or any other object that can be called; None without any."""
    function = getattr(handler, "func", handler)
    code: CodeType | None = getattr(function, "__code__", None) or getattr(type(function).__call__, "__code__", None)
    return code


def _frames_of(error: BaseException) -> Iterator[FrameType]:
    step = error.__traceback__
    while step is not None:
        yield step.tb_frame
        step = step.tb_next
