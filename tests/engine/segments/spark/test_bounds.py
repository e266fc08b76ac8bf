"""What a query may make of the texts that it reads."""
# ruff: noqa: S608  the queries are made of texts of this file

from __future__ import annotations

import resource
import time
from datetime import datetime, timezone

import pytest

from moto_customerprofiles.engine.segments.sql import Run, plan, run
from moto_customerprofiles.engine.segments.subjects import CannotEvaluate
from moto_customerprofiles.engine.segments.tables import Table
from moto_customerprofiles.errors import BadRequest

NOW = datetime(2026, 6, 1, tzinfo=timezone.utc)
PEOPLE = Table(
    {"profile_id": "VARCHAR", "name": "VARCHAR", "age": "BIGINT"},
    [{"profile_id": f"p{n}", "name": "x" * 20, "age": n} for n in range(200)],
)


def nested(times: int, made: str = "t || t", name: str = "t") -> str:
    """Write common table expressions, each of which makes a text of that of the one before."""
    steps = (f", c{n + 1} AS (SELECT profile_id, {made} AS {name} FROM c{n})" for n in range(times))
    return (
        f"WITH c0 AS (SELECT profile_id, name AS {name} FROM p){''.join(steps)} SELECT profile_id, {name} FROM c{times}"
    )


REFUSED = {
    "doubles a text nineteen times": nested(19),
    "doubles a text twenty times": nested(20),
    "doubles a text in renamed columns": (
        "WITH a(u) AS (SELECT repeat(name, 1000) FROM p), b(v) AS (SELECT u || u FROM a)"
        " SELECT v || v AS profile_id FROM b"
    ),
    "doubles a text by concat": nested(19, "concat(t, t)"),
    "doubles a list": nested(19, "array(t, t)"),
    "doubles a text in subqueries": "SELECT profile_id, "
    + "t || t AS t FROM (SELECT profile_id, " * 15
    + "name AS t FROM p"
    + ")" * 15,
    "doubles a text by its alias": "SELECT profile_id, name || name AS a0"
    + "".join(f", a{n} || a{n} AS a{n + 1}" for n in range(20))
    + " FROM p",
    "doubles a field": (
        "WITH a AS (SELECT profile_id, named_struct('x', repeat(name, 1500)) AS s FROM p)"
        " SELECT profile_id, s.x || s.x AS t FROM a"
    ),
    "repeats a text of a cross join": "SELECT a.profile_id, repeat(a.name, 10000) AS r FROM p a, p b ORDER BY r",
    "repeats a repeated text": "SELECT profile_id, repeat(repeat(name, 1000), 1000) AS r FROM p",
    "repeats as often as a column says": "SELECT profile_id, repeat(name, age) AS r FROM p",
    "repeats in a condition": "SELECT profile_id FROM p WHERE age = 1 AND repeat(repeat('x', 9999), 9999) = name",
    "repeats in a join": "SELECT a.profile_id FROM p a JOIN p b ON repeat(repeat('x', 9999), 9999) = b.name",
    "repeats in an order": "SELECT profile_id FROM p ORDER BY repeat(repeat('x', 9999), 9999)",
    "repeats in a window": (
        "SELECT profile_id FROM (SELECT profile_id, row_number() OVER"
        " (ORDER BY repeat(repeat('x', 9999), 9999)) AS r FROM p) q"
    ),
    "repeats in a correlated subquery": (
        "WITH a AS (SELECT profile_id, repeat(name, 1000) AS t FROM p)"
        " SELECT profile_id, (SELECT max(repeat(a.t, 1000)) FROM p) AS u FROM a"
    ),
    "repeats in a lateral view": (
        "SELECT profile_id, x || x || x AS y FROM p LATERAL VIEW explode(array(repeat(name, 1000))) v AS x"
    ),
    "pads by a format": "SELECT profile_id, printf('%1500000000d', age) AS t FROM p",
    "pads by another format": "SELECT profile_id, format('{:1500000000}', age) AS t FROM p",
    "makes many bits": "SELECT profile_id, bitstring('1', 1500000000) AS t FROM p",
    "casts to bits": "SELECT profile_id, CAST(name AS BIT) AS t FROM p",
    "folds a list into a text": "SELECT profile_id, aggregate(sequence(1, 9999), 'x', (a, b) -> a || a) AS t FROM p",
    "makes a text of each number": "SELECT transform(sequence(1, 9999), n -> repeat('x', 9999)) AS profile_id FROM p",
    "replaces each letter by many": nested(6, "replace(t, 'x', 'xxxxxxxxxx')"),
    "gathers what it gathered": (
        "WITH a AS (SELECT profile_id, collect_list(name) AS l FROM p GROUP BY profile_id)"
        " SELECT max(profile_id) AS profile_id, collect_list(l) AS m FROM a"
    ),
    "makes many wide columns": "SELECT profile_id"
    + "".join(f", repeat('x', 9999) || age AS w{n}" for n in range(200))
    + " FROM p",
    "makes a sequence as long as a column says": "SELECT explode(sequence(1, age)) AS profile_id FROM p",
    "nests brackets": "SELECT " + "(" * 101 + "profile_id" + ")" * 101 + " AS profile_id FROM p",
    "nests operators": "SELECT profile_id FROM p WHERE " + "NOT " * 401 + "true",
    "adds ten thousand numbers": "SELECT profile_id FROM p WHERE age < " + "1 + " * 10_000 + "1",
    "takes ten thousand items": "SELECT name" + "[1]" * 10_000 + " AS profile_id FROM p",
}
"""Each of these took minutes, gigabytes or the whole process before there were bounds, or would have."""


@pytest.mark.rule("SQL-25")
@pytest.mark.parametrize("attempt", REFUSED)
def test_query_is_refused_that(attempt: str) -> None:
    began = time.monotonic()
    with pytest.raises(BadRequest, match=r"may|Invalid SQL|nested too deeply"):
        plan(REFUSED[attempt])

    assert 5 > time.monotonic() - began


STOPPED = {
    "joins without end": "SELECT a.profile_id FROM p a, p b, p c, p d WHERE a.name || b.name < c.name || d.name",
    "sorts without end": "SELECT a.profile_id FROM p a, p b, p c, p d ORDER BY a.name || b.profile_id",
    "gathers without end": "SELECT 'x' AS profile_id, collect_list(a.name) AS l FROM p a, p b, p c, p d",
    "answers long texts": "SELECT a.profile_id, repeat(a.name, 1000) AS r FROM p a, p b, p c",
    "answers many texts": "SELECT DISTINCT a.name || b.age || c.age || d.age AS profile_id FROM p a, p b, p c, p d",
}


@pytest.mark.rule("SQL-25")
@pytest.mark.parametrize("attempt", STOPPED)
def test_query_is_stopped_in_time_that(attempt: str) -> None:
    query, began = plan(STOPPED[attempt]), time.monotonic()
    with pytest.raises(CannotEvaluate):
        run(Run(STOPPED[attempt], NOW, seconds=0.5), query.lay({"p": PEOPLE}.__getitem__))

    assert 0.5 + 2 + 3 > time.monotonic() - began  # three more for a busy machine
    assert 6 * 2**20 > resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # kilobytes


ALLOWED = {
    "doubles a text nine times": nested(9),
    "joins a list of rows": (
        "SELECT max(profile_id) AS profile_id, concat_ws(', ', collect_list(name)) AS names FROM p"
    ),
    "repeats a short text": "SELECT profile_id, repeat('ab', 5000) AS r FROM p",
    "names a union's columns alike": " UNION ALL ".join(
        ["SELECT profile_id, concat(name, ' ', name) AS name FROM p"] * 15
    ),
    "has many conditions": "SELECT profile_id FROM p WHERE " + " OR ".join(f"name = 'n{n}'" for n in range(1000)),
    "lists many values": f"SELECT profile_id FROM p WHERE name NOT IN ({', '.join(repr(str(n)) for n in range(3000))})",
    "transforms a list": "SELECT profile_id, transform(split(name, ''), x -> upper(x)) AS l FROM p",
}


@pytest.mark.rule("SQL-25")
@pytest.mark.parametrize("query", ALLOWED)
def test_query_is_run_that(query: str) -> None:
    laid = plan(ALLOWED[query]).lay({"p": PEOPLE}.__getitem__)

    assert run(Run(ALLOWED[query], NOW), laid).rows or "OR" in ALLOWED[query]
