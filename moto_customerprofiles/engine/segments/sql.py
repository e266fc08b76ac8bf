"""SQL segments: checked when they are made, run over plain tables when they are used.

They are written in Spark SQL (Administrator Guide, SQL segments). The optional extra `sql` brings what runs them:
sqlglot reads and translates, DuckDB executes in memory. Nothing of it is imported before a SQL segment is used. Without
the extra a segment can be made, and is looked at only roughly, but not run.
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
    """What a query found: its columns, and its rows as they came."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]

    @cached_property
    def id_column(self) -> int:
        """Find the column that holds profile ids; `CannotEvaluate` if no column does."""
        for at, name in enumerate(self.columns):
            if name.lower() in ID_COLUMNS:
                return at
        raise CannotEvaluate("The result of the query has no column profileid or profile_id")

    @cached_property
    def profile_ids(self) -> list[str]:
        """List the profile ids, each once, in the order of their first rows."""
        found = (row[self.id_column] for row in self.rows)
        return list(dict.fromkeys(str(value) for value in found if value is not None))


def check_sql(text: str, known_tables: Container[str]) -> None:
    """Refuse what is no single SELECT over known tables that answers profile ids; needs the extra to look closely.

    >>> check_sql("SELECT profile_id FROM profile", {"profile"})
    """
    if _has_extra():
        from moto_customerprofiles.engine.segments import sql_rules  # noqa: PLC0415  # imports sqlglot

        sql_rules.read(text).check_tables(known_tables)
    else:
        _check_roughly(text)


def run_sql(text: str, table: Callable[[str], Table], now: datetime) -> SqlAnswer:
    """Run a query over the tables it names, `now` being its current time; `CannotEvaluate` says what went wrong.

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
    answer.id_column  # noqa: B018  with a star, only the result can tell
    return answer


def _has_extra() -> bool:
    return all(find_spec(name) is not None for name in ("duckdb", "sqlglot"))


def _check_roughly(text: str) -> None:
    first, *_ = text.split(maxsplit=1) or [""]
    if first.upper() not in {"SELECT", "WITH"}:
        raise BadRequest("A segment's SQL query must begin with SELECT or WITH")
    if text.partition(";")[2].strip():
        raise BadRequest("A segment's SQL query must be one statement")
