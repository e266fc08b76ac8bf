from __future__ import annotations

from typing import Any

from moto_customerprofiles.engine.values.listings import Listing, fixed, newest_first, ordered


def keys(listing: Listing[Any], after: object = None) -> list[object]:
    return [key for key, _ in listing.after(after)]


def test_listing_gives_all_its_items_as_they_are_shown() -> None:
    assert ["A", "B"] == list(fixed("ab").shown_as(str.upper))


def test_item_may_be_shown_in_several_steps() -> None:
    assert ["A!", "B!"] == list(fixed("ab").shown_as(str.upper).shown_as(lambda item: f"{item}!"))


def test_test_sees_items_before_they_are_shown() -> None:
    assert ["B"] == list(fixed("abc").shown_as(str.upper).where(lambda item: item == "b"))


def test_items_that_pass_keep_their_keys() -> None:
    assert [1, 3] == keys(fixed("abcd").where("bd".__contains__))


def test_listing_goes_on_after_an_item_that_is_no_more() -> None:
    assert ["c", "d"] == list(Listing(lambda _: ordered("acd", str).after("b")))


def test_listing_goes_on_after_an_item_that_is_still_there() -> None:
    assert [2, 3] == keys(fixed("abcd"), after=1)


def test_newest_first_does_not_show_what_is_appended_meanwhile() -> None:
    items = ["a", "b", "c"]
    listing = newest_first(items)
    first, _ = next(listing.after(None))
    items.append("d")

    assert [1, 0] == keys(listing, after=first)
