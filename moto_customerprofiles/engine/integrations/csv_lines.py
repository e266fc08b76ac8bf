"""The records of a CSV file, read one by one in bounded memory.

Quotes are those of RFC 4180, blank lines are left out. A record that does not end is refused after a million
characters, which is our choice.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_RECORD = 1_000_000


def csv_lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    r"""Yield the records of a file as cells, each with the number of its last line; blank lines are left out.

    Raises:
        csv.Error: the file is not valid CSV, or a record is too long.
        UnicodeDecodeError: the file is not UTF-8.

    >>> list(csv_lines(b'Id,Name\n\n7,"Lamp, red"\n'))
    [(1, ['Id', 'Name']), (3, ['7', 'Lamp, red'])]

    """
    feed = _Feed(content)
    reader = csv.reader(feed, strict=True)
    for cells in reader:
        feed.read = 0
        if len(cells) > 1 or (cells and cells[0].strip()):
            yield reader.line_num, cells


class _Feed:
    """The lines of a file, for a reader that may take a limited number of characters for one record."""

    def __init__(self, content: bytes) -> None:
        self._text = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", newline="")
        self.read = 0

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        line = self._text.readline(_LONGEST_RECORD + 1)
        self.read += len(line)
        if not line:
            raise StopIteration
        if self.read > _LONGEST_RECORD:
            raise csv.Error(f"a record is longer than {_LONGEST_RECORD} characters")
        if "\0" in line:  # the csv module of Python 3.10 refuses it, later ones do not
            raise csv.Error("line contains NUL")
        return line
