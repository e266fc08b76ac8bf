"""The way through a long list."""

from __future__ import annotations

from typing import NamedTuple

PAGE_SIZE = 25
"""How many rows of a long list a page shows."""

_MOST_DIGITS = 10


class Pager(NamedTuple):
    """A page of a list: where it begins, how long the list is, and the pages before and after it."""

    start: int
    size: int
    total: int
    base: str
    name: str = "start"

    @property
    def text(self) -> str:
        """Which rows are shown."""
        last = min(self.start + self.size, self.total)
        return f"{min(self.start + 1, last):,} to {last:,} of {self.total:,}"

    @property
    def before(self) -> str | None:
        """The path of the page before, None on the first."""
        return self._at(max(self.start - self.size, 0)) if self.start else None

    @property
    def after(self) -> str | None:
        """The path of the page after, None on the last."""
        return self._at(self.start + self.size) if self.start + self.size < self.total else None

    def _at(self, start: int) -> str:
        return f"{self.base}{'&' if '?' in self.base else '?'}{self.name}={start}"


def start_of(text: str) -> int:
    """Return where a page begins; what is no number of a row is the beginning.

    >>> start_of("50"), start_of("x"), start_of("-1")
    (50, 0, 0)
    """
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _MOST_DIGITS else 0
