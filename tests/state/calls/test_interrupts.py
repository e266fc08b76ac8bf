from __future__ import annotations

import signal
import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.state.calls.interrupts import is_interrupt, mistake_of
from tests.support.surroundings import Clock, new_world

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from moto_customerprofiles.state.world import World


@pytest.fixture
def world() -> World:
    return new_world(Clock())


class Stopwatch:
    """A user's own time limit."""

    def ring(self, *_: object) -> None:
        raise TimeoutError


class Bell:
    """A time limit that is called itself."""

    def __call__(self, *_: object) -> None:
        raise TimeoutError


def ring(_: str, *__: object) -> None:
    raise TimeoutError


HANDLERS: dict[str, Callable[..., object]] = {
    "function": lambda *_: ring(""),
    "method": Stopwatch().ring,
    "object": Bell(),
    "partial": partial(ring, "late"),
}


@pytest.fixture(params=HANDLERS)
def handler(request: pytest.FixtureRequest) -> Iterator[None]:
    before = signal.signal(signal.SIGUSR1, HANDLERS[request.param])
    yield
    signal.signal(signal.SIGUSR1, before)


@pytest.mark.usefixtures("handler")
def test_what_the_handler_of_a_signal_raises_is_an_interrupt_and_goes_its_way() -> None:
    with pytest.raises(TimeoutError):
        mistake_of(signal.raise_signal, signal.SIGUSR1)


def test_the_same_exception_of_the_work_itself_is_a_mistake() -> None:
    error = mistake_of(ring, "")

    assert isinstance(error, TimeoutError)
    assert not is_interrupt(error)


def test_ctrl_c_is_an_interrupt() -> None:
    assert is_interrupt(KeyboardInterrupt())


def test_call_inside_of_a_call_is_refused_and_the_outer_one_goes_on(world: World) -> None:
    counts: dict[str, int] = {}

    def work() -> None:
        world.call.journal.put(counts, "outer", 1)
        with pytest.raises(RuntimeError, match="runs in this thread"):
            world.run(world.call.journal.put, counts, "inner", 1)

    world.run(work)

    assert {"outer": 1} == counts


def test_lock_that_two_interrupts_have_left_is_free_after_the_next_call_of_the_thread(world: World) -> None:
    counts: dict[str, int] = {}
    world._lock.acquire()
    world.call.start(None, None)
    world.call.journal.put(counts, "left", 1)
    world.run(lambda: None)
    other = threading.Thread(target=world.run, args=(lambda: counts.update(other=1),), daemon=True)
    other.start()
    other.join(timeout=10)

    assert {"other": 1} == counts


def test_call_in_another_thread_takes_back_what_is_left(world: World) -> None:
    counts: dict[str, int] = {}
    world.call.start(None, None)
    world.call.journal.put(counts, "left", 1)
    other = threading.Thread(target=world.run, args=(lambda: None,))
    other.start()
    other.join()

    assert {} == counts
