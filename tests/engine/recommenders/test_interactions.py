from __future__ import annotations

import pytest

from moto_customerprofiles.engine.recommenders.interactions import interactions_of
from tests.support.facts import T0


def items(event: dict[str, str]) -> list[str]:
    return [interaction.item for interaction in interactions_of(event, T0)]


@pytest.mark.rule("REC-5")
def test_an_event_gives_one_interaction_for_its_item_and_each_of_its_list() -> None:
    assert ["a", "b", "c"] == items({"Item.Id": "a", "ItemsList": '[{"Id": "b"}, {"Id": "c"}, {"Title": "no id"}]'})


def test_an_item_that_is_named_twice_counts_once() -> None:
    assert ["a"] == items({"Item.Id": "a", "ItemsList": '[{"Id": "a"}]'})


@pytest.mark.parametrize("path", ["ItemsList.Id", "ItemsList[].Id", "ItemsList[0].Id"])
def test_ids_of_the_list_may_come_by_a_path_of_their_own(path: str) -> None:
    assert ["b"] == items({path: "b"})


def test_a_list_of_one_item_may_come_without_its_brackets() -> None:
    assert ["b"] == items({"ItemsList": '{"Id": "b"}'})


@pytest.mark.parametrize("text", ["not json", "[1, 2]", "{}", "7", "[" * 100_000])
def test_a_list_that_holds_no_items_gives_none(text: str) -> None:
    assert [] == items({"ItemsList": text})


@pytest.mark.rule("REC-5")
def test_an_event_without_an_item_gives_no_interaction() -> None:
    assert [] == items({"EventType": "scroll", "Item.Id": ""})


@pytest.mark.rule("REC-5")
@pytest.mark.parametrize("event", [{}, {"EventTimestamp": "soon"}])
def test_without_a_readable_time_the_event_happened_when_it_came_in(event: dict[str, str]) -> None:
    (interaction,) = interactions_of({"Item.Id": "a", **event}, T0)

    assert T0.timestamp() == interaction.at


def test_values_are_numbers_or_missing() -> None:
    values = [interactions_of({"Item.Id": "a", "EventValue": text}, T0)[0].value for text in ("9.5", "dear")]

    assert [9.5, None] == values
