"""An uploaded CSV file: the fields of each of its records.

The Administrator Guide ("Import files into segments") requires comma-separated values in UTF-8 without byte order mark,
with the header in the first line. A byte order mark belongs to the name of the first column, so that column is not
found. The details are our choice: quotes as in RFC 4180, values without surrounding blanks, blank lines skipped,
columns without a mapping ignored. A file that breaks these rules (a missing column, an unfinished quote, bytes that are
not UTF-8, a record that does not end) is unusable as a whole; a record that breaks a rule of its own fails alone.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.integrations.csv_lines import csv_lines
from moto_customerprofiles.engine.profiles.fields import written
from moto_customerprofiles.engine.profiles.normal_forms import normal_form
from moto_customerprofiles.engine.values.lengths import LONGEST
from moto_customerprofiles.engine.values.literals import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from moto_customerprofiles.engine.uploads.plans import Column, Plan

_MOST_BYTES = 2**30  # files must be smaller than 1 GB (Administrator Guide)


class UnusableFile(ValueError):
    """The file as a whole cannot be read; the message says why."""


class Customer(NamedTuple):
    """A record that can be written: its last line, the normal form of its unique value, and all its fields."""

    line: int
    key: str
    fields: Mapping[str, str]


class Failed(NamedTuple):
    """A record that cannot be written: the number of its last line, and the reason."""

    line: int
    reason: str


def read_records(content: bytes, plan: Plan) -> Iterator[Customer | Failed]:
    r"""Return the records of a file, after reading the whole file once to check it.

    Raises:
        UnusableFile: the file cannot be read; raised before any record is returned.

    >>> from moto_customerprofiles.engine.uploads.plans import plan_upload
    >>> plan = plan_upload({"AccountNumber": {"Source": "_source.No", "Target": "AccountNumber"}}, "AccountNumber")
    >>> list(read_records(b"No,Name\nA-1,Ann\n,Bob\n", plan))
    [Customer(line=2, key='A-1', fields={'AccountNumber': 'A-1'}), Failed(line=3, reason='the unique key is empty')]

    """
    header = _check(content)
    missing = [column.name for column in plan.columns if column.name not in header]
    if missing:
        raise UnusableFile(f"the header lacks {', '.join(missing)}")
    indexes = [header.index(column.name) for column in plan.columns]
    return _read_all(content, plan, indexes, len(header))


def _check(content: bytes) -> list[str]:
    """Return the header, after reading the whole file without keeping it."""
    if len(content) >= _MOST_BYTES:
        raise UnusableFile("the file has 1 GB or more")
    header: list[str] | None = None
    try:
        for _, cells in csv_lines(content):
            header = header or [cell.strip() for cell in cells]
    except UnicodeDecodeError as error:
        raise UnusableFile(f"the file is not UTF-8: {error.reason}") from error
    except csv.Error as error:
        raise UnusableFile(f"the file is no CSV: {error}") from error
    return header or []


def _read_all(content: bytes, plan: Plan, indexes: Sequence[int], width: int) -> Iterator[Customer | Failed]:
    lines = csv_lines(content)
    next(lines)
    for line, cells in lines:
        if len(cells) > width:
            yield Failed(line, f"{len(cells)} cells under {width} headers")
        else:
            values = [cells[index].strip() if index < len(cells) else "" for index in indexes]
            yield _read_one(line, values, plan)


def _read_one(line: int, values: Sequence[str], plan: Plan) -> Customer | Failed:
    try:
        return _customer(line, plan, zip(plan.columns, values, strict=True))
    except ValueError as error:
        return Failed(line, str(error))


def _customer(line: int, plan: Plan, cells: Iterator[tuple[Column, str]]) -> Customer:
    fields: dict[str, str] = {}
    key = ""
    for column, value in cells:
        if value:
            fields.update([_field(column, value)])
        if column.path == plan.key_path:
            key = value or key
    if not key:
        raise ValueError("the unique key is empty")
    return Customer(line, normal_form(plan.key_type, key), fields)


def _field(column: Column, value: str) -> tuple[str, str]:
    """Return the path that a value is written to, and the text.

    Raises:
        ValueError: the value cannot be written; the message is the reason.

    """
    longest = LONGEST.get(f"Profile.{column.path}", LONGEST["Profile.FirstName"])
    if len(value) > longest:
        raise ValueError(f"{column.name} is longer than {longest} characters")
    if column.content_type == "NUMBER" and number(value) is None:
        raise ValueError(f"{column.name} is no number")
    if column.content_type == "EMAIL_ADDRESS" and "@" not in value:
        raise ValueError(f"{column.name} is no e-mail address")
    path, text = written(column.path, value)
    if path is None:
        raise ValueError(f"{column.name} is none of the values of {column.path}")
    return path, text
