"""Small texts that would take all memory or all time: each is refused in its proper way, and soon."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.adapters.scenario_files import read
from moto_customerprofiles.engine.integrations.source_files import Unreadable, read_file
from moto_customerprofiles.engine.segments import database as segment_database
from moto_customerprofiles.engine.segments.sql import Run, plan
from moto_customerprofiles.engine.segments.sql import run as run_query
from moto_customerprofiles.engine.segments.subjects import CannotEvaluate
from moto_customerprofiles.engine.segments.tables import Table
from moto_customerprofiles.engine.uploads.plans import plan_upload
from moto_customerprofiles.engine.uploads.records import UnusableFile, read_records
from moto_customerprofiles.errors import BadRequest
from tests.support.properties.full_domain import FullDomain, open_full_domain

if TYPE_CHECKING:
    from pathlib import Path

PLAN = plan_upload({"AccountNumber": {"Source": "_source.No", "Target": "AccountNumber"}}, "AccountNumber")
FILES = {
    "a huge line": b"No\n" + b"a" * 1_000_001,
    "a quote that is never closed": b'No\n"' + b"a\n" * 600_000,
    "a cell that csv finds too large": b"No\n" + b"a" * 200_000,
    "a header of a million columns": b"No" + b",a" * 1_000_000,
    "a NUL byte": b"No\n\0\n",
    "half a character": b"No\n\xc3",
}


@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_upload_that_does_not_end_or_is_no_text_is_unusable(content: bytes) -> None:
    with pytest.raises(UnusableFile):
        [*read_records(content, PLAN)]


@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_file_of_an_integration_that_does_not_end_or_is_no_text_is_unreadable(content: bytes) -> None:
    *_, last = read_file(content)

    assert isinstance(last, Unreadable)


def test_row_of_half_a_million_cells_fails_alone() -> None:
    (failed,) = read_records(b"No\n" + b"a," * 490_000, PLAN)

    assert "cells under 1 headers" in str(failed)


@pytest.mark.parametrize("deep", ["[" * 100_000, '{"a":' * 100_000 + "1" + "}" * 100_000])
def test_file_of_an_integration_that_is_nested_too_deeply_is_left_to_the_check_of_objects(deep: str) -> None:
    assert [deep] == [*read_file(deep.encode())]


NESTED = {
    "arrays": '{"id": ' + "[" * 100_000 + "]" * 100_000 + "}",
    "objects": '{"id":' * 20_000 + "1" + "}" * 20_000,
    "arrays that never end": '{"id": ' + "[" * 200_000,
    "a number of many digits": '{"id": ' + "9" * 200_000 + "}",
    "a number of a great exponent": '{"id": 1e999999999}',
}


@pytest.fixture(scope="module")
def full_domain() -> FullDomain:
    return open_full_domain()


@pytest.mark.parametrize("text", NESTED.values(), ids=NESTED)
@pytest.mark.parametrize("operation", ["PutProfileObject", "DetectProfileObjectType"])
def test_json_without_measure_is_refused(full_domain: FullDomain, operation: str, text: str) -> None:
    given = {"Object": text} if operation == "PutProfileObject" else {"Objects": [text]}
    with pytest.raises(BadRequest):
        full_domain.call(operation, {**full_domain.params(operation), **given})


@pytest.mark.parametrize("text", NESTED.values(), ids=NESTED)
def test_json_without_measure_fails_alone_in_a_batch(full_domain: FullDomain, text: str) -> None:
    items = [{"Id": "1", "Object": text}, {"Id": "2", "Object": '{"id": "b", "customer": "A-1"}'}]
    reply = full_domain.call("BatchPutProfileObject", {**full_domain.params("BatchPutProfileObject"), "Items": items})

    assert ["1"] == [each["Id"] for each in reply["Failed"]]


@pytest.mark.parametrize(
    ("operation", "member", "text"),
    [
        ("CreateDomainLayout", "Layout", "[" * 1_000_000),
        ("CreateDomainLayout", "Layout", '{"a":' * 300_000),
        ("CreateRecommenderFilter", "RecommenderFilterExpression", "INCLUDE ItemID WHERE " + "(" * 2_400),
        ("CreateRecommenderFilter", "RecommenderFilterExpression", "INCLUDE ItemID WHERE " + "NOT " * 600),
        ("CreateEventTrigger", "SegmentFilter", "a" * 65),
        ("CreateSegmentDefinition", "SegmentSqlQuery", "SELECT " + "(" * 5_000),
    ],
)
def test_text_nested_without_measure_is_refused(
    full_domain: FullDomain, operation: str, member: str, text: str
) -> None:
    params = {key: value for key, value in full_domain.params(operation).items() if key != "SegmentGroups"}
    with pytest.raises(BadRequest):
        full_domain.call(operation, {**params, member: text})


@pytest.mark.parametrize(
    "source",
    ["{{#if _source.a}}" * 40 + "x" + "{{/if}}" * 40, "{{#each _source.a}}" * 5 + "x" + "{{/each}}" * 5],
)
def test_template_nested_as_deeply_as_its_length_allows_is_read(full_domain: FullDomain, source: str) -> None:
    kind = {"ObjectTypeName": "deep", "Description": "d", "AllowProfileCreation": True}
    fields = {"id": {"Source": "_source.id"}, "deep": {"Source": source, "Target": "_profile.FirstName"}}
    keys = {"id": [{"StandardIdentifiers": ["UNIQUE", "PROFILE"], "FieldNames": ["id"]}]}
    nested = json.dumps({"id": "1", "a": [[[[[1] * 9] * 9] * 9] * 9] * 9})
    full_domain.call("PutProfileObjectType", {"DomainName": "shop", **kind, "Fields": fields, "Keys": keys})
    put = full_domain.call("PutProfileObject", {"DomainName": "shop", "ObjectTypeName": "deep", "Object": nested})

    assert put["ProfileObjectUniqueKey"]


PEOPLE = Table({"profile_id": "VARCHAR", "age": "BIGINT"}, [{"profile_id": f"p{n}", "age": n} for n in range(100)])
NOW = datetime(2026, 6, 1)  # noqa: DTZ001  # as segments have it
SELECT = "SELECT profile_id"
SCALAR = ", (SELECT max(age) FROM p)"
WITHOUT_WHERE = f"{SELECT} FROM p"
WHERE = f"{WITHOUT_WHERE} WHERE "


def run(text: str, seconds: float = 60.0) -> list[str]:
    query = plan(text)
    query.check_tables({"p"})
    return run_query(Run(text, NOW, seconds), query.lay({"p": PEOPLE}.__getitem__)).profile_ids


@pytest.mark.parametrize(
    "text",
    [
        "SELECT count(*) AS profile_id FROM p, p p1, p p2, p p3, p p4, p p5, p p6, p p7, p p8, p p9",
        "SELECT a.profile_id FROM p a, p b, p c, p d, p e ORDER BY a.age * b.age * c.age * d.age * e.age",
        "SELECT count(*) AS profile_id FROM (SELECT explode(sequence(1, 9999)) FROM p a, p b, p c)",
    ],
)
def test_query_that_never_ends_is_stopped(text: str) -> None:
    with pytest.raises(CannotEvaluate, match=r"not done after 0\.05 seconds|Out of Memory"):
        run(text, 0.05)


def test_query_of_many_rows_is_refused_once_it_has_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segment_database, "MOST_ROWS", 1000)
    with pytest.raises(CannotEvaluate, match="more than 1000 rows"):
        run("SELECT a.profile_id FROM p a, p b, p c, p d, p e, p f, p g")


@pytest.mark.parametrize(
    "text",
    [
        *("repeat(profile_id, 2000000000)", "space(2000000000)", "lpad(profile_id, 2000000000, 'x')"),
        *(
            "repeat(repeat(profile_id, 9999), 9999)",
            "repeat(profile_id, age * 2000000000)",
            "rpad(profile_id, age)",
            "space(1e12)",
        ),
        *("sequence(1, 4000000000)", "sequence(1, age)", "sequence(1, 1e12)", "sequence(now(), now(), interval 1 day)"),
        *("range(1, 4000000000)", "list_resize(array(1), 4000000000)", "array_repeat(1, 4000000000)"),
        "transform(sequence(1, 9999), x -> sequence(1, 9999))",
    ],
)
def test_query_cannot_make_texts_and_lists_of_any_length(text: str) -> None:
    with pytest.raises((BadRequest, CannotEvaluate)):
        run(f"SELECT {text} AS profile_id FROM p")  # noqa: S608  # texts of this test


def test_query_cannot_take_all_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(segment_database._LOCKED_IN, "memory_limit", "50MB")
    with pytest.raises(CannotEvaluate, match="Out of Memory"):
        run("SELECT a.profile_id FROM p a, p b, p c, p d ORDER BY a.age * b.age * c.age * d.age")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("explode(sequence(2, 3))", ["2", "3"]), ("lpad(profile_id, 4, '0')", ["00p1"]), ("space(2)", ["  "])],
)
def test_query_may_make_short_ones(text: str, expected: list[str]) -> None:
    assert expected == run(f"SELECT {text} AS profile_id FROM p WHERE age = 1")  # noqa: S608  # texts of this test


def test_database_keeps_to_memory_and_writes_no_files() -> None:
    assert ("2GB", "") == (segment_database._LOCKED_IN["memory_limit"], segment_database._LOCKED_IN["temp_directory"])


DEEP = 400


@pytest.mark.parametrize(
    "text",
    [
        WHERE + "(" * DEEP + "1" + ")" * DEEP,
        WHERE + "NOT " * DEEP + "true",
        WHERE + "- " * DEEP + "1 < 2",
        WHERE + "abs(" * DEEP + "1" + ")" * DEEP + " > 0",
        WHERE + "CASE WHEN " * DEEP + "true" + " THEN true END" * DEEP,
        WHERE + "1" + "::int" * DEEP + " = 1",
        WHERE + "profile_id" + "[0]" * DEEP + " = 1",
        WHERE + "profile_id" + ".a" * DEEP + " = 1",
        WHERE + "1 BETWEEN 0 AND " * DEEP + "1",
        WHERE + "EXISTS(SELECT 1 FROM p WHERE " * 90 + "true" + ")" * 90,
        "SELECT profile_id FROM (" * 90 + "SELECT profile_id FROM p" + ") x" * 90,
        WITHOUT_WHERE + "".join(f" JOIN p p{n} ON p.age = p{n}.age" for n in range(DEEP)),
        f"{SELECT}{SCALAR * DEEP} FROM p",
    ],
)
def test_query_nested_without_measure_is_refused(text: str) -> None:
    with pytest.raises((BadRequest, CannotEvaluate)):
        run(text)


LAUGHS = "a0: &a0 [lol]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))
MERGED = "a0: &a0 {x: 1}\n" + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 40))


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.yaml", LAUGHS, "more than 1000000 values"),
        ("a.yaml", MERGED, "more than 1000000 values"),
        ("a.yaml", "shop: &shop {Profiles: [*shop]}", "stands for itself"),
        ("a.yaml", "shop: " + "[" * 600, "nested too deeply"),
        ("a.json", '{"shop": ' + "[" * 200_000, "nested too deeply"),
        ("a.yaml", "shop: !!python/object/apply:os.system ['true']", "could not determine a constructor"),
    ],
)
def test_scenario_that_stands_for_more_than_there_is_room_for_is_refused(
    name: str, text: str, reason: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=reason):
        read(tmp_path / name)


def test_references_that_save_writing_are_welcome(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("x: &x {DefaultExpirationDays: 30}\ny: {<<: *x, Tags: {a: b}}\n", encoding="utf-8")

    assert {"DefaultExpirationDays": 30, "Tags": {"a": "b"}} == read(tmp_path / "a.yaml")["y"]
