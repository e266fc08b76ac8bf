from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.services.segments import streams as segment_streams
from moto_customerprofiles.state.domain import Domain
from tests.support.facts import ROLE
from tests.support.surroundings import RecordedNeighbours, new_world

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.state.world import World


@pytest.fixture
def neighbours() -> RecordedNeighbours:
    """Return neighbours that have the streams `old` and `new`."""
    neighbours = RecordedNeighbours()
    neighbours.streams.update({"old": [], "new": []})
    return neighbours


@pytest.fixture
def world(neighbours: RecordedNeighbours) -> World:
    """Return a world with these neighbours."""
    return new_world(neighbours=neighbours)


@pytest.fixture
def domain(world: World) -> Domain:
    """Return a domain that tells of its segments on the stream `old`."""
    domain = world.domains.add(Domain(world.call, "shop", 365))
    _associate(domain, "old")
    return domain


def _associate(domain: Domain, stream: str) -> None:
    request: t.AssociateStreamForSegmentsRequestTypeDef = {
        "DomainName": "shop",
        "DestinationArn": stream,
        "DestinationRoleArn": ROLE,
    }
    segment_streams.associate(domain, request)


def test_loss_of_a_stream_is_not_held_against_its_successor(
    world: World, domain: Domain, neighbours: RecordedNeighbours
) -> None:
    """A record is under way while the stream is replaced."""
    reasons: list[str] = []
    with world.enter():
        segment_streams.send(domain, {"ProfileId": "p"}, reasons.append)
    with world.enter():
        segment_streams.disassociate(domain)
        _associate(domain, "new")
    del neighbours.streams["old"]
    world.deliver()

    assert ("RUNNING", 1) == (segment_streams.require(domain).state, len(reasons))


def test_domain_without_active_stream_sends_nothing(
    world: World, domain: Domain, neighbours: RecordedNeighbours
) -> None:
    with world.enter():
        segment_streams.disassociate(domain)
        segment_streams.send(domain, {"ProfileId": "p"}, lambda _: None)
    world.deliver()

    assert [] == neighbours.streams["old"]
