"""Valid input to any operation ends in a reply that fits its shape, or an error that it declares.

And its sister: a call that fails has changed nothing. Both hold after any sequence of calls, which share a few names so
that they find what others made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moto_customerprofiles.errors import ServiceError
from moto_customerprofiles.operation import OPERATIONS
from moto_customerprofiles.pipeline import perform, protocol
from moto_customerprofiles.wire.model import members, operation_model
from moto_customerprofiles.wire.replies import to_json
from tests.support.facts import aws_arn
from tests.support.properties.effort import effort
from tests.support.properties.full_domain import FullDomain, open_full_domain
from tests.support.properties.ids import Ids
from tests.support.properties.shapes import misfit, values
from tests.support.properties.snapshot import snapshot
from tests.support.properties.violations import bare_values
from tests.support.surroundings import RecordedNeighbours, new_world

if TYPE_CHECKING:
    from moto_customerprofiles.state.world import World

pytestmark = pytest.mark.needs()

STREAM = aws_arn("kinesis", "stream/alpha")


def a_world() -> World:
    """Return a world with one domain, `alpha`, and neighbours that have a stream, a queue and a bucket."""
    neighbours = RecordedNeighbours()
    neighbours.streams[STREAM] = []
    neighbours.buckets["alpha"] = {}
    world = new_world(neighbours=neighbours)
    domain = {"DomainName": "alpha", "DefaultExpirationDays": 30, "DefaultEncryptionKey": "alpha"}
    perform(world, "CreateDomain", {**domain, "DataStore": {"Enabled": True}})
    return world


def call(world: World, name: str, params: dict[str, Any]) -> dict[str, Any]:
    """Make one call and check both properties; return its reply, an empty one if it failed."""
    before = snapshot(world)
    reply = _answer(world, name, params)

    assert reply is not None or before == snapshot(world), f"{name} left a trace"
    return reply or {}


def _answer(world: World, name: str, params: dict[str, Any]) -> dict[str, Any] | None:
    """Make one call and hold its reply to the shape or its error to those declared; None for an error."""
    model = operation_model(name)
    try:
        reply = perform(world, name, protocol(name).parser.accept((), params))
    except ServiceError as error:
        failed = error
    else:
        assert [] == misfit(model.output_shape, reply)
        assert to_json(reply)
        return reply

    assert failed.code in {shape.name for shape in model.error_shapes}, f"{name}: {failed.message}"
    return None


@pytest.mark.rule("ID-C-4", "GEN-2", "CLI-17")
@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_valid_input_ends_in_a_fitting_reply_or_a_declared_error(name: str) -> None:
    drawn = values(operation_model(name).input_shape)

    @settings(max_examples=effort(6))
    @given(drawn, st.booleans())
    def check(params: dict[str, Any], in_the_domain: bool) -> None:  # noqa: FBT001  # drawn by position
        if in_the_domain and "DomainName" in params and name != "CreateDomain":
            params = {**params, "DomainName": "alpha"}
        call(a_world(), name, params)

    check()


@pytest.fixture(scope="module")
def full_domain() -> FullDomain:
    return open_full_domain()


@pytest.mark.parametrize("name", sorted(set(OPERATIONS) - {"DeleteDomain"}))
def test_each_part_of_a_request_may_be_there_in_its_smallest_form(name: str, full_domain: FullDomain) -> None:
    for member, shape in members(operation_model(name).input_shape).items():
        for _, value in bare_values(shape):
            params = {**full_domain.params(name), member: value}
            _answer(full_domain.world, name, params)


def _calls() -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    kept = sorted(name for name in OPERATIONS if name not in ("DeleteDomain", "CreateDomain"))
    return st.sampled_from(kept).flatmap(
        lambda name: st.tuples(st.just(name), values(operation_model(name).input_shape))
    )


@settings(max_examples=effort(25))
@given(st.data())
def test_both_hold_after_any_sequence_of_calls(data: st.DataObject) -> None:
    world, ids = a_world(), Ids()
    for _ in range(data.draw(st.integers(4, 8))):
        name, params = data.draw(_calls())
        ids.draw(data, params)
        if "DomainName" in params:
            params["DomainName"] = "alpha"
        ids.remember(call(world, name, params))


@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("UpdateDomain", {"DefaultExpirationDays": 31}),
        ("UpdateDomain", {"Tags": {"a": "b"}}),
        ("CreateProfile", {"FirstName": "Ann"}),
        ("PutProfileObjectType", {"ObjectTypeName": "CTR", "Description": "d", "TemplateId": "CTR"}),
    ],
)
def test_snapshots_see_what_a_call_changes(name: str, params: dict[str, Any]) -> None:
    world = a_world()
    before = snapshot(world)
    perform(world, name, {"DomainName": "alpha", **params})

    assert before != snapshot(world)
