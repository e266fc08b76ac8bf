from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.engine.segments import database as segment_database
from moto_customerprofiles.engine.segments import sql as segment_sql
from moto_customerprofiles.engine.segments.answers import SqlAnswer
from moto_customerprofiles.engine.segments.sql import Run, plan, run
from moto_customerprofiles.engine.segments.subjects import CannotEvaluate
from moto_customerprofiles.engine.segments.tables import Table, laid
from moto_customerprofiles.errors import BadRequest
from tests.support.facts import T0

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLES = {"profile": Table({"profile_id": "VARCHAR", "first_name": "VARCHAR"}, [{"profile_id": "p1"}])}


def _check(text: str, tables: Mapping[str, Table] = TABLES) -> None:
    plan(text).check_tables(tables)


def _run(text: str, tables: Mapping[str, Table] = TABLES) -> SqlAnswer:
    return run(Run(text, T0), plan(text).lay(tables.__getitem__))


ATTACKS = {
    "reads a file by a function": "SELECT profile_id FROM read_csv('/etc/passwd')",
    "reads text by a function": "SELECT profile_id FROM read_text('/etc/passwd')",
    "reads a file by its name": "SELECT profile_id FROM '/etc/passwd'",
    "reads a file by its quoted name": "SELECT profile_id FROM `file.csv`",
    "reads a file as Spark does": "SELECT profile_id FROM csv.`/etc/passwd`",
    "reads a file in a lateral view": "SELECT profile_id FROM profile LATERAL VIEW read_csv('/etc/passwd') t AS line",
    "reads a file in a subquery": "SELECT profile_id FROM profile WHERE first_name IN (SELECT * FROM read_text('x'))",
    "lists files": "SELECT profile_id FROM glob('/*')",
    "attaches a database": "ATTACH '/tmp/other.db' AS other",
    "attaches a database second": "SELECT profile_id FROM profile; ATTACH '/tmp/other.db' AS other",
    "installs an extension": "INSTALL httpfs",
    "loads an extension": "LOAD httpfs",
    "copies to a file": "COPY profile TO '/tmp/out.csv'",
    "copies a query to a file": "COPY (SELECT profile_id FROM profile) TO '/tmp/out.csv'",
    "exports the database": "EXPORT DATABASE '/tmp/out'",
    "runs two statements": "SELECT profile_id FROM profile; SELECT profile_id FROM profile",
    "changes a setting": "SET threads = 8",
    "changes a setting second": "SELECT profile_id FROM profile; SET enable_external_access = true",
    "reads a setting": "SELECT current_setting('threads') AS profile_id",
    "runs a pragma": "PRAGMA database_list",
    "calls a procedure": "CALL pragma_version()",
    "lists settings": "SELECT name AS profile_id FROM duckdb_settings()",
    "reads the catalogue": "SELECT table_name AS profile_id FROM information_schema.tables",
    "reads a table of another schema": "SELECT profile_id FROM elsewhere.profile",
    "calls a table function in a view": "SELECT profile_id FROM profile LATERAL VIEW repeat_row(1) t AS x",
    "runs text as a query": "SELECT profile_id FROM query('SELECT 1 AS profile_id')",
    "runs text as a query in a view": "SELECT profile_id FROM profile LATERAL VIEW query('SELECT 1') t AS x",
    "makes numbers from nothing": "SELECT range AS profile_id FROM range(10)",
    "reads the environment": "SELECT getenv('HOME') AS profile_id",
    "runs a program": "SELECT TRANSFORM(profile_id) USING 'cat' AS (profile_id) FROM profile",
    "makes a table": "SELECT profile_id INTO other FROM profile",
    "creates a table": "CREATE TABLE other AS SELECT profile_id FROM profile",
    "deletes below a with": "WITH t AS (SELECT 1) DELETE FROM profile",
    "explains": "EXPLAIN SELECT profile_id FROM profile",
    "never ends": "WITH RECURSIVE t AS (SELECT profile_id FROM profile UNION ALL SELECT * FROM t) SELECT * FROM t",
    "asks for parameters": "SELECT :secret AS profile_id FROM profile",
    "is no query": "VALUES ('p1')",
    "is empty": " ; ",
}


@pytest.mark.rule("SQL-17", "SQL-16")
@pytest.mark.parametrize("attack", ATTACKS)
def test_query_is_refused_that(attack: str) -> None:
    with pytest.raises(BadRequest):
        _check(ATTACKS[attack])


@pytest.mark.parametrize("attack", ATTACKS)
def test_query_is_not_run_that(attack: str) -> None:
    """Running checks again: a definition may have been made while the extra was not installed."""
    with pytest.raises(CannotEvaluate):
        run(Run(ATTACKS[attack], T0), [laid("profile", TABLES["profile"])])


LOCKED_OUT = {
    "read a file": "SELECT * FROM read_csv('/etc/passwd')",
    "read a text": "SELECT * FROM read_text('/etc/passwd')",
    "list files": "SELECT * FROM glob('/*')",
    "write a file": "COPY t TO '/tmp/moto_customerprofiles_never.csv'",
    "attach a file": "ATTACH '/tmp/moto_customerprofiles_never.db' AS other",
    "install an extension": "INSTALL httpfs",
    "load an extension": "LOAD httpfs",
    "open the doors": "SET enable_external_access = true",
    "change any setting": "SET threads = 8",
}


@pytest.mark.rule("SQL-16")
@pytest.mark.parametrize("attempt", LOCKED_OUT)
def test_database_itself_cannot(attempt: str) -> None:
    """What the rules might overlook, the database refuses."""
    with pytest.raises(CannotEvaluate):
        segment_database.select(LOCKED_OUT[attempt], [laid("t", Table({"a": "VARCHAR"}, []))])


def test_query_may_not_be_recursive() -> None:
    text = "WITH RECURSIVE profile AS (SELECT profile_id FROM profile) SELECT profile_id FROM profile"

    with pytest.raises(BadRequest, match="recursive"):
        _check(text)


@pytest.mark.rule("SQL-10")
def test_names_of_columns_ignore_case() -> None:
    tables = {"orders": Table({"profile_id": "VARCHAR", "Total": "BIGINT"}, [{"profile_id": "p1", "Total": 5}])}

    assert ["p1"] == _run("SELECT profile_id FROM orders WHERE total = 5", tables).profile_ids


@pytest.mark.rule("SQL-18")
def test_tables_of_a_common_table_expression_are_known() -> None:
    _check("WITH t AS (SELECT profile_id FROM profile) SELECT profile_id FROM t")


def test_common_table_expression_may_take_the_name_of_its_table() -> None:
    text = "WITH profile AS (SELECT profile_id FROM profile WHERE first_name IS NULL) SELECT profile_id FROM profile"
    _check(text)

    assert ["p1"] == _run(text).profile_ids


def test_query_may_stand_in_parentheses() -> None:
    text = "(SELECT profile_id FROM profile) UNION ALL (SELECT profile_id FROM profile)"
    _check(text)

    assert ["p1"] == _run(text).profile_ids


@pytest.mark.rule("SQL-19")
def test_star_may_hide_the_profile_id() -> None:
    _check("SELECT p.* FROM profile p")

    assert ["p1"] == _run("SELECT p.* FROM profile p").profile_ids


def test_natural_join_uses_columns_that_it_does_not_name() -> None:
    kinds = {"profile_id": "VARCHAR", "day": "BIGINT"}
    tables = {
        "a": Table(kinds, [{"profile_id": "p1", "day": 1}, {"profile_id": "p2", "day": 2}]),
        "b": Table(kinds, [{"profile_id": "p1", "day": 1}, {"profile_id": "p2", "day": 3}]),
    }

    assert ["p1"] == _run("SELECT profile_id FROM a NATURAL JOIN b", tables).profile_ids


@pytest.mark.parametrize(
    "text",
    [
        "SELECT profile_id FROM profile;;",
        "WITH profile AS (WITH x AS (SELECT * FROM profile) SELECT * FROM x) SELECT profile_id FROM profile",
        "SELECT profile_id FROM profile WHERE CAST('2025-01-06T11:00:00Z' AS TIMESTAMP) < current_timestamp",
        "SELECT profile_id FROM profile WHERE 5 BETWEEN 1 AND coalesce(first_name, '10')",
        "SELECT profile_id FROM profile WHERE 9 NOT BETWEEN coalesce(first_name, '10') AND 11",
    ],
)
def test_query_finds_the_only_profile(text: str) -> None:
    _check(text)

    assert ["p1"] == _run(text).profile_ids


def test_count_of_all_is_no_star() -> None:
    text = "SELECT profile_id FROM profile GROUP BY profile_id HAVING count(*) = 1"

    assert ["p1"] == _run(text).profile_ids


@pytest.mark.rule("SQL-19")
def test_star_without_profile_id_fails_when_run() -> None:
    with pytest.raises(CannotEvaluate, match="profileid or profile_id"):
        run(Run("SELECT * FROM t", T0, ids_only=True), [laid("t", Table({"a": "VARCHAR"}, []))])


@pytest.mark.rule("SQL-26")
def test_function_that_is_not_admitted_is_refused_with_the_nearest_that_is() -> None:
    with pytest.raises(BadRequest, match="may not call uper; the nearest that it may call is upper"):
        _check("SELECT profile_id FROM profile WHERE uper(first_name) = 'X'")


@pytest.mark.rule("SQL-21")
@pytest.mark.parametrize(
    "clock",
    [
        "current_date",
        "current_date()",
        "curdate()",
        "current_timestamp",
        "current_timestamp()",
        "now()",
        "localtimestamp",
        "from_unixtime(unix_timestamp())",
    ],
)
def test_clock_of_a_query_is_the_callers(clock: str) -> None:
    answer = _run(f"SELECT profile_id, to_date({clock}) AS day FROM profile")  # noqa: S608  a literal of this test

    assert T0.date().isoformat() == answer.rows[0][1]


@pytest.mark.rule("SQL-22")
def test_profile_ids_come_once_and_never_null() -> None:
    answer = SqlAnswer(("total", "Profile_Id"), ((1, "b"), (2, None), (3, "a"), (4, "b")))

    assert ["b", "a"] == answer.profile_ids


@pytest.mark.rule("SQL-6")
def test_unparsed_text_stays_out_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(BadRequest):
        _check("EXPLAIN SELECT secret")

    assert "" == caplog.text


def test_nothing_heavy_is_imported_before_a_query_is_checked() -> None:
    program = (
        "import sys, moto_customerprofiles.engine.segments.sql, moto_customerprofiles.engine.segments.exports;"
        "sys.exit(any(name in sys.modules for name in ('duckdb', 'sqlglot', 'pyarrow')))"
    )

    assert 0 == subprocess.run([sys.executable, "-c", program], check=False).returncode


class TestWithoutTheExtra:
    @pytest.fixture(autouse=True)
    def _without(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(segment_sql, "has_extra", lambda: False)

    @pytest.mark.rule("SQL-23")
    def test_query_is_only_roughly_checked(self) -> None:
        _check(" select whatever from wherever ; ")
        _check("with a as (select 1) select a.b from a")

    @pytest.mark.rule("SQL-23")
    @pytest.mark.parametrize("text", ["DROP TABLE profile", "SELECT 1; SELECT 2", "SELECT 1; SELECT 2;", " "])
    def test_rough_check_refuses_the_obvious(self, text: str) -> None:
        with pytest.raises(BadRequest):
            _check(text)

    @pytest.mark.rule("SQL-23")
    def test_running_names_what_is_missing(self) -> None:
        with pytest.raises(CannotEvaluate, match="SQL segments need the optional dependencies duckdb and sqlglot"):
            run(Run("SELECT profile_id FROM profile", T0), [])
