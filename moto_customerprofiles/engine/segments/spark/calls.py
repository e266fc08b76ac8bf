"""What a segment's SQL calls, and how deep it is nested. Imports sqlglot.

sqlglot turns a function of Spark into an expression of its own, which many names share. Here a query is read so that
each function keeps the name that it was called by, which is then looked up in the list of those that are admitted.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

import sqlglot
from sqlglot import TokenType, exp
from sqlglot.dialects.spark import Spark

from moto_customerprofiles.engine.segments.spark.functions import SUMS, check_admitted
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DEEPEST = 100
"""Brackets within brackets, and operators within operators; ours. Beyond that, parser and database take minutes."""
_BRACKETS = {
    **dict.fromkeys((TokenType.L_PAREN, TokenType.L_BRACKET, TokenType.L_BRACE), 1),
    **dict.fromkeys((TokenType.R_PAREN, TokenType.R_BRACKET, TokenType.R_BRACE), -1),
}
_KINDS = {
    *("BIGINT", "INT", "SMALLINT", "TINYINT", "DECIMAL", "DOUBLE", "FLOAT", "BOOLEAN", "INTERVAL"),
    *("CHAR", "TEXT", "VARCHAR", "DATE", "TIMESTAMP", "TIMESTAMPLTZ", "TIMESTAMPNTZ", "TIMESTAMPTZ"),
    *("ARRAY", "STRUCT"),
}
"""The types of Spark, by the names that sqlglot has for them."""


_SpecialForms = dict[str, "Callable[..., exp.Expr | None]"]


class PlainSpark(Spark):
    """Spark SQL in which each function is nothing but its name and its arguments."""

    class Parser(Spark.Parser):  # type: ignore[misc,valid-type]  # noqa: D106  # sqlglot chooses its parser when it runs
        FUNCTIONS: ClassVar[_SpecialForms] = {}
        FUNCTION_PARSERS: ClassVar[_SpecialForms] = {
            name: Spark.Parser.FUNCTION_PARSERS[name]
            for name in ("CAST", "EXTRACT", "POSITION", "SUBSTRING", "TRIM", "TRY_CAST")
        }
        NO_PAREN_FUNCTION_PARSERS: ClassVar[_SpecialForms] = {"CASE": Spark.Parser.NO_PAREN_FUNCTION_PARSERS["CASE"]}


def parsed(text: str, dialect: str | type[Spark]) -> exp.Query:
    """Parse one query; `BadRequest` for another statement, or more than one."""
    statements = [tree for tree in sqlglot.parse(text, read=dialect) if tree is not None]
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        raise BadRequest("A segment's SQL query must be one SELECT statement")
    return statements[0]


def check_depth(tokens: Sequence[sqlglot.Token]) -> None:
    """Refuse brackets nested too deeply, before a parser goes after them.

    Raises:
        BadRequest: there are more than `DEEPEST` within each other.

    """
    depth = 0
    for token in tokens:
        depth += _BRACKETS.get(token.token_type, 0)
        if depth > DEEPEST:
            raise BadRequest(f"A segment's SQL query may not nest more than {DEEPEST} brackets")


def check_calls(tree: exp.Query, tokens: Sequence[sqlglot.Token]) -> None:
    """Refuse functions that are not admitted, types that are not Spark's, and operators nested too deeply.

    Raises:
        BadRequest: the message names the function or the type.

    """
    _check_operators(tree)
    for name, bracket in pairwise(tokens):
        if bracket.token_type is TokenType.L_PAREN and name.text.upper() in PlainSpark.Parser.FUNCTION_PARSERS:
            check_admitted(name.text)
    for call in tree.find_all(exp.Func):
        if isinstance(call, exp.Anonymous):
            check_admitted(call.name)
        elif not isinstance(call, _SYNTAX):
            check_admitted(call.sql_name() if call.sql_name().lower() in SUMS else f"the syntax of {call.sql_name()}")
    for kind in tree.find_all(exp.DataType):
        if kind.this.value not in _KINDS:
            raise BadRequest(f"A segment's SQL query may not use the type {kind.this.value}")


_SYNTAX = (exp.Connector, exp.Cast, exp.Case, exp.If, exp.Exists, exp.Trim, exp.Extract, exp.StrPosition, exp.Substring)
"""What sqlglot takes for a function and Spark has a syntax for, which `check_calls` knows by its tokens."""


def _check_operators(tree: exp.Query) -> None:
    nodes: list[tuple[exp.Expr, int]] = [(tree, 0)]
    while nodes:
        node, depth = nodes.pop()
        if depth > 4 * DEEPEST:
            raise BadRequest("A segment's SQL query is nested too deeply")
        below = depth if isinstance(node, exp.Connector | exp.SetOperation) else depth + 1
        nodes.extend((each, below) for each in node.iter_expressions())
