"""SQL segments: checked when they are made, run over plain tables when they are used.

They are written in Spark SQL (Administrator Guide, SQL segments). The optional extra `sql` brings what runs them:
sqlglot reads and translates, DuckDB executes in memory. Nothing of it is imported before a SQL segment is used. Without
the extra a segment can be made, and is looked at only roughly, but not run.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.segments.subjects import CannotEvaluate
from moto_customerprofiles.engine.segments.tables import laid, narrowed, widened
from moto_customerprofiles.errors import BadRequest, among, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from datetime import datetime

    from moto_customerprofiles.engine.segments.answers import SqlAnswer
    from moto_customerprofiles.engine.segments.tables import LaidTable, Table

MISSING_EXTRA = (
    "SQL segments need the optional dependencies duckdb and sqlglot: pip install 'moto-customerprofiles[sql]'"
)
LONGEST_RUN = 60.0
"""Seconds, from the first table to the last row; ours."""


class Plan(NamedTuple):
    """What a query reads: tables, custom attributes, and names of columns, or None if it may read any; lower case."""

    tables: frozenset[str]
    attribute_names: frozenset[str] = frozenset()
    names: frozenset[str] | None = None

    def check_tables(self, known: Collection[str]) -> None:
        """Refuse a table that is not known, with `BadRequest`."""
        for name in sorted(self.tables):
            if name not in known:
                raise BadRequest(
                    f"Unknown table in the segment's SQL query, SegmentSqlQuery: {shown(name)}{among(name, known)}"
                )

    def lay(self, table: Callable[[str], Table]) -> list[LaidTable]:
        """Return the tables that the query reads, as far as it reads them, ready to be loaded."""
        tables = {name: widened(table(name), self.attribute_names) for name in sorted(self.tables)}
        names = self.names
        return [laid(name, each if names is None else narrowed(each, names)) for name, each in tables.items()]


class Run(NamedTuple):
    """One run of a query: its text, the instant that its clock shows, its limit, and whether only ids are wanted."""

    text: str
    now: datetime
    seconds: float = LONGEST_RUN
    ids_only: bool = False


def plan(text: str) -> Plan:
    """Read a query; `BadRequest` for what is no single SELECT over tables that answers profile ids.

    >>> sorted(plan("SELECT profile_id FROM profile").tables)
    ['profile']
    """
    if not has_extra():
        _check_roughly(text)
        return Plan(frozenset())
    from moto_customerprofiles.engine.segments.spark.rules import read  # noqa: PLC0415  # imports sqlglot

    query = read(text)
    return Plan(query.tables, query.attribute_names, query.names)


def run(task: Run, tables: Iterable[LaidTable]) -> SqlAnswer:
    """Run a query over its tables.

    Raises:
        CannotEvaluate: the query failed, reached a limit, or the extra is missing; the message says which.

    >>> from datetime import datetime
    >>> from moto_customerprofiles.engine.segments.tables import Table
    >>> people = Table({"profile_id": "VARCHAR", "age": "BIGINT"}, [{"profile_id": "a", "age": 9}, {"profile_id": "b"}])
    >>> text = "SELECT profile_id FROM p WHERE age > 5"
    >>> run(Run(text, datetime(2026, 6, 1)), plan(text).lay({"p": people}.__getitem__)).profile_ids
    ['a']

    """
    if not has_extra():
        raise CannotEvaluate(MISSING_EXTRA)
    from moto_customerprofiles.engine.segments.database import select  # noqa: PLC0415  # imports DuckDB
    from moto_customerprofiles.engine.segments.spark.rules import read  # noqa: PLC0415  # imports sqlglot

    try:
        query = read(task.text)
    except BadRequest as refused:  # a definition may be older than the extra
        raise CannotEvaluate(refused.message) from refused
    loaded = list(tables)
    return select(query.translated(task.now, loaded), loaded, seconds=task.seconds, ids_only=task.ids_only)


def has_extra() -> bool:
    """Whether what runs SQL segments is installed."""
    return all(find_spec(name) is not None for name in ("duckdb", "sqlglot"))


def _check_roughly(text: str) -> None:
    first, *_ = text.split(maxsplit=1) or [""]
    if first.upper() not in {"SELECT", "WITH"}:
        raise BadRequest("A segment's SQL query must begin with SELECT or WITH, and SegmentSqlQuery begins otherwise")
    if text.partition(";")[2].strip():
        raise BadRequest("A segment's SQL query must be one statement")
