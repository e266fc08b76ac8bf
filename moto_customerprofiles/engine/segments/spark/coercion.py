"""Texts that meet numbers and dates in a segment's SQL. Imports sqlglot: only `rules` imports this module.

Spark SQL reads a text as a number where the text meets a number, as a date where it meets a date, and as null if it
cannot be read ("ANSI compliance", behaviour without ANSI mode). DuckDB refuses such queries or stops at the first such
text, and most columns here are text. So the coercions are written into the query, and no cast is strict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlglot
from sqlglot import exp

if TYPE_CHECKING:
    from collections.abc import Iterator

_ALIKE = (
    *(exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.NullSafeEQ, exp.Between),
    *(exp.Add, exp.Sub),
)
"""The expressions whose operands are texts, numbers or dates, all of one kind."""
_MIXED = (exp.In, exp.Coalesce, exp.Greatest, exp.Least, exp.Case, exp.If, exp.Array, exp.Nvl2)
"""What makes texts of all if one is a text."""
_CALCULATIONS = (
    *(exp.Sum, exp.Avg, exp.Stddev, exp.StddevSamp, exp.StddevPop, exp.Variance, exp.ApproxQuantile, exp.Quantile),
    *(exp.Mul, exp.Div, exp.Mod, exp.Neg, exp.Abs, exp.Round, exp.Ceil, exp.Floor, exp.Sqrt),
)
"""The expressions whose operands are numbers."""
_MOMENTS = (exp.LastDay, exp.TimestampTrunc, exp.DateTrunc, exp.TimestampAdd, exp.AddMonths, exp.Hour, exp.Minute)
"""The expressions whose first operand is a moment."""
_STEPS = frozenset({"to_days", "to_months"})
"""What DuckDB makes an interval by."""
_DATES = (exp.CurrentDate, exp.CurrentTimestamp, exp.TsOrDsAdd, exp.TsOrDsToDate, *_MOMENTS[:5])
"""The expressions whose result is a date or a moment."""


def coerced(tree: exp.Expr) -> exp.Expr:
    """Return the query with a cast around each text that meets a number or a date."""
    for case in list(tree.find_all(exp.Case)):
        _searched(case)
    for mixed in reversed(list(tree.find_all(*_MIXED))):
        _as_texts(mixed)
    for node in list(tree.find_all(*_ALIKE, *_CALCULATIONS, *_MOMENTS)):
        operands = list(_operands(node))
        kind = _wanted(node) or next(filter(None, map(_kind, operands)), None)
        if isinstance(node, exp.Add | exp.Sub) and kind is None and all(map(_is_text, operands)):
            kind = "double"
        for operand in operands:
            if kind is not None and _may_be_text(operand):
                reading = exp.TryCast(to=exp.DataType.build(kind))
                operand.replace(reading)
                reading.set("this", operand)
    return tree


def _searched(case: exp.Case) -> None:
    """Write the comparisons of a CASE with an operand out, which are then of one kind like any others."""
    operand = case.this
    if operand is not None:
        for branch in case.args["ifs"]:
            branch.set("this", exp.EQ(this=operand.copy(), expression=branch.this))
        case.set("this", None)


def _as_texts(node: exp.Expr) -> None:
    """Make texts of numbers that stand beside texts."""
    operands = [each for each in _mixed(node) if not isinstance(each, exp.Null)]
    if not any(_is_text(each) for each in operands):
        return
    for each in operands:
        if _kind(each) == "double":
            cast = exp.Cast(to=exp.DataType.build("text"))
            each.replace(cast)
            cast.set("this", each)
    node.type = exp.DataType.build("text") if not isinstance(node, exp.In) else node.type


def _mixed(node: exp.Expr) -> Iterator[exp.Expr]:
    if isinstance(node, exp.Case):
        yield from (each.args["true"] for each in node.args["ifs"])
    elif isinstance(node, exp.If | exp.Nvl2):
        yield node.args["true"]
    elif node.this is not None:
        yield node.this
    query = node.args.get("query")
    if query is not None and len(query.unnest().selects) == 1:
        yield query.unnest().selects[0].unalias()
    yield from (node.args[name] for name in ("default", "false") if node.args.get(name))
    yield from node.expressions


def _is_text(node: exp.Expr) -> bool:
    known = node.unnest().type
    return known is not None and known.this in exp.DataType.TEXT_TYPES


def lenient(sql: str) -> str:
    """Return a query of DuckDB's dialect in which a value that cannot be cast becomes null."""
    tree = sqlglot.parse_one(sql, read="duckdb")
    for cast in list(tree.find_all(exp.Cast)):
        if not isinstance(cast, exp.TryCast):
            cast.replace(exp.TryCast(this=cast.this, to=cast.to))
    for reading in tree.find_all(exp.StrToTime):
        reading.set("safe", True)  # noqa: FBT003  the name of sqlglot's own argument stands before it
    return tree.sql(dialect="duckdb")


def _wanted(node: exp.Expr) -> str | None:
    """Return the type that the operands must have whatever they meet, None if the expression needs none."""
    if isinstance(node, _CALCULATIONS):
        return "double"
    return "timestamp" if isinstance(node, _MOMENTS) else None


def _operands(node: exp.Expr) -> Iterator[exp.Expr]:
    """Yield the operands that must be of one type; the second argument of a function is not one of them."""
    yield node.this
    if isinstance(node, exp.Binary):
        yield node.expression
    yield from (node.args[bound] for bound in ("low", "high") if node.args.get(bound))


def _kind(node: exp.Expr) -> str | None:
    """Return the type as which a text is read that meets this expression, None if the expression may be a text."""
    node = node.unnest()
    if isinstance(node, exp.Query) and node.selects:
        node = node.selects[0].unalias()
    known = node.type and node.type.this
    if isinstance(node, _CALCULATIONS) or known in exp.DataType.NUMERIC_TYPES:
        return "double"
    if isinstance(node, _DATES) or known in {*exp.DataType.TEMPORAL_TYPES, exp.DataType.Type.INTERVAL}:
        return "timestamp"
    return None


def _may_be_text(node: exp.Expr) -> bool:
    if (
        isinstance(node, exp.Func)
        and (node.name if isinstance(node, exp.Anonymous) else node.sql_name()).lower() in _STEPS
    ):
        return False
    if _kind(node) is not None or isinstance(node, exp.Query | exp.Subquery | exp.Tuple | exp.Distinct):
        return False
    known = node.type and node.type.this
    return known in {None, exp.DataType.Type.UNKNOWN} or known in exp.DataType.TEXT_TYPES
