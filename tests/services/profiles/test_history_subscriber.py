from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime, timezone
from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.entities import changes as c
from moto_customerprofiles.errors import ResourceNotFound
from moto_customerprofiles.services.profiles.history_subscriber import on_change
from moto_customerprofiles.state.domain import Domain
from tests.support.facts import aws_arn

if TYPE_CHECKING:
    from moto_customerprofiles.state.world import World

AT = datetime(2026, 6, 1, tzinfo=timezone.utc)
ME = aws_arn("iam", "user/me")
ANN = {"FirstName": "Ann"}
LEE = {"FirstName": "Ann", "LastName": "Lee"}


@pytest.fixture
def domain(world: World) -> Domain:
    return Domain(world.call, "d", 365)


def _ingested(*, created: bool = False, before: dict[str, str] = ANN, fields: dict[str, str] = ANN) -> c.ObjectIngested:
    return c.ObjectIngested(
        "a",
        AT,
        ME,
        object_type_name="Order",
        unique_key="k=",
        text='{"n": 1.0}',
        replaced=False,
        created_profile=created,
        before=before,
        fields=fields,
    )


def _recorded(domain: Domain, *changes: c.Change, profile_id: str = "a") -> list[tuple[str, str, str | None, str]]:
    """Return action, object type, unique key and performer of the records of a profile, oldest first."""
    for change in changes:
        on_change(domain, change)
    return [
        (record.action_type, record.object_type_name, record.profile_object_unique_key, record.performed_by)
        for record in reversed([*domain.history.of(profile_id)])
    ]


@pytest.mark.rule("HIS-3", "HIS-4")
@pytest.mark.parametrize(
    ("change", "action", "content"),
    [
        (c.ProfileCreated("a", AT, ME, ANN), "CREATED", {"ProfileId": "a", "FirstName": "Ann"}),
        (
            c.ProfileUpdated("a", AT, ME, ANN, LEE),
            "UPDATED",
            {"ProfileId": "a", "FirstName": "Ann", "LastName": "Lee"},
        ),
        (c.ProfileDeleted("a", AT, ME, ANN), "DELETED_BY_CUSTOMER", {"ProfileId": "a", "FirstName": "Ann"}),
        (c.ProfileExpired("a", AT, ME, ANN), "EXPIRED", {"ProfileId": "a", "FirstName": "Ann"}),
        (c.KeyAdded("a", AT, ME, "_email", ["x@y.z"]), "ADDED_PROFILE_KEY", {"KeyName": "_email", "Values": ["x@y.z"]}),
        (
            c.KeyDeleted("a", AT, ME, "_email", ["x@y.z"]),
            "DELETED_PROFILE_KEY",
            {"KeyName": "_email", "Values": ["x@y.z"]},
        ),
    ],
)
def test_change_of_a_profile_leaves_one_record(
    domain: Domain, change: c.Change, action: str, content: dict[str, object]
) -> None:
    assert [(action, "_profile", None, ME)] == _recorded(domain, change)
    assert content == json.loads(next(iter(domain.history.of("a"))).content)


@pytest.mark.parametrize(("kind", "action"), [(c.ObjectDeleted, "DELETED_BY_CUSTOMER"), (c.ObjectExpired, "EXPIRED")])
def test_end_of_an_object_leaves_its_last_text(domain: Domain, kind: type[c.ObjectChange], action: str) -> None:
    assert [(action, "Order", "k=", ME)] == _recorded(domain, kind("a", AT, ME, "Order", "k=", '{"n": 1.0}'))
    assert '{"n": 1.0}' == next(iter(domain.history.of("a"))).content


def test_creation_by_an_object_is_a_record_of_its_own(domain: Domain) -> None:
    assert [("INGESTED", "Order", "k=", ME)] == _recorded(domain, _ingested(created=True, before={}))


@pytest.mark.rule("IN-H-2")
def test_object_that_changes_a_profile_is_recorded_before_it(domain: Domain) -> None:
    assert [("INGESTED", "Order", "k=", ME), ("UPDATED", "_profile", None, c.SERVICE)] == _recorded(
        domain, _ingested(fields=LEE)
    )


def test_object_that_changes_nothing_of_a_profile_is_recorded_alone(domain: Domain) -> None:
    assert [("INGESTED", "Order", "k=", ME)] == _recorded(domain, _ingested())


def test_object_is_recorded_as_it_was_put(domain: Domain) -> None:
    on_change(domain, _ingested())

    assert '{"n": 1.0}' == next(iter(domain.history.of("a"))).content


@pytest.mark.rule("HIS-3", "HIS-5")
def test_merge_is_recorded_under_the_main_profile_and_under_the_merged_ones(domain: Domain) -> None:
    on_change(domain, c.ProfilesMerged("a", AT, ME, ANN, LEE, [("b", {"LastName": "Lee"}), ("c", {})]))
    gone = ("DELETED_BY_MERGE", "_profile", None, ME)

    assert [gone, gone, ("MERGED", "_profile", None, ME)] == _recorded(domain)
    assert [gone] == _recorded(domain, profile_id="b")
    assert {"ProfileId": "b", "LastName": "Lee"} == json.loads(next(iter(domain.history.of("b"))).content)


def test_change_that_history_does_not_know_leaves_no_record(domain: Domain) -> None:
    on_change(domain, c.ProfileCreated("a", AT, ME, ANN))
    on_change(domain, c.Change("a", AT, ME))

    assert 1 == len([*domain.history.of("a")])


def test_profile_that_never_was_has_no_history(domain: Domain) -> None:
    with pytest.raises(ResourceNotFound, match="Profile a does not exist"):
        domain.history.of("a")


def test_record_is_found_under_its_own_profile_only(domain: Domain) -> None:
    on_change(domain, c.ProfileCreated("a", AT, ME, ANN))
    on_change(domain, c.ProfileCreated("b", AT, ME, ANN))
    (record,) = domain.history.of("a")

    assert record == domain.history.require("a", record.id)
    with pytest.raises(ResourceNotFound, match="does not exist in profile b"):
        domain.history.require("b", record.id)


@pytest.mark.rule("HIS-8")
def test_record_was_last_updated_when_it_was_made(domain: Domain) -> None:
    on_change(domain, c.ProfileCreated("a", AT, ME, ANN))

    assert AT == next(iter(domain.history.of("a"))).last_updated_at


@pytest.mark.rule("HIS-9")
def test_oldest_record_gives_way_at_the_quota(domain: Domain) -> None:
    domain.call.settings.quotas.history_records_per_profile = 2
    changes = [c.KeyAdded("a", AT, ME, name, ["v"]) for name in ("k1", "k2", "k3")]
    _recorded(domain, *changes)

    assert ["k3", "k2"] == [json.loads(record.content)["KeyName"] for record in domain.history.of("a")]


def test_failing_call_leaves_no_record_and_loses_none(world: World, domain: Domain) -> None:
    world.settings.quotas.history_records_per_profile = 1
    with world.enter():
        on_change(domain, c.ProfileCreated("a", AT, ME, ANN))
    before = [*domain.history.of("a")]
    with suppress(ZeroDivisionError), world.enter():
        on_change(domain, c.ProfileUpdated("a", AT, ME, ANN, LEE))
        on_change(domain, c.ProfileCreated("b", AT, ME, ANN))
        raise ZeroDivisionError

    assert before == [*domain.history.of("a")]
    with pytest.raises(ResourceNotFound):
        domain.history.of("b")


@pytest.mark.rule("PAGE-1")
@pytest.mark.parametrize("count", [1, 16, 17, 40])
def test_records_of_a_long_history_are_read_by_their_numbers(world: World, domain: Domain, count: int) -> None:
    with world.enter():
        _recorded(domain, *(c.KeyAdded("a", AT, ME, f"k{number}", ["v"]) for number in range(1, count + 1)))
    with suppress(ZeroDivisionError), world.enter():
        on_change(domain, c.ProfileUpdated("a", AT, ME, ANN, LEE))
        raise ZeroDivisionError
    listing = domain.history.of("a")

    assert [(n, f"k{n}") for n in range(count, 0, -1)] == [
        (number, json.loads(record.content)["KeyName"]) for number, record in listing.after(None)
    ]
    assert [number for number in range(count, 0, -1) if number < count - 3] == [
        number for number, _ in listing.after(count - 3)
    ]
    assert all(record == domain.history.require("a", record.id) for record in listing)


def test_record_that_gave_way_is_not_found(world: World, domain: Domain) -> None:
    _recorded(domain, *(c.KeyAdded("a", AT, ME, name, ["v"]) for name in ("k1", "k2")))
    newest, oldest = domain.history.of("a")
    world.settings.quotas.history_records_per_profile = 1

    assert newest == domain.history.require("a", newest.id)
    with pytest.raises(ResourceNotFound):
        domain.history.require("a", oldest.id)
