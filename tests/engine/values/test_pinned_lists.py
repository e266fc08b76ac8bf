from __future__ import annotations

from typing import Any

import pytest

from moto_customerprofiles.engine.values.pinned_lists import PinnedLists
from moto_customerprofiles.errors import BadRequest


def first_of(pinned: PinnedLists, items: list[str]) -> Any:
    """Return the key of the first item of a list, as it now is."""
    key, _ = next(pinned.listing("names", lambda: items).after(None))
    return key


def rest(pinned: PinnedLists, key: Any, name: str = "names") -> list[str]:
    return [item for _, item in pinned.listing(name, lambda: ["of", "now"]).after(key)]


@pytest.mark.rule("PAGE-2")
def test_list_goes_on_as_it_was_at_its_beginning() -> None:
    pinned = PinnedLists()
    key = first_of(pinned, ["a", "b", "c"])

    assert ["b", "c"] == rest(pinned, key)


def test_list_that_has_not_changed_is_kept_once() -> None:
    pinned = PinnedLists()
    keys = [first_of(pinned, ["a", "b"]) for _ in range(3)]

    assert [keys[0]] * 3 == keys


def test_list_that_has_changed_is_another_one() -> None:
    pinned = PinnedLists()
    old, new = first_of(pinned, ["a", "b"]), first_of(pinned, ["b", "a"])

    assert (["b"], ["a"]) == (rest(pinned, old), rest(pinned, new))


@pytest.mark.rule("PAGE-2")
def test_list_is_forgotten_after_a_hundred_others() -> None:
    pinned = PinnedLists()
    keys = [first_of(pinned, [str(number), "x"]) for number in range(101)]

    assert ["x"] == rest(pinned, keys[1])
    with pytest.raises(BadRequest, match=r"NextToken has expired: .* begin at its first page"):
        rest(pinned, keys[0])
