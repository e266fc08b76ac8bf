"""What the history and the event stream tell is what happened: no more, no less, whatever was called."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.profiles.fields import profile_document
from moto_customerprofiles.errors import ResourceNotFound, ServiceError
from moto_customerprofiles.pipeline import perform, protocol
from moto_customerprofiles.services import chores
from tests.support.facts import T0, aws_arn
from tests.support.surroundings import RecordedNeighbours, new_world

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from moto_customerprofiles.state.domain import Domain

URI = aws_arn("kinesis", "stream/events")
NOTE = {
    "ObjectTypeName": "Note",
    "Description": "A note",
    "AllowProfileCreation": True,
    "Fields": {
        "id": {"Source": "_source.id"},
        "account": {"Source": "_source.account", "Target": "_profile.AccountNumber"},
        "name": {"Source": "_source.name", "Target": "_profile.MiddleName"},
    },
    "Keys": {
        "noteId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
        "_account": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["account"]}],
    },
}
TEXTS = st.sampled_from(["", "a", "b"])
FILLED = st.sampled_from(["a", "b"])
FIELDS = st.fixed_dictionaries(
    {}, optional={"FirstName": TEXTS, "AccountNumber": TEXTS, "Attributes": st.dictionaries(FILLED, TEXTS)}
)
NOTES = st.fixed_dictionaries({"id": TEXTS}, optional={"account": TEXTS, "name": TEXTS}).map(json.dumps)
WHO = st.integers(0, 5)  # of the profiles that there are or were, and one that never was
STEPS = st.one_of(
    st.tuples(
        st.just("CreateProfile"), st.fixed_dictionaries({}, optional={"FirstName": FILLED, "AccountNumber": FILLED})
    ),
    st.tuples(st.just("UpdateProfile"), FIELDS, WHO),
    st.tuples(st.just("DeleteProfile"), st.just({}), WHO),
    st.tuples(st.just("AddProfileKey"), st.just({"KeyName": "_email", "Values": ["x@y.z"]}), WHO),
    st.tuples(st.just("PutProfileObject"), st.fixed_dictionaries({"ObjectTypeName": st.just("Note"), "Object": NOTES})),
    st.tuples(st.just("PutProfileObject"), st.just({"ObjectTypeName": "Note", "Object": "[]"})),
)


class PublishedChanges:
    """A domain with an event stream, and all that it has been asked."""

    def __init__(self) -> None:
        self.neighbours = RecordedNeighbours()
        self.neighbours.streams[URI] = []
        self.world = new_world(neighbours=self.neighbours)
        perform(self.world, "CreateDomain", {"DomainName": "d", "DefaultExpirationDays": 9})
        perform(self.world, "CreateEventStream", {"DomainName": "d", "EventStreamName": "s", "Uri": URI})
        perform(self.world, "PutProfileObjectType", {"DomainName": "d", **NOTE})
        self.ids: dict[str, None] = {}

    @property
    def domain(self) -> Domain:
        return self.world.domains.require("d")

    def step(self, name: str, arguments: dict[str, Any], who: int | None = None) -> None:
        params = {"DomainName": "d", **arguments}
        if who is not None:
            ids = [*self.ids, "0" * 32]
            params["ProfileId"] = ids[who % len(ids)]
        try:
            perform(self.world, name, params)
        finally:
            self.ids |= dict.fromkeys(profile.profile_id for profile in self.domain.profiles)

    def events(self) -> list[dict[str, Any]]:
        return [json.loads(data) for _, data in self.neighbours.streams[URI]]

    def history(self) -> dict[str, list[tuple[str, str]]]:
        """Return action and content of the records of each profile, oldest first."""
        return {
            profile_id: [(r.action_type, r.content) for r in reversed([*self.domain.history.of(profile_id)])]
            for profile_id in self.ids
        }


def _last_states(published: Iterator[tuple[str, dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """Return the last published state of each profile whose end was not published."""
    states: dict[str, dict[str, Any]] = {}
    for action, document in published:
        if action in {"CREATED", "UPDATED"}:
            states[document["ProfileId"]] = document
        elif action == "DELETED_BY_CUSTOMER":
            del states[document["ProfileId"]]
    return states


def _current(published: PublishedChanges) -> dict[str, dict[str, Any]]:
    return {each.profile_id: profile_document(each.profile_id, each.fields) for each in published.domain.profiles}


@given(st.lists(STEPS, max_size=12))
def test_history_replayed_gives_the_current_profiles(steps: list[tuple[Any, ...]]) -> None:
    published = PublishedChanges()
    for step in steps:
        with suppress(ServiceError):
            published.step(*step)
    records = (record for records in published.history().values() for record in records)

    assert _current(published) == _last_states(
        (action, json.loads(content)) for action, content in records if "ProfileId" in content
    )


@given(st.lists(STEPS, max_size=12))
def test_stream_replayed_gives_the_current_profiles(steps: list[tuple[Any, ...]]) -> None:
    published = PublishedChanges()
    for step in steps:
        with suppress(ServiceError):
            published.step(*step)
    events = ((e["EventType"], e["Object"]) for e in published.events() if e.get("ObjectTypeName") == "_profile")
    current = _current(published)

    assert current == {key: state for key, state in _last_states(events).items() if key in current}


@given(st.lists(STEPS, max_size=8), STEPS)
def test_call_that_fails_publishes_nothing_and_one_that_succeeds_does(
    steps: list[tuple[Any, ...]], last: tuple[Any, ...]
) -> None:
    published = PublishedChanges()
    for step in steps:
        with suppress(ServiceError):
            published.step(*step)
    before = published.events(), published.history()
    try:
        published.step(*last)
    except ServiceError:
        assert before == (published.events(), published.history())
    else:
        assert before[1] != published.history()


def test_a_bug_in_the_middle_of_a_call_publishes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    published = PublishedChanges()
    published.step("CreateProfile", {"FirstName": "Ann"})
    before = published.events(), published.history()
    monkeypatch.setattr(protocol("CreateProfile"), "project", _fail)
    with pytest.raises(ZeroDivisionError):
        published.step("CreateProfile", {"FirstName": "Bob"})

    assert before == (published.events(), published.history())


class _Alarm:
    """A chore that falls due once and sends a record."""

    def __init__(self) -> None:
        self._due: datetime | None = T0

    def due(self, domain: Domain) -> datetime | None:  # noqa: ARG002  # of the only domain
        return self._due

    def run(self, domain: Domain, now: datetime) -> None:  # noqa: ARG002  # the same instant
        self._due = None
        domain.call.send(lambda neighbours: neighbours.put_record(URI, "key", b"{}"))


def test_what_fell_due_is_published_even_if_the_call_then_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    published, alarm = PublishedChanges(), _Alarm()
    monkeypatch.setattr(chores, "CHORES", (*chores.CHORES, chores.Chore(lambda _: True, lambda: alarm)))
    with pytest.raises(ResourceNotFound):
        published.step("DeleteProfile", {}, 0)

    assert {} == published.events()[-1]


def _fail(*_: object) -> None:
    raise ZeroDivisionError
