"""When objects, standard objects and profiles reach the end of their retention."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.support.crm import Crm
from tests.support.shop import search_profiles

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient


@pytest.mark.rule("WE-21", "E-1", "E-3", "E-4", "E-5")
def test_data_expires_by_what_held_when_it_was_ingested(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    frozen.move_to("2025-03-01")
    client.create_domain(DomainName="short", DefaultExpirationDays=10)
    crm = Crm(client, "short")
    crm.define("X")
    crm.define("Y", ExpirationDays=30)
    profile_id = client.create_profile(DomainName="short")["ProfileId"]
    client.add_profile_key(DomainName="short", ProfileId=profile_id, KeyName="customer", Values=["A"])
    frozen.move_to("2025-03-06")
    crm.put("X", id="1", customer="A")
    frozen.move_to("2025-03-07")
    crm.put("Y", id="1", customer="A")
    frozen.move_to("2025-03-08")
    client.update_domain(DomainName="short", DefaultExpirationDays=1)
    frozen.move_to("2025-03-17")
    counts = (len(crm.texts(profile_id, "X")), len(crm.texts(profile_id, "Y")))
    frozen.move_to("2025-04-05")
    last = crm.stats()["ProfileCount"]
    frozen.move_to("2025-04-06")

    assert ((0, 1), 1, 0) == (counts, last, crm.stats()["ProfileCount"])


@pytest.mark.rule("E-2", "E-5")
def test_a_profile_made_by_hand_expires_after_its_last_update(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    frozen.move_to("2025-03-01")
    client.create_domain(DomainName="short", DefaultExpirationDays=10)
    profile_id = client.create_profile(DomainName="short", PhoneNumber="555")["ProfileId"]
    frozen.move_to("2025-03-10")
    client.update_profile(DomainName="short", ProfileId=profile_id, FirstName="Ann")
    frozen.move_to("2025-03-19")
    alive = search_profiles(client, "_phone", "555", domain="short")
    frozen.move_to("2025-03-20")
    gone = search_profiles(client, "_phone", "555", domain="short")

    assert (1, 0) == (len(alive), len(gone))


@pytest.mark.rule("E-3")
@pytest.mark.parametrize(("action", "day"), [("put", "2025-03-05"), ("update", "2025-03-08")])
def test_nothing_that_happens_shortens_the_life_of_a_profile(
    client: CustomerProfilesClient, action: str, day: str, frozen: time_machine.Traveller
) -> None:
    frozen.move_to("2025-03-01")
    client.create_domain(DomainName="short", DefaultExpirationDays=10)
    crm = Crm(client, "short")
    crm.define("Brief", ExpirationDays=1)
    profile_id = client.create_profile(DomainName="short")["ProfileId"]
    client.add_profile_key(DomainName="short", ProfileId=profile_id, KeyName="customer", Values=["A"])
    client.update_domain(DomainName="short", DefaultExpirationDays=1)
    frozen.move_to(day)
    if action == "put":
        crm.put("Brief", id="1", customer="A")
    else:
        client.update_profile(DomainName="short", ProfileId=profile_id, FirstName="Ann")
    frozen.move_to("2025-03-10 23:59")

    assert 1 == crm.stats()["ProfileCount"]


def test_an_asset_expires_with_the_last_object_that_wrote_to_it(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    frozen.move_to("2025-03-01")
    client.create_domain(DomainName="short", DefaultExpirationDays=10)
    crm = Crm(client, "short")
    crm.define_assets()
    crm.put("Warranty", id="1", customer="A", serial="S")
    profile_id = crm.customer("A")
    client.update_domain(DomainName="short", DefaultExpirationDays=30)
    client.update_profile(DomainName="short", ProfileId=profile_id, FirstName="Ann")
    frozen.move_to("2025-03-10")
    client.update_domain(DomainName="short", DefaultExpirationDays=5)
    crm.put("Warranty", id="2", customer="A", serial="S", model="M")
    frozen.move_to("2025-03-14")
    kept = len(crm.assets(profile_id))
    frozen.move_to("2025-03-15")

    assert (1, 0) == (kept, len(crm.assets(profile_id)))


@pytest.mark.rule("E-1", "E-5")
def test_each_of_many_objects_expires_at_its_own_end(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    """So many that the order of their ends is kept while one is replaced and another one deleted."""
    frozen.move_to("2025-03-01")
    client.create_domain(DomainName="short", DefaultExpirationDays=10)
    crm = Crm(client, "short")
    crm.define("Brief", ExpirationDays=1)
    profile_id = client.create_profile(DomainName="short")["ProfileId"]
    client.add_profile_key(DomainName="short", ProfileId=profile_id, KeyName="customer", Values=["A"])
    keys = {}
    for number in range(120):
        frozen.shift(timedelta(minutes=1))
        keys[number] = crm.put("Brief", id=str(number), customer="A")
    frozen.move_to("2025-03-02 00:10:30")
    before = crm.stats()["ObjectCount"]
    crm.put("Brief", id="13", customer="A")
    client.delete_profile_object(
        DomainName="short", ProfileId=profile_id, ObjectTypeName="Brief", ProfileObjectUniqueKey=keys[16]
    )
    frozen.move_to("2025-03-02 01:30:30")
    between, own = crm.stats()["ObjectCount"], len(crm.found("BriefId", "13"))
    frozen.move_to("2025-03-03 00:10:29")
    last = crm.stats()["ObjectCount"]
    frozen.move_to("2025-03-03 00:10:30")

    assert (110, 31, 1, 1, 0) == (before, between, own, last, crm.stats()["ObjectCount"])
