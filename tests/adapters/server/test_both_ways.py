"""Whatever is called, in-process and over HTTP are the same service: equal replies, equal errors, equal memory."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from moto import mock_aws

from moto_customerprofiles.errors import ServiceError
from moto_customerprofiles.hook import HOOKS
from moto_customerprofiles.wire.model import location, members, operation_model
from moto_customerprofiles.wire.replies import to_json
from tests.support.backends import the_backend
from tests.support.facts import REGION
from tests.support.properties.effort import effort
from tests.support.properties.full_domain import HOOK_REQUESTS, REQUESTS, FullDomain, open_full_domain
from tests.support.properties.ids import Ids
from tests.support.properties.shapes import values
from tests.support.properties.snapshot import differences, snapshot
from tests.support.properties.violations import violations

if TYPE_CHECKING:
    from tests.support.sockets import Wire

ROOT = "/moto-api/customer-profiles/"
NAMED = ("Id", "Key", "Token", "Name", "Arn", "Uri")


@cache
def _broken(name: str) -> list[tuple[str, dict[str, Any]]]:
    """Return requests that break a constraint of the model each, less those that botocore cannot put into a path."""
    shape = operation_model(name).input_shape
    labels = [member for member, each in members(shape).items() if location(each) == "uri"]
    found = [each.params for each in violations(shape)] if shape else []
    return [(name, params) for params in found if all(params.get(label, "x") for label in labels)]


class BothWays(RuleBasedStateMachine):
    """Two towns that are alike to the last id, one asked in this process, one over a socket."""

    def __init__(self, wire: Wire, clients: tuple[Any, Any]) -> None:
        super().__init__()
        wire.send("POST", "/moto-api/reset")
        self.wire = wire
        self.clients = clients
        self.towns = open_full_domain(), open_full_domain()
        for town in self.towns:
            town.world.page_secret = b"alike"
        self.ids = Ids()
        for name in REQUESTS:
            self.ids.remember(self.towns[0].params(name), NAMED)

    @rule(name=st.sampled_from(sorted(REQUESTS)))
    def ask_what_is_there(self, name: str) -> None:
        self.ask(name, self.towns[0].params(name))

    @rule(name=st.sampled_from(sorted(REQUESTS)), data=st.data())
    def ask_anything(self, name: str, data: st.DataObject) -> None:
        params = data.draw(values(operation_model(name).input_shape))
        good = self.towns[0].params(name)
        kept = data.draw(st.sets(st.sampled_from(sorted(good)))) if good else set()
        params |= {member: good[member] for member in kept}
        self.ids.draw(data, params)
        self.ask(name, params)

    @rule(broken=st.sampled_from(sorted(REQUESTS)).flatmap(lambda name: st.sampled_from(_broken(name))))
    def ask_what_is_wrong(self, broken: tuple[str, dict[str, Any]]) -> None:
        name, params = broken
        self.ask(name, {**self.towns[0].params(name), **params})

    @rule(happens=st.sampled_from([*sorted(HOOK_REQUESTS), 1, 24, 24 * 40]))
    def let_happen(self, happens: str | int) -> None:
        """Run a hook, or let hours pass."""
        if isinstance(happens, int):
            for town in self.towns:
                town.clock.wind(hours=happens)
            return
        arguments = self.towns[0].fill(HOOK_REQUESTS[happens])

        assert self._hook_in_process(happens, arguments) == self._hook_over_http(happens, arguments)

    def ask(self, name: str, params: dict[str, Any]) -> None:
        here, there = (self._answer(side, name, params) for side in (0, 1))
        self.ids.remember(here)

        assert here == there

    def teardown(self) -> None:
        here, there = (snapshot(town.world) for town in self.towns)

        assert [] == differences(here, there)
        assert _heard(self.towns[0]) == _heard(self.towns[1])

    def _answer(self, side: int, name: str, params: dict[str, Any]) -> dict[str, Any]:
        """Return a reply or an error, less what differs from call to call and between addresses."""
        serve(self.towns[side])
        try:
            reply = getattr(self.clients[side], xform_name(name))(**params)
        except ClientError as refused:
            reply = refused.response
        about = reply.pop("ResponseMetadata")
        headers = {name: about["HTTPHeaders"].get(name) for name in ("content-type", "x-amzn-errortype")}
        plain = {key: _at_no_address(value, self.wire.url) for key, value in reply.items()}
        return {**plain, "headers": headers, "status": about["HTTPStatusCode"]}

    def _hook_in_process(self, name: str, arguments: dict[str, Any]) -> object:
        serve(self.towns[0])
        try:
            return json.loads(to_json(_backend().call_hook(name, **arguments)))
        except ServiceError as refused:
            return refused.status, refused.code, refused.message

    def _hook_over_http(self, name: str, arguments: dict[str, Any]) -> object:
        serve(self.towns[1])
        path = ROOT + HOOKS[name].path.format_map(arguments)
        members = {key: value for key, value in arguments.items() if f"{{{key}}}" not in HOOKS[name].path}
        answer = self.wire.json(HOOKS[name].method, path, **members)
        return answer.document if answer.status == 200 else (*answer.error, answer.document["Message"])


def serve(town: FullDomain) -> None:
    """Let moto's backend serve a town."""
    _backend().world = town.world


def _backend() -> Any:
    return the_backend()


def _at_no_address(value: object, url: str) -> object:
    return value.replace(url, "https://s3") if isinstance(value, str) else value


def _heard(town: FullDomain) -> list[object]:
    return [town.neighbours.streams, town.neighbours.queues, town.neighbours.buckets]


def test_in_process_and_over_http_are_the_same_service(server: Wire) -> None:
    config = Config(parameter_validation=False, retries={"total_max_attempts": 1})
    given: dict[str, Any] = {"aws_access_key_id": "AKIAX", "aws_secret_access_key": "x", "config": config}
    with mock_aws():
        here, there = (
            boto3.client("customer-profiles", region_name=REGION, endpoint_url=url, **given)
            for url in (None, server.url)
        )
        run_state_machine_as_test(
            lambda: BothWays(server, (here, there)),  # type: ignore[arg-type]  # whatever makes one will do
            settings=settings(max_examples=effort(6), stateful_step_count=20),
        )
    server.send("POST", "/moto-api/reset")
