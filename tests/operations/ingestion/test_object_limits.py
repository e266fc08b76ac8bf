"""How many objects, and how large ones, a profile takes."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.engine.mapping import templates as object_type_templates
from moto_customerprofiles.engine.mapping.templates import templates
from tests.support.shop import list_objects, search_profiles

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient

    from tests.support.crm import Crm


@pytest.mark.rule("P-33")
def test_oldest_object_of_its_type_makes_room_in_a_full_profile(crm: Crm) -> None:
    crm.state.call.settings.quotas.objects_per_profile = 2
    for number in range(3):
        crm.put(id=str(number), customer="A")
    crm.put(id="1", customer="A", name="Ann")

    assert [1, 2] == sorted(int(json.loads(text)["id"]) for text in crm.texts(crm.customer("A")))
    assert [] == list(crm.state.dead_letters)


@pytest.mark.rule("P-33")
def test_object_of_the_type_furthest_over_its_limit_makes_room(crm: Crm) -> None:
    settings = crm.state.call.settings
    settings.cap_object_counts, settings.quotas.objects_per_profile = False, 6
    crm.define("Visit", MaxProfileObjectCount=1)
    crm.define("Sale", MaxProfileObjectCount=1)
    for name, count in (("Crm", 1), ("Visit", 2), ("Sale", 3)):
        for number in range(count):
            crm.put(name, id=f"{name}{number}", customer="A")
    crm.put(id="new", customer="A")
    profile_id = crm.customer("A")

    assert {"Crm": ["Crm0", "new"], "Visit": ["Visit0", "Visit1"], "Sale": ["Sale1", "Sale2"]} == {
        name: [json.loads(text)["id"] for text in crm.texts(profile_id, name)] for name in ("Crm", "Visit", "Sale")
    }


@pytest.mark.rule("P-32")
def test_object_of_a_type_that_a_full_profile_does_not_have_finds_no_room(crm: Crm) -> None:
    crm.state.call.settings.quotas.objects_per_profile = 1
    crm.define("Visit")
    crm.put(id="1", customer="A")
    crm.put("Visit", id="2", customer="A")

    assert (1, 0, 1) == (
        len(crm.texts(crm.customer("A"))),
        len(crm.texts(crm.customer("A"), "Visit")),
        len(crm.state.dead_letters),
    )


@pytest.mark.rule("P-34")
def test_default_count_of_a_template_holds_where_no_limit_is_set(crm: Crm) -> None:
    for number in range(102):
        event = json.dumps({"EventId": str(number), "User": {"Id": "ann"}})
        crm.client.put_profile_object(DomainName=crm.name, ObjectTypeName="WebAnalytics-Clickstream", Object=event)
    (profile_id,) = crm.found("_webAnalyticsUserId", "ann")
    events = [json.loads(text)["EventId"] for text in crm.texts(profile_id, "WebAnalytics-Clickstream")]

    assert [str(number) for number in range(2, 102)] == events


@pytest.mark.rule("P-34")
@pytest.mark.parametrize(("made", "expected"), [("2026-08-31", 3), ("2026-09-02", 2)])
def test_default_count_of_standard_objects_holds_in_domains_that_were_made_after_it(
    client: CustomerProfilesClient,
    frozen: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
    made: str,
    expected: int,
) -> None:
    counted = {"_webAnalytics": replace(templates()["_webAnalytics"], default_max_profile_object_count=2)}
    monkeypatch.setattr(object_type_templates, "templates", lambda: {**templates(), **counted})
    frozen.move_to(made)
    client.create_domain(DomainName="shop", DefaultExpirationDays=365)
    for number in range(3):
        event = json.dumps({"EventId": str(number), "EventType": "View", "User": {"Id": "ann"}})
        client.put_profile_object(DomainName="shop", ObjectTypeName="WebAnalytics-Clickstream", Object=event)
    [profile] = search_profiles(client, "_webAnalyticsUserId", "ann")

    assert expected == len(list_objects(client, profile["ProfileId"], "_webAnalytics", "shop"))


@pytest.mark.rule("OT-81")
def test_an_object_that_drives_out_an_older_one_finds_room_in_a_full_profile(crm: Crm) -> None:
    crm.state.call.settings.quotas.objects_per_profile = 2
    crm.define("Crm", MaxProfileObjectCount=2)
    for number in range(3):
        crm.put(id=str(number), customer="A")

    assert ['{"id": "1", "customer": "A"}', '{"id": "2", "customer": "A"}'] == crm.texts(crm.customer("A"))


@pytest.mark.rule("P-32")
def test_a_profile_takes_so_many_bytes_only(crm: Crm) -> None:
    crm.state.call.settings.quotas.bytes_per_profile = 100
    crm.put(id="1", customer="A", text="x" * 50)
    crm.put(id="2", customer="A", text="x" * 50)

    assert (1, 1) == (len(crm.texts(crm.customer("A"))), len(crm.state.dead_letters))


@pytest.mark.rule("OT-80")
def test_a_count_limit_is_for_each_profile_and_each_type(crm: Crm) -> None:
    crm.define("Visit", MaxProfileObjectCount=1)
    for customer in "AB":
        crm.put(id=customer, customer=customer)
        for number in "12":
            crm.put("Visit", id=customer + number, customer=customer)
    objects = {customer: [crm.texts(crm.customer(customer), name) for name in ("Crm", "Visit")] for customer in "AB"}

    assert {"A": [1, 1], "B": [1, 1]} == {customer: [len(each) for each in both] for customer, both in objects.items()}
    assert "A2" == json.loads(objects["A"][1][0])["id"]
