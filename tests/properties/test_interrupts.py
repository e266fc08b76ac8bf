"""A call that is interrupted, before whichever of its instructions, has happened as a whole or not at all."""

from __future__ import annotations

import random
import signal
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pytest

from moto_customerprofiles import pipeline
from moto_customerprofiles.state.calls.interrupts import is_held
from tests.properties.test_clean_failure import WRITING
from tests.support.columns import NEEDS_ALL
from tests.support.properties.effort import effort
from tests.support.properties.fault_injection import InjectedError
from tests.support.properties.full_domain import HOOK_REQUESTS, REQUESTS, FullDomain, open_full_domain
from tests.support.properties.interrupts import Interrupts, effects, instructions
from tests.support.properties.snapshot import Snapshot, differences, remembered
from tests.support.properties.whole import check_waiting, check_whole, kept_ready, make_ready_anew

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moto_customerprofiles.state.world import World
    from tests.support.properties.interrupts import Place

CALLS = sorted([*WRITING, *HOOK_REQUESTS])
_TRIED = 2

THOROUGH = (
    *("AddProfileKey", "BatchPutProfileObject", "CreateDomain", "CreateEventStream", "CreateProfile"),
    *("DeleteProfile", "DeleteProfileKey", "DeleteProfileObject", "DeleteProfileObjectType", "MergeProfiles"),
    *("TagResource", "UntagResource", "UpdateRecommender", "inject_fault", "load_scenario", "remove_fault"),
)
"""Calls that together execute nearly all of `state`."""


class Trial(NamedTuple):
    """One kind of call: how many instructions it takes, and what is remembered before and after it."""

    name: str
    length: int
    before: Snapshot
    after: Snapshot


def opened() -> FullDomain:
    full_domain = open_full_domain()
    full_domain.world.page_secret = b""  # it is another one for each world
    return full_domain


def call(full_domain: FullDomain, name: str) -> object:
    return full_domain.call(name) if name in REQUESTS else full_domain.call_hook(name)


def trial_of(name: str) -> Trial:
    call(opened(), name)  # so that all is imported and compiled
    full_domain = opened()
    before = remembered(full_domain.world)
    length = instructions(lambda: call(full_domain, name))
    return Trial(name, length, before, remembered(full_domain.world))


def spread(trial: Trial, count: int) -> list[int]:
    """Choose instructions over the whole course of a call, and all of its last ones."""
    chosen = random.Random(trial.name)  # noqa: S311  # no secret
    return sorted({chosen.randint(1, trial.length) for _ in range(count)} | {trial.length - last for last in range(4)})


def interrupted(full_domain: FullDomain, name: str, *at: int) -> int:
    """Interrupt a call, and return how often it was; if once, nobody is kept waiting by it."""
    struck = Interrupts(*at).run(lambda: call(full_domain, name))
    assert struck > 1 or not is_held(full_domain.world._lock)
    full_domain.call("ListDomains")  # the next call finishes what two interrupts have left
    assert not is_held(full_domain.world._lock)
    assert not full_domain.world._courier.turn.is_held
    return struck


def check_all(full_domain: FullDomain) -> None:
    for domain in full_domain.world.domains:
        check_whole(domain.profiles)
        check_waiting(domain.profiles)


def settled(trial: Trial, full_domain: FullDomain, *at: int) -> FullDomain:
    """Interrupt a call, see that all of it has happened or nothing, and return a domain in which nothing has."""
    interrupted(full_domain, trial.name, *at)
    now = remembered(full_domain.world)
    if now != trial.before:  # as it is with all ids alike: in a world where nothing was tried before
        full_domain = opened()
        interrupted(full_domain, trial.name, *at)
        now = remembered(full_domain.world)
        assert now == trial.before or [] == differences(trial.after, now), at
    check_all(full_domain)
    return full_domain if now == trial.before else opened()


@pytest.mark.parametrize("name", CALLS)
def test_call_that_is_interrupted_at_any_instruction_has_happened_or_has_not(name: str) -> None:
    trial, full_domain = trial_of(name), opened()
    for at in spread(trial, effort(_TRIED)):
        full_domain = settled(trial, full_domain, at)


@pytest.mark.parametrize("name", CALLS)
def test_what_a_second_interrupt_has_left_is_finished_by_the_next_call(name: str) -> None:
    trial, full_domain, chosen = trial_of(name), opened(), random.Random(name)  # noqa: S311  # no secret
    for at in spread(trial, effort(_TRIED)):
        full_domain = settled(trial, full_domain, at, at + chosen.randint(1, 120))


@NEEDS_ALL
@pytest.mark.parametrize("name", CALLS)
def test_calls_after_one_that_was_interrupted_fail_and_succeed_as_ever(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    trial, full_domain = trial_of(name), opened()
    for at in spread(trial, 0):
        full_domain = settled(trial, full_domain, at)
    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "react", fail)
        with pytest.raises(InjectedError):
            call(full_domain, name)
    assert [] == differences(trial.before, remembered(full_domain.world))
    shop = full_domain.world.domains.require("shop")
    if shop.rule_matching.in_force:  # an old botocore knows no rules
        ready = kept_ready(shop)
        make_ready_anew(shop)
        assert ready == kept_ready(shop)

    call(full_domain, name)
    check_all(full_domain)


def fail(_: World) -> None:
    raise InjectedError


@cache
def planned() -> dict[str, tuple[int, ...]]:
    """Return the instructions to interrupt, so that each of `state` that may see a change is, in one of the calls."""
    known: set[Place] = set()
    plan: dict[str, tuple[int, ...]] = {}
    for name in THOROUGH:
        if name in CALLS:
            call(opened(), name)
            full_domain = opened()
            found = effects(lambda: call(full_domain, name))  # noqa: B023  # it is called at once
            plan[name] = tuple(at for place, at in found.items() if place not in known)
            known |= found.keys()
    return plan


@pytest.mark.parametrize("name", [name for name in THOROUGH if name in CALLS])
def test_call_may_be_interrupted_after_each_change_of_what_is_remembered(name: str) -> None:
    trial, full_domain = trial_of(name), opened()
    for at in planned()[name]:
        full_domain = settled(trial, full_domain, at)


def test_nearly_all_places_where_a_change_may_be_half_done_are_interrupted() -> None:
    assert sum(map(len, planned().values())) > 500


_LAST = 40
"""So many of the places that a failing call meets first are tried, the last ones: it is taken back there."""


@pytest.mark.parametrize("name", ["AddProfileKey", "BatchPutProfileObject", "DeleteProfile", "MergeProfiles"])
def test_call_that_fails_may_be_interrupted_wherever_it_is_taken_back(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    full_domain = opened()
    before = remembered(full_domain.world)

    def failing() -> None:
        with monkeypatch.context() as patched, suppress(InjectedError):
            patched.setattr(pipeline, "react", fail)
            call(full_domain, name)

    failing()  # so that all is imported and compiled
    places = effects(failing)
    for at in list(places.values())[-_LAST:]:
        Interrupts(at).run(failing)
        assert not is_held(full_domain.world._lock)
        full_domain.call("ListDomains")
        assert [] == differences(before, remembered(full_domain.world)), at
        check_all(full_domain)


_STEP = 37e-6  # seconds; not what a call takes, so that it is met everywhere


class Late(Exception):
    """What a test's own time limit raises."""


def ring(*_: object) -> None:
    raise Late


@pytest.fixture
def _alarm() -> Iterator[None]:
    before = signal.signal(signal.SIGALRM, ring)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="there is no such signal")
@pytest.mark.usefixtures("_alarm")
@pytest.mark.parametrize("name", ["BatchPutProfileObject", "MergeProfiles", "PutProfileObject", "UpdateProfile"])
def test_real_signals_leave_a_call_done_or_not_done(name: str) -> None:
    full_domain = opened()
    before, came = remembered(full_domain.world), 0
    for number in range(1, effort(60) + 1):
        try:
            signal.setitimer(signal.ITIMER_REAL, number * _STEP)
            call(full_domain, name)
            signal.setitimer(signal.ITIMER_REAL, 0)
        except Late:
            came += 1
        assert not is_held(full_domain.world._lock)
        full_domain.call("ListDomains")
        check_all(full_domain)
        if remembered(full_domain.world) != before:
            full_domain = opened()

    assert came > 0
