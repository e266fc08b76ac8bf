"""What subscriptions tell of a segment, replayed, gives the members that a look at every profile gives."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.errors import ServiceError
from moto_customerprofiles.operation import OPERATIONS
from moto_customerprofiles.pipeline import perform
from moto_customerprofiles.services.segments.evaluation import Evaluation
from tests.support.facts import ROLE, aws_arn
from tests.support.surroundings import Clock, RecordedNeighbours, new_world

STREAM = aws_arn("kinesis", "stream/members")
ORDER = {
    "ObjectTypeName": "Order",
    "Description": "An order",
    "AllowProfileCreation": True,
    "Fields": {
        "id": {"Source": "_source.id"},
        "account": {"Source": "_source.account", "Target": "_profile.AccountNumber"},
        "tier": {"Source": "_source.tier", "Target": "_profile.Attributes.tier"},
        "total": {"Source": "_source.total", "ContentType": "NUMBER"},
    },
    "Keys": {
        "orderId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
        "_account": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["account"]}],
    },
}
SPENT = {
    "CalculatedAttributeName": "spent",
    "AttributeDetails": {"Attributes": [{"Name": "total"}], "Expression": "{Order.total}"},
    "Statistic": "SUM",
    "Conditions": {"Range": {"Value": 1, "Unit": "DAYS"}},
}


def _where(kind: str, name: str, operator: str, value: str) -> dict[str, Any]:
    condition = {name: {"DimensionType": operator, "Values": [value]}}
    return {kind: {"Attributes": condition} if kind == "ProfileAttributes" else condition}


GOLD = _where("ProfileAttributes", "tier", "INCLUSIVE", "gold")
RICH = _where("CalculatedAttributes", "spent", "GREATER_THAN", "1")
SEGMENTS: dict[str, Any] = {
    "gold": {"Groups": [{"Dimensions": [GOLD]}]},
    "rich": {"Groups": [{"Dimensions": [RICH]}]},
    "neither": {
        "Groups": [
            {"SourceSegments": [{"SegmentDefinitionName": name} for name in ("gold", "rich")], "SourceType": "NONE"}
        ]
    },
    "either": {"Groups": [{"Dimensions": [GOLD, RICH], "Type": "ANY"}]},
}
TIERS = st.sampled_from(["gold", "silver", ""])
ACCOUNTS = st.sampled_from(["a", "b"])
WHO = st.integers(0, 4)
ORDERS = st.fixed_dictionaries(
    {"id": ACCOUNTS, "account": ACCOUNTS}, optional={"tier": TIERS, "total": st.integers(0, 3)}
).map(json.dumps)
STEPS = st.one_of(
    st.tuples(st.just("CreateProfile"), st.fixed_dictionaries({}, optional={"AccountNumber": ACCOUNTS})),
    st.tuples(st.just("UpdateProfile"), TIERS.map(lambda tier: {"Attributes": {"tier": tier}}), WHO),
    st.tuples(st.just("DeleteProfile"), st.just({}), WHO),
    st.tuples(st.just("PutProfileObject"), ORDERS.map(lambda text: {"ObjectTypeName": "Order", "Object": text})),
    st.tuples(st.just("MergeProfiles"), st.just({}), WHO, WHO),
    st.tuples(st.just("DeleteProfileObject"), st.just({"ObjectTypeName": "Order"}), WHO),
)
HOURS = st.tuples(st.just("wait"), st.integers(1, 40))


class Shop:
    """A domain whose segments are all followed, and the profiles that it ever had."""

    def __init__(self) -> None:
        self.clock, self.neighbours = Clock(), RecordedNeighbours()
        self.neighbours.streams[STREAM] = []
        self.world = new_world(self.clock, self.neighbours)
        self.ask("CreateDomain", DefaultExpirationDays=2)
        self.ask("PutProfileObjectType", **ORDER)
        self.ask("CreateCalculatedAttributeDefinition", **SPENT)
        role = ROLE
        self.ask("AssociateStreamForSegments", DestinationArn=STREAM, DestinationRoleArn=role)
        for name, groups in SEGMENTS.items():
            self.ask("CreateSegmentDefinition", SegmentDefinitionName=name, DisplayName=name, SegmentGroups=groups)
            self.ask("PutSegmentSubscription", SegmentDefinitionName=name, ScheduleConfiguration={"Interval": 1})
        self.ever: list[str] = []

    def ask(self, operation: str, **params: object) -> dict[str, Any]:
        return perform(self.world, operation, {"DomainName": "shop", **params})

    def step(self, operation: str, params: Any, *who: int) -> None:
        if operation == "wait":
            self.clock.wind(hours=params)
        elif operation in OPERATIONS:
            with suppress(ServiceError):
                self.ask(operation, **params, **self._whom(operation, who))
            domain = self.world.domains.require("shop")
            self.ever += [profile.profile_id for profile in domain.profiles if profile.profile_id not in self.ever]

    def _whom(self, operation: str, who: tuple[int, ...]) -> dict[str, Any]:
        ids = [self.ever[one] if one < len(self.ever) else "0" * 32 for one in who]
        if operation == "MergeProfiles":
            return {"MainProfileId": ids[0], "ProfileIdsToBeMerged": [ids[1]]}
        if operation == "DeleteProfileObject":
            profile = self.world.domains.require("shop").profiles.get(ids[0])
            keys = [each.unique_key for each in profile.objects] if profile else []
            return {"ProfileId": ids[0], "ProfileObjectUniqueKey": (keys or ["none"])[0]}
        return {"ProfileId": ids[0]} if ids else {}

    def published(self, segment: str) -> list[tuple[str, str]]:
        """Return the events of a segment, oldest first."""
        found = self.ask("ListSegmentSubscriptionEvents", SegmentDefinitionName=segment)["Events"]
        return [(one["ProfileId"], one["Event"]) for one in reversed(found)]

    def members(self, segment: str) -> set[str]:
        """Look at every profile."""
        domain = self.world.domains.require("shop")
        selection = domain.segment_definitions.require(segment).selection
        return {profile.profile_id for profile in Evaluation(domain).members(selection)}


def _replayed(published: list[tuple[str, str]]) -> set[str]:
    """Let profiles join and leave; nobody joins or leaves twice."""
    members: set[str] = set()
    for profile_id, event in published:
        assert (profile_id in members) == (event == "LEFT")
        members ^= {profile_id}
    return members


@given(st.lists(STEPS, max_size=12))
def test_live_events_keep_up_with_every_change(steps: list[Any]) -> None:
    shop = Shop()
    for step in steps:
        shop.step(*step)

        assert {name: shop.members(name) for name in SEGMENTS} == {
            name: _replayed(shop.published(name)) for name in SEGMENTS
        }


@given(st.lists(st.one_of(STEPS, HOURS), max_size=12))
def test_schedule_catches_up_with_time(steps: list[Any]) -> None:
    shop = Shop()
    for step in steps:
        shop.step(*step)
    shop.clock.wind(hours=1)

    assert {name: _replayed(shop.published(name)) for name in SEGMENTS} == {
        name: shop.members(name) for name in SEGMENTS
    }


@given(st.lists(st.one_of(STEPS, HOURS), max_size=8))
def test_stream_carries_every_event_once(steps: list[Any]) -> None:
    shop = Shop()
    for step in steps:
        shop.step(*step)
    published = {name: shop.published(name) for name in SEGMENTS}
    records = [json.loads(data) for _, data in shop.neighbours.streams[STREAM]]

    assert published == {
        name: [
            (record["ProfileId"], record["OperationType"])
            for record in records
            if record["SegmentDefinitionName"] == name
        ]
        for name in SEGMENTS
    }
