"""The types of the columns of a segment's tables, from the types of JSON to those of DuckDB.

AWS publishes no types. Which type a column has is our choice: the narrowest that holds every value of the column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Union

from moto_customerprofiles.engine.values.json_text import compact

TEXT, WHOLE, NUMBER, TRUTH, TIME = "VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN", "TIMESTAMP"
ColumnType = Union[str, "dict[str, ColumnType]", "list[ColumnType]", None]
"""The name of a scalar type, the fields of a structure, the one item type of a list; None if only nulls were seen."""
_WHOLE_LIMIT = 2**63


def type_of(value: object) -> ColumnType:
    """Return the type of a JSON value; the items of a list have the one type that holds them all.

    >>> type_of({"price": 1.5, "tags": ["new", 7]})
    {'price': 'DOUBLE', 'tags': ['VARCHAR']}
    """
    if isinstance(value, Mapping):
        return {name: type_of(value[name]) for name in without_twins(value)}
    if isinstance(value, list):
        kind: ColumnType = None
        for item in value:
            kind = merged(kind, type_of(item))
        return [kind]
    if value is None or isinstance(value, bool):
        return None if value is None else TRUTH
    if isinstance(value, int):
        return WHOLE if abs(value) < _WHOLE_LIMIT else NUMBER
    return NUMBER if isinstance(value, float) else TEXT


def merged(one: ColumnType, other: ColumnType) -> ColumnType:
    """Return the type that holds the values of both types, text if there is no other.

    >>> merged("BIGINT", "DOUBLE"), merged({"a": "BIGINT"}, {"b": "BOOLEAN"})
    ('DOUBLE', {'a': 'BIGINT', 'b': 'BOOLEAN'})
    """
    if one is None or other is None or one == other:
        return other if one is None else one
    if isinstance(one, dict) and isinstance(other, dict):
        theirs = {name.lower(): kind for name, kind in other.items()}
        both = {name: merged(kind, theirs.pop(name.lower(), None)) for name, kind in one.items()}
        return both | {name: kind for name, kind in other.items() if name.lower() in theirs}
    if isinstance(one, list) and isinstance(other, list):
        return [merged(one[0], other[0])]
    return NUMBER if (one, other) in ((WHOLE, NUMBER), (NUMBER, WHOLE)) else TEXT


def column_type(kind: ColumnType) -> ColumnType:
    """Return the final type of a column; a part that only nulls were seen of is text.

    >>> column_type([None]), column_type({"a": {}})
    (['VARCHAR'], {'a': 'VARCHAR'})
    """
    if isinstance(kind, dict):
        return {name: column_type(part) for name, part in kind.items()} or TEXT
    return [column_type(kind[0])] if isinstance(kind, list) else kind or TEXT


def loadable(value: object, kind: ColumnType) -> object:
    """Return a value as JSON of its column's type.

    >>> loadable({"A": [1]}, {"a": TEXT})
    {'a': '[1]'}
    """
    if value is None:
        return None
    if isinstance(kind, dict) and isinstance(value, dict) and kind:
        own = {str(name).lower(): part for name, part in reversed(value.items())}
        return {name: loadable(own.get(name.lower()), part) for name, part in kind.items()}
    if isinstance(kind, list) and isinstance(value, list):
        return [loadable(item, kind[0]) for item in value]
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat()
    return _as_text(value) if kind == TEXT or not isinstance(kind, str) else value


def without_twins(names: Iterable[str]) -> list[str]:
    """Return the first of all names that differ only in case, because SQL does not distinguish them."""
    firsts: dict[str, str] = {}
    for name in names:
        firsts.setdefault(name.lower(), name)
    return list(firsts.values())


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else compact(value)
