"""Whatever is done to profiles: searches find what a scan finds, counts are true, and failures leave no trace."""

from __future__ import annotations

import json
from operator import attrgetter
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.services.chores import due_chores
from moto_customerprofiles.services.ingestion.assignment import assign, read
from moto_customerprofiles.services.ingestion.ingestion import ingest
from moto_customerprofiles.services.ingestion.object_types import put_object_type, type_for_objects
from moto_customerprofiles.services.object_type_removal import remove_object_type
from moto_customerprofiles.services.profiles import lifecycle
from moto_customerprofiles.services.profiles.key_registry import entries_to_add
from moto_customerprofiles.services.profiles.search import entries_of, search
from moto_customerprofiles.state.domain import Domain
from moto_customerprofiles.state.profiles import identities
from tests.support.properties.effort import effort
from tests.support.properties.orders import many_are_more_than
from tests.support.properties.whole import check_whole, entries_of_profile
from tests.support.surroundings import Clock, new_world

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from moto_customerprofiles.engine.mapping.definitions import ObjectTypeDocument
    from moto_customerprofiles.engine.profiles.keys import Term
    from moto_customerprofiles.entities.profiles import Profile, ProfileObject, StandardObject

PHONES = st.sampled_from(["555-1", "(555) 2", "5551", "555.2"])
NAMES = st.sampled_from(["Ann", "ann", "Bob"])
NUMBERS = st.integers(1, 4)
WHICH = st.integers(0, 20)

CRM: ObjectTypeDocument = {
    "ObjectTypeName": "Crm",
    "Description": "customers",
    "AllowProfileCreation": True,
    "MaxProfileObjectCount": 3,
    "ExpirationDays": 5,
    "Fields": {
        "id": {"Source": "_source.id"},
        "phone": {"Source": "_source.phone", "Target": "_profile.PhoneNumber", "ContentType": "PHONE_NUMBER"},
        "name": {"Source": "_source.name", "Target": "_profile.FirstName"},
        "serial": {"Source": "_source.serial", "Target": "_asset.SerialNumber"},
    },
    "Keys": {
        "crm": [{"StandardIdentifiers": ["UNIQUE", "PROFILE"], "FieldNames": ["id"]}],
        "_phone": [{"StandardIdentifiers": ["PROFILE", "SECONDARY", "NEW_ONLY"], "FieldNames": ["phone"]}],
        "pair": [{"FieldNames": ["phone", "name"]}],
        "serial": [{"StandardIdentifiers": ["ASSET"], "FieldNames": ["serial"]}],
    },
}

_SOURCES = {name: {"Source": f"_source.{name}"} for name in ("id", "phone", "name", "serial")}


def _types(key: Sequence[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw object types whose unique key has these identifiers."""
    return st.builds(
        lambda fields, keys, limits: {
            "ObjectTypeName": "Crm",
            "Description": "customers",
            "Fields": {name: {**_SOURCES[name], **fields.get(name, {})} for name in _SOURCES},
            "Keys": {"crm": [{"StandardIdentifiers": key, "FieldNames": ["id"]}], **keys},
            **limits,
        },
        st.fixed_dictionaries(
            {},
            optional={
                "phone": _target("PHONE_NUMBER", "_profile.PhoneNumber", "_profile.MobilePhoneNumber"),
                "name": _target("NAME", "_profile.FirstName", "_profile.LastName", "_profile.Attributes.name"),
                "serial": _target("STRING", "_asset.SerialNumber", "_order.Id", "_case.CaseNumber"),
            },
        ),
        st.fixed_dictionaries(
            {},
            optional={
                "_phone": _key(
                    "phone", [], ["PROFILE"], ["PROFILE", "SECONDARY"], ["PROFILE", "SECONDARY", "NEW_ONLY"]
                ),
                "pair": _key("phone name", [], ["PROFILE"], ["PROFILE", "SECONDARY"]),
                "serial": _key("serial", [], ["ASSET"], ["ORDER"], ["CASE"], ["PROFILE", "LOOKUP_ONLY"]),
            },
        ),
        st.fixed_dictionaries(
            {"AllowProfileCreation": st.booleans(), "ExpirationDays": st.integers(1, 6)},
            optional={"MaxProfileObjectCount": st.integers(1, 4)},
        ),
    )


def _target(content_type: str, *targets: str) -> st.SearchStrategy[dict[str, str]]:
    return st.sampled_from([{"Target": target, "ContentType": content_type} for target in targets])


def _key(fields: str, *identifiers: list[str]) -> st.SearchStrategy[list[dict[str, list[str]]]]:
    return st.sampled_from([[{"StandardIdentifiers": each, "FieldNames": fields.split()}] for each in identifiers])


TYPES = st.just(CRM) | _types(["UNIQUE", "PROFILE"]) | _types(["UNIQUE"])

_PAIRS = [
    ("_phone", ["5551"]),
    ("_phone", ["555-2"]),
    ("_fullName", ["ANN"]),
    ("_fullName", ["bob"]),
    ("crm", ["1"]),
    ("crm", ["2"]),
    ("crm", ["3", "4"]),
    ("pair", ["5551", "Ann"]),
    ("_serialNumber", ["1"]),
    ("club", ["Ann", "Bob"]),
]
TERMS: list[Term] = [{"KeyName": name, "Values": values} for name, values in _PAIRS]


class Unwanted(Exception):
    """What makes a call fail after all its work."""


class Profiles(RuleBasedStateMachine):
    """Everything that can happen to profiles, in any order; every call may fail at its very end."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.world = new_world(self.clock)
        with self.world.enter():
            self.domain = self.world.domains.add(Domain(self.world.call, "shop", 8))

    @initialize(kind=TYPES)
    def define(self, kind: Any) -> None:
        """Put an object type, or, if its keys break a rule, the usual one."""
        try:
            with self.world.enter():
                put_object_type(self.domain, kind)
        except BadRequest:
            with self.world.enter():
                put_object_type(self.domain, CRM)

    def call(self, work: Callable[[], object], *, fails: bool) -> None:
        before = self.picture()
        if not fails:
            with self.world.enter():
                work()
            return
        with pytest.raises((Unwanted, BadRequest)), self.world.enter():
            _fail_after(work)

        assert before == self.picture()

    def picture(self) -> list[object]:
        """Describe all that is remembered of profiles."""
        profiles = [
            (p.profile_id, p.fields, sorted(each.key for each in p.objects), p.added_keys, p.hidden_keys, p.size)
            for p in self.domain.profiles
        ]
        return [profiles, self.found_by_index(), self.domain.profiles.counts.statistics()]

    def found_by_index(self) -> list[list[str]]:
        profiles = self.domain.profiles
        return [[view.profile.profile_id for view in search(profiles, [term], match_all=False)] for term in TERMS]

    def profile(self, which: int) -> Profile:
        profiles = list(self.domain.profiles)
        return profiles[which % len(profiles)]

    @rule(
        number=NUMBERS,
        phone=PHONES | st.none(),
        name=NAMES | st.none(),
        serial=st.sampled_from("12"),
        fails=st.booleans(),
    )
    def put(self, number: int, phone: str | None, name: str | None, serial: str, *, fails: bool) -> None:
        text = json.dumps({"id": number, "phone": phone, "name": name, "serial": serial})
        if "Crm" not in self.domain.object_types:
            return
        before = self.picture()
        try:
            self.call(lambda: ingest(self.domain, type_for_objects(self.domain, "Crm"), text), fails=fails)
        except BadRequest:
            assert before == self.picture()
            return
        if not fails and self.finds_one_profile(text):
            once = self.picture()
            self.call(lambda: ingest(self.domain, type_for_objects(self.domain, "Crm"), text), fails=False)

            assert once == self.picture()

    def finds_one_profile(self, text: str) -> bool:
        """Tell whether one of an object's keys has one profile; without one, it makes a new one each time it is put."""
        return assign(read(self.domain, type_for_objects(self.domain, "Crm"), text)).profile is not None

    @rule(phone=PHONES, name=NAMES, fails=st.booleans())
    def create(self, phone: str, name: str, *, fails: bool) -> None:
        self.call(lambda: lifecycle.create(self.domain, {"PhoneNumber": phone, "FirstName": name}), fails=fails)

    @precondition(lambda self: len(self.domain.profiles) > 0)
    @rule(which=WHICH, phone=PHONES | st.just(""), name=NAMES, fails=st.booleans())
    def update(self, which: int, phone: str, name: str, *, fails: bool) -> None:
        profile = self.profile(which)
        changes = {"HomePhoneNumber": phone, "FirstName": name}
        self.call(lambda: lifecycle.update(self.domain, profile, changes), fails=fails)

    @precondition(lambda self: len(self.domain.profiles) > 0)
    @rule(which=WHICH, fails=st.booleans())
    def delete(self, which: int, *, fails: bool) -> None:
        profile = self.profile(which)
        self.call(lambda: lifecycle.delete(self.domain, profile), fails=fails)

    @precondition(lambda self: any(p.objects or p.standard_objects for p in self.domain.profiles))
    @rule(which=WHICH, fails=st.booleans())
    def delete_object(self, which: int, *, fails: bool) -> None:
        parts = [
            (p, key) for p in self.domain.profiles for key in [*(each.key for each in p.objects), *p.standard_objects]
        ]
        profile, key = parts[which % len(parts)]
        self.call(lambda: lifecycle.delete_object(self.domain, profile, key), fails=fails)

    @precondition(lambda self: len(self.domain.profiles) > 0)
    @rule(which=WHICH, number=WHICH, fails=st.booleans(), adds=st.booleans())
    def change_key(self, which: int, number: int, *, fails: bool, adds: bool) -> None:
        profiles, profile, term = self.domain.profiles, self.profile(which), TERMS[number % len(TERMS)]
        if adds:
            self.call(
                lambda: lifecycle.add_key(self.domain, profile, term, entries_to_add(self.domain, term)), fails=fails
            )
        else:
            self.call(lambda: lifecycle.delete_key(self.domain, profile, term, entries_of(profiles, term)), fails=fails)

    @precondition(lambda self: len(self.domain.profiles) > 1)
    @rule(which=WHICH, fails=st.booleans())
    def merge(self, which: int, *, fails: bool) -> None:
        main, other = self.profile(which), self.profile(which + 1)
        main_id = main.profile_id
        expected = self.merged_objects(main, other)
        fields, origins = {**main.fields, **other.fields}, {**main.origins, **other.origins}
        if which % 2:
            fields.pop("PhoneNumber", None)
            origins.pop("PhoneNumber", None)
        with mock.patch.object(identities, "FEW", 0):  # also a profile with one part may be the larger one
            self.call(lambda: lifecycle.absorb(self.domain, main, [other], fields, origins), fails=fails)
        if not fails:
            merged = self.domain.profiles.require(main_id)

            assert expected == {*merged.objects}
            assert fields == merged.fields

    def merged_objects(self, *profiles: Profile) -> set[ProfileObject]:
        """Return the objects of profiles once they are merged: the last one of each key, the latest up to the limit."""
        put = sorted((each for profile in profiles for each in profile.objects), key=attrgetter("turn"))
        latest = sorted({each.unique_key: each for each in put}.values(), key=attrgetter("timestamp", "sequence"))
        object_type = self.domain.object_types.get("Crm")
        return {*latest[-(object_type.max_profile_object_count or len(latest)) :]} if object_type else set()

    @rule(fails=st.booleans())
    def remove_type(self, *, fails: bool) -> None:
        if "Crm" in self.domain.object_types and len(self.domain.profiles) > 3:
            self.call(lambda: remove_object_type(self.domain, "Crm"), fails=fails)

    @rule(days=st.integers(1, 4))
    def wait(self, days: int) -> None:
        self.clock.wind(days=days)
        with self.world.enter():
            for _, run in due_chores(self.domain, self.world.call.now):
                run()

    @invariant()
    def a_search_finds_what_a_look_at_every_profile_finds(self) -> None:
        profiles = self.domain.profiles
        scanned = [
            [p.profile_id for p in profiles if entries_of_profile(p) & set(entries_of(profiles, term))]
            for term in TERMS
        ]

        assert scanned == self.found_by_index()

    @invariant()
    def orders_that_are_kept_are_those_of_the_members(self) -> None:
        """Whatever the calls since the last look did, failed ones among them, it is in the orders."""
        profiles = self.domain.profiles
        expected = [view.profile for view in search(profiles, TERMS, match_all=False)]
        both = [view.profile for view in search(profiles, TERMS[:2], match_all=True)]
        with many_are_more_than(0):
            found = [view.profile for view in search(profiles, TERMS, match_all=False)]
            found_by_both = [view.profile for view in search(profiles, TERMS[:2], match_all=True)]
            objects = [[*profiles.objects_in_order(profile)] for profile in profiles]
            by_end = [[*profiles.objects_by_end(profile)] for profile in profiles]
            standard = [[*profiles.standard_objects_in_order(profile)] for profile in profiles]

        assert (expected, both) == (found, found_by_both)
        assert [sorted(p.objects, key=_sequence) for p in profiles] == objects
        assert [sorted(p.objects, key=_end) for p in profiles] == by_end
        assert [sorted(p.standard_objects.values(), key=_sequence) for p in profiles] == standard

    @invariant()
    def indexes_and_counts_are_true_and_every_object_has_one_owner(self) -> None:
        check_whole(self.domain.profiles)

    @invariant()
    def nothing_outstays_its_term(self) -> None:
        ends = [p.expires_at for p in self.domain.profiles]
        ends += [each.expires_at for p in self.domain.profiles for each in p.objects]
        ends += [record.expires_at for p in self.domain.profiles for record in p.standard_objects.values()]

        assert all(end > self.clock.time for end in ends)


def _sequence(part: ProfileObject | StandardObject) -> int:
    return part.sequence


def _end(part: ProfileObject) -> tuple[datetime, int]:
    return part.expires_at, part.sequence


def _fail_after(work: Callable[[], object]) -> None:
    work()
    raise Unwanted


TestProfiles = pytest.mark.filterwarnings("default")(Profiles.TestCase)
TestProfiles.settings = settings(max_examples=effort(100), stateful_step_count=30, deadline=None)
