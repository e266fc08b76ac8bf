from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from moto_customerprofiles.entities import changes as c
from moto_customerprofiles.entities.events import Destination, EventStream
from moto_customerprofiles.services.events.streams import on_change
from moto_customerprofiles.state.domain import Domain
from tests.support.facts import T0, aws_arn

if TYPE_CHECKING:
    from moto_customerprofiles.state.world import World
    from tests.support.surroundings import Clock, RecordedNeighbours

URI = aws_arn("kinesis", "stream/events")
ME = aws_arn("iam", "user/me")
ANN = {"FirstName": "Ann"}
LEE = {"FirstName": "Ann", "LastName": "Lee"}


@pytest.fixture
def domain(world: World, neighbours: RecordedNeighbours) -> Domain:
    """Return a domain with an event stream whose destination exists."""
    neighbours.streams[URI] = []
    domain = Domain(world.call, "d", 365)
    with world.enter():
        domain.event_streams.add(EventStream("s1", "d", "arn", T0, Destination(URI)))
    return domain


def _ingested(*, created: bool = False, replaced: bool = False) -> c.ObjectIngested:
    return c.ObjectIngested(
        "a",
        T0,
        ME,
        object_type_name="Order",
        unique_key="k=",
        text='{"n": 1}',
        replaced=replaced,
        created_profile=created,
        before={},
        fields=ANN,
    )


def _publish(world: World, domain: Domain, *changes: c.Change) -> list[dict[str, Any]]:
    """Publish changes and return all records of the stream so far."""
    with world.enter():
        for change in changes:
            on_change(domain, change)
    world.deliver()
    streams = domain.call.neighbours.streams  # type: ignore[attr-defined]  # the recorded ones
    return [{"PartitionKey": key, **json.loads(data)} for key, data in streams.get(URI, [])]


@pytest.mark.rule("ES-9", "ES-16", "EX-5")
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (c.ProfileCreated("a", T0, ME, ANN), [("CREATED", "_profile")]),
        (c.ProfileUpdated("a", T0, ME, ANN, LEE), [("UPDATED", "_profile")]),
        (c.ProfileUpdated("a", T0, ME, ANN, ANN), [("UPDATED", "_profile")]),
        (_ingested(created=True), [("CREATED", "Order")]),
        (_ingested(), [("UPDATED", "_profile"), ("CREATED", "Order")]),
        (_ingested(replaced=True), [("UPDATED", "_profile"), ("UPDATED", "Order")]),
        (c.ProfilesMerged("a", T0, ME, ANN, LEE, [("b", {}), ("c", {})]), [("MERGED", "_profile")]),
        (c.KeyAdded("a", T0, ME, "_email", ["x"]), []),
        (c.KeyDeleted("a", T0, ME, "_email", ["x"]), []),
        (c.ProfileDeleted("a", T0, ME, ANN), []),
        (c.ProfileExpired("a", T0, ME, ANN), []),
        (c.ObjectDeleted("a", T0, ME, "Order", "k=", "{}"), []),
        (c.ObjectExpired("a", T0, ME, "Order", "k=", "{}"), []),
    ],
)
def test_each_change_sends_its_records(
    world: World, domain: Domain, change: c.Change, expected: list[tuple[str, str]]
) -> None:
    assert expected == [(event["EventType"], event["ObjectTypeName"]) for event in _publish(world, domain, change)]


@pytest.mark.rule("ES-17")
def test_partition_key_is_random(world: World, domain: Domain) -> None:
    first, second = _publish(world, domain, c.ProfileCreated("a", T0, ME, ANN), c.ProfileCreated("a", T0, ME, ANN))
    keys = {first["PartitionKey"], second["PartitionKey"], first["EventId"], second["EventId"]}

    assert 4 == len(keys)
    assert all(str(UUID(key)) == key for key in keys)


def test_merge_has_an_id_of_its_own(world: World, domain: Domain) -> None:
    (event,) = _publish(world, domain, c.ProfilesMerged("a", T0, ME, ANN, LEE, [("b", {})]))

    assert str(UUID(event["MergeId"])) == event["MergeId"] != event["EventId"]


def test_records_keep_the_order_of_the_changes(world: World, domain: Domain) -> None:
    events = _publish(
        world, domain, c.ProfileCreated("a", T0, ME, ANN), _ingested(), c.ProfileUpdated("a", T0, ME, ANN, LEE)
    )

    assert ["CREATED", "UPDATED", "CREATED", "UPDATED"] == [event["EventType"] for event in events]


def test_failing_call_sends_nothing(world: World, domain: Domain) -> None:
    try:
        with world.enter():
            on_change(domain, c.ProfileCreated("a", T0, ME, ANN))
            raise ZeroDivisionError  # noqa: TRY301  # the call that fails
    except ZeroDivisionError:
        pass

    assert [] == _publish(world, domain)


@pytest.mark.rule("ES-5")
def test_lost_destination_stops_the_stream(
    world: World, domain: Domain, clock: Clock, neighbours: RecordedNeighbours
) -> None:
    del neighbours.streams[URI]
    clock.wind(hours=1)
    lost_at = clock.time
    _publish(world, domain, c.ProfileCreated("a", T0, ME, ANN))
    clock.wind(hours=1)
    _publish(world, domain, c.ProfileCreated("b", T0, ME, ANN))
    stream = domain.event_streams.require("s1")

    assert ("STOPPED", lost_at) == (stream.state, stream.stopped_since)
    assert Destination(URI, "UNHEALTHY", lost_at, URI) == stream.destination


@pytest.mark.rule("ES-5")
def test_stream_recovers_with_the_next_change_and_has_the_ones_between(
    world: World, domain: Domain, neighbours: RecordedNeighbours
) -> None:
    del neighbours.streams[URI]
    _publish(world, domain, c.ProfileCreated("a", T0, ME, ANN))
    neighbours.streams[URI] = []

    assert ["a", "b"] == [
        event["Object"]["ProfileId"] for event in _publish(world, domain, c.ProfileCreated("b", T0, ME, ANN))
    ]
    assert EventStream("s1", "d", "arn", T0, Destination(URI)) == domain.event_streams.require("s1")


def test_stream_deleted_before_delivery_stays_deleted(
    world: World, domain: Domain, neighbours: RecordedNeighbours
) -> None:
    del neighbours.streams[URI]
    with world.enter():
        on_change(domain, c.ProfileCreated("a", T0, ME, ANN))
        domain.event_streams.remove("s1")
    world.deliver()

    assert [] == list(domain.event_streams)
