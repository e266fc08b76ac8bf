"""The files that an integration finds in a bucket: CSV, one JSON object per line, or a JSON document.

The Administrator Guide (integrating S3) describes CSV files with a header; JSON is what AppFlow reads too. How the
formats are told apart, that empty cells are absent values, and that an invalid line fails alone, is our choice.
"""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.integrations.csv_lines import csv_lines

if TYPE_CHECKING:
    from collections.abc import Iterator


class Unreadable(NamedTuple):
    """A part of a file that is not a record, and the reason."""

    text: str
    reason: str


def read_file(content: bytes) -> Iterator[str | Unreadable]:
    r"""Yield the records of a file as JSON texts in their order; JSON lines are not checked.

    >>> list(read_file(b"Id,Name\n7,Lamp\n"))
    ['{"Id": "7", "Name": "Lamp"}']
    >>> list(read_file(b'{"Id": 7}\n{"Id": 8}\n'))
    ['{"Id": 7}', '{"Id": 8}']
    """
    content = content.removeprefix(b"\xef\xbb\xbf")
    reader = _json_records if content.lstrip()[:1] in (b"{", b"[") else _csv_records
    try:
        yield from reader(content)
    except UnicodeDecodeError as error:
        yield Unreadable("", f"The file is not UTF-8: {error.reason}")
    except csv.Error as error:
        yield Unreadable("", f"The file is no CSV: {error}")


def _json_records(content: bytes) -> Iterator[str]:
    text = content.decode()
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        yield from (line for line in map(str.strip, text.split("\n")) if line)
        return
    if isinstance(document, list):
        yield from (json.dumps(record, ensure_ascii=False) for record in document)
    else:
        yield text.strip()


def _csv_records(content: bytes) -> Iterator[str | Unreadable]:
    header: list[str] | None = None
    for line, cells in csv_lines(content):
        if header is None:
            header = [name.strip() for name in cells]
        elif len(cells) > len(header):
            yield Unreadable(",".join(cells), f"Line {line} has {len(cells)} values for {len(header)} columns")
        else:
            record = {name: cell for name, cell in zip(header, cells, strict=False) if cell}
            yield json.dumps(record, ensure_ascii=False)
