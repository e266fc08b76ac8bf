"""How much text a segment's SQL can make of the texts that it reads, worked out before it runs. Imports sqlglot.

DuckDB's limits of memory and time do not hold within one chunk of rows: a text that is doubled twenty times over fills
the machine before anything can stop it. So the size of each value is bounded by its expression, through subqueries and
common table expressions: what is stored counts as `STORED` characters, what is put together as the sum of its parts.
Sizes and limits are our choice.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.scope import Scope, traverse_scope

from moto_customerprofiles.engine.segments.spark.functions import COLLECTIONS, PRODUCTS, REPEATS
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Iterable

STORED = 100
"""Characters that a stored value counts for."""
GATHERED = 500
"""Rows that a list of rows counts for."""
MOST = 200_000
"""Characters that one value may come to."""
MOST_IN_ALL = 1_000_000
"""Characters that all values together may come to which a row is made of, in all of the query."""
LONGEST = 10_000
"""Characters that a text may be filled up to, numbers that a sequence may have."""


def check_sizes(tree: exp.Query) -> None:
    """Refuse a query that can make more of what it reads than the limits.

    Raises:
        BadRequest: a text or list can become too large, or its length is not spelled out.

    """
    total, known = 0.0, dict[str, float]()
    try:
        for scope in traverse_scope(tree):
            made = _Sizes(scope, known).of_columns()
            total += sum(size - STORED for size in made.values() if size > STORED)
            for name, size in made.items():
                known[name] = max(size, known.get(name, 0))
    except SqlglotError as error:
        raise BadRequest(f"Invalid SQL in the segment's query: {str(error).partition(chr(10))[0]}") from error
    if total > MOST_IN_ALL:
        raise BadRequest(f"A segment's SQL query may make no more than {MOST_IN_ALL} characters of a row")


class _Sizes:
    """The sizes of the values in one SELECT; what was made before, by name, is taken for what is read by that name."""

    def __init__(self, scope: Scope, known: dict[str, float]) -> None:
        self._query = scope.expression
        self._stored = {name.lower() for name, source in scope.sources.items() if isinstance(source, exp.Table)}
        self._reads_stored = len(self._stored) == len(scope.sources) and not scope.is_subquery and not scope.is_udtf
        self._known = dict(known)
        self._own: set[str] = set()
        self._largest = max(known.values(), default=STORED)

    def of_columns(self) -> dict[str, float]:
        """Return the size of each column that the query makes, under each name that it may be read by."""
        query = self._query
        if not isinstance(query, exp.Select):
            return {}
        made: dict[str, float] = {}
        for lateral in query.args.get("laterals") or ():
            size = sum(map(self._checked, _listed(lateral.this)))
            made |= dict.fromkeys((name.name.lower() for name in lateral.find_all(exp.Identifier)), size)
        self._know(made)
        for select in query.selects:
            made[select.alias_or_name.lower()] = self._checked(select)
            self._know(made)
        for part in ("where", "group", "having", "qualify", "order", "joins", "windows", "distinct"):
            for node in _listed(query.args.get(part)):
                self._of_condition(node)
        return made | dict.fromkeys(_other_names(query), max(made.values(), default=STORED))

    def _know(self, made: dict[str, float]) -> None:
        self._own |= {*made}
        self._known |= {name: max(size, self._known.get(name, 0)) for name, size in made.items()}

    def _of_condition(self, node: exp.Expr) -> None:
        """Check the parts of a clause one by one."""
        if isinstance(node, exp.Predicate | exp.Anonymous) or not _children(node):
            self._checked(node)
        elif not isinstance(node, exp.Query | exp.Table | exp.Subquery):
            for child in node.flatten() if isinstance(node, exp.Connector) else _children(node):
                self._of_condition(child)

    def _checked(self, node: exp.Expr) -> float:
        size = self.of(node)
        if not size <= MOST:
            raise BadRequest(f"A segment's SQL query may only make texts and lists of up to {MOST} characters")
        return size

    def of(self, node: exp.Expr) -> float:
        """Return the most characters that a value can have."""
        if isinstance(node, exp.Literal):
            return len(node.name)
        if isinstance(node, exp.Column):
            return self._of_column(node)
        if isinstance(node, exp.Query | exp.Subquery | exp.Star):
            return self._largest  # what a query below makes was checked by itself
        if isinstance(node, exp.Anonymous):
            return self._of_call(node.name.lower(), _listed(node.expressions))
        if isinstance(node, exp.Predicate | exp.Connector):
            for child in node.flatten() if isinstance(node, exp.Connector) else _children(node):
                self._checked(child)
            return 1
        return max(self._sum(_children(node)), 1)

    def _of_column(self, column: exp.Column) -> float:
        names = [part.name.lower() for part in column.parts]
        is_stored = names[0] in self._stored if len(names) > 1 else self._reads_stored and names[0] not in self._own
        return STORED if is_stored else max(STORED, *(self._known.get(name, 0) for name in names))

    def _of_call(self, name: str, arguments: list[exp.Expression]) -> float:
        if name in REPEATS:
            return self._of_repeat(name, arguments)
        if name == "sequence":
            return _sequence(arguments)
        if name in PRODUCTS:
            return self._of_product(name, arguments)
        return max(self._sum(arguments), 1) * (GATHERED if name in COLLECTIONS else 1)

    def _of_product(self, name: str, arguments: list[exp.Expression]) -> float:
        first = self._sum(arguments[:1])
        if name == "transform":
            return first * max([1.0, *map(self._of_lambda, arguments[1:])])
        if name == "concat_ws":
            return self._sum(arguments[1:]) * max(first, 1)
        return first * max(1.0, self._sum(arguments[2:]))

    def _of_lambda(self, node: exp.Expression) -> float:
        """Return what each character of a list can become by a function of its items."""
        if not isinstance(node, exp.Lambda):
            return self.of(node)
        names = [each.name.lower() for each in node.expressions]
        before, found = self._known, list[float]()
        for size in (1.0, float(STORED)):
            self._known = before | dict.fromkeys(names, size)
            found.append(self._checked(node.this) / size)
        self._known = before
        return max(1.0, *found)

    def _of_repeat(self, name: str, arguments: list[exp.Expression]) -> float:
        times = _integer(arguments[REPEATS[name]]) if len(arguments) > REPEATS[name] else math.nan
        if not -LONGEST <= times <= LONGEST:
            raise BadRequest(f"A segment's SQL query may only make texts of up to {LONGEST} characters, in digits")
        others = self._sum(each for at, each in enumerate(arguments) if at != REPEATS[name])
        return max(others, 1) * max(times, 1) if name == "repeat" else others + max(times, 1)

    def _sum(self, nodes: Iterable[exp.Expr]) -> float:
        return sum(map(self.of, nodes))


def _children(node: exp.Expr) -> list[exp.Expr]:
    return list(node.iter_expressions())


def _listed(part: object) -> list[exp.Expression]:
    parts = part if isinstance(part, list) else [part]
    return [each for each in parts if isinstance(each, exp.Expression)]


def _other_names(query: exp.Select) -> list[str]:
    """List the names that a common table expression or a subquery gives the columns of a query, and its own."""
    above = query.find_ancestor(exp.CTE, exp.Subquery)
    alias = above.args.get("alias") if above is not None else None
    if not isinstance(alias, exp.TableAlias):
        return []
    return [each.name.lower() for each in (*alias.columns, alias.this) if isinstance(each, exp.Expression)]


def _sequence(arguments: list[exp.Expression]) -> float:
    apart = abs(_integer(arguments[1]) - _integer(arguments[0])) if len(arguments) > 1 else math.nan
    if not apart < LONGEST:
        raise BadRequest(f"A segment's SQL query may only make sequences of up to {LONGEST} numbers, in digits")
    return 8 * (apart + 1)


def _integer(node: object) -> float:
    """Return the integer that is spelled out; no number if it is none."""
    sign = 1
    if isinstance(node, exp.Neg):
        node, sign = node.this, -1
    try:
        return sign * int(node.name) if isinstance(node, exp.Literal) else math.nan
    except ValueError:
        return math.nan
