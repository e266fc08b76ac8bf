"""What a query of a SQL segment found, as plain JSON, so that it is the same wherever the query ran."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from moto_customerprofiles.engine.segments.subjects import CannotEvaluate
from moto_customerprofiles.engine.segments.tables import ID_COLUMNS


@dataclass(frozen=True)
class SqlAnswer:
    """What a query found: its columns, and its rows as they came; all values are JSON."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]

    @cached_property
    def id_column(self) -> int:
        """The place of the column that holds profile ids; `CannotEvaluate` if no column does."""
        return id_column(self.columns)

    @cached_property
    def profile_ids(self) -> list[str]:
        """The profile ids, each once, in the order of their first rows."""
        found = (row[self.id_column] for row in self.rows)
        return list(dict.fromkeys(str(value) for value in found if value is not None))


def id_column(columns: tuple[str, ...]) -> int:
    """Return the place of the column that holds profile ids.

    Raises:
        CannotEvaluate: no column does.

    >>> id_column(("total", "Profile_Id"))
    1

    """
    for at, name in enumerate(columns):
        if name.lower() in ID_COLUMNS:
            return at
    raise CannotEvaluate("The result of the query has no column profileid or profile_id")


def as_json(value: object) -> object:
    """Turn a value of the database into JSON.

    >>> as_json([Decimal("1.50"), date(2026, 6, 1)])
    [1.5, '2026-06-01']
    """
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {str(name): as_json(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(item) for item in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if isinstance(value, int) else _text(value)


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def weight(value: object) -> int:
    """Count the characters and items of a JSON value, roughly.

    >>> weight("abc"), weight([1, "ab"])
    (3, 5)
    """
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(len(name) + weight(part) for name, part in value.items()) + 1
    return sum(map(weight, value)) + len(value) if isinstance(value, list) else 1
