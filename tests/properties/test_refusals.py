"""Whatever of a request is wrong, the refusal names the member, shows the value cut and says what would be accepted."""

from __future__ import annotations

import re

import pytest

from tests.support.properties.full_domain import REQUESTS
from tests.support.properties.refusals import Part, faults, refusals, without_required_members

pytestmark = pytest.mark.needs()
NAMES = sorted(REQUESTS)
TEXTS = ("string",)
NUMBERS = ("integer", "long", "double", "float")
OTHERS = ("boolean", "timestamp", "list", "map", "structure")
NO_NAME = re.compile(r"arn:.*|[0-9a-f-]{32,36}|[0-9:.]+|.{1,3}|.*[/={].*")
"""Texts that are no name: ids, times, numbers, short ones and unique keys; nothing right is near a wrong one."""


@pytest.mark.parametrize("kinds", [TEXTS, NUMBERS, OTHERS], ids=["texts", "numbers", "others"])
@pytest.mark.parametrize("name", NAMES)
def test_refusal_names_the_member_and_shows_the_value_cut(name: str, kinds: tuple[str, ...]) -> None:
    assert [] == [fault for refusal in refusals(name, kinds) for fault in faults(refusal)]


@pytest.mark.parametrize("name", NAMES)
def test_text_of_another_type_is_refused_with_its_place_and_value(name: str) -> None:
    for refusal in refusals(name, TEXTS, lambda _: [{"a": 1}]):
        shown = "" if refusal.part.is_hidden else ': {"a": 1}'

        assert f"Expected a string, found an object at {refusal.part.place}{shown}" == refusal.message


@pytest.mark.parametrize("name", NAMES)
def test_refusal_for_a_missing_member_names_it(name: str) -> None:
    assert [] == [
        (member, message)
        for member, message in without_required_members(name)
        if member.lower() not in (message or "").lower()
    ]


@pytest.mark.parametrize("name", NAMES)
def test_name_that_lacks_a_letter_is_told_the_right_one(name: str) -> None:
    """What exists, or is in a list of the model, is near a name without its last letter."""
    assert [] == [
        f"{refusal.part.place}: {refusal.message}"
        for refusal in refusals(name, TEXTS, _without_last_letter)
        if "did you mean" not in refusal.message and refusal.part.value not in refusal.message
    ]


def _without_last_letter(part: Part) -> list[str]:
    return [part.value[:-1]] if part.value and not (part.is_hidden or NO_NAME.fullmatch(part.value)) else []


def test_most_operations_have_parts_that_can_be_wrong() -> None:
    assert len([name for name in NAMES if any(refusals(name, TEXTS))]) > len(NAMES) * 4 // 5
    assert len([name for name in NAMES if any(refusals(name, NUMBERS))]) > len(NAMES) // 3
    assert len([name for name in NAMES if any(without_required_members(name))]) > len(NAMES) * 4 // 5
