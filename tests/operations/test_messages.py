"""Messages that did not help: each says what is wrong, what would be accepted, and what helps."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from tests.support.areas.segments import define_segment
from tests.support.backends import the_backend
from tests.support.facts import REGION, aws_arn
from tests.support.replies import refusal
from tests.support.shop import create_domain, create_profile, object_type, put_object, put_object_type, update_domain

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient as Client

ORDER: dict[str, Any] = object_type(
    "order", {"id": "", "email": "_profile.EmailAddress EMAIL_ADDRESS"}, {"orderId": "UNIQUE PROFILE id"}
)


@pytest.fixture
def shop(client: Client, domain: str) -> Client:
    """Return a client that has a domain `shop` with an object type `order`."""
    client.put_profile_object_type(DomainName=domain, **ORDER)
    return client


def _put_type(client: Client, **members: Any) -> str:
    return refusal(client.put_profile_object_type, DomainName="shop", **{**ORDER, **members})[1]


def _put(client: Client, text: str) -> str:
    return refusal(client.put_profile_object, DomainName="shop", ObjectTypeName="order", Object=text)[1]


def test_key_name_with_an_underscore_is_told_to_be_reserved(shop: Client) -> None:
    keys = {"_emial": [{"StandardIdentifiers": ["UNIQUE", "PROFILE"], "FieldNames": ["id"]}]}
    reserved = "names with a leading underscore are reserved for predefined keys; did you mean _email?"
    told = f"Invalid key name: _emial: {reserved}"

    assert told == _put_type(shop, Keys=keys)
    assert (
        told
        == refusal(
            shop.add_profile_key, DomainName="shop", ProfileId=create_profile(shop), KeyName="_emial", Values=["a"]
        )[1]
    )


def test_content_types_that_differ_are_told_with_both_places_and_the_remedy(shop: Client) -> None:
    field = {"id": {"Source": "_source.id", "ContentType": "NUMBER"}}
    message = _put_type(shop, ObjectTypeName="other", Fields=field)

    assert "key orderId" in message
    assert "NUMBER in object type other, but STRING in object type order; give the fields of the key" in message


def test_undefined_field_of_a_key_has_the_nearest_one(shop: Client) -> None:
    keys = {"orderId": [{"StandardIdentifiers": ["UNIQUE", "PROFILE"], "FieldNames": ["emial"]}]}

    assert "Key orderId references undefined field emial; did you mean email?" == _put_type(shop, Keys=keys)


def test_missing_unique_value_is_told_with_the_path_and_the_members_of_the_object(shop: Client) -> None:
    assert (
        "Object has no value for its unique key orderId: field id reads _source.id, and the object has ID, "
        "customer, customer.name; did you mean ID?"
    ) == _put(shop, '{"ID": 1, "customer": {"name": "Ann"}}')


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("[1]", "it is an array, and an object in braces is wanted: [1]"),
        ('{"id": NaN}', "NaN is not JSON"),
        ("{'id': 1}", "it is the repr of a Python dict, with single quotes: use json.dumps: {'id': 1}"),
        ('{"id": 1', 'Expecting \',\' delimiter at character 9 (line 1 column 9), at "{"id": 1"'),
        ("null", "it is null, and an object in braces is wanted: null"),
    ],
)
def test_object_that_is_no_json_object_is_told_with_the_cause(shop: Client, text: str, cause: str) -> None:
    assert f"Object is not a valid JSON object: {cause}" == _put(shop, text)


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("_profile.Lastname", "did you mean _profile.LastName?"),
        ("profile.LastName", "profile is no standard object; did you mean _profile?"),
        ("_profile.Adress.City", "did you mean _profile.Address.City?"),
    ],
)
def test_target_that_is_no_field_has_the_nearest_one(shop: Client, target: str, why: str) -> None:
    message = _put_type(shop, Fields={"id": {"Source": "_source.id", "Target": target}})

    assert message.startswith(f"Invalid Target {target} in field id: ")
    assert why in message


def test_field_that_a_selector_cannot_select_is_told_with_those_that_it_can(client: Client) -> None:
    block: Any = {
        "Enabled": True,
        "MatchingRules": [{"Rule": ["EmailAddress"]}],
        "MaxAllowedRuleLevelForMatching": 1,
        "MaxAllowedRuleLevelForMerging": 1,
        "ConflictResolution": {"ConflictResolvingModel": "RECENCY"},
        "AttributeTypesSelector": {"AttributeMatchingModel": "ONE_TO_ONE", "EmailAddress": ["Email"]},
    }

    assert (
        "Email is no field that AttributeTypesSelector.EmailAddress can select; did you mean EmailAddress?"
        == refusal(create_domain, client, RuleBasedMatching=block)[1]
    )


def test_profile_that_was_merged_is_told_with_its_domain_and_the_survivor(shop: Client) -> None:
    main, other = create_profile(shop), create_profile(shop)
    shop.merge_profiles(DomainName="shop", MainProfileId=main, ProfileIdsToBeMerged=[other])

    assert (
        f"Profile {other} does not exist in domain shop: it was merged into {main}"
        == (refusal(shop.delete_profile, DomainName="shop", ProfileId=other)[1])
    )


def test_profile_object_of_another_profile_or_type_is_told_to_be_there(shop: Client) -> None:
    key = put_object(shop, "order", id=1)
    [owner] = [each["ProfileId"] for each in _found(shop, "1")]
    other = create_profile(shop)

    def delete(profile_id: str, type_name: str) -> str:
        return refusal(
            shop.delete_profile_object,
            DomainName="shop",
            ProfileId=profile_id,
            ObjectTypeName=type_name,
            ProfileObjectUniqueKey=key,
        )[1]

    assert delete(other, "order").endswith(f"in domain shop: it is of profile {owner}")
    assert delete(owner, "crm").endswith("in domain shop: the profile has it as an object of type order")


def _found(client: Client, value: str) -> list[Any]:
    return client.search_profiles(DomainName="shop", KeyName="orderId", Values=[value])["Items"]


def test_snapshot_of_another_segment_is_told_to_be_one(shop: Client) -> None:
    boto3.client("s3", region_name=REGION).create_bucket(Bucket="out")
    define_segment(shop, "one")
    define_segment(shop, "two")
    snapshot = shop.create_segment_snapshot(
        DomainName="shop", SegmentDefinitionName="one", DataFormat="CSV", DestinationUri="s3://out"
    )["SnapshotId"]

    message = refusal(shop.get_segment_snapshot, DomainName="shop", SegmentDefinitionName="two", SnapshotId=snapshot)[1]
    assert message.endswith("does not exist in segment two: it is one of segment one")


def test_missing_destination_is_not_told_as_a_wrong_one(shop: Client) -> None:
    define_segment(shop, "one")
    wanted = {"DomainName": "shop", "SegmentDefinitionName": "one", "DataFormat": "CSV"}

    assert (
        "DestinationUri is missing: give s3://bucket or s3://bucket/prefix"
        == (refusal(shop.create_segment_snapshot, **wanted)[1])
    )
    assert refusal(shop.create_segment_snapshot, **wanted, DestinationUri="out")[1].endswith("and not out")


@pytest.mark.needs("CreateSegmentDefinitionRequest.SegmentSqlQuery")
def test_segment_of_neither_kind_is_told_with_the_members(shop: Client) -> None:
    wanted = {"DomainName": "shop", "SegmentDefinitionName": "one", "DisplayName": "One"}

    assert (
        "Exactly one of SegmentGroups and SegmentSqlQuery must be given, and neither is"
        == (refusal(shop.create_segment_definition, **wanted)[1])
    )


def test_filter_in_no_language_is_told_with_the_language(shop: Client) -> None:
    message = refusal(
        shop.create_recommender_filter,
        DomainName="shop",
        RecommenderFilterName="f",
        RecommenderFilterExpression="EXCLUDE Item.Id WHERE Items.A = 1",
    )[1]

    assert "expected ItemID, found Item.Id" in message
    assert "INCLUDE or EXCLUDE ItemID WHERE <dataset>.<field> IN" in message


def test_bad_key_of_a_map_is_named(client: Client) -> None:
    message = refusal(create_domain, client, Tags={"team": "a", "aws:mine": "b"})[1]

    assert message.endswith("which 'aws:mine' does not")


def test_sample_that_is_no_object_is_told_by_its_number(shop: Client) -> None:
    message = refusal(shop.detect_profile_object_type, DomainName="shop", Objects=['{"id": 1}', "[]"])[1]

    assert message.startswith("Could not parse object string into JSON: Objects.2: it is an array")


def test_quota_is_told_with_the_setting(shop: Client) -> None:
    the_backend().world.settings.quotas.object_types = 1
    message = _put_type(shop, ObjectTypeName="other")

    assert "world.settings.quotas.object_types of the backend sets another limit" in message


def test_integration_is_told_which_uri_takes_which_form(shop: Client) -> None:
    uri = aws_arn("appflow", "flow/orders")
    message = refusal(shop.put_integration, DomainName="shop", Uri=uri)[1]

    assert message.startswith("ObjectTypeName is required for an integration with an existing flow, which the Uri arn:")
    assert "event-integration/<name>" in message


def test_search_key_has_the_nearest_one_or_all(shop: Client) -> None:
    def told(key_name: str) -> str:
        return refusal(shop.search_profiles, DomainName="shop", KeyName=key_name, Values=["a"])[1]

    assert told("email").endswith("; did you mean _email?")
    assert "there are, among others, orderId, _email" in told("zzz")


def test_name_that_does_not_exist_has_the_nearest_one(shop: Client) -> None:
    assert (
        "Object type ordre does not exist in domain shop; did you mean order?"
        == (refusal(shop.get_profile_object_type, DomainName="shop", ObjectTypeName="ordre")[1])
    )
    assert refusal(shop.get_domain, DomainName="shopp")[1].endswith("; did you mean shop?")


def test_value_of_an_enumeration_has_the_nearest_one(shop: Client) -> None:
    fields = {"id": {"Source": "_source.id", "ContentType": "EMAIL"}}

    assert _put_type(shop, Fields=fields).endswith("; did you mean EMAIL_ADDRESS?")


def test_trigger_over_an_unknown_field_has_the_nearest_one(shop: Client) -> None:
    attribute = {"FieldName": "emial", "ComparisonOperator": "INCLUSIVE", "Values": ["a"]}
    conditions = [{"EventTriggerDimensions": [{"ObjectAttributes": [attribute]}], "LogicalOperator": "ANY"}]
    message = refusal(
        shop.create_event_trigger,
        DomainName="shop",
        EventTriggerName="t",
        ObjectTypeName="order",
        EventTriggerConditions=conditions,
    )[1]

    assert "FieldName emial is no field of the object type; did you mean email?" == message


def test_date_that_a_segment_cannot_compare_with_is_told_with_the_forms(shop: Client) -> None:
    attributes = {"BirthDate": {"DimensionType": "BEFORE", "Values": ["31.01.1990"]}}
    groups = {"Groups": [{"Dimensions": [{"ProfileAttributes": attributes}]}]}

    assert (
        "Value '31.01.1990' of BEFORE is not a date: write 2024-01-31, 2024-01-31T10:00:00Z or an epoch number"
        == (refusal(define_segment, shop, "s", groups)[1])
    )


def test_long_value_is_cut_in_the_message(shop: Client) -> None:
    message = _put_type(shop, Fields={"id": {"Source": "_source.id", "Target": "_profile." + "x" * 250}})

    assert "x" * 101 not in message


def test_matching_that_is_off_is_told_with_the_call_that_helps(shop: Client) -> None:
    assert "call UpdateDomain with Matching=" in refusal(shop.get_matches, DomainName="shop")[1]
    update_domain(shop, Matching={"Enabled": True})
    assert "GetMatches result not found" == refusal(shop.get_matches, DomainName="shop")[1]
    assert ["job-pending"] == [hint["Hint"] for hint in the_backend().hints()]


def test_object_that_is_too_large_is_told_with_its_size(shop: Client) -> None:
    put_object_type(shop, "note", {"id": ""}, {"noteId": "UNIQUE PROFILE id"})
    message = refusal(
        shop.put_profile_object,
        DomainName="shop",
        ObjectTypeName="note",
        Object=json.dumps({"id": 1, "text": "é" * 200_000}, ensure_ascii=False),
    )[1]

    assert message.startswith("Object is larger than 256000 bytes, the service quota: it has 400")
