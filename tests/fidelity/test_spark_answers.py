"""What Spark answers to hundreds of queries, this package answers; see `segment_sql/spark/ask_spark.py`."""

from __future__ import annotations

import json
import re
from importlib import metadata
from typing import Any

import pytest
from packaging import version

from moto_customerprofiles.engine.segments.spark.functions import ADMITTED
from moto_customerprofiles.engine.segments.sql import Run, plan, run
from moto_customerprofiles.engine.segments.subjects import CannotEvaluate
from moto_customerprofiles.engine.segments.tables import Table, laid
from moto_customerprofiles.errors import BadRequest
from tests.support.facts import T0
from tests.support.places import ROOT

FOLDER = ROOT / "tests" / "fidelity" / "segment_sql" / "spark"


def _read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


TABLES = [laid(name, Table(table["columns"], table["rows"])) for name, table in _read("rows.json").items()]
ANSWERS: dict[str, Any] = {each["query"]: each.get("rows", each.get("fails")) for each in _read("answers.json")}
DIFFERENT: dict[str, str] = _read("differences.json")
"""Queries to which DuckDB's answer is another one still, each with the reason."""
if version.parse(metadata.version("duckdb")) < version.parse("2.0.1"):
    DIFFERENT["SELECT levenshtein(name, '') AS x FROM p ORDER BY profile_id"] = "counts the bytes of a text"
CLOCKS = {"curdate", "current_date", "current_timestamp", "localtimestamp", "now"}
"""Functions whose answer is that of the clock: `tests/engine/segments/test_sql.py` asks them."""
PARTS = 40
EXPRESSION = re.compile(r"^SELECT | AS x FROM p ORDER BY profile_id$")


def _about(value: Any) -> Any:
    """Round numbers to nine digits: the last ones depend on the library."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return float(f"{value:.9g}")
    if isinstance(value, dict):
        return {name: _about(part) for name, part in value.items()}
    return [_about(each) for each in value]


def _answer(query: str) -> Any:
    text = f"SELECT '' AS profile_id, answer.* FROM ({query}) AS answer"  # noqa: S608  a query of this test
    try:
        plan(text)
        return [_about(row[1:]) for row in run(Run(text, T0), TABLES).rows]
    except (BadRequest, CannotEvaluate) as error:
        return f"{type(error).__name__}: {error}"


def _expected(query: str) -> Any:
    return _about(ANSWERS[query])


def _is_the_same(query: str) -> bool:
    expected, answer = _expected(query), _answer(query)
    return isinstance(answer, str) if isinstance(expected, str) else expected == answer


def _are_the_same(queries: list[str]) -> bool:
    """Ask for many expressions at once, which takes a tenth of the time."""
    columns = ", ".join(f"{EXPRESSION.sub('', query)} AS x{number}" for number, query in enumerate(queries))
    answer = _answer(f"SELECT {columns} FROM p ORDER BY profile_id")  # noqa: S608  queries of this test
    if isinstance(answer, str):
        return False
    return [[row[0] for row in _expected(query)] for query in queries] == [
        list(column) for column in zip(*answer, strict=True)
    ]


@pytest.mark.rule("SQL-20", "SQL-28")
@pytest.mark.parametrize("part", range(PARTS))
def test_answer_is_that_of_spark(part: int) -> None:
    queries = [query for query in list(ANSWERS)[part::PARTS] if query not in DIFFERENT]
    expressions = [
        each
        for each in queries
        if each.endswith(" AS x FROM p ORDER BY profile_id") and isinstance(ANSWERS[each], list)
    ]
    alone = [query for query in queries if query not in expressions]
    alone += [] if _are_the_same(expressions) else expressions
    wrong = {query: (_expected(query), _answer(query)) for query in alone if not _is_the_same(query)}

    assert {} == wrong


@pytest.mark.rule("SQL-28")
def test_differences_that_are_listed_are_there_still() -> None:
    assert [] == [query for query in DIFFERENT if query not in ANSWERS]
    assert [] == [query for query in DIFFERENT if _is_the_same(query)]


@pytest.mark.rule("SQL-26")
def test_every_function_that_is_admitted_has_an_example() -> None:
    asked = " ".join(ANSWERS).lower()

    assert CLOCKS == {name for name in ADMITTED if f"{name}(" not in asked}
