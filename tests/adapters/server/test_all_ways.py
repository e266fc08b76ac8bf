"""Whatever is called, all ways lead to the same service: equal replies, equal errors, equal memory.

The ways are the fast path, moto's own way in-process, and a server.
"""

from __future__ import annotations

import json
import time
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from moto import mock_aws

from moto_customerprofiles.adapters.clients.fast_path import SWITCHES
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
    from collections.abc import Iterator

    from tests.support.sockets import Wire

ROOT = "/moto-api/customer-profiles/"
_HEADERS = ("content-type", "x-amzn-errortype")
_DESTRUCTIVE = ("Delete", "Disassociate", "Merge", "Stop")
NAMED = ("Id", "Key", "Token", "Name", "Arn", "Uri")


@cache
def _broken(name: str) -> list[tuple[str, dict[str, Any]]]:
    """Return requests that break a constraint of the model each, less those that botocore cannot put into a path."""
    shape = operation_model(name).input_shape
    labels = [member for member, each in members(shape).items() if location(each) == "uri"]
    found = [each.params for each in violations(shape)] if shape else []
    return [(name, params) for params in found if all(params.get(label, "x") for label in labels)]


class AllWays(RuleBasedStateMachine):
    """Full domains that are alike to the last id: one for the fast path, one for moto's way, one for a server."""

    def __init__(self, wire: Wire, clients: tuple[Any, Any, Any]) -> None:
        super().__init__()
        wire.send("POST", "/moto-api/reset")
        self.wire = wire
        self.clients = clients
        self.towns = tuple(open_full_domain() for _ in clients)
        for full_domain in self.towns:
            full_domain.world.page_secret = b"alike"
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
            for full_domain in self.towns:
                full_domain.clock.wind(hours=happens)
            return
        arguments = self.towns[0].fill(HOOK_REQUESTS[happens])

        in_process = [self._hook_in_process(full_domain, happens, arguments) for full_domain in self.towns[:2]]

        assert [self._hook_over_http(happens, arguments)] * 2 == in_process

    def ask(self, name: str, params: dict[str, Any]) -> None:
        answers = [self._answer(way, name, params) for way in range(len(self.towns))]
        self.ids.remember(answers[0])
        fast, by_moto, over_http = (exactly(answer) for answer in answers)

        assert by_moto == fast
        assert over_http == fast

    def teardown(self) -> None:
        # Calls are recorded with the times that they took, which differ.
        worlds = [full_domain.world for full_domain in self.towns]
        fast, *others = (snapshot(world, without=frozenset({"recorded_calls"})) for world in worlds)

        assert [[], []] == [differences(fast, other) for other in others]
        assert _heard(self.towns[0]) == _heard(self.towns[1]) == _heard(self.towns[2])

    def _answer(self, way: int, name: str, params: dict[str, Any]) -> dict[str, Any]:
        """Return a reply or an error, less what differs from call to call and between addresses."""
        serve(self.towns[way])
        error: list[object] = []
        try:
            reply = getattr(self.clients[way], xform_name(name))(**params)
        except ClientError as refused:
            reply = refused.response
            error = [type(refused).__name__, refused.operation_name, str(refused)]
        about = reply["ResponseMetadata"]
        about["HTTPHeaders"] = [(name, about["HTTPHeaders"].get(name)) for name in _HEADERS]
        about["RequestId"] = len(about["RequestId"])
        return {**{key: _at_no_address(value, self.wire.url) for key, value in reply.items()}, "error": error}

    def _hook_in_process(self, full_domain: FullDomain, name: str, arguments: dict[str, Any]) -> object:
        serve(full_domain)
        try:
            return json.loads(to_json(_backend().call_hook(name, **arguments)))
        except ServiceError as refused:
            return refused.status, refused.code, refused.message

    def _hook_over_http(self, name: str, arguments: dict[str, Any]) -> object:
        serve(self.towns[2])
        path = ROOT + HOOKS[name].path.format_map(arguments)
        members = {key: value for key, value in arguments.items() if f"{{{key}}}" not in HOOKS[name].path}
        answer = self.wire.json(HOOKS[name].method, path, **members)
        return answer.document if answer.status == 200 else (*answer.error, answer.document["Message"])


def exactly(value: object) -> object:
    """Return a value with the type of each of its parts, the order of its members and the zone of its times."""
    if isinstance(value, dict):
        return type(value), [(key, exactly(each)) for key, each in value.items()]
    if isinstance(value, list | tuple):
        return type(value), [exactly(each) for each in value]
    zone = type(value.tzinfo) if isinstance(value, datetime) else None
    return type(value), repr(value), zone


def serve(full_domain: FullDomain) -> None:
    """Let moto's backend serve a full domain."""
    _backend().world = full_domain.world


def _backend() -> Any:
    return the_backend()


def _at_no_address(value: object, url: str) -> object:
    return value.replace(url, "https://s3") if isinstance(value, str) else value


def _heard(full_domain: FullDomain) -> list[object]:
    return [full_domain.neighbours.streams, full_domain.neighbours.queues, full_domain.neighbours.buckets]


@pytest.fixture
def clients(server: Wire, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Any, Any, Any]]:
    """Return a client for each way, in a time zone other than UTC."""
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    time.tzset()
    with mock_aws():
        yield _client(), _by_moto(monkeypatch), _client(server.url)
    server.send("POST", "/moto-api/reset")
    monkeypatch.undo()
    time.tzset()


def test_all_ways_lead_to_the_same_service(server: Wire, clients: tuple[Any, Any, Any]) -> None:
    run_state_machine_as_test(
        lambda: AllWays(server, clients),  # type: ignore[arg-type]  # whatever makes one will do
        settings=settings(max_examples=effort(6), stateful_step_count=20),
    )


def test_each_operation_answers_the_same_on_all_ways(server: Wire, clients: tuple[Any, Any, Any]) -> None:
    ways = AllWays(server, clients)
    for name in sorted(REQUESTS):
        if name.startswith(_DESTRUCTIVE):  # what one takes away another one needs
            ways = AllWays(server, clients)
        ways.ask(name, ways.towns[0].params(name))
        if "DomainName" in REQUESTS[name]:
            ways.ask(name, {**ways.towns[0].params(name), "DomainName": "nowhere"})
        if name.startswith(_DESTRUCTIVE):
            ways.teardown()
            ways = AllWays(server, clients)


def _client(url: str | None = None) -> Any:
    config = Config(parameter_validation=False, retries={"total_max_attempts": 1})
    return boto3.client(
        "customer-profiles",
        region_name=REGION,
        endpoint_url=url,
        aws_access_key_id="AKIAX",
        aws_secret_access_key="x",
        config=config,
    )


def _by_moto(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a client that does without the fast path."""
    with monkeypatch.context() as switched:
        switched.setenv(SWITCHES[0], "off")
        return _client()
