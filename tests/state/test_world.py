from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.ports import Caller, NeighbourFailed
from moto_customerprofiles.state.domain import Domain
from moto_customerprofiles.state.world import World
from tests.support.facts import T0, aws_arn
from tests.support.surroundings import surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moto_customerprofiles.ports import Neighbours
    from tests.support.surroundings import Clock, RecordedNeighbours

QUEUE = "https://queue"


class InjectedError(Exception):
    """Something goes wrong in the middle of a call."""


def send(world: World, body: str) -> None:
    world.call.send(lambda neighbours: neighbours.send_message(QUEUE, body, {}))


@contextmanager
def failing_call(world: World) -> Iterator[None]:
    """Run a call that goes wrong at its very end."""
    with suppress(InjectedError), world.enter():
        yield
        raise InjectedError


@pytest.fixture
def queue(neighbours: RecordedNeighbours) -> list[str]:
    neighbours.queues[QUEUE] = []
    return neighbours.queues[QUEUE]


@pytest.mark.rule("ID-C-9", "GEN-16")
def test_call_has_one_instant(world: World, clock: Clock) -> None:
    with world.enter():
        clock.wind(hours=1)

        assert T0 == world.call.now


def test_failed_call_is_taken_back(world: World) -> None:
    with failing_call(world):
        world.domains.add(Domain(world.call, "shop", 30))

    assert "shop" not in world.domains


def test_failed_call_keeps_what_earlier_calls_did(world: World) -> None:
    with world.enter():
        world.domains.add(Domain(world.call, "shop", 30))
    with failing_call(world):
        world.domains.require("shop").configure({"default_expiration_days": 60})
        world.domains.remove("shop")

    assert 30 == world.domains.require("shop").default_expiration_days


def test_failed_call_keeps_what_it_had_committed(world: World) -> None:
    with failing_call(world):
        world.domains.add(Domain(world.call, "shop", 30))
        world.call.commit()
        world.domains.add(Domain(world.call, "office", 30))

    assert ["shop"] == [domain.name for domain in world.domains]


def test_failed_call_sends_nothing(world: World, queue: list[str]) -> None:
    with failing_call(world):
        send(world, "one")
    world.deliver()

    assert [] == queue


@pytest.mark.rule("ADD-7")
def test_nothing_is_sent_before_the_call_is_over(world: World, queue: list[str]) -> None:
    with world.enter():
        send(world, "one")
        world.deliver()

        assert [] == queue


@pytest.mark.rule("ADD-7")
def test_deliveries_keep_the_order_of_the_changes(world: World, queue: list[str]) -> None:
    for first, second in (("1", "2"), ("3", "4")):
        with world.enter():
            send(world, first)
            send(world, second)
    world.deliver()

    assert ["1", "2", "3", "4"] == queue


def test_delivery_is_made_once(world: World, queue: list[str]) -> None:
    with world.enter():
        send(world, "one")
    world.deliver()
    world.deliver()

    assert ["one"] == queue


def test_neighbour_finds_the_world_unlocked(world: World) -> None:
    entered = threading.Event()

    def call_from_another_thread(_: Neighbours) -> None:
        def enter() -> None:
            with world.enter():
                entered.set()

        thread = threading.Thread(target=enter, daemon=True)
        thread.start()
        thread.join(timeout=5)

    with world.enter():
        world.call.send(call_from_another_thread)
    world.deliver()

    assert entered.is_set()


def test_neighbour_may_call_back_and_what_that_sends_comes_after_the_rest(world: World, queue: list[str]) -> None:
    def call_back(_: Neighbours) -> None:
        with world.enter():
            send(world, "echo")
        world.deliver()

    with world.enter():
        world.call.send(call_back)
        send(world, "one")
    world.deliver()

    assert ["one", "echo"] == queue


def test_missing_neighbour_without_a_remedy_is_no_error(world: World, queue: list[str]) -> None:
    with world.enter():
        world.call.send(lambda neighbours: neighbours.send_message("https://nowhere", "lost", {}))
        send(world, "one")
    world.deliver()

    assert ["one"] == queue


def test_missing_neighbour_is_reported_in_a_call_of_its_own(world: World, clock: Clock) -> None:
    found: list[str] = []

    def failed(missing: NeighbourFailed) -> None:
        found.append(str(missing))
        world.domains.add(Domain(world.call, "shop", 30))

    with world.enter():
        world.call.send(lambda neighbours: neighbours.send_message("https://nowhere", "lost", {}), failed=failed)
    clock.wind(minutes=1)
    world.deliver()

    assert ["https://nowhere"] == found
    assert clock.time == world.domains.require("shop").created_at


def test_delivery_that_succeeds_may_say_so(world: World, queue: list[str]) -> None:
    found: list[str] = []
    with world.enter():
        world.call.send(
            lambda neighbours: neighbours.send_message(QUEUE, "one", {}),
            failed=lambda _: found.append("failed"),
            succeeded=lambda: found.append(f"sent {queue}"),
        )
    world.deliver()

    assert ["sent ['one']"] == found


def test_mistake_of_a_message_fails_its_sender_and_is_told_and_the_next_one_goes_out(
    world: World, queue: list[str]
) -> None:
    told: list[str] = []
    world._courier._tell = told.append  # as the surroundings would

    def stumble(_: Neighbours) -> None:
        raise IndexError("no")

    failures: list[str] = []
    with world.enter():
        world.call.send(stumble, failed=lambda failure: failures.append(str(failure)), target="stream")
        send(world, "one")
    world.deliver()
    world.deliver()

    assert (["IndexError: no"], ["one"]) == (failures, queue)
    assert 1 == len(told)
    assert "IndexError: no" in told[0]


def test_calls_of_many_threads_do_not_mix(world: World) -> None:
    counts = {"n": 0}

    def count() -> None:
        for _ in range(50):
            with world.enter():
                seen = counts["n"]
                world.call.journal.put(counts, "n", seen + 1)

    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {"n": 400} == counts


def test_caller_is_known_by_arn(world: World) -> None:
    with world.enter(Caller("AKIA1")):
        assert aws_arn("iam", "user/AKIA1") == world.call.caller_arn


def test_call_made_in_python_is_the_accounts_own(world: World) -> None:
    with world.enter():
        assert aws_arn("iam", "root") == world.call.caller_arn


def test_arn_names_partition_region_and_account() -> None:
    world = World("210987654321", "cn-north-1", "aws-cn", surroundings())

    assert "arn:aws-cn:profile:cn-north-1:210987654321:domains/shop" == world.call.arn("domains/shop")


def test_clock_that_fails_leaves_the_world_open_to_others(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped() -> None:
        raise InjectedError

    with monkeypatch.context() as broken:
        broken.setattr(world.call, "_clock", stopped)
        with suppress(InjectedError), world.enter():
            pass
    entered: list[bool] = []
    other = threading.Thread(target=lambda: entered.append(world._lock.acquire(timeout=5)))
    other.start()
    other.join()

    assert [True] == entered
