from __future__ import annotations

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.wire.model import members, operation_model, operation_names
from moto_customerprofiles.wire.operations import wire_operation
from moto_customerprofiles.wire.paging import Pager

SECRET = b"s" * 16
LIST = list(range(7))


def page(
    items: object = LIST, *, operation: str = "ListThings", secret: bytes = SECRET, **params: object
) -> dict[str, Any]:
    return Pager(operation, "Items", 3).page(items, params, secret)


def joined(size: int, items: list[int]) -> list[int]:
    found: list[int] = []
    more: dict[str, Any] = {}
    while True:
        answer = page(items, MaxResults=size, **more)
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
    assert [] == list(page([])["Items"])


def test_iterator_is_a_list() -> None:
    assert [0, 1, 2] == page(iter(LIST))["Items"]


def test_rest_of_an_answer_is_on_every_page() -> None:
    assert "ok" == page({"Items": LIST, "Status": "ok"}, MaxResults=1)["Status"]


def test_size_may_change_between_pages() -> None:
    token = page(MaxResults=2)["NextToken"]

    assert [2, 3, 4, 5] == page(MaxResults=4, NextToken=token)["Items"]


def test_token_beyond_the_end_of_a_list_that_shrank_is_an_empty_page() -> None:
    token = page()["NextToken"]

    assert [] == page([1], NextToken=token)["Items"]


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
    assert len(page(list(range(200_000)), MaxResults=100)["NextToken"]) <= 1024


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
    answer = wire_operation(name, 2).page([1, 2, 3], {}, SECRET)

    assert "NextToken" in answer
