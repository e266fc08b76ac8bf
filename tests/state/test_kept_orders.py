from __future__ import annotations

from dataclasses import dataclass

import pytest

from moto_customerprofiles.state.journal import Journal
from moto_customerprofiles.state.profiles.kept_orders import KeptOrders


@dataclass(frozen=True)
class Thing:
    sequence: int


MANY = [Thing(number * 7 % 151) for number in range(1, 151)]


def numbers(orders: KeptOrders[Thing], members: list[Thing], after: int | None = None) -> list[int]:
    return [sequence for sequence, _ in orders.listing("group", members).after(after)]


@pytest.fixture
def journal() -> Journal:
    return Journal()


@pytest.fixture
def orders(journal: Journal) -> KeptOrders[Thing]:
    return KeptOrders(journal)


@pytest.mark.parametrize("count", [0, 1, 100, 101, 150])
def test_members_come_by_their_sequence(orders: KeptOrders[Thing], count: int) -> None:
    members = MANY[:count]
    rising = sorted(member.sequence for member in members)

    assert rising == numbers(orders, members)
    assert [number for number in rising if number > 50] == numbers(orders, members, after=50)


def test_order_of_few_is_not_kept(orders: KeptOrders[Thing]) -> None:
    numbers(orders, MANY[:100])

    assert {} == orders.kept


def test_order_that_is_kept_follows_changes(orders: KeptOrders[Thing], journal: Journal) -> None:
    numbers(orders, MANY)
    journal.commit()
    orders.change("group", None, Thing(900))
    orders.change("group", MANY[0], None)
    orders.change("another group", None, Thing(901))

    assert sorted({*(thing.sequence for thing in MANY), 900} - {7}) == numbers(orders, MANY)


def test_changes_of_a_call_that_fails_are_taken_back(orders: KeptOrders[Thing], journal: Journal) -> None:
    before = numbers(orders, MANY)
    journal.commit()
    orders.change("group", None, Thing(900))
    orders.change("group", MANY[0], Thing(MANY[0].sequence))
    orders.change("group", MANY[1], None)
    journal.rollback()

    assert before == numbers(orders, MANY)
    assert MANY[0] is next(thing for at, thing in orders.listing("group", MANY).after(6) if at == 7)


def test_order_that_was_made_in_a_call_that_fails_is_made_anew(orders: KeptOrders[Thing], journal: Journal) -> None:
    numbers(orders, [*MANY, Thing(900)])
    journal.rollback()

    assert 900 not in numbers(orders, MANY)
