"""Classic segments against worked examples: one JSON file each, with its source and the members it must find.

Each example is asked twice: of the engine, with what surrounds a segment taken from the file, and of a domain in which
the same profiles and objects really are.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import pytest

from moto_customerprofiles.engine.profiles.fields import flatten
from moto_customerprofiles.engine.segments.groups import Segment, compile_segment
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.pipeline import perform
from tests.fidelity.cases import Case, accepted, check_refusal, rejected, shared
from tests.support.surroundings import Clock, new_world

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.segments.subjects import Subject


@dataclass(frozen=True)
class Customer:
    profile_id: str
    fields: dict[str, str]


class Given:
    """The profiles of an example, their calculated values, and the segments they may be in."""

    def __init__(self, name: str) -> None:
        self.document = shared("segments", name)
        self.customers = [Customer(name, flatten(fields)) for name, fields in self.document["profiles"].items()]

    def is_member(self, segment_name: str, subject: Subject) -> bool:
        return compile_segment(self.document["segments"][segment_name]).contains(subject, self)

    def calculated_value(
        self, name: str, overrides: t.ConditionOverridesTypeDef | None, subject: Subject
    ) -> str | None:
        values = self.document["calculated" if overrides is None else "overridden"][name]
        return cast("str | None", values.get(subject.profile_id))


def _compiled(case: dict[str, dict[str, t.SegmentGroupStructureTypeDef]]) -> Segment:
    return compile_segment(case["when"]["SegmentGroups"])


@pytest.mark.needs
@pytest.mark.parametrize("case", accepted("segments"))
def test_segment_has_exactly_these_members(case: Case) -> None:
    given, segment = Given(case["given"]), _compiled(case)

    members = [customer.profile_id for customer in given.customers if segment.contains(customer, given)]

    assert case["then"]["members"] == members


@pytest.mark.needs
@pytest.mark.parametrize("case", rejected("segments"))
def test_definition_is_refused(case: Case) -> None:

    with pytest.raises(BadRequest) as caught:
        _compiled(case)

    check_refusal(case, caught.value.code, caught.value.message)


ORDER = {
    "ObjectTypeName": "order",
    "Description": "An order",
    "Fields": {
        "id": {"Source": "_source.id"},
        "customer": {"Source": "_source.customer", "Target": "_profile.AccountNumber"},
        "price": {"Source": "_source.price", "ContentType": "NUMBER"},
        "product": {"Source": "_source.product"},
    },
    "Keys": {
        "orderId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
        "_account": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["customer"]}],
    },
}


class Shop:
    """A domain with the customers of an example; their calculated values come of orders, two of them ten days old."""

    def __init__(self, given: Given) -> None:
        self.clock = Clock()
        self.world = new_world(self.clock)
        self.ask("CreateDomain", DefaultExpirationDays=365)
        self.ask("PutProfileObjectType", **ORDER)
        self.calculate("spend", "price", "SUM")
        self.calculate("recent_products", "product", "RECENT_OCCURRENCES")
        self.ids = {
            self.ask("CreateProfile", AccountNumber=name, **fields)["ProfileId"]: name
            for name, fields in given.document["profiles"].items()
        }
        self.order(1, "p1", 2, "phone")
        self.clock.wind(days=10)
        self.order(2, "p1", 1, "tv")
        self.order(3, "p2", 0, "tv")
        for name, groups in given.document["segments"].items():
            self.define(name, groups)

    def ask(self, operation: str, **params: object) -> dict[str, Any]:
        return perform(self.world, operation, {"DomainName": "shop", **params})

    def calculate(self, name: str, field: str, statistic: str) -> None:
        self.ask(
            "CreateCalculatedAttributeDefinition",
            CalculatedAttributeName=name,
            AttributeDetails={"Attributes": [{"Name": field}], "Expression": f"{{order.{field}}}"},
            Statistic=statistic,
            Conditions={"Range": {"Value": 30, "Unit": "DAYS"}},
        )

    def order(self, number: int, customer: str, price: int, product: str) -> None:
        document = {"id": number, "customer": customer, "price": price, "product": product}
        self.ask("PutProfileObject", ObjectTypeName="order", Object=json.dumps(document))

    def define(self, name: str, groups: object) -> None:
        self.ask("CreateSegmentDefinition", SegmentDefinitionName=name, DisplayName=name, SegmentGroups=groups)

    def members(self, name: str) -> list[str]:
        answer = self.ask("GetSegmentMembership", SegmentDefinitionName=name, ProfileIds=list(self.ids))
        return [self.ids[one["ProfileId"]] for one in answer["Profiles"] if one["QueryResult"] == "PRESENT"]


@pytest.fixture(scope="module")
def shop() -> Shop:
    """Return the one domain in which all examples are asked."""
    return Shop(Given("customers"))


@pytest.mark.parametrize("case", accepted("segments"))
def test_domain_has_exactly_these_members(shop: Shop, case: Case) -> None:
    shop.define(case["name"], case["when"]["SegmentGroups"])

    assert case["then"]["members"] == shop.members(case["name"])


@pytest.mark.parametrize("case", rejected("segments"))
def test_domain_refuses_the_definition(shop: Shop, case: Case) -> None:

    with pytest.raises(BadRequest):
        shop.define(case["name"], case["when"]["SegmentGroups"])

    assert case["name"] not in shop.world.domains.require("shop").segment_definitions
