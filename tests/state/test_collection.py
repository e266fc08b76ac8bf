from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from moto_customerprofiles.entities.jobs import Job, WithJob
from moto_customerprofiles.errors import BadRequest, ResourceNotFound
from moto_customerprofiles.state.collection import Collection, Kind
from moto_customerprofiles.state.journal import Journal
from moto_customerprofiles.state.settings import Settings
from tests.support.facts import T0


@dataclass(frozen=True)
class Thing:
    name: str
    size: int = 0


@pytest.fixture
def journal() -> Journal:
    return Journal()


@pytest.fixture
def settings() -> Settings:
    settings = Settings()
    settings.quotas.event_triggers = 2
    return settings


@pytest.fixture
def things(journal: Journal, settings: Settings) -> Collection[Thing]:
    things: Collection[Thing] = Collection(
        Kind("Event trigger", quota="event_triggers", scope="domain shop"), journal, settings
    )
    things.add(Thing("b"))
    things.add(Thing("a"))
    journal.commit()
    return things


def names(things: Collection[Thing]) -> list[str]:
    return [thing.name for thing in things]


@pytest.mark.rule("G-14", "GEN-8")
def test_order_is_that_of_creation(things: Collection[Thing]) -> None:
    things.replace(Thing("b", size=1))

    assert ["b", "a"] == names(things)


def test_name_is_known(things: Collection[Thing]) -> None:
    assert "a" in things
    assert "c" not in things
    assert 2 == len(things)


def test_unknown_name_is_not_found_by_kind_and_name(things: Collection[Thing]) -> None:
    with pytest.raises(ResourceNotFound) as caught:
        things.require("c")

    assert "Event trigger c does not exist in domain shop" == caught.value.message


def test_getting_an_unknown_name_is_none(things: Collection[Thing]) -> None:
    assert things.get("c") is None


@pytest.mark.rule("GEN-13")
def test_second_thing_of_a_name_is_a_bad_request(things: Collection[Thing]) -> None:
    with pytest.raises(BadRequest, match="Event trigger with name a already exists"):
        things.add(Thing("a", size=9))

    assert 0 == things.require("a").size


def test_duplicate_is_reported_before_the_quota(things: Collection[Thing]) -> None:
    with pytest.raises(BadRequest, match="already exists"):
        things.check_room("a")


@pytest.mark.rule("QUO-1")
def test_one_more_than_the_quota_is_a_bad_request(things: Collection[Thing]) -> None:
    with pytest.raises(BadRequest, match="Limit of 2 event triggers per domain exceeded"):
        things.add(Thing("c"))

    assert ["b", "a"] == names(things)


@pytest.mark.rule("QUO-1")
def test_quota_can_be_lifted(things: Collection[Thing], settings: Settings) -> None:
    settings.enforce_quotas = False
    things.add(Thing("c"))

    assert ["b", "a", "c"] == names(things)


@pytest.mark.rule("PAGE-1")
def test_listing_goes_on_after_a_thing_that_was_removed(things: Collection[Thing]) -> None:
    (first, _), (second, _) = things.oldest_first().after(None)
    things.remove("b")
    things.replace(Thing("c"))

    assert ["a", "c"] == [thing.name for _, thing in things.oldest_first().after(first)]
    assert ["c"] == [thing.name for _, thing in things.oldest_first().after(second)]


def test_latest_creation_comes_first_if_so_asked(things: Collection[Thing]) -> None:
    (last, _), _ = things.newest_first().after(None)
    things.replace(Thing("c"))

    assert ["c", "a", "b"] == [thing.name for thing in things.newest_first()]
    assert ["b"] == [thing.name for _, thing in things.newest_first().after(last)]


def test_things_come_by_name_if_so_asked(things: Collection[Thing]) -> None:
    before = [thing.name for thing in things.in_order_of_names()]
    things.replace(Thing("ab"))
    things.remove("a")

    assert (["a", "b"], ["ab", "b"]) == (before, [thing.name for thing in things.in_order_of_names()])
    assert ["b"] == [thing.name for _, thing in things.in_order_of_names().after("ab")]


def test_number_of_a_removed_thing_is_not_used_again(things: Collection[Thing]) -> None:
    _, (last, _) = things.oldest_first().after(None)
    things.remove("a")
    things.replace(Thing("c"))

    assert ["c"] == [thing.name for _, thing in things.oldest_first().after(last)]


def test_removed_name_is_free_again(things: Collection[Thing]) -> None:
    assert Thing("b") == things.remove("b")
    things.add(Thing("b", size=2))

    assert ["a", "b"] == names(things)


def test_removing_an_unknown_name_is_not_found(things: Collection[Thing]) -> None:
    with pytest.raises(ResourceNotFound):
        things.remove("c")

    assert ["b", "a"] == names(things)


def test_collection_may_be_changed_while_it_is_walked(things: Collection[Thing]) -> None:
    for thing in things:
        things.remove(thing.name)

    assert 0 == len(things)


def test_rollback_restores_things_and_their_order(things: Collection[Thing], journal: Journal) -> None:
    orders = [things.oldest_first, things.newest_first, things.in_order_of_names]
    before = [[*order().after(key)] for order, key in zip(orders, (1, 2, "a"), strict=True)]
    things.remove("b")
    things.replace(replace(things.require("a"), size=7))
    things.add(Thing("c"))
    journal.rollback()

    assert [Thing("b"), Thing("a")] == list(things)
    assert before == [[*order().after(key)] for order, key in zip(orders, (1, 2, "a"), strict=True)]


@dataclass(frozen=True)
class Working(WithJob):
    name: str
    job: Job


def working(name: str, position: int) -> Working:
    return Working(name, Job("upload_job", ("IN_PROGRESS", "SUCCEEDED"), T0, position))


@pytest.fixture
def jobs(journal: Journal, settings: Settings) -> Collection[Working]:
    jobs: Collection[Working] = Collection(Kind("Upload job", jobs=("upload_job",)), journal, settings)
    for name, position in (("b", 0), ("over", 1), ("a", 0)):
        jobs.add(working(name, position))
    journal.commit()
    return jobs


def test_jobs_that_may_move_on_are_known_in_the_order_of_creation(jobs: Collection[Working]) -> None:
    jobs.replace(working("b", 0))

    assert ["b", "a"] == [each.name for each in jobs.with_moving_jobs()]


def test_job_that_has_ended_does_not_move_on_any_more(jobs: Collection[Working]) -> None:
    jobs.replace(working("b", 1))
    jobs.remove("a")
    jobs.replace(working("over", 0))

    assert {"over"} == jobs.moving


def test_rollback_restores_which_jobs_may_move_on(jobs: Collection[Working], journal: Journal) -> None:
    jobs.replace(working("b", 1))
    jobs.remove("a")
    jobs.replace(working("over", 0))
    jobs.replace(working("new", 0))
    journal.rollback()

    assert ["b", "a"] == [each.name for each in jobs.with_moving_jobs()]
