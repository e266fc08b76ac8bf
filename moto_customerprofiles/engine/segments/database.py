"""The database that runs a SQL segment. Imports DuckDB: only `sql` imports this module.

The database is in memory, new for each query, and isolated: no files, no network, no extensions and, once its tables
are loaded, no settings. So a query that passes the rules for a segment's SQL cannot reach the machine. Its memory, rows
and time are limited, so that it can neither fill the machine nor run for ever. The limits are our choice; queries over
a million profiles stay far below them.
"""

from __future__ import annotations

import json
from contextlib import closing, contextmanager
from threading import Timer
from typing import TYPE_CHECKING

import duckdb

from moto_customerprofiles.engine.segments.column_types import ColumnType, column_type, loadable
from moto_customerprofiles.engine.segments.subjects import CannotEvaluate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from moto_customerprofiles.engine.segments.tables import Table

_LOCKED_IN: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "threads": "1",
    "memory_limit": "2GB",
    "temp_directory": "",
}
MOST_ROWS = 5_000_000
LONGEST_RUN = 60.0
"""The most seconds from the first table to the last row."""


def select(sql: str, tables: Mapping[str, Table]) -> tuple[tuple[str, ...], tuple[tuple[object, ...], ...]]:
    """Return the names of the columns and the rows of one query in DuckDB's dialect.

    Raises:
        CannotEvaluate: the query fails, takes too long or returns too many rows.

    """
    with closing(duckdb.connect(config=_LOCKED_IN)) as database, _interrupted(database):
        try:
            for name, table in tables.items():
                _load(database, name, table)
            database.execute("SET lock_configuration = true")
            database.execute(sql)
            columns = tuple(column[0] for column in database.description)
            rows = tuple(database.fetchmany(MOST_ROWS + 1))
        except duckdb.InterruptException as error:
            raise CannotEvaluate(f"The query is not done after {LONGEST_RUN:g} seconds") from error
        except duckdb.Error as error:
            raise CannotEvaluate(str(error).partition("\n")[0]) from error
    if len(rows) > MOST_ROWS:
        raise CannotEvaluate(f"The query returns more than {MOST_ROWS} rows")
    return columns, rows


@contextmanager
def _interrupted(database: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Interrupt the database after the longest time; only another thread can interrupt DuckDB."""
    alarm = Timer(LONGEST_RUN, database.interrupt)
    alarm.daemon = True
    alarm.start()
    try:
        yield
    finally:
        alarm.cancel()


def _load(database: duckdb.DuckDBPyConnection, name: str, table: Table) -> None:
    """Create a table of typed JSON with one statement for all rows."""
    kinds: dict[str, ColumnType] = {column: column_type(kind) for column, kind in table.columns.items()}
    rows = [{column: loadable(row.get(column), kind) for column, kind in kinds.items()} for row in table.rows]
    quoted = '"' + name.replace('"', '""') + '"'
    database.execute(
        f"CREATE TABLE {quoted} AS SELECT line.* FROM (SELECT unnest(from_json(?, ?)) AS line)",  # noqa: S608  quoted
        [json.dumps(rows), json.dumps([kinds])],
    )
