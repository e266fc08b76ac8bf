"""The database that runs a SQL segment. Imports DuckDB: only `sql` imports this module.

The database is in memory, new for each query, and isolated: no files, no network, no extensions and, once its tables
are loaded, no settings. So a query that passes the rules for a segment's SQL cannot reach the machine. Its memory,
rows, characters and time are limited. The limits are our choice; queries over a million profiles stay far below them.
DuckDB can be interrupted between two chunks of rows only, so a server runs the query in a process of its own.
"""

from __future__ import annotations

import time
from contextlib import closing, contextmanager
from threading import Timer
from typing import TYPE_CHECKING

import duckdb

from moto_customerprofiles.engine.segments.answers import SqlAnswer, as_json, id_column, weight
from moto_customerprofiles.engine.segments.subjects import CannotEvaluate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from moto_customerprofiles.engine.segments.tables import LaidTable

_LOCKED_IN: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "threads": "1",
    "memory_limit": "2GB",
    "temp_directory": "",
}
_SET_LATER = ("SET TimeZone = 'UTC'", "SET enable_progress_bar = false")
"""Settings that DuckDB does not take before it is open; the bar would be printed to the standard output."""
MOST_ROWS = 5_000_000
MOST_CHARACTERS = 200_000_000
_CHUNK = 1_000
"""Rows that are fetched at once, before they are counted."""


def select(sql: str, tables: Sequence[LaidTable], *, seconds: float = 60, ids_only: bool = False) -> SqlAnswer:
    """Return the result of one query in DuckDB's dialect, or only its column of profile ids.

    Raises:
        CannotEvaluate: the query fails, runs for longer than `seconds`, or returns too much.

    """
    began = time.monotonic()
    try:
        with closing(duckdb.connect(config=_LOCKED_IN)) as database, _interrupted(database, seconds):
            for table in tables:
                _load(database, table)
            for setting in _SET_LATER:
                database.execute(setting)
            database.execute("SET lock_configuration = true")
            database.execute(_only_ids(database, sql) if ids_only else sql)
            columns = tuple(column[0] for column in database.description)
            return SqlAnswer(columns, tuple(_rows(database)))
    except MemoryError as error:
        raise CannotEvaluate("The query needs more memory than there is") from error
    except duckdb.Error as error:
        # A query that is interrupted may fail by that, or by something that was closed under it.
        is_late = isinstance(error, duckdb.InterruptException) or time.monotonic() - began >= seconds
        told = f"The query is not done after {seconds:g} seconds" if is_late else str(error).partition("\n")[0]
        raise CannotEvaluate(told) from error
    except (RuntimeError, ValueError, OverflowError) as error:  # a value that Python cannot hold
        raise CannotEvaluate(f"The query cannot be evaluated: {error}".partition("\n")[0]) from error


def _only_ids(database: duckdb.DuckDBPyConnection, sql: str) -> str:
    """Return a query for the profile ids of another, in the same order."""
    columns = tuple(str(row[0]) for row in database.execute(f"DESCRIBE {sql}").fetchall())
    return f"SELECT answer.{_quoted(columns[id_column(columns)])} FROM ({sql}) AS answer"  # noqa: S608  quoted


def _rows(database: duckdb.DuckDBPyConnection) -> Iterator[tuple[object, ...]]:
    rows = characters = 0
    while chunk := database.fetchmany(_CHUNK):
        values = [tuple(map(as_json, row)) for row in chunk]
        rows += len(values)
        characters += sum(weight(value) for row in values for value in row)
        if rows > MOST_ROWS:
            raise CannotEvaluate(f"The query returns more than {MOST_ROWS} rows")
        if characters > MOST_CHARACTERS:
            raise CannotEvaluate(f"The query returns more than {MOST_CHARACTERS} characters")
        yield from values


@contextmanager
def _interrupted(database: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
    """Interrupt the database after some seconds; only another thread can interrupt DuckDB."""
    alarm = Timer(seconds, database.interrupt)
    alarm.daemon = True
    alarm.start()
    try:
        yield
    finally:
        alarm.cancel()


def _load(database: duckdb.DuckDBPyConnection, table: LaidTable) -> None:
    """Create a table of typed JSON with one statement for all rows."""
    lines = "SELECT line.* FROM (SELECT unnest(from_json(?, ?)) AS line)"
    database.execute(f"CREATE TABLE {_quoted(table.name)} AS {lines}", [table.rows, table.kinds])


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
