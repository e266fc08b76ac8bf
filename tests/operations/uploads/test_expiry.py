from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from freezegun import freeze_time

from tests.support.areas.uploads import NOON, run, search, total

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient


pytestmark = pytest.mark.usefixtures("domain")


@pytest.mark.rule("UPL-21", "E-6")
def test_imported_profiles_expire(client: CustomerProfilesClient) -> None:
    with freeze_time(NOON) as clock:
        run(client, DataExpiry=14)
        clock.move_to(NOON + timedelta(days=14, seconds=-1))
        before = total(client)
        clock.move_to(NOON + timedelta(days=14))

        assert (2, 0) == (before, total(client))


@pytest.mark.rule("UPL-21", "UPL-22")
def test_longest_expiry_of_several_jobs_counts(client: CustomerProfilesClient) -> None:
    with freeze_time(NOON) as clock:
        run(client, DataExpiry=20)
        run(client, DataExpiry=1)
        clock.move_to(NOON + timedelta(days=19))
        before = total(client)
        clock.move_to(NOON + timedelta(days=20))

        assert (2, 0) == (before, total(client))


@pytest.mark.rule("UPL-22")
def test_import_never_shortens_a_life(client: CustomerProfilesClient) -> None:
    with freeze_time(NOON) as clock:
        client.create_profile(DomainName="shop", AccountNumber="A-1")
        run(client)
        clock.move_to(NOON + timedelta(days=364))

        assert ["A-1"] == [each["AccountNumber"] for each in search(client, "_account", "A-1")]


@pytest.mark.rule("UPL-21")
def test_update_from_elsewhere_renews_the_count(client: CustomerProfilesClient) -> None:
    with freeze_time(NOON) as clock:
        run(client)
        (profile,) = search(client, "_account", "A-2")
        client.update_profile(DomainName="shop", ProfileId=profile["ProfileId"], FirstName="Bob")
        clock.move_to(NOON + timedelta(days=15))

        assert 1 == total(client)


@pytest.mark.rule("UPL-24", "EX-42")
def test_segment_sees_the_imported_profiles_until_they_expire(client: CustomerProfilesClient) -> None:
    summer: Any = {"Attributes": {"campaign": {"DimensionType": "INCLUSIVE", "Values": ["summer"]}}}
    query: Any = {"Groups": [{"Dimensions": [{"ProfileAttributes": summer}]}]}

    def count() -> str:
        estimate = client.create_segment_estimate(DomainName="shop", SegmentQuery=query)["EstimateId"]
        return client.get_segment_estimate(DomainName="shop", EstimateId=estimate)["Estimate"]

    with freeze_time(NOON) as clock:
        run(client)
        before = count()
        clock.move_to(NOON + timedelta(days=15))

        assert ("1", "0") == (before, count())
