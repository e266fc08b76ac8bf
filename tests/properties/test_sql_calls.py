"""Whatever a segment's SQL calls, with whatever arguments: it is refused, fails or has an answer."""

from __future__ import annotations

import random

import pytest

from moto_customerprofiles.engine.segments.spark.functions import ADMITTED
from moto_customerprofiles.engine.segments.sql import Run, plan, run
from moto_customerprofiles.engine.segments.subjects import CannotEvaluate
from moto_customerprofiles.engine.segments.tables import Table
from moto_customerprofiles.errors import BadRequest
from tests.support.facts import T0

COLUMNS = {"profile_id": "VARCHAR", "name": "VARCHAR", "age": "BIGINT", "score": "DOUBLE", "at": "TIMESTAMP"}
ROWS = [
    {"profile_id": "p1", "name": "12", "age": 7, "score": 1.5, "at": T0},
    {"profile_id": "p2", "name": "Zoë", "age": -1, "score": 0.0},
]
PEOPLE = Table({**COLUMNS, "ok": "BOOLEAN", "tags": ["VARCHAR"]}, [{**row, "tags": ["a", None]} for row in ROWS])
ARGUMENTS = (
    *("name", "age", "score", "at", "ok", "tags", "NULL", "0", "-1", "3.7", "'x'", "'2024-02-29'", "''", "*"),
    *("DATE'2024-01-31'", "INTERVAL 1 DAY", "array(1, 2)", "x -> x", "(a, b) -> a", "DISTINCT name", "day", "'%'"),
)
DICE = random.Random(7)  # noqa: S311  the same calls at every run
CALLS = [
    f"{name}({', '.join(DICE.choices(ARGUMENTS, k=count))})" for name in sorted(ADMITTED) for count in (0, 1, 2, 2, 3)
]


@pytest.mark.rule("SQL-27")
@pytest.mark.parametrize("part", range(8))
def test_call_is_refused_fails_or_has_an_answer(part: int) -> None:
    laid = plan("SELECT * FROM p").lay({"p": PEOPLE}.__getitem__)
    answered = 0
    for call in CALLS[part::8]:
        text = f"SELECT profile_id, {call} AS x FROM p GROUP BY ALL"  # noqa: S608  # a call of this test
        try:
            plan(text)
            run(Run(text, T0), laid)
        except (BadRequest, CannotEvaluate):
            continue
        answered += 1

    assert answered
