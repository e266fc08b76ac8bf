"""What callers do to profiles, and what becomes of their objects and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.engine.profiles.keys import PROFILE_SLOTS, key_entry
from moto_customerprofiles.services.ingestion.ingestion import ingest
from moto_customerprofiles.services.ingestion.object_types import put_object_type, type_for_objects
from moto_customerprofiles.services.profiles import lifecycle
from moto_customerprofiles.services.profiles.search import search
from moto_customerprofiles.state.domain import Domain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moto_customerprofiles.engine.profiles.keys import Term
    from moto_customerprofiles.state.profiles.profile_table import ProfileTable
    from moto_customerprofiles.state.world import World
    from tests.support.surroundings import Clock

PHONE_SLOT = PROFILE_SLOTS["_phone"][0]


@pytest.fixture
def domain(world: World) -> Iterator[Domain]:
    with world.enter():
        yield world.domains.add(Domain(world.call, "shop", 10))


def found(profiles: ProfileTable, key_name: str, *values: str) -> list[str]:
    term: Term = {"KeyName": key_name, "Values": values}
    return [view.profile.profile_id for view in search(profiles, [term], match_all=False)]


def test_a_merged_profile_is_found_by_its_old_id_along_a_chain(domain: Domain) -> None:
    profiles = domain.profiles
    a, b, c = (lifecycle.create(domain, {"PhoneNumber": str(number)}) for number in range(3))
    lifecycle.absorb(domain, b, [a], b.fields, b.origins)
    lifecycle.absorb(domain, c, [b], c.fields, c.origins)

    assert [[c.profile_id]] * 3 == [found(profiles, "_profileId", each.profile_id) for each in (a, b, c)]
    assert profiles.get(a.profile_id) is None


def test_keys_of_a_merged_profile_find_the_main_one(domain: Domain) -> None:
    profiles = domain.profiles
    main, other = lifecycle.create(domain, {}), lifecycle.create(domain, {"PhoneNumber": "555"})
    lifecycle.add_key(domain, other, {"KeyName": "_phone", "Values": ["777"]}, [key_entry(PHONE_SLOT, ["777"])])
    lifecycle.absorb(domain, main, [other], other.fields, other.origins)

    assert [main.profile_id] == found(profiles, "_phone", "777") == found(profiles, "_phone", "555")


def test_a_value_that_a_merge_removes_stays_a_key_until_that_is_deleted(domain: Domain) -> None:
    profiles = domain.profiles
    main, other = lifecycle.create(domain, {"PhoneNumber": "555", "FirstName": "Ann"}), lifecycle.create(domain, {})
    lifecycle.absorb(domain, main, [other], {"FirstName": "Ann"}, {"FirstName": main.origins["FirstName"]})
    kept = found(profiles, "_phone", "555")
    lifecycle.delete_key(domain, main, {"KeyName": "_phone", "Values": ["555"]}, [key_entry(PHONE_SLOT, ["555"])])

    assert ([main.profile_id], []) == (kept, found(profiles, "_phone", "555"))


def test_objects_and_statistics_move_with_a_merge(domain: Domain) -> None:
    profiles = domain.profiles
    for number in ("1", "2"):
        ingest(domain, type_for_objects(domain, "Zendesk-users"), f'{{"id": {number}}}')
    main, other = profiles
    lifecycle.absorb(domain, main, [other], main.fields, main.origins)

    assert (1, 2, 1, 2) == (
        len(profiles),
        len(main.objects),
        domain.stats()["ProfileCount"],
        domain.stats()["ObjectCount"],
    )
    assert all(each.profile is main for each in main.objects)


def test_a_merge_keeps_no_more_objects_of_a_type_than_its_limit(domain: Domain) -> None:
    put_object_type(
        domain,
        {
            "ObjectTypeName": "Crm",
            "Description": "customers",
            "AllowProfileCreation": True,
            "MaxProfileObjectCount": 1,
            "Fields": {"id": {"Source": "_source.id"}},
            "Keys": {"crm": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["id"]}]},
        },
    )
    for number in ("1", "2"):
        ingest(domain, type_for_objects(domain, "Crm"), f'{{"id": "{number}"}}')
    main, other = domain.profiles
    lifecycle.absorb(domain, main, [other], main.fields, main.origins)

    assert ["2"] == [each.source["id"] for each in main.objects]


def test_a_merged_profile_lets_the_main_one_stay_as_long(clock: Clock, world: World) -> None:
    with world.enter():
        domain = world.domains.add(Domain(world.call, "shop", 10))
        main = lifecycle.create(domain, {})
    clock.wind(days=5)
    with world.enter():
        other = lifecycle.create(domain, {})
        lifecycle.absorb(domain, main, [other], {}, {})

    assert 15 == (main.expires_at - main.created_at).days


def test_two_records_share_a_key_that_was_deleted_and_came_back(domain: Domain) -> None:
    put_object_type(
        domain,
        {
            "ObjectTypeName": "Asset",
            "Description": "assets",
            "AllowProfileCreation": True,
            "Fields": {
                "id": {"Source": "_source.id", "Target": "_asset.Attributes.id"},
                "customer": {"Source": "_source.customer"},
                "name": {"Source": "_source.name", "Target": "_asset.AssetName"},
            },
            "Keys": {
                "customer": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["customer"]}],
                "asset": [{"StandardIdentifiers": ["UNIQUE", "ASSET"], "FieldNames": ["id"]}],
            },
        },
    )
    texts = [f'{{"id": "{number}", "customer": "A", "name": "Kettle"}}' for number in (1, 2)]
    for text in texts:
        ingest(domain, type_for_objects(domain, "Asset"), text)
    (profile,) = domain.profiles
    domain.profiles.keys_by_hand.hide(
        profile, frozenset(e for each in profile.standard_objects.values() for e in each.index_entries)
    )
    gone = found(domain.profiles, "_assetName", "Kettle")
    ingest(domain, type_for_objects(domain, "Asset"), texts[0])
    back = found(domain.profiles, "_assetName", "Kettle")
    domain.profiles.drop(profile)

    assert ([], [profile.profile_id], []) == (gone, back, found(domain.profiles, "_assetName", "Kettle"))


def test_an_uploaded_profile_may_stay_for_days_of_its_own(domain: Domain, world: World) -> None:
    profile = lifecycle.create(domain, {}, days=3)

    assert 3 == (profile.expires_at - world.call.now).days


def test_what_is_not_due_waits_as_one(domain: Domain) -> None:
    first = lifecycle.create(domain, {})
    for _ in range(3):
        lifecycle.create(domain, {})

    assert first.expires_at == domain.profiles.expiry.due()
