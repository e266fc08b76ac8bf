from __future__ import annotations

from moto_customerprofiles.engine.segments.column_types import loadable


def test_values_in_a_text_column_are_written_as_json() -> None:
    values = ("x", 1, True, {"a": 1, "b": ["é"]})

    assert ["x", "1", "true", '{"a":1,"b":["é"]}'] == [loadable(value, "VARCHAR") for value in values]


def test_values_stay_what_they_are_in_a_column_of_their_type() -> None:
    assert [1, {"a": 1}, [1], None] == [
        loadable(1, "BIGINT"),
        loadable({"A": 1}, {"a": "BIGINT"}),
        loadable([1], ["BIGINT"]),
        loadable(None, "BIGINT"),
    ]
    assert ["1", "[1]"] == [loadable(1, ["BIGINT"]), loadable([1], {"a": "BIGINT"})]
