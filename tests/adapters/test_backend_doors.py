"""What comes in by methods of the backend and by scenarios is plain data, and what goes out is the caller's own."""

from __future__ import annotations

import json
import os
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest

from moto_customerprofiles.errors import ServiceError
from tests.support.areas.explanations import define_crm
from tests.support.shop import find_profiles

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.adapters.models import CustomerProfilesBackend

HALF = "a\ud83c"
NOT_PLAIN: list[dict[str, Any]] = [
    {"FirstName": HALF},
    {"Attributes": {HALF: "a"}},
    {"Address": {"City": HALF}},
]


@pytest.mark.parametrize("params", NOT_PLAIN)
def test_half_a_character_is_refused_by_methods_of_the_backend(
    backend: CustomerProfilesBackend, domain: str, params: dict[str, Any]
) -> None:
    with pytest.raises(ServiceError, match="half of a surrogate pair"):
        backend.create_profile(DomainName=domain, **params)

    assert 0 == backend.get_domain(DomainName=domain)["Stats"]["ProfileCount"]


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_numbers_that_json_does_not_have_are_refused(
    backend: CustomerProfilesBackend, domain: str, number: float
) -> None:
    matching: Any = {"Enabled": True, "AutoMerging": {"Enabled": False, "MinAllowedConfidenceScoreForMerging": number}}

    with pytest.raises(ServiceError, match=f"the number {number}"):
        backend.update_domain(DomainName=domain, Matching=matching)


@pytest.mark.parametrize("profile", NOT_PLAIN)
def test_scenario_with_half_a_character_is_refused(backend: CustomerProfilesBackend, profile: dict[str, Any]) -> None:
    with pytest.raises(ServiceError, match="half of a surrogate pair"):
        backend.load_scenario({"shop": {"DefaultExpirationDays": 30, "Profiles": [profile]}})

    assert [] == backend.list_domains()["Items"]


def test_overview_is_a_copy(backend: CustomerProfilesBackend, client: CustomerProfilesClient, domain: str) -> None:
    define_crm(client, "crm")
    given: Any = backend.domain_overview(domain)
    before = json.dumps(given)
    for row in given["ObjectTypes"]:
        for part in (*row["Fields"].values(), *row["Keys"].values()):
            part.clear()

    assert before == json.dumps(backend.domain_overview(domain))


def test_restored_domain_knows_which_profiles_were_merged_away(
    backend: CustomerProfilesBackend, client: CustomerProfilesClient, domain: str
) -> None:
    main, merged = (client.create_profile(DomainName=domain)["ProfileId"] for _ in range(2))
    client.merge_profiles(DomainName=domain, MainProfileId=main, ProfileIdsToBeMerged=[merged])
    saved: Any = backend.dump_scenario()
    client.delete_domain(DomainName=domain)
    backend.load_scenario(saved)

    assert [main] == find_profiles(client, "_profileId", merged)
    assert saved == backend.dump_scenario()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_children_of_one_process_make_different_ids(client: CustomerProfilesClient, domain: str) -> None:
    reading, writing = os.pipe()
    ids = set()
    for _ in range(2):
        child = os.fork()
        if not child:
            os.write(writing, client.create_profile(DomainName=domain)["ProfileId"].encode())
            os._exit(0)
        os.waitpid(child, 0)
        ids.add(os.read(reading, 32))

    assert 2 == len(ids)


def test_data_of_the_last_days_that_there_are_is_kept(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    frozen.move_to(datetime(9999, 12, 20, tzinfo=timezone.utc))
    client.create_domain(DomainName="shop", DefaultExpirationDays=365)
    profile_id = client.create_profile(DomainName="shop", FirstName="Ann")["ProfileId"]

    assert [profile_id] == find_profiles(client, "_profileId", profile_id)
