"""The statistics of a domain: profiles, objects and bytes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.support.shop import put_object_type

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.adapters.models import CustomerProfilesBackend
    from tests.support.crm import Crm


@pytest.mark.rule("E-10", "ID-D-51")
def test_statistics_count_profiles_objects_and_bytes(crm: Crm) -> None:
    texts = [json.dumps({"id": str(number), "customer": "A", "x": "é"}, ensure_ascii=False) for number in range(101)]
    for text in texts:
        crm.put_text(text)
    crm.put_text(texts[0])

    assert {
        "ProfileCount": 1,
        "MeteringProfileCount": 2,
        "ObjectCount": 101,
        "TotalSize": sum(len(text.encode()) for text in texts),
    } == crm.stats()


@pytest.mark.rule("IN-D-3", "CLI-14")
def test_statistics_fall_with_a_deleted_profile(crm: Crm) -> None:
    for number in range(101):
        crm.put(id=str(number), customer="A")
    crm.client.delete_profile(DomainName=crm.name, ProfileId=crm.customer("A"))

    assert {"ProfileCount": 0, "MeteringProfileCount": 0, "ObjectCount": 0, "TotalSize": 0} == crm.stats()


@pytest.mark.rule("ID-D-3", "ID-D-46")
def test_statistics_are_returned_by_reading_alone(client: CustomerProfilesClient) -> None:
    created = client.create_domain(DomainName="d", DefaultExpirationDays=30)
    updated = client.update_domain(DomainName="d", DefaultExpirationDays=31)

    assert "Stats" not in created
    assert "Stats" not in updated


@pytest.mark.rule("ID-D-51", "ID-D-52", "ID-EX-3", "E-10")
def test_profile_counts_once_for_every_hundred_objects_begun(
    client: CustomerProfilesClient, backend: CustomerProfilesBackend, domain: str
) -> None:
    put_object_type(
        client,
        "note",
        fields={"owner": "_profile.AccountNumber", "id": ""},
        keys={"owner": "PROFILE owner", "id": "UNIQUE id"},
    )
    client.create_profile(DomainName=domain, FirstName="Nobody")
    for owner, count in (("a", 100), ("b", 101), ("c", 250)):
        for number in range(count):
            note = json.dumps({"owner": owner, "id": f"{owner}{number}"})
            backend.put_profile_object(DomainName=domain, ObjectTypeName="note", Object=note)
    found = client.get_domain(DomainName=domain)["Stats"]

    assert (4, 451, 7) == (found["ProfileCount"], found["ObjectCount"], found["MeteringProfileCount"])
