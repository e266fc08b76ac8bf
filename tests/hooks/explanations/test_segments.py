"""What explain_segment tells of groups, dimensions and what they compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest
import requests

from tests.support.areas.segments import by_fields, define_segment
from tests.support.facts import REGION
from tests.support.model import enumeration
from tests.support.shop import create_profile, find_profiles, put_object

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

pytestmark = pytest.mark.usefixtures("frozen")

URL = "http://motoapi.amazonaws.com/moto-api/customer-profiles"


def test_conditions_have_actual_and_wanted_values(crm_shop: CustomerProfilesClient, backend: Any) -> None:
    define_segment(
        crm_shop,
        "s",
        {"Groups": [{"Dimensions": [by_fields(FirstName="Ann"), by_fields(LastName="{{_profile.MiddleName}}")]}]},
    )
    profile_id = create_profile(crm_shop, FirstName="Ann", MiddleName="Zoe")
    explained = backend.explain_segment("shop", "s", profile_id)
    (group,) = explained["Groups"]
    found = [condition for dimension in group["Dimensions"] for condition in dimension["Conditions"]]

    assert (False, False) == (explained["IsMember"], group["Holds"])
    assert [("FirstName", "Ann", ["Ann"], True), ("LastName", None, ["Zoe"], False)] == [
        (each["Name"], each["Actual"], each["Wanted"], each["Holds"]) for each in found
    ]
    assert 'field LastName is missing, wanted INCLUSIVE "Zoe": does not hold' in explained["Text"]


def test_calculated_attributes_have_their_values(crm_shop: CustomerProfilesClient, backend: Any) -> None:
    crm_shop.create_calculated_attribute_definition(
        DomainName="shop",
        CalculatedAttributeName="orders",
        AttributeDetails={"Attributes": [{"Name": "id"}], "Expression": "{crm.id}"},
        Statistic="COUNT",
    )
    condition = {"DimensionType": "GREATER_THAN", "Values": ["3"]}
    define_segment(crm_shop, "s", {"Groups": [{"Dimensions": [{"CalculatedAttributes": {"orders": condition}}]}]})
    put_object(crm_shop, "crm", id="1")
    profile_id = find_profiles(crm_shop, "crmId", "1")[0]
    found = backend.explain_segment("shop", "s", profile_id)["Groups"][0]["Dimensions"][0]["Conditions"]

    assert [("calculated attribute", "orders", "1", ["3"], False)] == [
        (each["Kind"], each["Name"], each["Actual"], each["Wanted"], each["Holds"]) for each in found
    ]


def test_source_segments_are_explained_in_turn(crm_shop: CustomerProfilesClient, backend: Any) -> None:
    define_segment(crm_shop, "inner", {"Groups": [{"Dimensions": [by_fields(FirstName="Ann")]}]})
    define_segment(
        crm_shop, "outer", {"Groups": [{"SourceSegments": [{"SegmentDefinitionName": "inner"}], "SourceType": "NONE"}]}
    )
    explained = backend.explain_segment("shop", "outer", create_profile(crm_shop, FirstName="Ann"))
    (source,) = explained["Groups"][0]["SourceSegments"]

    assert (False, True) == (explained["IsMember"], source["Holds"])
    assert "Ann" == source["Groups"][0]["Dimensions"][0]["Conditions"][0]["Actual"]


def test_a_segment_without_an_answer_has_a_reason(crm_shop: CustomerProfilesClient, backend: Any) -> None:
    define_segment(crm_shop, "inner", {"Groups": [{}]})
    define_segment(crm_shop, "outer", {"Groups": [{"SourceSegments": [{"SegmentDefinitionName": "inner"}]}]})
    crm_shop.delete_segment_definition(DomainName="shop", SegmentDefinitionName="inner")
    explained = backend.explain_segment("shop", "outer", create_profile(crm_shop))

    assert (None, "There is no answer: Source segment inner does not exist") == (
        explained["IsMember"],
        explained["Reason"],
    )


@pytest.mark.parametrize("include", enumeration("IncludeOptions"))
@pytest.mark.parametrize("last_name", ["Lee", "Ray"])
def test_the_verdict_is_that_of_the_api(
    crm_shop: CustomerProfilesClient, backend: Any, include: str, last_name: str
) -> None:
    groups = [{"Dimensions": [by_fields(FirstName="Ann")]}, {"Dimensions": [by_fields(LastName="Lee")]}]
    define_segment(crm_shop, "s", {"Groups": [*groups], "Include": include})
    profile_id = create_profile(crm_shop, FirstName="Ann", LastName=last_name)
    answer = crm_shop.get_segment_membership(DomainName="shop", SegmentDefinitionName="s", ProfileIds=[profile_id])
    is_present = answer["Profiles"][0]["QueryResult"] == "PRESENT"

    assert is_present == backend.explain_segment("shop", "s", profile_id)["IsMember"]


def test_explanation_of_an_sql_segment_says_that_a_snapshot_is_missing(
    crm_shop: CustomerProfilesClient, backend: Any
) -> None:
    key = boto3.client("kms", region_name=REGION).create_key()["KeyMetadata"]["Arn"]
    crm_shop.update_domain(DomainName="shop", DefaultEncryptionKey=key, DataStore={"Enabled": True})
    crm_shop.create_segment_definition(
        DomainName="shop",
        SegmentDefinitionName="s",
        DisplayName="s",
        SegmentSqlQuery="SELECT profileid FROM _profile",
    )
    explained = backend.explain_segment("shop", "s", create_profile(crm_shop))

    assert "snapshot" in explained["Reason"]


def test_explanations_are_asked_for_by_path(crm_shop: CustomerProfilesClient) -> None:
    profile_id = create_profile(crm_shop, FirstName="Ann")
    define_segment(crm_shop, "s", {"Groups": [{"Dimensions": [by_fields(FirstName="Ann")]}]})
    put = requests.post(
        f"{URL}/domains/shop/object-types/crm/explanation", json={"object": {"id": "1"}}, timeout=5
    ).json()
    explained = requests.get(f"{URL}/domains/shop/profiles/{profile_id}/explanation", timeout=5).json()
    membership = requests.get(f"{URL}/domains/shop/segments/s/profiles/{profile_id}/explanation", timeout=5).json()
    letters = requests.get(f"{URL}/domains/shop/dead-letters", timeout=5).json()

    assert ("NEW_PROFILE", profile_id, True, []) == (
        put["Outcome"],
        explained["ProfileId"],
        membership["IsMember"],
        letters,
    )


def test_date_that_cannot_be_read_is_told_as_that(crm_shop: CustomerProfilesClient, backend: Any) -> None:
    born: Any = {"BirthDate": {"DimensionType": "BEFORE", "Values": ["2000-01-01"]}}
    define_segment(crm_shop, "old", {"Groups": [{"Dimensions": [{"ProfileAttributes": born}]}]})
    explained = backend.explain_segment("shop", "old", create_profile(crm_shop, BirthDate="31.01.1990"))
    readable = backend.explain_segment("shop", "old", create_profile(crm_shop, BirthDate="1990-01-31"))

    assert 'BirthDate is "31.01.1990" (which cannot be read as a date), wanted BEFORE' in explained["Text"]
    assert "cannot be read" not in readable["Text"]
