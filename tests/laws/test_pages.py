"""Pages joined are the whole list, whatever their size, for every operation that pages."""

from __future__ import annotations

from typing import Any

import pytest

from moto_customerprofiles.wire.model import members, operation_model, operation_names
from tests.laws.town import Town, open_town

PAGED = [
    name
    for name in operation_names()
    if {"NextToken", "MaxResults"} <= members(operation_model(name).input_shape).keys()
]


def items(reply: dict[str, Any]) -> list[Any]:
    return next(value for value in reply.values() if isinstance(value, list))


def joined(town: Town, name: str, size: int) -> list[Any]:
    found: list[Any] = []
    token: dict[str, str] = {}
    for _ in range(100):
        reply = town.call(name, {**town.params(name), "MaxResults": size, **token})
        assert len(items(reply)) <= size
        found += items(reply)
        if "NextToken" not in reply:
            return found
        token = {"NextToken": reply["NextToken"]}
    return found


@pytest.mark.parametrize("name", PAGED)
def test_pages_joined_are_the_whole_list(name: str) -> None:
    town = open_town()
    whole = items(town.call(name))
    low = members(operation_model(name).input_shape)["MaxResults"].metadata.get("min", 1)

    assert [whole, whole, whole] == [joined(town, name, low + more) for more in range(3)]


def test_operations_that_page_are_many() -> None:
    assert len(PAGED) >= 28
