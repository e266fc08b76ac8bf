"""How many objects, and how large ones, a profile takes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.crm import Crm


@pytest.mark.rule("P-32")
def test_a_full_profile_takes_no_more_objects(crm: Crm) -> None:
    crm.state.call.settings.quotas.objects_per_profile = 2
    for number in range(3):
        crm.put(id=str(number), customer="A")
    crm.put(id="1", customer="A", name="Ann")

    assert (2, 1) == (len(crm.texts(crm.customer("A"))), len(crm.state.dead_letters))


@pytest.mark.rule("P-32")
def test_an_object_of_another_profile_finds_no_room_in_a_full_one(crm: Crm) -> None:
    crm.state.call.settings.quotas.objects_per_profile = 1
    crm.put(id="1", customer="A")
    crm.put(id="2", customer="B")
    crm.put(id="2", customer="A")

    assert (1, 1) == (len(crm.texts(crm.customer("B"))), len(crm.state.dead_letters))


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
