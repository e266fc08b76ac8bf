"""What a segment's SQL may contain, and its translation to DuckDB. Imports sqlglot: only `sql` imports this module.

A query is one statement, a SELECT or a set operation of SELECTs, over known tables and nothing else: no table
functions, no files, no settings. AWS publishes no list of forbidden statements; that a segment may only read is our
choice, and so every function of DuckDB that reads the machine, its catalogue or its settings is forbidden too. The text
is sensitive in the service model, so messages and logs contain no more of it than the first line of the parser's
message.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

import sqlglot
from sqlglot import TokenType, exp
from sqlglot.errors import ErrorLevel

from moto_customerprofiles.engine.segments.spark.bounds import check_sizes
from moto_customerprofiles.engine.segments.spark.calls import PlainSpark, check_calls, check_depth, parsed
from moto_customerprofiles.engine.segments.spark.coercion import coerced, lenient
from moto_customerprofiles.engine.segments.spark.semantics import SparkNames, as_spark, written_out
from moto_customerprofiles.engine.segments.spark.types import typed
from moto_customerprofiles.engine.segments.subjects import CannotEvaluate
from moto_customerprofiles.engine.segments.tables import ID_COLUMNS
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from moto_customerprofiles.engine.segments.tables import LaidTable

_STARTS = frozenset({TokenType.SELECT, TokenType.WITH, TokenType.L_PAREN})
_WRITES = (exp.DML, exp.DDL, exp.Command, exp.Into, exp.QueryTransform, exp.Lock, exp.Parameter, exp.Placeholder)
_OTHERS = (exp.Qualify, exp.Pivot, exp.TableSample)
_MOST_TABLES = 100
"""The most tables of a query; a table counts as often as it is read.

Our choice: DuckDB plans a query over hundreds of tables for minutes, and cannot be interrupted while it does.
"""


_ANSI = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Query:
    """A query that only reads."""

    tree: exp.Query

    @cached_property
    def tables(self) -> frozenset[str]:
        """The names of the tables that it reads, in lower case, without those that it defines itself."""
        own = {cte.alias.lower() for cte in self.tree.find_all(exp.CTE)}
        read = list(self.tree.find_all(exp.Table))
        return frozenset(table.name.lower() for table in read if table.name.lower() not in own or _is_below(table))

    @cached_property
    def attribute_names(self) -> frozenset[str]:
        """The names of the custom attributes that it reads: `attributes.tier`, `p.attributes['tier']`."""
        dotted = (node.name for node in self.tree.find_all(exp.Column) if node.table.lower() == "attributes")
        bracketed = (
            key.name
            for node in self.tree.find_all(exp.Bracket)
            if isinstance(node.this, exp.Column) and node.this.name.lower() == "attributes"
            for key in node.expressions
            if isinstance(key, exp.Literal)
        )
        return frozenset((*dotted, *bracketed))

    @cached_property
    def names(self) -> frozenset[str] | None:
        """All names in the query, in lower case; None if it reads columns without naming them."""
        stars = (star for star in self.tree.find_all(exp.Star) if not isinstance(star.parent, exp.Count))
        natural = (join for join in self.tree.find_all(exp.Join) if join.method == "NATURAL")
        if next(chain(stars, natural), None) is not None:
            return None
        return frozenset(node.name.lower() for node in self.tree.find_all(exp.Identifier))

    def translated(self, now: datetime, tables: Sequence[LaidTable] = ()) -> str:
        """Return the query in DuckDB's dialect, with the current time and date as literals, for tables of these types.

        Raises:
            CannotEvaluate: the query cannot be translated.

        """
        try:
            tree = as_spark(coerced(typed(written_out(self.tree.copy()), tables)).transform(_at(now)))
            for table in tree.find_all(exp.Table):
                if _is_below(table):
                    table.set("db", exp.to_identifier("main"))
            for each in tree.find_all(exp.CTE):
                each.set("materialized", True)  # noqa: FBT003  sqlglot's argument; DuckDB computes it once then
            return lenient(tree.sql(dialect="duckdb", unsupported_level=ErrorLevel.IGNORE))
        except Exception as error:
            raise CannotEvaluate(f"The query cannot be translated: {_first_line(error)}") from error


def read(text: str) -> Query:
    """Return the parsed query of a text in Spark SQL.

    Raises:
        BadRequest: the text is not one query that only reads tables, is bounded and returns profile ids.

    """
    try:
        tokens = sqlglot.tokenize(text, read="spark")
        _check_start(tokens)
        check_depth(tokens)
        plain = parsed(text, PlainSpark)
        _check_reads_only(plain)
        check_calls(plain, tokens)
        check_sizes(plain)
        _check_answers_ids(plain)
        return Query(parsed(text, SparkNames))
    except BadRequest:
        raise
    except Exception as error:  # the parser raises many kinds for texts that it cannot parse
        raise BadRequest(f"Invalid SQL in the segment's query: {_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return _ANSI.sub("", str(error)).partition("\n")[0] or type(error).__name__


def _is_below(table: exp.Table) -> bool:
    """Return whether a table is read within a common table expression of its name, which the name then refers to."""
    above = table.find_ancestor(exp.CTE)
    while above is not None:
        if above.alias.lower() == table.name.lower():
            return True
        above = above.find_ancestor(exp.CTE)
    return False


def _check_start(tokens: list[sqlglot.Token]) -> None:
    """Check the tokens before parsing: the parser logs statements that it does not know."""
    if not tokens or tokens[0].token_type not in _STARTS:
        raise BadRequest("A segment's SQL query must begin with SELECT or WITH, and SegmentSqlQuery begins otherwise")
    kinds = [token.token_type for token in tokens]
    while kinds[-1] is TokenType.SEMICOLON:
        kinds.pop()
    if TokenType.SEMICOLON in kinds:
        raise BadRequest("A segment's SQL query must be one statement")


def _check_reads_only(tree: exp.Query) -> None:
    if (other := tree.find(*_OTHERS)) is not None:
        raise BadRequest(f"A segment's SQL query may not have {other.key.upper()}")
    if isinstance(tree, exp.Values) or next(tree.find_all(*_WRITES), None) is not None:
        raise BadRequest("A segment's SQL query may only read")
    if sum(1 for _ in tree.find_all(exp.Table)) > _MOST_TABLES:
        raise BadRequest(f"A segment's SQL query may not read more than {_MOST_TABLES} tables")
    for with_ in tree.find_all(exp.With):
        if with_.args.get("recursive"):
            raise BadRequest("A segment's SQL query may not be recursive")
    for table in tree.find_all(exp.Table):
        if not isinstance(table.this, exp.Identifier) or table.db or table.catalog:
            raise BadRequest("A segment's SQL query may read only the tables of its domain")
    if any(view.this.name.lower() != "explode" or view.args.get("outer") for view in tree.find_all(exp.Lateral)):
        raise BadRequest("A lateral view of a segment's SQL query may only explode a list, and not OUTER")


def _check_answers_ids(tree: exp.Query) -> None:
    if not tree.is_star and not any(name.lower() in ID_COLUMNS for name in tree.named_selects):
        raise BadRequest("A segment's SQL query must return a column profileid or profile_id")


class _at:  # noqa: N801  reads as a function of the instant
    """Replaces the functions of the clock by literals of one instant, and times with a zone by times in UTC."""

    def __init__(self, now: datetime) -> None:
        self.time = exp.cast(exp.Literal.string(now.replace(tzinfo=None).isoformat(" ")), "timestamp")
        self.date = exp.cast(exp.Literal.string(now.date().isoformat()), "date")
        self.seconds = exp.Literal.number(int(now.timestamp()))

    def __call__(self, node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.CurrentDate):
            return self.date.copy()
        if isinstance(node, exp.StrToUnix) and isinstance(node.this, exp.CurrentTimestamp):  # unix_timestamp()
            return self.seconds.copy()
        if isinstance(node, exp.CurrentTimestamp | exp.Localtimestamp) or _is_clock(node):
            return self.time.copy()
        if isinstance(node, exp.DataType) and node.this in _ZONED:
            return exp.DataType.build("timestamp")
        return node


_ZONED = frozenset({exp.DataType.Type.TIMESTAMPTZ, exp.DataType.Type.TIMESTAMPLTZ})


def _is_clock(node: exp.Expression) -> bool:
    """Return whether a node is a function of the clock that sqlglot parses as an unknown function or as a column."""
    unknown = {"now"} if isinstance(node, exp.Anonymous) else {"localtimestamp"}
    return isinstance(node, exp.Anonymous | exp.Column) and node.name.lower() in unknown
