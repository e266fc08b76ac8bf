from __future__ import annotations

import pytest

from moto_customerprofiles.engine.mapping.source_objects import LARGEST_OBJECT, check_size, parse_object
from moto_customerprofiles.errors import BadRequest


def _nested(levels: int, opening: str, closing: str) -> str:
    return '{"a": ' + opening * (levels - 1) + "1" + closing * (levels - 1) + "}"


@pytest.mark.parametrize(
    "text",
    ["", "[]", "7", "null", '{"a": NaN}', '{"a": -Infinity}', '{"a": 1e999}', '{"a": "\\ud800"}', "[" * 100_000],
)
def test_what_is_no_object_that_can_be_kept_is_refused(text: str) -> None:
    with pytest.raises(BadRequest, match="Object is not a valid JSON object"):
        parse_object(text)


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a": ', "}"), ('[7, {"a": ', "}]")])
def test_object_is_kept_unless_it_is_nested_too_deeply(opening: str, closing: str) -> None:
    levels = 500 // opening.replace("{", "[").count("[")
    parse_object(_nested(levels, opening, closing))

    with pytest.raises(BadRequest):
        parse_object(_nested(levels + 1, opening, closing))


def test_many_brackets_side_by_side_are_not_deep() -> None:
    assert {"a": [[]] * 501} == parse_object('{"a": [' + ",".join(["[]"] * 501) + "]}")


def test_a_whole_pair_of_surrogates_is_text() -> None:
    assert {"a": "\N{GRINNING FACE}"} == parse_object('{"a": "\\ud83d\\ude00"}')


@pytest.mark.parametrize("letter", ["a", "ä", "\N{GRINNING FACE}"])
def test_size_is_counted_in_bytes(letter: str) -> None:
    most = LARGEST_OBJECT // len(letter.encode())
    check_size(letter * most)

    with pytest.raises(BadRequest, match="256000"):
        check_size(letter * (most + 1))
