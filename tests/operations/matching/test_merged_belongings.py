"""What belonged to merged profiles: objects, assets and keys, which nothing loses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import boto3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from moto import mock_aws

from tests.support.areas.merging import list_visits, merge_profiles, put_visit, put_visit_type
from tests.support.facts import REGION
from tests.support.shop import create_domain, create_profile, find_profiles, put_object_type

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient


@pytest.mark.usefixtures("domain")
@pytest.mark.rule("M-1", "MG-10", "MG-11", "MG-15", "WE-17", "ID-EX-32", "MG-19")
def test_objects_and_keys_move_and_statistics_follow(client: CustomerProfilesClient) -> None:
    put_visit_type(client)
    main, source = create_profile(client, FirstName="Jane"), create_profile(client, EmailAddress="a@x.com")
    put_visit(client, 1, "a@x.com")
    put_visit(client, 2, "a@x.com")
    before = client.get_domain(DomainName="shop")["Stats"]
    merge_profiles(client, main, source)
    after = client.get_domain(DomainName="shop")["Stats"]

    assert ["1", "2"] == list_visits(client, main)
    assert [main] == find_profiles(client, "_email", "a@x.com")
    assert (before["ProfileCount"] - 1, before["ObjectCount"]) == (after["ProfileCount"], after["ObjectCount"])


@pytest.mark.usefixtures("domain")
@pytest.mark.rule("MG-10")
def test_email_that_loses_still_finds_the_main_profile(client: CustomerProfilesClient) -> None:
    main, source = (
        create_profile(client, EmailAddress="main@x.com"),
        create_profile(client, EmailAddress="source@x.com"),
    )
    merge_profiles(client, main, source)

    assert [main] == find_profiles(client, "_email", "source@x.com") == find_profiles(client, "_email", "main@x.com")


@pytest.mark.usefixtures("domain")
@pytest.mark.rule("MG-10", "WE-17")
def test_added_key_moves(client: CustomerProfilesClient) -> None:
    main, source = create_profile(client), create_profile(client)
    client.add_profile_key(DomainName="shop", ProfileId=source, KeyName="_phone", Values=["5550100000"])
    merge_profiles(client, main, source)

    assert [main] == find_profiles(client, "_phone", "5550100000")


@pytest.mark.usefixtures("domain")
@pytest.mark.rule("M-7", "WE-17")
def test_later_objects_go_to_the_main_profile(client: CustomerProfilesClient) -> None:
    put_visit_type(client)
    main, source = create_profile(client), create_profile(client, EmailAddress="a@x.com")
    merge_profiles(client, main, source)
    put_visit(client, 7, "a@x.com")

    assert ["7"] == list_visits(client, main)


@pytest.mark.usefixtures("domain")
@pytest.mark.rule("MG-11")
def test_oldest_objects_beyond_the_limit_of_their_type_go(client: CustomerProfilesClient) -> None:
    put_visit_type(client, MaxProfileObjectCount=2)
    main, source = create_profile(client, EmailAddress="m@x.com"), create_profile(client, EmailAddress="s@x.com")
    for number, email in enumerate(["m@x.com", "s@x.com", "s@x.com", "m@x.com"]):
        put_visit(client, number, email)
    merge_profiles(client, main, source)

    assert ["2", "3"] == list_visits(client, main)


@pytest.mark.usefixtures("domain")
@pytest.mark.rule("M-8", "S-6")
def test_equal_assets_of_merged_profiles_stay_two(client: CustomerProfilesClient) -> None:
    put_object_type(
        client,
        "visit",
        fields={"id": "_asset.SerialNumber", "email": "EMAIL_ADDRESS"},
        keys={"_email": "PROFILE UNIQUE email", "serial": "ASSET id"},
        AllowProfileCreation=False,
    )
    main, source = create_profile(client, EmailAddress="m@x.com"), create_profile(client, EmailAddress="s@x.com")
    put_visit(client, 1, "m@x.com")
    put_visit(client, 1, "s@x.com")
    merge_profiles(client, main, source)
    assets = client.list_profile_objects(DomainName="shop", ObjectTypeName="_asset", ProfileId=main)["Items"]

    assert ["1", "1"] == [json.loads(asset["Object"])["SerialNumber"] for asset in assets]


@pytest.mark.usefixtures("domain")
@pytest.mark.rule("MG-17")
def test_calculated_attributes_cover_what_moved(client: CustomerProfilesClient) -> None:
    put_visit_type(client)
    client.create_calculated_attribute_definition(
        DomainName="shop",
        CalculatedAttributeName="visits",
        AttributeDetails={"Attributes": [{"Name": "id"}], "Expression": "{visit.id}"},
        Statistic="COUNT",
    )
    main, source = create_profile(client, EmailAddress="m@x.com"), create_profile(client, EmailAddress="s@x.com")
    put_visit(client, 1, "m@x.com")
    put_visit(client, 2, "s@x.com")
    merge_profiles(client, main, source)
    visits = client.get_calculated_attribute_for_profile(
        DomainName="shop", ProfileId=main, CalculatedAttributeName="visits"
    )

    assert "2" == visits["Value"]


_PLANS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=5)


@mock_aws
def test_merging_loses_no_object_and_no_key() -> None:
    """Whatever is merged into what: every object is listed once, every key finds the profile that lives on."""
    client = boto3.client("customer-profiles", region_name=REGION)

    @given(_PLANS)
    def check(plan: list[tuple[int, int]]) -> None:
        create_domain(client)
        _check_merging(client, plan)
        client.delete_domain(DomainName="shop")

    check()


def _check_merging(client: CustomerProfilesClient, plan: list[tuple[int, int]]) -> None:
    put_visit_type(client)
    ids = [create_profile(client, EmailAddress=f"{number}@x.com", FirstName=f"n{number}") for number in range(5)]
    for number in range(5):
        put_visit(client, number, f"{number}@x.com")
    home = dict(enumerate(ids))
    for main, source in plan:
        if home[main] != home[source]:
            merged = home[source]
            merge_profiles(client, home[main], merged)
            home = {number: home[main] if owner == merged else owner for number, owner in home.items()}
    listed = {profile_id: sorted(list_visits(client, profile_id)) for profile_id in set(home.values())}
    by_email = {number: find_profiles(client, "_email", f"{number}@x.com") for number in home}
    aliases = {number: find_profiles(client, "_profileId", ids[number]) for number in home}

    expected: dict[str, list[str]] = {}
    for number, owner in home.items():
        expected.setdefault(owner, []).append(f"{number}")
    assert expected == listed
    assert {number: [owner] for number, owner in home.items()} == by_email == aliases
