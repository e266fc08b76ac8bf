"""What public programs that run against the real service send to it, and what they see."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError

from tests.support.areas.segments import by_fields, create_customer, define_segment, segment_members
from tests.support.facts import KEY, REGION
from tests.support.shop import (
    SHOP,
    create_domain,
    create_profile,
    find_profiles,
    get_domain,
    get_profile,
    list_objects,
    object_type,
    profile_count,
    put_object,
    put_object_type,
    update_domain,
)

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

BUCKET = "matches-of-the-shop"
EXPORT = {"S3Exporting": {"S3BucketName": BUCKET, "S3KeyName": "example/"}}
MATCHING = {
    "Enabled": True,
    "JobSchedule": {"DayOfTheWeek": "MONDAY", "Time": "18:00"},
    "AutoMerging": {
        "Enabled": True,
        "Consolidation": {"MatchingAttributesList": [["PhoneNumber"], ["FirstName"]]},
        "ConflictResolution": {"ConflictResolvingModel": "SOURCE", "SourceName": "FirstName"},
        "MinAllowedConfidenceScoreForMerging": 0.1,
    },
    "ExportingConfig": EXPORT,
}
RULES = {
    "Enabled": True,
    "MatchingRules": [{"Rule": ["Address.City", "Address.Country"]}],
    "MaxAllowedRuleLevelForMatching": 1,
    "MaxAllowedRuleLevelForMerging": 1,
    "AttributeTypesSelector": {
        "AttributeMatchingModel": "ONE_TO_ONE",
        "Address": ["Address"],
        "EmailAddress": ["EmailAddress"],
        "PhoneNumber": ["PhoneNumber"],
    },
    "ConflictResolution": {"ConflictResolvingModel": "SOURCE", "SourceName": "FirstName"},
    "ExportingConfig": EXPORT,
}
CHANGED_RULES = {
    **RULES,
    "MatchingRules": [{"Rule": ["Address.City"]}, {"Rule": ["EmailAddress"]}, {"Rule": ["PhoneNumber"]}],
    "MaxAllowedRuleLevelForMatching": 2,
    "MaxAllowedRuleLevelForMerging": 2,
    "AttributeTypesSelector": {
        "AttributeMatchingModel": "MANY_TO_MANY",
        "Address": ["Address"],
        "EmailAddress": ["EmailAddress", "BusinessEmailAddress"],
        "PhoneNumber": ["PhoneNumber", "MobilePhoneNumber"],
    },
    "ConflictResolution": {"ConflictResolvingModel": "RECENCY"},
}


@pytest.fixture
def shop(client: CustomerProfilesClient) -> CustomerProfilesClient:
    """Return a client that has a domain and a bucket for its matches."""
    boto3.client("s3", region_name=REGION).create_bucket(Bucket=BUCKET)
    create_domain(client)
    return client


@pytest.mark.rule("SEEN-1")
def test_domain_with_all_kinds_of_matching_comes_back_as_it_was_sent(shop: CustomerProfilesClient) -> None:
    create_domain(shop, "full", Matching=MATCHING, RuleBasedMatching=RULES)
    found: Any = shop.get_domain(DomainName="full")

    assert MATCHING == found["Matching"]
    assert RULES == {name: value for name, value in found["RuleBasedMatching"].items() if name != "Status"}
    assert found["RuleBasedMatching"]["Status"]


@pytest.mark.rule("SEEN-2")
def test_rules_may_be_more_than_their_levels_and_change_at_once(shop: CustomerProfilesClient) -> None:
    update_domain(shop, RuleBasedMatching=RULES)
    update_domain(shop, RuleBasedMatching=CHANGED_RULES)
    found = get_domain(shop)["RuleBasedMatching"]

    assert CHANGED_RULES == {name: value for name, value in found.items() if name != "Status"}


@pytest.mark.rule("SEEN-3")
@pytest.mark.parametrize("days", [7, 120, 365])
def test_expiration_days_change_alone_and_recency_has_no_source(shop: CustomerProfilesClient, days: int) -> None:
    update_domain(shop, Matching=MATCHING)
    recent: Any = {**MATCHING["AutoMerging"], "ConflictResolution": {"ConflictResolvingModel": "RECENCY"}}  # type: ignore[dict-item]
    update_domain(shop, Matching={**MATCHING, "AutoMerging": recent})
    update_domain(shop, DefaultExpirationDays=days)
    found = get_domain(shop)

    assert days == found["DefaultExpirationDays"]
    assert {"ConflictResolvingModel": "RECENCY"} == found["Matching"]["AutoMerging"]["ConflictResolution"]


@pytest.mark.rule("SEEN-4")
def test_queue_that_the_service_may_send_to_takes_dead_letters(client: CustomerProfilesClient) -> None:
    policy = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "sqs:SendMessage",
                "Resource": "*",
                "Principal": {"Service": "profile.amazonaws.com"},
            }
        ],
    }
    queue = boto3.client("sqs", region_name=REGION).create_queue(
        QueueName="dead", Attributes={"Policy": json.dumps(policy)}
    )["QueueUrl"]
    create_domain(client, DeadLetterQueueUrl=queue, DefaultEncryptionKey=KEY)

    assert (queue, KEY) == (get_domain(client)["DeadLetterQueueUrl"], get_domain(client)["DefaultEncryptionKey"])


@pytest.mark.rule("SEEN-5")
def test_profile_keeps_any_text(shop: CustomerProfilesClient) -> None:
    fields = {
        "BirthDate": "07/12/1980-updated",
        "PhoneNumber": "555-334-7777-updated",
        "GenderString": "MALE-updated",
        "PartyTypeString": "INDIVIDUAL-updated",
        "MailingAddress": {"Address3": "null"},
    }
    profile_id = create_profile(shop, BirthDate="07/12/1980")
    shop.update_profile(DomainName=SHOP, ProfileId=profile_id, **fields)  # type: ignore[arg-type]
    [found] = shop.search_profiles(DomainName=SHOP, KeyName="_profileId", Values=[profile_id])["Items"]

    assert fields == {name: value for name, value in found.items() if name in fields}


@pytest.mark.rule("SEEN-6")
def test_deleted_profile_and_domain_are_gone_at_once(shop: CustomerProfilesClient) -> None:
    profile_id = create_profile(shop)
    shop.delete_profile(DomainName=SHOP, ProfileId=profile_id)
    found = find_profiles(shop, "_profileId", profile_id)
    shop.delete_domain(DomainName=SHOP)

    assert [] == found
    with pytest.raises(shop.exceptions.ResourceNotFoundException):
        get_domain(shop)


@pytest.mark.rule("SEEN-7")
def test_dimensions_of_one_attribute_are_alternatives(shop: CustomerProfilesClient) -> None:
    wanted = [f"c{number}" for number in range(60)]
    conditions: Any = [
        {
            "ProfileAttributes": {
                "Attributes": {"id": {"DimensionType": "INCLUSIVE", "Values": wanted[start : start + 50]}}
            }
        }
        for start in (0, 50)
    ]
    first, last, other = (create_customer(shop, id=number) for number in ("c0", "c59", "c60"))
    define_segment(shop, "Chunks", {"Groups": [{"Type": "ANY", "Dimensions": conditions}]})

    assert [first, last] == segment_members(shop, "Chunks", [first, last, other])


@pytest.mark.rule("SEEN-8")
def test_segment_of_an_attribute_that_nobody_has_is_empty(shop: CustomerProfilesClient) -> None:
    customer = create_customer(shop, ID="1")
    asked: Any = {"Attributes": {"id": {"DimensionType": "INCLUSIVE", "Values": ["1"]}}}
    define_segment(shop, "Misspelt", {"Groups": [{"Dimensions": [{"ProfileAttributes": asked}]}]})

    assert [] == segment_members(shop, "Misspelt", [customer])


@pytest.mark.rule("SEEN-9")
def test_segment_tells_the_same_in_both_ways_and_frees_its_name(shop: CustomerProfilesClient) -> None:
    members = "SegmentDefinitionArn", "DisplayName", "Description", "CreatedAt", "Tags"
    define_segment(shop, "Vips", Description="Good customers", Tags={"team": "blue"})
    found: Any = shop.get_segment_definition(DomainName=SHOP, SegmentDefinitionName="Vips")
    [listed] = shop.list_segment_definitions(DomainName=SHOP, MaxResults=100)["Items"]
    shop.delete_segment_definition(DomainName=SHOP, SegmentDefinitionName="Vips")
    define_segment(shop, "Vips")

    assert [found[name] for name in members] == [listed.get(name) for name in members]
    assert ("Vips", "Good customers", {"team": "blue"}) == tuple(
        found[name] for name in ("DisplayName", "Description", "Tags")
    )


@pytest.mark.rule("SEEN-10")
@pytest.mark.parametrize("ids", [["0" * 32] * 21, ["00000000-0000-0000-0000-000000000000"]], ids=["21", "hyphens"])
def test_batch_takes_twenty_ids_of_hexadecimal_digits(shop: CustomerProfilesClient, ids: list[str]) -> None:
    reply = shop.batch_get_profile(DomainName=SHOP, ProfileIds=[f"{number:032x}" for number in range(20)])

    assert [] == reply["Profiles"]
    with pytest.raises(ClientError, match=r"BadRequestException.*profileIds"):
        shop.batch_get_profile(DomainName=SHOP, ProfileIds=ids)


@pytest.mark.rule("SEEN-11")
def test_one_object_leads_to_several_standard_objects(shop: CustomerProfilesClient) -> None:
    fields = {
        "guest": "_profile.Attributes.Guest",
        "pnr": "_airBooking.Attributes.Pnr",
        "leg": "_airSegment.Attributes.Leg",
    }
    keys = {
        "BookingId": "UNIQUE AIR_BOOKING pnr",
        "LegId": "AIR_SEGMENT leg",
        "GuestId": "PROFILE booker",
        "Plain": "pnr",
    }
    definition: Any = object_type("Booking", fields, keys)
    definition["Fields"]["booker"] = {"Source": "_source.guest", "Target": "_airBooking.Attributes.Booker"}
    shop.put_profile_object_type(DomainName=SHOP, **definition)
    put_object(shop, "Booking", pnr="P", leg="L", guest="G")
    [profile_id] = find_profiles(shop, "GuestId", "G")
    [booking], [segment] = (list_objects(shop, profile_id, name) for name in ("_airBooking", "_airSegment"))

    assert {"Pnr": "P", "Booker": "G"} == booking["Attributes"]
    assert {"Leg": "L"} == segment["Attributes"]
    assert {"Guest": "G"} == get_profile(shop, profile_id)["Attributes"]
    assert [profile_id] == find_profiles(shop, "Plain", "P")


@pytest.mark.rule("SEEN-12")
def test_profile_with_a_known_telephone_is_another_profile(shop: CustomerProfilesClient) -> None:
    created = [create_profile(shop, PhoneNumber="+442071234567") for _ in range(2)]

    assert created == find_profiles(shop, "_phone", "+442071234567")
    assert 2 == len(set(created))


@pytest.mark.rule("SEEN-13")
def test_object_that_is_read_changed_and_put_again_replaces_the_former(shop: CustomerProfilesClient) -> None:
    put_object_type(
        shop, "Flight", {"id": "", "customer": ""}, {"customer": "PROFILE customer", "FlightId": "UNIQUE id"}
    )
    put_object(shop, "Flight", id="1", customer="A", gate="12")
    [profile_id] = find_profiles(shop, "FlightId", "1")
    [flight] = list_objects(shop, profile_id, "Flight")
    put_object(shop, "Flight", **{**flight, "gate": "14"})

    assert [{"id": "1", "customer": "A", "gate": "14"}] == list_objects(shop, profile_id, "Flight")


@pytest.mark.rule("SEEN-14", "SEEN-15")
def test_child_finds_its_parent_by_a_key_of_one_name_or_is_on_no_profile(shop: CustomerProfilesClient) -> None:
    put_object_type(shop, "Guest", {"id": ""}, {"GuestId": "PROFILE UNIQUE id"})
    keys = {"GuestId": "PROFILE guest", "StayId": "UNIQUE stay"}
    put_object_type(shop, "Stay", {"guest": "", "stay": ""}, keys, AllowProfileCreation=False)
    put_object(shop, "Guest", id="7")
    for guest in ("7", "8"):
        put_object(shop, "Stay", guest=guest, stay=f"stay of {guest}")
    [profile_id] = find_profiles(shop, "GuestId", "7")

    assert [{"guest": "7", "stay": "stay of 7"}] == list_objects(shop, profile_id, "Stay")
    assert ([], 1) == (find_profiles(shop, "StayId", "stay of 8"), profile_count(shop))


@pytest.mark.rule("SEEN-16")
def test_group_of_a_source_type_alone_takes_a_dimension_of_two_fields(shop: CustomerProfilesClient) -> None:
    both = create_profile(shop, FirstName="Ann", PersonalEmailAddress="ann@example.com")
    one = create_profile(shop, FirstName="Ann")
    asked = by_fields(FirstName="Ann", PersonalEmailAddress="ann@example.com")
    define_segment(shop, "Ann", {"Groups": [{"Dimensions": [asked], "SourceType": "ALL"}]})

    assert [both] == segment_members(shop, "Ann", [both, one])
