"""Progress of long work on standard error: a bar on a terminal, a plain line now and then otherwise."""

from __future__ import annotations

import sys
from typing import TextIO

_WIDTH = 30
_LINES = 10


class Progress:
    """Shows how many of `total` steps are done; `total` 0 means that nobody knows."""

    def __init__(self, total: int, what: str, stream: TextIO | None = None) -> None:
        self.total, self.what = total, what
        self.stream = stream or sys.stderr
        self.done = 0
        self._is_terminal = self.stream.isatty()

    def step(self, name: str) -> None:
        """Show that one more step is done."""
        self.done += 1
        if self._is_terminal:
            self.stream.write(f"\r\x1b[K{self._bar()} {self.done}/{self.total or '?'} {self.what}: {name[:40]}")
        elif self.done == self.total or self.done % max(1, self.total // _LINES) == 0:
            self.stream.write(f"{self.done}/{self.total or '?'} {self.what}\n")
        self.stream.flush()

    def end(self) -> None:
        """Take the bar away."""
        if self._is_terminal and self.done:
            self.stream.write("\r\x1b[K")
            self.stream.flush()

    def _bar(self) -> str:
        full = _WIDTH * self.done // self.total if self.total else 0
        return f"[{'#' * full}{'.' * (_WIDTH - full)}]"
