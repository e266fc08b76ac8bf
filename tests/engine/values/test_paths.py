"""Paths through JSON, and the text that values become."""

from __future__ import annotations

import pytest

from moto_customerprofiles.engine.values.paths import parse_path, read, read_each, text_of


@pytest.mark.rule("F-8")
@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("as it is ", "as it is "),
        (None, ""),
        (True, "true"),
        (False, "false"),
        (7, "7"),
        (449.00, "449.0"),
        (1e22, "10000000000000000000000"),
        (1.5e-7, "0.00000015"),
        ([1, "é"], '[1,"é"]'),
        ({"a": None}, '{"a":null}'),
    ],
)
def test_the_text_of_a_value(value: object, text: str) -> None:
    assert text == text_of(value)


def test_a_projection_keeps_the_places_of_what_is_missing() -> None:
    assert ["a", None, "c"] == read_each({"x": [{"n": "a"}, {}, {"n": "c"}]}, parse_path("x[].n"))


def test_projections_may_nest() -> None:
    assert [1, 2, 3] == read_each({"x": [{"y": [1, 2]}, {"y": [3]}]}, parse_path("x[].y[]"))


def test_a_projection_over_what_is_no_list_has_no_element() -> None:
    assert [] == read_each({"x": {"n": 1}}, parse_path("x[].n"))


def test_numbers_do_not_pick_members() -> None:
    assert read({"x": {"0": "a"}}, parse_path("x[0]")) is None
