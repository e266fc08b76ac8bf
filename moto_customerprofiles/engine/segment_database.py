"""The database that runs a SQL segment. Imports DuckDB: only `segment_sql` imports this file.

A database in memory, new for each run, that can reach nothing: no files, no network, no extensions, and once its tables
are there no settings either. What the rules for a segment's SQL let through still cannot leave it.
"""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING

import duckdb

from moto_customerprofiles.engine.segment_tables import ColumnType, Table, column_type, loadable
from moto_customerprofiles.engine.segments import CannotEvaluate

if TYPE_CHECKING:
    from collections.abc import Mapping

_LOCKED_IN: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "threads": "1",
}


def select(sql: str, tables: Mapping[str, Table]) -> tuple[tuple[str, ...], tuple[tuple[object, ...], ...]]:
    """Run one query of DuckDB's dialect: the names of its columns and its rows; CannotEvaluate if it fails."""
    with closing(duckdb.connect(config=_LOCKED_IN)) as database:
        try:
            for name, table in tables.items():
                _load(database, name, table)
            database.execute("SET lock_configuration = true")
            database.execute(sql)
            return tuple(column[0] for column in database.description), tuple(database.fetchall())
        except duckdb.Error as error:
            raise CannotEvaluate(str(error).partition("\n")[0]) from error


def _load(database: duckdb.DuckDBPyConnection, name: str, table: Table) -> None:
    """Make a table of typed JSON: one statement, whatever the number of rows."""
    kinds: dict[str, ColumnType] = {column: column_type(kind) for column, kind in table.columns.items()}
    rows = [{column: loadable(row.get(column), kind) for column, kind in kinds.items()} for row in table.rows]
    quoted = '"' + name.replace('"', '""') + '"'
    database.execute(
        f"CREATE TABLE {quoted} AS SELECT line.* FROM (SELECT unnest(from_json(?, ?)) AS line)",  # noqa: S608  quoted
        [json.dumps(rows), json.dumps([kinds])],
    )
