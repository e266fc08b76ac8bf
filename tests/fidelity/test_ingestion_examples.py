"""Worked examples of ingestion, one JSON file each: object types, objects put one after another, and what follows.

A file has a `source` (the page), a `rule`, calls that are `given`, and a `story` of calls (`when`) with what must be
true after each (`then`). Profiles go by names such as `P1`: a name is bound when the profile is first seen.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

import pytest
from botocore import xform_name
from botocore.exceptions import ClientError

from tests.fidelity.cases import Case, cases
from tests.support.backends import hook

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient


Json = Any  # the case files are free-form documents


class Story:
    """Plays one case: makes its calls, and checks what must be true after them."""

    def __init__(self, client: CustomerProfilesClient) -> None:
        self.client = client
        self.ids: dict[str, str] = {}

    def play(self, case: Case) -> None:
        self.client.create_domain(DomainName="shop", DefaultExpirationDays=365)
        for call in case["given"]:
            self.call(call)
        for step in case["story"]:
            self.check(step)

    def check(self, step: Case) -> None:
        then = step.get("then", {})
        if "error" in then:
            with pytest.raises(ClientError) as caught:
                self.call(step["when"])
            assert then["error"] == caught.value.response["Error"]["Code"]
        elif "when" in step:
            reply = self.call(step["when"])
            assert self.named(then.get("answers", {})) == self.part(reply, then.get("answers", {}))
        for key_name, values, names in then.get("finds", ()):
            assert names == self.found(key_name, values), (key_name, values)
        for name, fields in then.get("profiles", {}).items():
            assert fields == self.profile(name)
        for where, objects in then.get("objects", {}).items():
            name, object_type_name = where.split()
            assert objects == self.objects(name, object_type_name)
        if "dead_letters" in then:
            assert then["dead_letters"] == len(hook("dead_letters", "shop"))

    def call(self, call: Case) -> Case:
        (name, arguments), *rest = call.items()
        arguments = self.named(arguments)
        if "Object" in arguments:
            arguments["Object"] = self.text(arguments["Object"])
        for item in arguments.get("Items", ()):
            item["Object"] = self.text(item["Object"])
        method = getattr(self.client, xform_name(name))
        reply = cast("Case", method(**({} if "Template" in name else {"DomainName": "shop"}), **arguments))
        for _, alias in rest:
            self.ids[alias] = reply["ProfileId"]
        return reply

    def found(self, key_name: str, values: str | list[str]) -> list[str]:
        values = [values] if isinstance(values, str) else values
        reply = self.client.search_profiles(DomainName="shop", KeyName=key_name, Values=values)
        return [self.name_of(item["ProfileId"]) for item in reply["Items"]]

    def profile(self, name: str) -> Case:
        reply = self.client.search_profiles(DomainName="shop", KeyName="_profileId", Values=[self.ids[name]])
        (profile,) = reply["Items"]
        return {member: value for member, value in profile.items() if member not in ("ProfileId", "FoundByItems")}

    def objects(self, name: str, object_type_name: str) -> list[Json]:
        reply = self.client.list_profile_objects(
            DomainName="shop", ProfileId=self.ids[name], ObjectTypeName=object_type_name
        )
        documents = [json.loads(item["Object"]) for item in reply["Items"]]
        if object_type_name.startswith("_"):
            documents = [
                {k: v for k, v in each.items() if v is not None and not k.endswith("Id")} for each in documents
            ]
        return documents

    def name_of(self, profile_id: str) -> str:
        known = {each: name for name, each in self.ids.items()}
        if profile_id not in known:
            name = f"P{len(self.ids) + 1}"
            self.ids[name] = profile_id
            return name
        return known[profile_id]

    def named(self, value: Json) -> Json:
        if isinstance(value, dict):
            return {key: self.named(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self.named(each) for each in value]
        return self.ids.get(value, value) if isinstance(value, str) else value

    def part(self, reply: Json, expected: Json) -> Json:
        """Cut a reply to the members that are expected."""
        if isinstance(expected, dict) and isinstance(reply, dict):
            return {key: self.part(reply.get(key), each) for key, each in expected.items()}
        if isinstance(expected, list) and isinstance(reply, list) and len(expected) == len(reply):
            return [self.part(got, each) for got, each in zip(reply, expected, strict=True)]
        return reply

    @staticmethod
    def text(value: Json) -> str:
        return value if isinstance(value, str) else json.dumps(value)


@pytest.mark.parametrize("case", cases("ingestion"))
def test_worked_example(case: Case, client: CustomerProfilesClient) -> None:

    Story(client).play(case)
