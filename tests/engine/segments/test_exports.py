from __future__ import annotations

import csv
import io
import json
import math
import sys
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

import pytest
from pyarrow import orc

from moto_customerprofiles.engine.segments.answers import SqlAnswer, as_json
from moto_customerprofiles.engine.segments.exports import (
    Export,
    as_csv,
    as_jsonl,
    as_orc,
    export_answer,
    export_profiles,
)
from moto_customerprofiles.engine.segments.subjects import CannotEvaluate


@dataclass(frozen=True)
class Customer:
    profile_id: str
    fields: dict[str, str]


ANN = Customer(
    "1",
    {
        "Attributes.tier": "gold",
        "Attributes.a.b": "1",
        "Address.State": "WA",
        "Address.City": "Seattle",
        "EmailAddress": "ann@example.com",
        "LastName": "Stone",
        "MiddleName": "",
    },
)
BOB = Customer("2", {"FirstName": 'Bob, "the" builder', "GenderString": "M\nx"})


def _lines(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode())))


@pytest.mark.rule("SNAP-6")
def test_csv_has_the_columns_that_hold_a_value_in_model_order() -> None:
    header = _lines(as_csv(export_profiles([ANN, BOB])))[0]

    assert [
        *("ProfileId", "FirstName", "LastName", "EmailAddress", "GenderString"),
        *("Address.City", "Address.State", "Attributes.a.b", "Attributes.tier"),
    ] == header


@pytest.mark.rule("SNAP-6")
def test_csv_quotes_what_needs_it() -> None:
    file = as_csv(export_profiles([BOB]))

    assert b'ProfileId,FirstName,GenderString\n2,"Bob, ""the"" builder","M\nx"\n' == file


def test_custom_attributes_come_after_everything_else() -> None:
    fields = {"Attributes.a": "1", "BillingAddress.PostalCode": "98101", "AlienField": "x"}

    assert ["ProfileId", "BillingAddress.PostalCode", "AlienField", "Attributes.a"] == export_profiles(
        [Customer("1", fields)]
    ).columns


def test_csv_keeps_letters_and_writes_parts_as_compact_json() -> None:
    rows = [{"a": "Zoë", "b": {"k": ["Zoë", 1]}, "c": None}]

    assert 'a,b,c\nZoë,"{""k"":[""Zoë"",1]}",\n' == as_csv(Export(["a", "b", "c"], rows, [])).decode()


@pytest.mark.rule("SNAP-5")
def test_csv_of_nobody_is_a_header() -> None:
    assert b"ProfileId\n" == as_csv(export_profiles([]))


@pytest.mark.rule("SNAP-7")
def test_jsonl_has_the_shape_of_the_api_without_empty_members() -> None:
    (line,) = as_jsonl(export_profiles([ANN])).splitlines()

    assert {
        "ProfileId": "1",
        "LastName": "Stone",
        "EmailAddress": "ann@example.com",
        "Address": {"City": "Seattle", "State": "WA"},
        "Attributes": {"tier": "gold", "a.b": "1"},
    } == json.loads(line)


def test_jsonl_is_a_line_for_each_with_letters_as_they_are() -> None:
    assert '{"a":"Zoë"}\n{"a":"Bob"}\n' == as_jsonl(Export([], [], [{"a": "Zoë"}, {"a": "Bob"}])).decode()


def test_jsonl_of_nobody_is_empty() -> None:
    assert b"" == as_jsonl(export_profiles([]))


@pytest.mark.rule("SNAP-8")
def test_orc_has_the_columns_of_the_csv() -> None:
    table = orc.ORCFile(io.BytesIO(as_orc(export_profiles([ANN, BOB])))).read()

    assert _lines(as_csv(export_profiles([ANN, BOB])))[0] == table.column_names
    assert ["ann@example.com", None] == table.column("EmailAddress").to_pylist()


def test_orc_column_without_a_value_is_text_all_the_same() -> None:
    table = orc.ORCFile(io.BytesIO(as_orc(Export(["a"], [{"a": None}], [])))).read()

    assert ["string"] == [str(kind) for kind in table.schema.types]


@pytest.mark.rule("SNAP-8")
def test_orc_without_its_extra_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(CannotEvaluate, match="pyarrow"):
        as_orc(Export(["ProfileId"], [], []))


@pytest.mark.rule("SNAP-9")
def test_sql_segment_keeps_its_own_columns_after_the_profile_id() -> None:
    answer = SqlAnswer(("total", "profile_id"), ((1.5, "a"), (2, "a"), (None, "b"), (9, "gone")))

    assert b"ProfileId,total,profile_id\na,1.5,a\nb,,b\n" == as_csv(export_answer(answer, {"a", "b"}.__contains__))


def test_sql_column_named_like_the_profile_id_is_not_doubled() -> None:
    answer = SqlAnswer(("profileid", "day"), (("a", "2026-06-01T00:00:00"),))

    assert b'{"profileid":"a","day":"2026-06-01T00:00:00"}\n' == as_jsonl(export_answer(answer, {"a"}.__contains__))


def test_sql_answer_is_written_the_same_in_every_format() -> None:
    named = export_answer(SqlAnswer(("ProfileId", "n"), (("a", 1),)), {"a"}.__contains__)
    unnamed = export_answer(SqlAnswer(("profile_id", "n"), (("a", 1),)), {"a"}.__contains__)

    assert (b"ProfileId,n\na,1\n", b'{"ProfileId":"a","n":1}\n') == (as_csv(named), as_jsonl(named))
    assert b"ProfileId,profile_id,n\na,a,1\n" == as_csv(unnamed)
    assert b'{"ProfileId":"a","profile_id":"a","n":1}\n' == as_jsonl(unnamed)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("2.00"), 2),
        (Decimal("2.5"), 2.5),
        (date(2026, 6, 1), "2026-06-01"),
        ({1: Decimal(2)}, {"1": 2}),
        ((Decimal(2), "x"), [2, "x"]),
        (1.5, 1.5),
        (math.nan, None),
        (-math.inf, None),
        (True, True),
        (None, None),
        (time(12, 30), "12:30:00"),
    ],
)
def test_value_of_the_database_becomes_plain_json(value: object, expected: object) -> None:
    assert (type(expected), expected) == (type(as_json(value)), as_json(value))
