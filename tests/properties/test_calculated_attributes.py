"""Whatever happens to objects, a calculated value is that of the objects that the profile has now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from moto_customerprofiles.pipeline import perform
from tests.support.properties.effort import effort
from tests.support.surroundings import Clock, new_world

WINDOW, RETENTION = 10, 25
FIELDS = ("id", "customer", "price")
customers = st.sampled_from(["ann", "bob", "cid"])


@dataclass
class Put:
    """An order as a plain model of the domain knows it."""

    customer: str
    price: str
    at: datetime
    turn: int


class Orders(RuleBasedStateMachine):
    """Orders are put, put again by the same customer or another, deleted, merged, or expire."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.world = new_world(self.clock)
        self.orders: dict[tuple[str, str], Put] = {}
        self.ids: dict[str, str] = {}
        self.turn = self.defined = 0

    def call(self, operation: str, **params: object) -> dict[str, object]:
        reply: dict[str, object] = perform(self.world, operation, {"DomainName": "shop", **params})
        return reply

    @initialize()
    def open_shop(self) -> None:
        self.call("CreateDomain", DefaultExpirationDays=300)
        self.call(
            "PutProfileObjectType",
            ObjectTypeName="order",
            Description="Orders",
            ExpirationDays=RETENTION,
            Fields={name: {"Source": f"_source.{name}"} for name in FIELDS},
            Keys={
                "orderId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
                "customer": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["customer"]}],
            },
        )
        for customer in ("ann", "bob", "cid"):
            self.ids[customer] = self.new_profile(customer)

    def new_profile(self, customer: str) -> str:
        profile_id = str(self.call("CreateProfile")["ProfileId"])
        self.call("AddProfileKey", ProfileId=profile_id, KeyName="customer", Values=[customer])
        return profile_id

    @rule()
    def define(self) -> None:
        """Define the attributes anew: what was put before counts with history only."""
        for name, historical in (("recent", False), ("ever", True)):
            if self.defined:
                self.call("DeleteCalculatedAttributeDefinition", CalculatedAttributeName=name)
            self.call(
                "CreateCalculatedAttributeDefinition",
                CalculatedAttributeName=name,
                AttributeDetails={"Attributes": [{"Name": "price"}], "Expression": "{order.price}"},
                Statistic="SUM",
                UseHistoricalData=historical,
                Conditions={} if historical else {"Range": {"Value": WINDOW, "Unit": "DAYS"}},
            )
        self.turn += 1
        self.defined = self.turn

    @rule(number=st.integers(1, 6), customer=customers, price=st.decimals(-99, 99, places=2).map(str))
    def put(self, number: int, customer: str, price: str) -> None:
        document = {"id": str(number), "customer": customer, "price": price}
        self.call("PutProfileObject", ObjectTypeName="order", Object=json.dumps(document))
        self.turn += 1
        self.orders[str(number), customer] = Put(customer, price, self.clock.time, self.turn)

    @rule(number=st.integers(1, 6), customer=customers)
    def delete(self, number: int, customer: str) -> None:
        order = self.orders.pop((str(number), customer), None)
        if order is None:
            return
        profile_id = self.ids[order.customer]
        listed = self.call("ListProfileObjects", ProfileId=profile_id, ObjectTypeName="order")["Items"]
        assert isinstance(listed, list)
        key = next(item["ProfileObjectUniqueKey"] for item in listed if json.loads(item["Object"])["id"] == str(number))
        self.call("DeleteProfileObject", ProfileId=profile_id, ObjectTypeName="order", ProfileObjectUniqueKey=key)

    @rule(main=customers, other=customers)
    def merge(self, main: str, other: str) -> None:
        """Merge two customers; a new profile takes the place of the one that is gone."""
        if main == other:
            return
        self.call("MergeProfiles", MainProfileId=self.ids[main], ProfileIdsToBeMerged=[self.ids[other]])
        self.call("DeleteProfileKey", ProfileId=self.ids[main], KeyName="customer", Values=[other])
        self.ids[other] = self.new_profile(other)
        for number, customer in [key for key in self.orders if key[1] == other]:
            moved = self.orders.pop((number, customer))
            moved.customer = main
            present = self.orders.get((number, main))
            if present is None or present.turn < moved.turn:
                self.orders[number, main] = moved

    @rule(days=st.integers(0, 9))
    def wait(self, days: int) -> None:
        self.clock.wind(days=days)
        gone = self.clock.time - timedelta(days=RETENTION)
        self.orders = {key: order for key, order in self.orders.items() if order.at > gone}

    @invariant()
    def values_are_those_of_the_orders_there_are(self) -> None:
        if not self.defined:
            return
        begin = self.clock.time - timedelta(days=WINDOW)
        for customer, profile_id in self.ids.items():
            mine = [order for order in self.orders.values() if order.customer == customer]
            recent = [order.price for order in mine if order.at >= begin and order.turn > self.defined]
            expected = {"recent": _sum(recent), "ever": _sum([order.price for order in mine])}
            found = {
                name: self.call(
                    "GetCalculatedAttributeForProfile", ProfileId=profile_id, CalculatedAttributeName=name
                ).get("Value")
                for name in expected
            }

            assert expected == found


def _sum(prices: list[str]) -> str | None:
    if not prices:
        return None
    return str(sum(map(Decimal, prices), Decimal(0)).normalize() + 0)


TestOrders = Orders.TestCase
TestOrders.settings = settings(max_examples=effort(15), stateful_step_count=15, deadline=None)
