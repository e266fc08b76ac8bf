"""A call that fails has changed nothing, wherever in its course it fails: tried after every step of every call."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles import reactions
from moto_customerprofiles.errors import ServiceError
from moto_customerprofiles.hook import HOOKS
from moto_customerprofiles.operation import OPERATIONS
from moto_customerprofiles.pipeline import catch_up
from tests.support.properties.fault_injection import FaultInjection, InjectedError
from tests.support.properties.full_domain import HOOK_REQUESTS, REQUESTS, FullDomain, open_full_domain
from tests.support.properties.snapshot import differences, remembered
from tests.support.properties.whole import kept_ready, make_ready_anew

if TYPE_CHECKING:
    from collections.abc import Callable

    from moto_customerprofiles.entities.changes import Change
    from moto_customerprofiles.state.domain import Domain

READS = re.compile("Get|List|Search|BatchGet|Detect")
WRITING = sorted(name for name in OPERATIONS if not READS.match(name))
READING = sorted(name for name in OPERATIONS if READS.match(name))
READING_HOOKS = re.compile("explain_|.*profiles_by_key$|domain_profiles$")
WRITING_HOOKS = sorted(name for name, each in HOOKS.items() if each.method != "GET" and not READING_HOOKS.match(name))


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> FaultInjection:
    return FaultInjection(monkeypatch)


def fail_everywhere(
    full_domain: FullDomain, faults: FaultInjection, call: Callable[[FullDomain], object], stride: int = 1
) -> int:
    """Let a call fail after each of its steps, and return how often it did not even though it should have."""
    steps = _steps(faults, call)
    spared = 0
    for step in range(1, steps + 1, stride):
        with faults.after(step), suppress(InjectedError):
            call(full_domain)
            spared += 1
    return spared


def _steps(faults: FaultInjection, call: Callable[[FullDomain], object]) -> int:
    full_domain = open_full_domain()
    return faults.steps(lambda: call(full_domain))


@pytest.mark.needs("CreateRecommender", "CreateDomainRequest.RuleBasedMatching", "StandardIdentifier.WEB_ANALYTICS")
def test_every_operation_and_writing_hook_has_a_request_that_succeeds() -> None:
    assert (set(REQUESTS), set(HOOK_REQUESTS)) == (set(OPERATIONS), set(WRITING_HOOKS)), (
        "full_domain.json has one for each"
    )


@pytest.mark.parametrize("name", WRITING)
def test_operation_that_fails_at_any_step_leaves_no_trace(name: str, faults: FaultInjection) -> None:
    full_domain = open_full_domain()
    before = remembered(full_domain.world)
    spared = fail_everywhere(full_domain, faults, lambda where: where.call(name))

    assert 0 == spared
    assert [] == differences(before, remembered(full_domain.world))


@pytest.mark.parametrize("name", WRITING)
def test_operation_takes_steps(name: str, faults: FaultInjection) -> None:
    assert _steps(faults, lambda where: where.call(name)) > 0


@pytest.mark.parametrize("name", sorted(HOOK_REQUESTS))
def test_hook_that_fails_at_any_step_leaves_no_trace(name: str, faults: FaultInjection) -> None:
    full_domain = open_full_domain()
    before = remembered(full_domain.world)
    spared = fail_everywhere(full_domain, faults, lambda where: where.call_hook(name))

    assert 0 == spared
    assert [] == differences(before, remembered(full_domain.world))


@pytest.mark.parametrize(
    "name", ["BatchPutProfileObject", "CreateProfile", "DeleteProfileObjectType", "MergeProfiles", "UpdateProfile"]
)
def test_operation_that_failed_before_ends_as_if_it_had_not(name: str, faults: FaultInjection) -> None:
    unlucky, lucky = open_full_domain(), open_full_domain()
    fail_everywhere(unlucky, faults, lambda where: where.call(name))

    assert _outlook(lucky, name) == _outlook(unlucky, name)


def _outlook(full_domain: FullDomain, name: str) -> list[str]:
    """Perform an operation and return its reply, and those of all operations that read, with all ids alike."""
    full_domain.world.page_secret = b""
    answers = []
    for each in (name, *READING):
        try:
            answers.append(repr((each, full_domain.call(each))))
        except ServiceError as error:  # noqa: PERF203  # each call of its own
            answers.append(repr((each, error)))
    return [re.sub("[0-9a-f]{32}", "id", answer) for answer in answers]


def test_failure_while_the_domain_catches_up_leaves_no_trace(faults: FaultInjection) -> None:
    full_domain = open_full_domain()
    before = remembered(full_domain.world)

    def call_after_a_year(where: FullDomain) -> None:
        with where.world.enter():
            where.world.call.now = where.world.call.now.replace(year=2026)
            catch_up(where.world, "shop")

    steps = _steps(faults, call_after_a_year)
    spared = fail_everywhere(full_domain, faults, call_after_a_year, stride=5)

    assert steps > 20
    assert 0 == spared
    assert [] == differences(before, remembered(full_domain.world))
    assert steps <= faults.steps(lambda: call_after_a_year(full_domain)), "something that was due has been forgotten"


@pytest.mark.parametrize("place", [0, -1])
@pytest.mark.parametrize("name", ["PutProfileObject", "MergeProfiles", "DeleteProfile", "UpdateProfile"])
def test_failure_of_a_hearer_leaves_no_trace(name: str, place: int, monkeypatch: pytest.MonkeyPatch) -> None:
    full_domain = open_full_domain()
    before = remembered(full_domain.world)

    def stumble(_: Domain, __: Change) -> None:
        raise InjectedError

    subscribers = list(reactions.SUBSCRIBERS)
    subscribers.insert(place % (len(subscribers) + 1), stumble)
    monkeypatch.setattr(reactions, "SUBSCRIBERS", tuple(subscribers))
    with pytest.raises(InjectedError):
        full_domain.call(name)

    assert [] == differences(before, remembered(full_domain.world))


@pytest.mark.needs("CreateRecommender", "CreateDomainRequest.RuleBasedMatching")
@pytest.mark.parametrize("is_read_before", [True, False])
@pytest.mark.parametrize("name", ["BatchPutProfileObject", "DeleteProfileObject", "MergeProfiles", "UpdateProfile"])
def test_what_was_read_in_a_call_that_failed_is_read_anew(
    name: str, monkeypatch: pytest.MonkeyPatch, *, is_read_before: bool
) -> None:
    full_domain = open_full_domain()
    shop = full_domain.world.domains.require("shop")
    if is_read_before:
        kept_ready(shop)

    def read_and_stumble(domain: Domain, _: Change) -> None:
        kept_ready(domain)
        raise InjectedError

    with monkeypatch.context() as patched:
        patched.setattr(reactions, "SUBSCRIBERS", (*reactions.SUBSCRIBERS, read_and_stumble))
        with pytest.raises(InjectedError):
            full_domain.call(name)
    kept = kept_ready(shop)
    make_ready_anew(shop)

    assert kept_ready(shop) == kept


def test_call_that_fails_sends_nothing_to_a_neighbour(faults: FaultInjection) -> None:
    full_domain = open_full_domain()
    before = [len(records) for records in full_domain.neighbours.streams.values()]
    fail_everywhere(full_domain, faults, lambda where: where.call("MergeProfiles"))
    full_domain.call("GetDomain")

    assert before == [len(records) for records in full_domain.neighbours.streams.values()]
