"""Work of the package itself that fails ends its own job or resource, once; call and domain go on."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest

from moto_customerprofiles import reactions
from moto_customerprofiles.entities.job_kinds import JOB_KINDS
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.ports import Transition
from moto_customerprofiles.services import consistency
from moto_customerprofiles.services.attributes import calculated_attributes
from moto_customerprofiles.services.chores import CHORES
from moto_customerprofiles.services.events import streams, triggers
from moto_customerprofiles.services.matching import identity_resolution, rule_matching
from moto_customerprofiles.services.profiles import expiry
from moto_customerprofiles.services.segments import estimates, following, schedules
from moto_customerprofiles.services.timed_jobs import DRIVERS
from tests.support.columns import NEEDS_ALL
from tests.support.properties.full_domain import open_full_domain
from tests.support.surroundings import Paces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.properties.full_domain import FullDomain

pytestmark = [NEEDS_ALL, pytest.mark.failing_work]

ERRORS = [IndexError("no such row"), RecursionError("too deep"), MemoryError(), BadRequest("refused")]
KIND = "work-failed"

REACTIONS = {
    "event stream": (streams, "_tell"),
    "segment subscription": (following, "_follow"),
    "event trigger": (triggers, "_evaluate"),
    "rules": (rule_matching, "_match"),
    "event streams as a whole": (streams, "on_change"),
    "segments as a whole": (following, "on_change"),
    "triggers as a whole": (triggers, "on_change"),
    "rules as a whole": (rule_matching, "on_change"),
    "consistency": (consistency, "on_change"),
}
"""What reacts to changes, by a name: the module and the function that is made to fail."""

STARTS: dict[str, tuple[str, dict[str, Any]]] = {
    "data_store": ("UpdateDomain", {"DataStore": {"Enabled": True}}),
    "integration_workflow": ("CreateIntegrationWorkflow", {}),
    "recommender": ("CreateRecommender", {}),
    "recommender_filter": ("DeleteRecommenderFilter", {}),
    "recommender_update": ("UpdateRecommender", {}),
    "segment_estimate": ("CreateSegmentEstimate", {}),
    "segment_snapshot": ("CreateSegmentSnapshot", {}),
    "segment_subscription": ("PutSegmentSubscription", {}),
    "upload_job": ("StartUploadJob", {}),
    "calculated_attribute": ("CreateCalculatedAttributeDefinition", {"UseHistoricalData": True}),
}
"""The operation that begins a job of each kind, with members besides those of the request that succeeds."""


@pytest.fixture(params=ERRORS, ids=lambda error: type(error).__name__)
def error(request: pytest.FixtureRequest) -> Exception:
    """Return the error with which work fails."""
    given: Exception = request.param
    return given


def _hints(domain: FullDomain) -> list[str]:
    return [hint.message for hint in domain.world.call.hints.values() if hint.name == KIND]


def _check_domain_lives(domain: FullDomain, error: Exception, most: int = 1) -> None:
    """Check that the failure was told once, that later calls go on, and that the domain can be deleted."""
    told = _hints(domain)
    domain.call("GetDomain")
    domain.clock.wind(days=1)
    domain.call("GetDomain")
    reason = error.message if isinstance(error, BadRequest) else f"{type(error).__name__}: {error}"

    assert 1 <= len(told) <= most
    assert all(reason in message for message in told)
    assert told == _hints(domain)

    domain.call("DeleteDomain")

    assert [] == [each["DomainName"] for each in domain.call("ListDomains")["Items"] if each["DomainName"] == "shop"]


@contextmanager
def _failing(owner: Any, name: str, error: Exception) -> Iterator[mock.MagicMock]:
    with mock.patch.object(owner, name, side_effect=error, __module__=getattr(owner, "__name__", "")) as broken:
        yield broken


@pytest.mark.parametrize("name", REACTIONS)
def test_reaction_that_fails_leaves_call_and_domain_alone(name: str, error: Exception) -> None:
    domain = open_full_domain()
    if name == "consistency":
        domain.world.settings.consistency = {"counts": 60}
    with _failing(*REACTIONS[name], error) as broken:
        key = domain.call("PutProfileObject")["ProfileObjectUniqueKey"]
        times = broken.call_count

    assert key
    assert times
    _check_domain_lives(domain, error, most=times)


def test_event_stream_whose_records_fail_is_stopped_with_the_reason() -> None:
    domain = open_full_domain()
    with _failing(streams, "_tell", IndexError("no such row")):
        domain.call("PutProfileObject")
    details = domain.call("GetEventStream")["DestinationDetails"]

    assert ("UNHEALTHY", "IndexError: no such row") == (details["Status"], details["Message"])


def test_segment_that_cannot_be_followed_fails_its_subscription() -> None:
    domain = open_full_domain()
    with _failing(following, "_follow", IndexError("no such row")):
        domain.call("PutProfileObject")
    shop = domain.world.domains.require("shop")

    assert [("FAILED", "IndexError: no such row")] == [
        (each.status, each.message) for each in shop.segment_subscriptions
    ]


def test_history_that_fails_fails_the_call_which_changes_nothing() -> None:
    domain = open_full_domain()
    before = domain.world.domains.require("shop").stats()
    broken = mock.Mock(side_effect=IndexError("no such row"))
    with (
        mock.patch.object(reactions, "SUBSCRIBERS", (broken, *reactions.SUBSCRIBERS[1:])),
        pytest.raises(IndexError),
    ):
        domain.call("CreateProfile")

    assert before == domain.world.domains.require("shop").stats()


def _slow_domain(kind: str) -> FullDomain:
    domain = open_full_domain()
    paces = Paces()
    paces.of_kind[kind] = Transition("time", 10)
    domain.world.call._transition = paces  # as moto's state manager would
    return domain


def _driver(kind: str) -> Any:
    drivers: list[Any] = [*DRIVERS, estimates.driver, calculated_attributes.driver]
    return next(driver for driver in drivers if driver.kind == kind)


@pytest.mark.parametrize("kind", STARTS)
@pytest.mark.parametrize("is_polled", [True, False], ids=["polled", "in time"])
def test_job_whose_end_fails_has_failed(kind: str, error: Exception, *, is_polled: bool) -> None:
    domain = _slow_domain(kind)
    operation, members = STARTS[kind]
    domain.call(operation, {**domain.params(operation), **members})
    driver, shop = _driver(kind), domain.world.domains.require("shop")
    with _failing(driver, "_apply" if kind == "data_store" else "_apply_status", error) as broken:
        if kind == "data_store":  # the failure is stored by the same function
            broken.side_effect = lambda domain, store, job: _fail_unless_held(domain, store, job, error)
        domain.clock.wind(minutes=5)
        if is_polled or not JOB_KINDS[kind].end:
            with domain.world.enter():
                driver.peek(shop)
        domain.call("GetDomain")
        times = broken.call_count

    _check_domain_lives(domain, error, most=times)


def _fail_unless_held(domain: Any, store: Any, job: Any, error: Exception) -> None:
    if len(job.path) > 1:
        raise error
    domain.configure({"data_store": replace(store, job=job)})


@pytest.mark.parametrize("kind", [kind for kind in STARTS if kind != "data_store"])
def test_job_that_is_over_at_once_and_fails_does_not_fail_its_call(kind: str) -> None:
    if not JOB_KINDS[kind].end:
        return
    domain = open_full_domain()
    error = IndexError("no such row")
    with _failing(_driver(kind), "_apply_status", error):
        domain.call(STARTS[kind][0])

    _check_domain_lives(domain, error)


@pytest.mark.parametrize("name", ["finish", "with_matches_found"])
def test_identity_resolution_that_fails_ends_its_job(name: str, error: Exception) -> None:
    domain = open_full_domain()
    if name == "with_matches_found":
        domain.world.settings.identity_resolution_phase_seconds = {"PREPROCESSING": 1, "FIND_MATCHING": 1, "MERGING": 1}
    with _failing(identity_resolution, name, error) as broken:
        domain.clock.wind(days=8)
        domain.call("GetDomain")
        times = broken.call_count
    jobs = domain.call("ListIdentityResolutionJobs")["IdentityResolutionJobsList"]

    assert times
    assert "FAILED" in {each["Status"] for each in jobs}
    _check_domain_lives(domain, error, most=times)


def test_evaluation_of_rules_that_fails_is_not_due_again(error: Exception) -> None:
    domain = open_full_domain()
    block = {**domain.params("UpdateDomain")["RuleBasedMatching"], "MaxAllowedRuleLevelForMerging": 1}
    domain.call("UpdateDomain", {"DomainName": "shop", "RuleBasedMatching": block})
    with _failing(rule_matching, "_put_in_force", error) as broken:
        domain.clock.wind(hours=2)
        domain.call("GetDomain")

    assert 1 == broken.call_count
    _check_domain_lives(domain, error)


@pytest.mark.parametrize(("module", "name"), [(expiry, "_expire"), (schedules, "_run")])
def test_piece_of_a_chore_that_fails_is_not_due_again(module: Any, name: str, error: Exception) -> None:
    domain = open_full_domain()
    with _failing(module, name, error) as broken:
        domain.clock.wind(days=366 * 2)
        domain.call("GetDomain")
        times = broken.call_count
        domain.call("GetDomain")

    assert times
    assert times == broken.call_count
    _check_domain_lives(domain, error, most=times)


@pytest.mark.parametrize("number", range(len(CHORES)))
@pytest.mark.parametrize("part", ["due", "run"])
def test_chore_that_fails_as_a_whole_is_given_up_in_its_domain(number: int, part: str, error: Exception) -> None:
    domain = open_full_domain()
    now = domain.clock.time
    broken = mock.Mock(**{"due.return_value": now, f"{part}.side_effect": error})
    chore = CHORES[number]._replace(is_set_up=lambda _: True, work=lambda: broken)
    with mock.patch("moto_customerprofiles.services.chores.CHORES", (*CHORES[:number], chore, *CHORES[number + 1 :])):
        for _ in range(3):
            domain.call("GetDomain")

        assert 1 == getattr(broken, part).call_count
        _check_domain_lives(domain, error)


@pytest.mark.parametrize(
    ("neighbour", "operation"), [("put_record", "CreateProfile"), ("write_object", "CreateSegmentSnapshot")]
)
def test_message_that_fails_for_a_reason_of_our_own_does_not_fail_the_call(
    neighbour: str, operation: str, error: Exception
) -> None:
    domain = open_full_domain()
    told: list[str] = []
    domain.world._courier._tell = told.append  # as the surroundings would
    with _failing(domain.neighbours, neighbour, error):
        domain.call(operation)

    assert len(told) >= 1
    assert type(error).__name__ in told[0]

    domain.call(operation)
    domain.call("DeleteDomain")
