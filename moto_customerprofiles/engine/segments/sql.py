"""SQL segments: checked when they are created, run over plain tables when they are used.

They are written in Spark SQL (Administrator Guide, SQL segments). The optional extra `sql` installs what runs them:
sqlglot parses and translates, DuckDB executes in memory. Neither is imported before a SQL segment is used. Without the
extra a segment can be created, with a rough check only, and cannot be run.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.segments.subjects import CannotEvaluate
from moto_customerprofiles.engine.segments.tables import ID_COLUMNS, Table, narrowed, widened
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Container
    from datetime import datetime

MISSING_EXTRA = (
    "SQL segments need the optional dependencies duckdb and sqlglot: pip install 'moto-customerprofiles[sql]'"
)


@dataclass(frozen=True)
class SqlAnswer:
    """The result of a query: its columns, and its rows as DuckDB returns them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]

    @cached_property
    def id_column(self) -> int:
        """The index of the column with the profile ids.

        Raises:
            CannotEvaluate: no column has one of the names.

        """
        for at, name in enumerate(self.columns):
            if name.lower() in ID_COLUMNS:
                return at
        raise CannotEvaluate("The result of the query has no column profileid or profile_id")

    @cached_property
    def profile_ids(self) -> list[str]:
        """The profile ids, each once, in the order of their first rows."""
        found = (row[self.id_column] for row in self.rows)
        return list(dict.fromkeys(str(value) for value in found if value is not None))


def check_sql(text: str, known_tables: Container[str]) -> None:
    """Check that a text is a single SELECT over known tables that returns profile ids; without the extra only roughly.

    Raises:
        BadRequest: the text is not such a query.

    >>> check_sql("SELECT profile_id FROM profile", {"profile"})

    """
    if _has_extra():
        from moto_customerprofiles.engine.segments import sql_rules  # noqa: PLC0415  # imports sqlglot

        sql_rules.read(text).check_tables(known_tables)
    else:
        _check_roughly(text)


def run_sql(text: str, table: Callable[[str], Table], now: datetime) -> SqlAnswer:
    """Return the result of a query over the tables that it names; `now` is the current time of the query.

    Raises:
        CannotEvaluate: the extra is not installed, or the query fails.
        BadRequest: the text is not a query that a segment may have.

    >>> from datetime import datetime
    >>> people = Table({"profile_id": "VARCHAR", "age": "BIGINT"}, [{"profile_id": "a", "age": 9}, {"profile_id": "b"}])
    >>> run_sql("SELECT profile_id FROM p WHERE age > 5", {"p": people}.__getitem__, datetime(2026, 6, 1)).profile_ids
    ['a']

    """
    if not _has_extra():
        raise CannotEvaluate(MISSING_EXTRA)
    from moto_customerprofiles.engine.segments import database, sql_rules  # noqa: PLC0415  # heavy imports

    query = sql_rules.read(text)
    tables = {name: widened(table(name), query.attribute_names) for name in sorted(query.tables)}
    if query.names is not None:
        tables = {name: narrowed(read, query.names) for name, read in tables.items()}
    columns, rows = database.select(query.translated(now), tables)
    answer = SqlAnswer(columns, rows)
    answer.id_column  # noqa: B018  raises without ids; a star hides the columns until now
    return answer


def _has_extra() -> bool:
    return all(find_spec(name) is not None for name in ("duckdb", "sqlglot"))


def _check_roughly(text: str) -> None:
    first, *_ = text.split(maxsplit=1) or [""]
    if first.upper() not in {"SELECT", "WITH"}:
        raise BadRequest("A segment's SQL query must begin with SELECT or WITH")
    if text.partition(";")[2].strip():
        raise BadRequest("A segment's SQL query must be one statement")
