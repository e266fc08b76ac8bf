"""Which profile an object goes to: the one that its keys find, the one that has it, or a new one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.support.crm import Crm


@pytest.mark.rule("K-23")
def test_a_replaced_object_takes_its_key_entries_along(crm: Crm) -> None:
    crm.define(
        "Ticket",
        keys={
            "customer": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["customer"]}],
            "ticket": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
            "ticketMail": [{"StandardIdentifiers": [], "FieldNames": ["email"]}],
        },
    )
    crm.put("Ticket", id="1", customer="A", email="old@x.org")
    crm.put("Ticket", id="1", customer="A", email="new@x.org")

    assert ([], [crm.customer("A")]) == (crm.found("ticketMail", "old@x.org"), crm.found("ticketMail", "new@x.org"))


@pytest.mark.rule("P-22", "K-23")
def test_an_object_whose_keys_lead_elsewhere_leaves_the_former_where_it_is(crm: Crm) -> None:
    crm.put(id="1", customer="A")
    crm.put(id="2", customer="B")
    a, b = crm.customer("A"), crm.customer("B")
    crm.put(id="1", customer="B")

    assert ([1], [2, 1], 3) == (
        [int(json.loads(text)["id"]) for text in crm.texts(a)],
        [int(json.loads(text)["id"]) for text in crm.texts(b)],
        crm.stats()["ObjectCount"],
    )
    assert {a, b} == set(crm.found("CrmId", "1"))


@pytest.mark.rule("P-22")
def test_an_object_whose_keys_lead_nowhere_makes_a_profile_of_its_own(crm: Crm) -> None:
    crm.put(id="1", customer="A")
    crm.put(id="1", customer="new")

    assert crm.found("customer", "new") != crm.found("customer", "A")
    assert 2 == crm.stats()["ProfileCount"]


@pytest.mark.rule("P-22")
def test_forty_profiles_may_have_an_object_of_one_unique_key(crm: Crm) -> None:
    keys = {crm.put(id="one", customer=f"C-{number}") for number in range(40)}
    found = [crm.found("customer", f"C-{number}") for number in range(40)]

    assert (1, 40, 40) == (len(keys), len({profile for [profile] in found}), crm.stats()["ObjectCount"])
    assert 40 == crm.stats()["ProfileCount"]


@pytest.mark.rule("P-22")
def test_an_object_is_deleted_from_the_profile_that_is_named(crm: Crm) -> None:
    key = crm.put(id="1", customer="A")
    crm.put(id="1", customer="B")
    a, b = crm.customer("A"), crm.customer("B")
    crm.client.delete_profile_object(DomainName=crm.name, ProfileId=a, ObjectTypeName="Crm", ProfileObjectUniqueKey=key)

    assert ([], 1) == (crm.texts(a), len(crm.texts(b)))


@pytest.mark.rule("K-11", "A-1")
def test_a_secondary_key_waits_for_the_others_wherever_it_stands(crm: Crm) -> None:
    crm.define(
        "Visit",
        keys={
            "name": [{"StandardIdentifiers": ["PROFILE", "SECONDARY"], "FieldNames": ["name"]}],
            "customer": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["customer"]}],
            "visit": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
        },
    )
    crm.put("Visit", id="1", customer="A", name="Ann")
    crm.put("Visit", id="2", customer="B", name="Bob")
    crm.put("Visit", id="3", customer="B", name="Ann")

    assert crm.found("customer", "B") == crm.found("visit", "3")


@pytest.mark.rule("N-7", "OT-25")
def test_keys_of_different_content_types_do_not_meet(crm: Crm) -> None:
    crm.client.create_profile(DomainName=crm.name, EmailAddress="a@b.c")
    crm.define(
        "Plain",
        fields={"text": {"Source": "_source.text"}},
        keys={
            "_email": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["text"]}],
            "PlainId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
        },
    )
    crm.put("Plain", id="1", text="a@b.c")

    assert 2 == len(crm.found("_email", "a@b.c"))


def test_a_deleted_account_key_does_not_meet_numbers_either(crm: Crm) -> None:
    crm.define(
        "Bill",
        fields={"account": {"Source": "_source.account", "ContentType": "NUMBER"}},
        keys={
            "_account": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["account"]}],
            "BillId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
        },
    )
    known = crm.client.create_profile(DomainName=crm.name, AccountNumber="77")["ProfileId"]
    crm.put("Bill", id="1", account=77.0)
    crm.client.delete_profile_key(DomainName=crm.name, ProfileId=known, KeyName="_account", Values=["77"])
    crm.put("Bill", id="2", account=77)

    assert (1, [known]) == (len(crm.texts(known, "Bill")), crm.found("BillId", "1"))


@pytest.mark.rule("CTR-7")
def test_switching_the_template_of_contact_records_is_for_later_records(crm: Crm) -> None:
    def record(contact_id: str) -> dict[str, Any]:
        return {"contactId": contact_id, "customerEndpoint": {"address": "+12065550100"}}

    known = crm.client.create_profile(DomainName=crm.name, PhoneNumber="2065550100")["ProfileId"]
    crm.put("CTR", **record("c1"))
    crm.client.put_profile_object_type(
        DomainName=crm.name, ObjectTypeName="CTR", Description="calls", TemplateId="CTR-NoInferred"
    )
    (inferred,) = crm.found("_ctrContactId", "c1")
    crm.client.delete_profile(DomainName=crm.name, ProfileId=known)
    crm.put("CTR", **record("c2"))

    assert [inferred] == crm.found("_ctrContactId", "c2")
