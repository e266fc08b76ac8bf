from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.engine.segments.sort import sort_members

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.segments.subjects import Subject


@dataclass(frozen=True)
class Customer:
    profile_id: str
    fields: dict[str, str] = field(default_factory=dict)


class Calculated:
    """Knows one calculated attribute: the number after the name of a profile."""

    def is_member(self, segment_name: str, subject: Subject) -> bool:
        raise NotImplementedError

    def calculated_value(self, name: str, overrides: object, subject: Subject) -> str | None:
        assert ("spend", None) == (name, overrides)
        return subject.profile_id[1:]


def _order(by: list[t.SortAttributeTypeDef], *customers: Customer) -> list[str]:
    return [customer.profile_id for customer in sort_members({"Attributes": by}, customers, Calculated())]


def _with(name: str, **values: str) -> list[Customer]:
    return [Customer(profile_id, {name: value}) for profile_id, value in values.items()]


@pytest.mark.rule("SEG-43")
def test_numbers_are_recognised_and_sorted_as_numbers() -> None:
    customers = _with("Attributes.points", a="9", b="10", c="1e3")

    assert ["c", "b", "a"] == _order([{"Name": "Attributes.points", "Order": "DESC"}], *customers)


@pytest.mark.rule("SEG-43")
def test_dates_are_recognised_and_sorted_as_dates() -> None:
    customers = _with("BirthDate", a="2026-01-01T01:00:00+02:00", b="2026-01-01", c="2025-12-31T22:00:00Z")

    assert ["c", "a", "b"] == _order([{"Name": "BirthDate", "Order": "ASC"}], *customers)


@pytest.mark.rule("SEG-43")
def test_texts_are_sorted_as_texts_when_one_value_is_nothing_else() -> None:
    customers = _with("Attributes.size", a="9", b="10", c="XL")

    assert ["b", "a", "c"] == _order([{"Name": "Attributes.size", "Order": "ASC"}], *customers)


@pytest.mark.rule("SEG-42")
def test_given_type_wins_over_the_values() -> None:
    customers = _with("Attributes.points", a="9", b="10")

    assert ["b", "a"] == _order([{"Name": "Attributes.points", "Order": "ASC", "DataType": "STRING"}], *customers)


@pytest.mark.rule("SEG-42")
def test_later_attributes_break_ties() -> None:
    ann, bob, cho = (
        Customer("a", {"LastName": "Stone", "FirstName": "Ann"}),
        Customer("b", {"LastName": "Stone", "FirstName": "Bob"}),
        Customer("c", {"LastName": "Abel", "FirstName": "Cho"}),
    )
    by: list[t.SortAttributeTypeDef] = [{"Name": "LastName", "Order": "ASC"}, {"Name": "FirstName", "Order": "DESC"}]

    assert ["c", "b", "a"] == _order(by, ann, bob, cho)


@pytest.mark.rule("SEG-44")
def test_missing_and_unreadable_values_come_last_in_both_directions() -> None:
    customers = [*_with("Attributes.points", a="1", b="many", d="2"), Customer("c")]

    assert ["a", "d", "b", "c"] == _order(
        [{"Name": "Attributes.points", "Order": "ASC", "DataType": "NUMBER"}], *customers
    )
    assert ["d", "a", "b", "c"] == _order(
        [{"Name": "Attributes.points", "Order": "DESC", "DataType": "NUMBER"}], *customers
    )


@pytest.mark.rule("SEG-44")
def test_profile_id_breaks_the_last_tie() -> None:
    customers = _with("LastName", b="Stone", a="Stone")

    assert ["a", "b"] == _order([{"Name": "LastName", "Order": "DESC"}], *customers)


@pytest.mark.rule("SEG-42")
def test_calculated_attributes_sort_too() -> None:
    by: list[t.SortAttributeTypeDef] = [{"Name": "spend", "Order": "DESC", "Type": "CALCULATED"}]

    assert ["p10", "p9"] == _order(by, Customer("p9"), Customer("p10"))
