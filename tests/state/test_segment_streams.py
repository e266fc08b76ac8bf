from __future__ import annotations

import pytest

from moto_customerprofiles.state import segment_streams
from moto_customerprofiles.state.domain import Domain
from moto_customerprofiles.state.world import World
from tests.surroundings import RecordedNeighbours, surroundings

ROLE = "arn:aws:iam::123456789012:role/stream"


@pytest.fixture
def neighbours() -> RecordedNeighbours:
    """Answer neighbours that have the streams `old` and `new`."""
    neighbours = RecordedNeighbours()
    neighbours.streams.update({"old": [], "new": []})
    return neighbours


@pytest.fixture
def domain(neighbours: RecordedNeighbours) -> Domain:
    """Answer a domain that tells of its segments on the stream `old`."""
    world = World("123456789012", "us-east-1", "aws", surroundings(neighbours=neighbours))
    domain = world.domains.add(Domain(world, "shop", 365))
    segment_streams.associate(domain, "old", ROLE)
    return domain


def test_loss_of_a_stream_is_not_held_against_its_successor(domain: Domain, neighbours: RecordedNeighbours) -> None:
    """A record is under way while the stream is replaced."""
    reasons: list[str] = []
    with domain.world.call():
        segment_streams.send(domain, {"ProfileId": "p"}, reasons.append)
    with domain.world.call():
        segment_streams.stop(domain)
        segment_streams.associate(domain, "new", ROLE)
    del neighbours.streams["old"]
    domain.world.deliver()

    assert ("RUNNING", 1) == (segment_streams.require(domain).state, len(reasons))


def test_domain_without_active_stream_sends_nothing(domain: Domain, neighbours: RecordedNeighbours) -> None:
    with domain.world.call():
        segment_streams.stop(domain)
        segment_streams.send(domain, {"ProfileId": "p"}, lambda _: None)
    domain.world.deliver()

    assert [] == neighbours.streams["old"]
