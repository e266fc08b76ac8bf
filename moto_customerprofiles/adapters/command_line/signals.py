"""Signals that end a subcommand: a request to terminate counts as an interrupt, and cleaning up is not interrupted."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def stop_on_termination() -> None:
    """Let SIGTERM raise KeyboardInterrupt, as SIGINT does, so that what was made is deleted."""
    if current_thread() is main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Ignore both signals in a block; only the main thread can."""
    if current_thread() is not main_thread():
        yield
        return
    handlers = {each: signal.signal(each, signal.SIG_IGN) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in handlers.items():
            signal.signal(each, handler)
