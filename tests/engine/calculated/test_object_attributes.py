from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.engine.calculated.object_attributes import accessors, member

if TYPE_CHECKING:
    from moto_customerprofiles.engine.mapping.definitions import FieldDefinition

FIELDS: dict[str, FieldDefinition] = {
    "price": {"Source": "_source.total.amount"},
    "second": {"Source": "_source.items[1]"},
    "all": {"Source": "_source.items[]"},
    "who": {"Source": "{{_source.first}} {{_source.last}}"},
    "origin": {"Source": "web"},
    "greeting": {"Source": "_source.first, {{_source.last}}"},
    "blank": {},
}
ORDER = {
    "total": {"amount": 5.0},
    "price": 9,
    "items": ["a", "b"],
    "first": "Ann",
    "last": "Doe",
    "state": {"name": "x"},
}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("price", 5.0),
        ("second", "b"),
        ("all", '["a","b"]'),
        ("who", "Ann Doe"),
        ("origin", "web"),
        ("greeting", "_source.first, Doe"),
        ("blank", ""),
        ("state.name", "x"),
        ("Price", None),
        ("total.tax", None),
        ("first.letter", None),
    ],
)
def test_a_field_goes_before_a_member_of_its_name(name: str, value: object) -> None:
    assert value == accessors(FIELDS)(name)(ORDER)


def test_an_accessor_is_parsed_once() -> None:
    access = accessors(FIELDS)

    assert access("who") is access("who")


def test_a_member_whose_name_holds_dots_is_found() -> None:
    assert [1, 2] == [member({"a.b": 1, "c": {"d.e": 2}}, path) for path in ("a.b", "c.d.e")]
