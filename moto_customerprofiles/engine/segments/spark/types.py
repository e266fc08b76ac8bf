"""The types of all expressions of a segment's SQL, worked out from the tables that it reads. Imports sqlglot."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify_columns import qualify_columns
from sqlglot.optimizer.qualify_tables import qualify_tables
from sqlglot.schema import MappingSchema

from moto_customerprofiles.engine.segments.column_types import NUMBER, TEXT, TIME, TRUTH, WHOLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moto_customerprofiles.engine.segments.column_types import ColumnType
    from moto_customerprofiles.engine.segments.tables import LaidTable

_NAMES = {TEXT: "string", WHOLE: "bigint", NUMBER: "double", TRUTH: "boolean", TIME: "timestamp"}


def typed(tree: exp.Query, tables: Sequence[LaidTable]) -> exp.Query:
    """Return a query in which each column names its table, and each expression has a type if it can be known."""
    schema = MappingSchema(
        {table.name: {name.lower(): _type(kind) for name, kind in _kinds(table).items()} for table in tables},
        dialect="spark",
    )
    tree = tree.copy()
    try:
        qualified = qualify_columns(
            qualify_tables(_lowered(tree.copy()), dialect="spark"), schema, expand_alias_refs=False
        )
        return annotate_types(qualified, schema, dialect="spark")
    except SqlglotError:  # DuckDB tells better what is wrong
        return annotate_types(tree, schema, dialect="spark")


def _lowered(tree: exp.Query) -> exp.Query:
    """Write all names in small letters, but those of the columns that the query returns."""
    for select in tree.selects:
        if isinstance(select, exp.Column) and not isinstance(select.this, exp.Star):
            select.replace(exp.alias_(select.copy(), select.name, quoted=True))
    kept = {id(select.args.get("alias")) for select in tree.selects}
    for name in tree.find_all(exp.Identifier):
        if id(name) not in kept:
            name.set("this", name.name.lower())
    return tree


def _kinds(table: LaidTable) -> dict[str, ColumnType]:
    (kinds,) = json.loads(table.kinds)
    found: dict[str, ColumnType] = kinds
    return found


def _type(kind: ColumnType) -> str:
    if isinstance(kind, dict):
        fields = ", ".join(f"`{name.lower().replace('`', '``')}`: {_type(part)}" for name, part in kind.items())
        return f"struct<{fields}>"
    return f"array<{_type(kind[0])}>" if isinstance(kind, list) else _NAMES.get(kind or TEXT, "string")
