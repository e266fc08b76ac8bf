"""A call gives way to work that is done outside of the lock."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.pipeline import perform
from moto_customerprofiles.state.outside_work import MOST_REPEATS
from moto_customerprofiles.state.settings import Settings
from moto_customerprofiles.state.world import World
from tests.support.surroundings import surroundings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

from moto_customerprofiles.engine.segments.sql_box import reply_to

QUERY = "SELECT profile_id FROM profile"


class Elsewhere:
    """Work that is done here, with something happening before it."""

    is_preferred = True

    def __init__(self) -> None:
        self.before: Callable[[], object] = lambda: None
        self.asked = 0

    def ask(self, request: Sequence[bytes], seconds: float) -> bytes:
        assert seconds > 0
        self.asked += 1
        self.before()
        return reply_to(request)


@pytest.fixture
def elsewhere() -> Elsewhere:
    return Elsewhere()


@pytest.fixture
def world(elsewhere: Elsewhere) -> World:
    world = World("123456789012", "us-east-1", "aws", surroundings()._replace(outside=elsewhere))
    for name in ("shop", "other"):
        store = {"DefaultEncryptionKey": "k", "DataStore": {"Enabled": True}}
        perform(world, "CreateDomain", {"DomainName": name, "DefaultExpirationDays": 30, **store})
    perform(world, "CreateProfile", {"DomainName": "shop", "FirstName": "Ann"})
    return world


def _estimate(world: World) -> str:
    made = perform(world, "CreateSegmentEstimate", {"DomainName": "shop", "SegmentSqlQuery": QUERY})
    found = perform(world, "GetSegmentEstimate", {"DomainName": "shop", "EstimateId": made["EstimateId"]})
    return str(found["Estimate"])


def _in_a_thread(act: Callable[[], object]) -> bool:
    """Tell whether another thread can do something within seconds."""
    thread = Thread(target=act, daemon=True)
    thread.start()
    thread.join(5)
    return not thread.is_alive()


@pytest.mark.rule("SQL-24")
def test_other_calls_go_on_while_a_query_runs(world: World, elsewhere: Elsewhere) -> None:
    went_on: list[bool] = []
    elsewhere.before = lambda: went_on.append(
        _in_a_thread(lambda: perform(world, "CreateProfile", {"DomainName": "other"}))
    )

    assert "1" == _estimate(world)
    assert went_on
    assert all(went_on)


@pytest.mark.rule("SQL-24")
def test_query_is_asked_again_if_its_tables_have_changed(world: World, elsewhere: Elsewhere) -> None:
    def change_once() -> None:
        if elsewhere.asked == 2:
            _in_a_thread(lambda: perform(world, "CreateProfile", {"DomainName": "shop"}))

    elsewhere.before = change_once

    assert "2" == _estimate(world)
    assert 3 == elsewhere.asked  # what the query reads, its answer before the change, and after it


@pytest.mark.rule("SQL-24")
def test_tables_that_never_stand_still_do_not_keep_a_query_from_its_end(world: World, elsewhere: Elsewhere) -> None:
    written: list[bool] = []

    def write() -> None:
        thread = Thread(target=lambda: perform(world, "CreateProfile", {"DomainName": "shop"}), daemon=True)
        thread.start()
        thread.join(0.2)
        written.append(not thread.is_alive())

    elsewhere.before = write
    _estimate(world)

    assert MOST_REPEATS + 1 == len(written)
    assert [True] * MOST_REPEATS + [False] == written  # the last time, the lock is held


@pytest.mark.rule("SQL-24")
def test_call_that_gives_way_has_changed_nothing_before(world: World, elsewhere: Elsewhere) -> None:
    seen: list[int] = []
    elsewhere.before = lambda: seen.append(len(world.domains.require("shop").segment_estimates))
    _estimate(world)

    assert [0, 0] == seen
    assert 1 == len(world.domains.require("shop").segment_estimates)


@pytest.mark.rule("SQL-24")
def test_domain_that_goes_meanwhile_is_not_found(world: World, elsewhere: Elsewhere) -> None:
    elsewhere.before = lambda: _in_a_thread(lambda: perform(world, "DeleteDomain", {"DomainName": "shop"}))

    with pytest.raises(Exception, match="DomainName shop is not found"):
        _estimate(world)


@pytest.mark.parametrize(("setting", "asked"), [("in_process", 0), ("worker", 2), ("auto", 2)])
def test_setting_says_where_queries_run(world: World, elsewhere: Elsewhere, setting: str, asked: int) -> None:
    world.settings.sql_segments = Settings.of({"sql_segments": setting}).sql_segments

    assert ("1", asked) == (_estimate(world), elsewhere.asked)


def test_by_default_only_a_server_works_outside(world: World, elsewhere: Elsewhere) -> None:
    elsewhere.is_preferred = False

    assert ("1", 0) == (_estimate(world), elsewhere.asked)
