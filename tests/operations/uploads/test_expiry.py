from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.areas.uploads import run_upload
from tests.support.facts import T0
from tests.support.shop import profile_count, search_profiles

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient


pytestmark = pytest.mark.usefixtures("domain")


@pytest.mark.rule("UPL-21", "E-6")
def test_imported_profiles_expire(client: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    run_upload(client, DataExpiry=14)
    frozen.move_to(T0 + timedelta(days=14, seconds=-1))
    before = profile_count(client)
    frozen.move_to(T0 + timedelta(days=14))

    assert (2, 0) == (before, profile_count(client))


@pytest.mark.rule("UPL-21", "UPL-22")
def test_longest_expiry_of_several_jobs_counts(client: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    run_upload(client, DataExpiry=20)
    run_upload(client, DataExpiry=1)
    frozen.move_to(T0 + timedelta(days=19))
    before = profile_count(client)
    frozen.move_to(T0 + timedelta(days=20))

    assert (2, 0) == (before, profile_count(client))


@pytest.mark.rule("UPL-22")
def test_import_never_shortens_a_life(client: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    client.create_profile(DomainName="shop", AccountNumber="A-1")
    run_upload(client)
    frozen.move_to(T0 + timedelta(days=364))

    assert ["A-1"] == [each["AccountNumber"] for each in search_profiles(client, "_account", "A-1")]


@pytest.mark.rule("UPL-21")
def test_update_from_elsewhere_renews_the_count(client: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    run_upload(client)
    (profile,) = search_profiles(client, "_account", "A-2")
    client.update_profile(DomainName="shop", ProfileId=profile["ProfileId"], FirstName="Bob")
    frozen.move_to(T0 + timedelta(days=15))

    assert 1 == profile_count(client)


@pytest.mark.rule("UPL-24", "EX-42")
def test_segment_sees_the_imported_profiles_until_they_expire(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    summer: Any = {"Attributes": {"campaign": {"DimensionType": "INCLUSIVE", "Values": ["summer"]}}}
    query: Any = {"Groups": [{"Dimensions": [{"ProfileAttributes": summer}]}]}

    def count() -> str:
        estimate = client.create_segment_estimate(DomainName="shop", SegmentQuery=query)["EstimateId"]
        return client.get_segment_estimate(DomainName="shop", EstimateId=estimate)["Estimate"]

    run_upload(client)
    before = count()
    frozen.move_to(T0 + timedelta(days=15))

    assert ("1", "0") == (before, count())
