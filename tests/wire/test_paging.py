from __future__ import annotations

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.values.listings import fixed, ordered
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.wire.model import members, operation_model, operation_names
from moto_customerprofiles.wire.operations import wire_operation
from moto_customerprofiles.wire.paging import Pager

SECRET = b"s" * 16
LIST = fixed(range(7))


def page(
    items: object = LIST, *, operation: str = "ListThings", secret: bytes = SECRET, **params: object
) -> dict[str, Any]:
    return Pager(operation, "Items", 3).page(items, params, secret)


def joined(size: int, items: list[int]) -> list[int]:
    found: list[int] = []
    more: dict[str, Any] = {}
    while True:
        answer = page(fixed(items), MaxResults=size, **more)
        found += answer["Items"]
        if "NextToken" not in answer:
            return found
        more = {"NextToken": answer["NextToken"]}


@pytest.mark.rule("G-13")
def test_page_has_the_size_of_the_operation() -> None:
    assert [0, 1, 2] == page()["Items"]


def test_caller_may_ask_for_another_size() -> None:
    assert [0, 1, 2, 3, 4] == page(MaxResults=5)["Items"]


@given(st.integers(1, 9), st.lists(st.integers(), max_size=20))
def test_pages_joined_are_the_whole_list(size: int, items: list[int]) -> None:
    assert items == joined(size, items)


@pytest.mark.rule("ID-C-7", "CLI-7")
@pytest.mark.parametrize("size", [7, 8, 100])
def test_last_page_has_no_token(size: int) -> None:
    assert "NextToken" not in page(MaxResults=size)


def test_empty_list_is_a_page() -> None:
    assert [] == page(fixed([]))["Items"]


@pytest.mark.parametrize("answer", [[1, 2], iter([1]), {"Items": [1]}, {"Status": "ok"}])
def test_operation_that_pages_must_return_a_listing(answer: object) -> None:
    with pytest.raises(TypeError, match="ListThings must return a Listing"):
        page(answer)


def test_items_that_no_page_shows_are_left_alone() -> None:
    shown: list[int] = []
    page(LIST.shown_as(shown.append))

    assert [0, 1, 2] == shown


@pytest.mark.rule("PAGE-1")
@given(
    before=st.sets(st.integers(0, 30)),
    changes=st.lists(st.sets(st.integers(0, 30))),
    sizes=st.lists(st.integers(1, 9), min_size=1),
)
def test_what_is_there_all_the_time_is_shown_once(before: set[int], changes: list[set[int]], sizes: list[int]) -> None:
    """Between two pages, each number in the next set comes or goes."""
    present, stayed, shown, more = set(before), set(before), list[int](), dict[str, Any]()
    for size in (*sizes, *[30] * 2):
        answer = page(ordered(sorted(present), lambda item: item), MaxResults=size, **more)
        shown += answer["Items"]
        if "NextToken" not in answer:
            break
        more = {"NextToken": answer["NextToken"]}
        present ^= changes.pop() if changes else set()
        stayed &= present

    assert len(set(shown)) == len(shown)
    assert stayed <= set(shown)


def test_rest_of_an_answer_is_on_every_page() -> None:
    assert "ok" == page({"Items": LIST, "Status": "ok"}, MaxResults=1)["Status"]


def test_size_may_change_between_pages() -> None:
    token = page(MaxResults=2)["NextToken"]

    assert [2, 3, 4, 5] == page(MaxResults=4, NextToken=token)["Items"]


def test_token_beyond_the_end_of_a_list_that_shrank_is_an_empty_page() -> None:
    token = page()["NextToken"]

    assert [] == page(fixed([1]), NextToken=token)["Items"]


@pytest.mark.rule("G-13", "ID-C-7", "CLI-7")
@pytest.mark.parametrize(
    "other",
    [{"operation": "ListOthers"}, {"DomainName": "office"}, {"secret": b"t" * 16}, {"Filter": {"a": "b"}}],
    ids=["operation", "argument", "world", "more arguments"],
)
def test_token_of_another_list_is_refused(other: dict[str, Any]) -> None:
    token = page(DomainName="shop")["NextToken"]
    arguments = {"DomainName": "shop", "NextToken": token, **other}

    with pytest.raises(BadRequest):
        page(**arguments)


@pytest.mark.rule("G-13", "GEN-8")
@pytest.mark.parametrize(
    "token",
    [
        "",
        "x",
        "====",
        "3",
        "ünïcode",
        "a" * 1024,
        base64.urlsafe_b64encode(b"s" * 24 + b"3").decode(),
        base64.urlsafe_b64encode(b"s" * 24 + b"-3").decode(),
        base64.urlsafe_b64encode(b"s" * 24 + b"9" * 700).decode(),
    ],
)
def test_token_that_was_never_made_is_refused(token: str) -> None:
    with pytest.raises(BadRequest):
        page(NextToken=token)


def test_token_with_a_tail_is_refused() -> None:
    token = page()["NextToken"]

    with pytest.raises(BadRequest):
        page(NextToken=token + "\n")


def test_token_fits_the_models_limit() -> None:
    assert len(page(fixed(range(200_000)), MaxResults=100)["NextToken"]) <= 1024


def test_token_with_the_longest_name_fits_the_models_limit() -> None:
    names = ["a" * 255, "b" * 255]

    assert len(page(ordered(names, str), MaxResults=1)["NextToken"]) <= 1024


def test_token_of_a_list_carries_any_key() -> None:
    keys = [[1, "a"], [1, "ü"], [2.5, "\n"]]
    listing = ordered(keys, lambda key: key)
    token = page(listing, MaxResults=2)["NextToken"]

    assert [[2.5, "\n"]] == page(listing, NextToken=token)["Items"]


def test_refusal_of_a_token_says_what_a_token_is_good_for() -> None:
    with pytest.raises(BadRequest, match=r"NextToken 'aaa.*' was not returned for this list; a token is good for"):
        page(NextToken="a" * 1024)


def _paged() -> list[str]:
    return [name for name in operation_names() if "NextToken" in members(operation_model(name).output_shape)]


@pytest.mark.rule("GEN-9")
def test_all_paged_operations_have_one_list() -> None:
    lists = {
        name: [
            member for member, shape in members(operation_model(name).output_shape).items() if shape.type_name == "list"
        ]
        for name in _paged()
    }

    assert {1} == {len(found) for found in lists.values()}


@pytest.mark.rule("GEN-10")
@pytest.mark.parametrize("name", _paged())
def test_every_operation_with_a_token_pages(name: str) -> None:
    answer = wire_operation(name, 2).page(fixed([1, 2, 3]), {}, SECRET)

    assert "NextToken" in answer
