"""Calculated attributes against worked examples: one JSON file each, with its source, what happens on which day, and
the values that must come of it.

`given` has the object types: each field with its source (`=...`), or its target, or neither. Days count from noon of a
Monday, 2025-01-06; every object goes to one and the same profile.
"""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.pipeline import perform
from tests.fidelity.cases import Case, accepted, check_refusal, rejected
from tests.support.facts import T0

if TYPE_CHECKING:
    from moto_customerprofiles.state.world import World
    from tests.support.surroundings import Clock

ID = {"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}
CUSTOMER = {"StandardIdentifiers": ["PROFILE"], "FieldNames": ["customer"]}


class Story:
    """A domain with one customer, to whom the steps of an example happen."""

    def __init__(self, world: World, clock: Clock, given: dict[str, Any]) -> None:
        self.world, self.clock, self.numbers = world, clock, count(1)
        clock.time = T0 - timedelta(days=20)
        world.settings.default_calculated_attributes = given.pop("defaults", "launched")
        self.call("CreateDomain", DefaultExpirationDays=1000)
        self.retype(given)
        self.profile_id = ""

    def call(self, operation: str, **params: object) -> dict[str, Any]:
        return perform(self.world, operation, {"DomainName": "shop", **params})

    def wind(self, day: float) -> None:
        self.clock.time = T0 + timedelta(days=day)

    def retype(self, types: dict[str, dict[str, str | None]]) -> None:
        for name, fields in types.items():
            described = {field: _field(field, text) for field, text in fields.items()}
            targets = {text.partition(".")[0] for text in fields.values() if text and text.startswith("_")}
            keys: dict[str, object] = {"id": [ID], "customer": [CUSTOMER]}
            keys |= {f"{name}-key": [_identifier(target)] for target in targets}
            self.call(
                "PutProfileObjectType",
                ObjectTypeName=name,
                Description=name,
                AllowProfileCreation=True,
                Fields={**described, "id": _field("id", None), "customer": _field("customer", None)},
                Keys=keys,
            )

    def step(self, step: dict[str, Any]) -> None:
        self.wind(step["day"])
        for each in step.get("objects", ()):
            self.put(step["put"], each)
        if "customer" in step:
            self.profile_id = self.call("CreateProfile")["ProfileId"]
        if "retype" in step:
            self.retype(step["retype"])
        if "define" in step:
            self.call("CreateCalculatedAttributeDefinition", **step["define"])
        if "update" in step:
            self.call("UpdateCalculatedAttributeDefinition", **step["update"])

    def put(self, type_name: str, document: dict[str, object]) -> None:
        whole = {
            "id": str(next(self.numbers)),
            "customer": "c",
            "customerEndpoint": {"address": "+12065550100"},
            **document,
        }
        self.call("PutProfileObject", ObjectTypeName=type_name, Object=json.dumps(whole))

    def value(self, name: str) -> dict[str, Any]:
        profile_id = self.profile_id or self.only_profile()
        return self.call("GetCalculatedAttributeForProfile", ProfileId=profile_id, CalculatedAttributeName=name)

    def only_profile(self) -> str:
        profiles = [*self.world.domains.require("shop").profiles]
        assert len(profiles) <= 1
        return profiles[0].profile_id if profiles else str(self.call("CreateProfile")["ProfileId"])


def _field(name: str, text: str | None) -> dict[str, str]:
    """Describe a field by what an example tells: `=source`, a target or nothing."""
    if text and text.startswith("="):
        return {"Source": text.removeprefix("=")}
    source = {"Source": f"_source.{name}"}
    return {**source, "Target": text} if text else source


def _identifier(kind: str) -> dict[str, list[str]]:
    identifier = re.sub("([A-Z])", r"_\1", kind.removeprefix("_")).upper()
    return {"StandardIdentifiers": [identifier], "FieldNames": ["id"]}


def _shown(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


@pytest.mark.parametrize("case", accepted("calculated_attributes"))
def test_value_is_the_documented_one(case: Case, world: World, clock: Clock) -> None:
    story = Story(world, clock, case["given"])
    expected = [
        (then["day"], then["of"], member, value) for then in case["then"] for member, value in then["is"].items()
    ]
    steps = sorted([*case["when"], *case["then"]], key=lambda step: float(step["day"]))

    found = []
    for step in steps:
        story.step(step)
        if "of" in step:
            reply = story.value(step["of"])
            found += [(step["day"], step["of"], member, _shown(reply.get(member))) for member in step["is"]]

    assert expected == found


@pytest.mark.parametrize("case", rejected("calculated_attributes"))
def test_definition_is_refused(case: Case, world: World, clock: Clock) -> None:
    story = Story(world, clock, case["given"])
    *before, refused = case["when"]
    for step in before:
        story.step(step)

    with pytest.raises(BadRequest) as caught:
        story.step(refused)

    check_refusal(case, caught.value.code, caught.value.message)
