"""Where DuckDB's answers differ from Spark's, the expressions that give Spark's. Imports sqlglot.

Each row replaces one kind of expression by a template in DuckDB's dialect, in which `_a`, `_b` and so on stand for its
arguments. The rules are those of Spark's "SQL reference" without ANSI mode; each has a worked example with the answers
of Spark itself.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, ClassVar

import sqlglot
from sqlglot import exp
from sqlglot.dialects.spark import Spark

from moto_customerprofiles.engine.segments.spark.templates import (
    DIFFERENCES,
    SMALL_UNITS,
    TEMPLATES,
    UNITS,
    WHOLE_MONTHS,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_TYPE = exp.DataType.Type
_MOMENTS = {_TYPE.TIMESTAMP, _TYPE.TIMESTAMPTZ, _TYPE.TIMESTAMPLTZ, _TYPE.TIMESTAMPNTZ}
_INTEGERS = {_TYPE.TINYINT: 7, _TYPE.SMALLINT: 15, _TYPE.INT: 31, _TYPE.BIGINT: 63}
_REALS = {_TYPE.DOUBLE, _TYPE.FLOAT, _TYPE.DECIMAL}
_OF_UNITS = {"date_part", "datepart", "date_trunc", "trunc", "datediff", "date_diff", "timestampdiff"}
_WRITTEN_OUT = frozenset({name for name, _ in TEMPLATES} | _OF_UNITS)

_BY_CLASS: dict[type[exp.Expr], tuple[str, tuple[str, ...]]] = {
    exp.Mod: ("_a % NULLIF(_b, 0)", ("this", "expression")),
    exp.IntDiv: ("CAST(TRUNC(_a / NULLIF(_b, 0)) AS BIGINT)", ("this", "expression")),
    exp.Div: ("CAST(_a AS DOUBLE) / NULLIF(CAST(_b AS DOUBLE), 0)", ("this", "expression")),
    exp.Ln: ("CASE WHEN CAST(_a AS DOUBLE) > 0 THEN LN(CAST(_a AS DOUBLE)) END", ("this",)),
    exp.Sqrt: ("CASE WHEN CAST(_a AS DOUBLE) >= 0 THEN SQRT(CAST(_a AS DOUBLE)) END", ("this",)),
    exp.Acos: ("CASE WHEN ABS(_a) <= 1 THEN ACOS(_a) END", ("this",)),
    exp.Asin: ("CASE WHEN ABS(_a) <= 1 THEN ASIN(_a) END", ("this",)),
    exp.Left: ("SUBSTR(CAST(_a AS TEXT), 1, GREATEST(CAST(_b AS BIGINT), 0))", ("this", "expression")),
    exp.Right: (
        "CASE WHEN CAST(_b AS BIGINT) <= 0 THEN '' ELSE RIGHT(CAST(_a AS TEXT), CAST(_b AS BIGINT)) END",
        ("this", "expression"),
    ),
}
"""By the class of sqlglot: the template, and the arguments in the order of `_a`, `_b`, ..."""


class SparkNames(Spark):
    """Spark SQL in which a function that is written out by its name keeps it."""

    class Parser(Spark.Parser):  # type: ignore[misc,valid-type]  # noqa: D106  # sqlglot chooses its parser at run time
        FUNCTIONS: ClassVar = {
            name: made for name, made in Spark.Parser.FUNCTIONS.items() if name.lower() not in _WRITTEN_OUT
        }
        FUNCTION_PARSERS: ClassVar = {
            name: made for name, made in Spark.Parser.FUNCTION_PARSERS.items() if name.lower() not in _WRITTEN_OUT
        }
        NO_PAREN_FUNCTION_PARSERS: ClassVar = {
            name: made
            for name, made in Spark.Parser.NO_PAREN_FUNCTION_PARSERS.items()
            if name.lower() not in _WRITTEN_OUT
        }


def written_out(tree: exp.Query) -> exp.Query:
    """Return a query with each function written out that DuckDB does not have, or has in another way.

    A function in another number of arguments is what sqlglot makes of it.
    """
    for call in reversed(list(tree.find_all(exp.Anonymous))):
        call.replace(_by_name(call.name.lower(), list(call.expressions), call))
    return tree


def _by_name(name: str, arguments: list[exp.Expr], call: exp.Expr) -> exp.Expr:
    template = TEMPLATES.get((name, len(arguments)))
    if template is not None:
        return filled(template, *arguments)
    match name, arguments:
        case "date_trunc" | "trunc", [first, second]:
            return _cut(name, first, second)
        case "datediff" | "date_diff" | "timestampdiff", [unit, first, second] if unit.name.lower() in DIFFERENCES:
            return _apart(unit.name.lower(), first, second)
        case "date_part" | "datepart", [part, value]:
            return exp.Extract(this=exp.var(part.name), expression=value)
    if name == "to_unix_timestamp":
        call = exp.Anonymous(this="unix_timestamp", expressions=arguments)
    return sqlglot.parse_one(call.sql("spark"), read="spark") if name in _WRITTEN_OUT else call


def _apart(unit: str, first: exp.Expr, second: exp.Expr) -> exp.Expr:
    """Count the whole units from one time to another."""
    months = {"month": 1, "quarter": 3, "year": 12}.get(unit)
    if months is None:
        return filled(f"DATESUB('{unit}', CAST(_a AS TIMESTAMP), CAST(_b AS TIMESTAMP))", first, second)
    return filled(f"CAST(TRUNC({WHOLE_MONTHS} / {months}) AS BIGINT)", second, first)


def _cut(name: str, first: exp.Expr, second: exp.Expr) -> exp.Expr:
    """Cut a date or a timestamp to a unit; null for a unit that is none."""
    unit, value = (first, second) if name == "date_trunc" else (second, first)
    units = UNITS | SMALL_UNITS if name == "date_trunc" else UNITS
    given, kind = unit.name.lower(), "TIMESTAMP" if name == "date_trunc" else "DATE"
    if given not in units:
        return filled(f"CAST(NULL AS {kind})")
    return filled(f"CAST(DATE_TRUNC('{units[given] or given}', CAST(_a AS {kind})) AS {kind})", value)


def as_spark(tree: exp.Expr) -> exp.Expr:
    """Return a typed query with each expression replaced that DuckDB would compute in another way."""
    for node in reversed(list(tree.walk())):
        replacement = _replacement(node)
        if replacement is not None:
            replacement.type = node.type
            if node is tree:
                tree = replacement
            else:
                node.replace(replacement)
    return tree


def _replacement(node: exp.Expr) -> exp.Expr | None:
    special = _SPECIAL.get(type(node))
    if special is not None:
        return special(node)
    template, names = _BY_CLASS.get(type(node), ("", ()))
    return filled(template, *(node.args.get(name) for name in names)) if template else None


def filled(template: str, *arguments: object) -> exp.Expr:
    """Fill in a template; an argument that is not there is null.

    >>> filled("_a % NULLIF(_b, 0)", exp.column("n"), exp.Literal.number(2)).sql("duckdb")
    '(n % NULLIF(2, 0))'
    """
    given = {f"_{letter}": each for letter, each in zip("abcdef", arguments, strict=False)}
    body = _parsed(template).copy()
    tree = exp.paren(body, copy=False)
    for place in list(tree.find_all(exp.Column)):
        if place.name in given:
            argument = given[place.name]
            value = argument.copy() if isinstance(argument, exp.Expr) else exp.Null()
            place.replace(exp.paren(value, copy=False) if isinstance(value, exp.Binary | exp.Unary) else value)
    return tree.this if isinstance(tree.this, exp.Func) and not isinstance(tree.this, exp.Connector) else tree


@cache
def _parsed(template: str) -> exp.Expr:
    return sqlglot.parse_one(template, read="duckdb")


_TEXTS = frozenset({*exp.DataType.TEXT_TYPES, _TYPE.UNKNOWN})
_TRIMMED = "TRIM(CAST(_a AS TEXT))"
_MOMENT = (
    f"COALESCE(TRY_CAST(TRY_CAST({_TRIMMED} AS TIMESTAMPTZ) AT TIME ZONE 'UTC' AS TIMESTAMP), TRY_CAST(CASE"
    rf" WHEN REGEXP_FULL_MATCH({_TRIMMED}, '\d{{4}}') THEN {_TRIMMED} || '-01-01'"
    rf" WHEN REGEXP_FULL_MATCH({_TRIMMED}, '\d{{4}}-\d{{1,2}}') THEN {_TRIMMED} || '-01' END AS TIMESTAMP))"
)
"""A text as a timestamp in UTC: with a zone or without, and with parts left out at its end."""


def _cast(node: exp.Expr) -> exp.Expr | None:
    """Cut fractions off in casts to whole numbers, and take no notice of blanks around texts."""
    target, source = node.args["to"].this, node.this.type and node.this.type.this
    if target in {_TYPE.DATE, _TYPE.TIMESTAMP} and (source is None or source in _TEXTS):
        return filled(_MOMENT if target is _TYPE.TIMESTAMP else f"CAST({_MOMENT} AS DATE)", node.this)
    if source in _MOMENTS and target in _INTEGERS:
        return filled("CAST(FLOOR(EPOCH(_a)) AS BIGINT)", node.this)
    if target is _TYPE.TIMESTAMP and (source in _INTEGERS or source in _REALS):
        return filled("MAKE_TIMESTAMP(CAST(_a * 1000000 AS BIGINT))", node.this)
    if target in _INTEGERS and (source in _REALS or source in _TEXTS or source is None):
        exact = f"TRY_CAST(TRIM(CAST(_a AS TEXT)) AS {target.value})"
        cut = f"TRY_CAST(TRUNC(TRY_CAST(TRIM(CAST(_a AS TEXT)) AS DOUBLE)) AS {target.value})"
        if source in _REALS:
            return filled(f"TRY_CAST(TRUNC(_a) AS {target.value})", node.this)
        return filled(f"CASE WHEN CAST(_a AS TEXT) LIKE '%.%' THEN {cut} ELSE {exact} END", node.this)
    return None


def _like(node: exp.Expr) -> exp.Expr | None:
    """Let a backslash escape, unless another character is chosen."""
    if isinstance(node.parent, exp.Escape):
        return None
    like = node.copy()
    like.set("this", _text(node.this))
    like.set("expression", _text(node.expression))
    return exp.Escape(this=like, expression=exp.Literal.string("\\"))


def _text(node: exp.Expr) -> exp.Expr:
    known = node.type and node.type.this
    return node.copy() if known in exp.DataType.TEXT_TYPES else exp.cast(node.copy(), "text")


def _substring(node: exp.Expr) -> exp.Expr:
    text, start, length = (node.args.get(name) for name in ("this", "start", "length"))
    begin = "(CASE WHEN _b > 0 THEN _b - 1 WHEN _b < 0 THEN LENGTH(_a) + _b ELSE 0 END)"
    if length is None:
        template = f"SUBSTR(_a, CAST(GREATEST({begin}, 0) + 1 AS BIGINT))"
    else:
        end = f"({begin} + _c)"
        template = (
            f"SUBSTR(_a, CAST(GREATEST({begin}, 0) + 1 AS BIGINT),"
            f" CAST(GREATEST({end} - GREATEST({begin}, 0), 0) AS BIGINT))"
        )
    numbers = [None if each is None else exp.cast(each.copy(), "bigint") for each in (start, length)]
    return filled(template, _text(text) if isinstance(text, exp.Expr) else text, *numbers)


def _log(node: exp.Expr) -> exp.Expr | None:
    base, number = (node.this, node.expression) if node.args.get("expression") else (None, node.this)
    if base is None:
        return filled("CASE WHEN CAST(_a AS DOUBLE) > 0 THEN LN(CAST(_a AS DOUBLE)) END", number)
    return filled("CASE WHEN CAST(_a AS DOUBLE) > 0 AND _b > 0 THEN LN(CAST(_a AS DOUBLE)) / LN(_b) END", number, base)


def _extract(node: exp.Expr) -> exp.Expr | None:
    """Count the days of the week from Sunday, the first."""
    if node.this.name.lower() not in {"dow", "dayofweek"}:
        return None
    return filled("(ISODOW(_a) % 7) + 1", node.expression)


def _moved(node: exp.Expr) -> exp.Expr | None:
    """Keep a date one that is moved by whole days."""
    unit = node.expression.args.get("unit") if isinstance(node.expression, exp.Interval) else None
    known = node.this.type and node.this.type.this
    if unit is None or known is not _TYPE.DATE or unit.name.lower().rstrip("s") not in {"day", "week", "month", "year"}:
        return None
    return exp.cast(node.copy(), "date")


def _reverse(node: exp.Expr) -> exp.Expr | None:
    known = node.this.type and node.this.type.this
    return filled("LIST_REVERSE(_a)", node.this) if known is _TYPE.ARRAY else None


_SPECIAL: dict[type[exp.Expr], Callable[[exp.Expr], exp.Expr | None]] = {
    **dict.fromkeys((exp.Cast, exp.TryCast), _cast),
    **dict.fromkeys((exp.Like, exp.ILike), _like),
    exp.Substring: _substring,
    exp.Log: _log,
    exp.Extract: _extract,
    **dict.fromkeys((exp.Add, exp.Sub), _moved),
    exp.Reverse: _reverse,
}
