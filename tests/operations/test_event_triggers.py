from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any
from uuid import UUID

import boto3
import pytest
import requests
from botocore.exceptions import ClientError
from freezegun import freeze_time

if TYPE_CHECKING:
    from collections.abc import Callable

    from types_boto3_customer_profiles import CustomerProfilesClient

NOON = datetime(2026, 6, 1, 12, tzinfo=timezone.utc)
CAMPAIGN = "arn:aws:connect-campaigns:us-east-1:123456789012:campaign/abc"
ROLE = "arn:aws:iam::123456789012:role/x"
CONDITIONS: list[Any] = [
    {
        "LogicalOperator": "ALL",
        "EventTriggerDimensions": [
            {"ObjectAttributes": [{"Source": "amount", "ComparisonOperator": "GREATER_THAN", "Values": ["100"]}]}
        ],
    }
]
LIMITS: Any = {"EventExpiration": 900_000, "Periods": [{"Unit": "DAYS", "Value": 1, "MaxInvocationsPerProfile": 2}]}
TRIGGER: dict[str, Any] = {"ObjectTypeName": "Purchase", "EventTriggerConditions": CONDITIONS}


@pytest.fixture(autouse=True)
def _purchases(client: CustomerProfilesClient, domain: str) -> None:
    """Have a domain `shop` whose customers make purchases."""
    client.put_profile_object_type(
        DomainName=domain,
        ObjectTypeName="Purchase",
        Description="A purchase",
        AllowProfileCreation=True,
        Fields={
            "id": {"Source": "_source.id"},
            "customer": {"Source": "_source.customer", "Target": "_profile.AccountNumber"},
            "price": {"Source": "_source.amount"},
        },
        Keys={
            "purchaseId": [{"StandardIdentifiers": ["UNIQUE"], "FieldNames": ["id"]}],
            "_account": [{"StandardIdentifiers": ["PROFILE"], "FieldNames": ["customer"]}],
        },
    )


def _create(client: CustomerProfilesClient, name: str = "big", **more: Any) -> dict[str, Any]:
    return _less(client.create_event_trigger(DomainName="shop", EventTriggerName=name, **{**TRIGGER, **more}))


def _associate(client: CustomerProfilesClient, name: str = "big", uri: str = CAMPAIGN) -> None:
    client.put_integration(
        DomainName="shop", Uri=uri, ObjectTypeName="Purchase", EventTriggerNames=[name], RoleArn=ROLE
    )


def _purchase(client: CustomerProfilesClient, number: int = 1, amount: int = 150) -> str:
    document = {"id": str(number), "customer": "A-1", "amount": amount}
    answer = client.put_profile_object(DomainName="shop", ObjectTypeName="Purchase", Object=json.dumps(document))
    return answer["ProfileObjectUniqueKey"]


def _invocations() -> list[dict[str, Any]]:
    """Ask as a test that talks to a server would."""
    url = "http://motoapi.amazonaws.com/moto-api/customer-profiles/domains/shop/event-trigger-invocations"
    answer: list[dict[str, Any]] = requests.get(url, timeout=5).json()
    return answer


def _refusal(call: Callable[..., object], **arguments: object) -> str:
    with pytest.raises(ClientError) as error:
        call(DomainName="shop", **arguments)
    return error.value.response["Error"]["Code"]


def _less(answer: Any) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if key != "ResponseMetadata"}


@pytest.mark.rule("ET-8")
def test_trigger_is_answered_as_it_was_sent(client: CustomerProfilesClient) -> None:
    with freeze_time(NOON):
        created = _create(client, Description="Big ones", EventTriggerLimits=LIMITS, Tags={"team": "crm"})
    expected = {
        "EventTriggerName": "big",
        "ObjectTypeName": "Purchase",
        "Description": "Big ones",
        "EventTriggerConditions": CONDITIONS,
        "EventTriggerLimits": LIMITS,
        "CreatedAt": NOON,
        "LastUpdatedAt": NOON,
        "Tags": {"team": "crm"},
    }

    assert expected == created
    assert expected == _less(client.get_event_trigger(DomainName="shop", EventTriggerName="big"))


@pytest.mark.rule("ET-8")
def test_list_leaves_the_conditions_out(client: CustomerProfilesClient) -> None:
    with freeze_time(NOON):
        _create(client, "b", Description="Big ones", EventTriggerLimits=LIMITS)
        _create(client, "a")

    assert client.list_event_triggers(DomainName="shop")["Items"] == [
        {
            "EventTriggerName": "b",
            "ObjectTypeName": "Purchase",
            "Description": "Big ones",
            "CreatedAt": NOON,
            "LastUpdatedAt": NOON,
            "Tags": {},
        },
        {"EventTriggerName": "a", "ObjectTypeName": "Purchase", "CreatedAt": NOON, "LastUpdatedAt": NOON, "Tags": {}},
    ]


@pytest.mark.rule("ET-9")
def test_update_replaces_only_what_is_given(client: CustomerProfilesClient) -> None:
    later = NOON + timedelta(hours=1)
    with freeze_time(NOON) as clock:
        created = _create(client, Description="Big ones", EventTriggerLimits=LIMITS)
        clock.move_to(later)
        updated = client.update_event_trigger(
            DomainName="shop", EventTriggerName="big", EventTriggerLimits={"EventExpiration": 1}
        )

    assert _less(updated) == {**created, "EventTriggerLimits": {"EventExpiration": 1}, "LastUpdatedAt": later}
    assert _less(updated) == _less(client.get_event_trigger(DomainName="shop", EventTriggerName="big"))


@pytest.mark.rule("ET-9", "ET-5")
@pytest.mark.parametrize(
    "change",
    [
        {"ObjectTypeName": "_order"},
        {"ObjectTypeName": "Nothing"},
        {"SegmentFilter": "nobody"},
        {"EventTriggerLimits": {"Periods": [{"Unit": "DAYS", "Value": 1}]}},
    ],
)
def test_update_is_checked_as_a_whole_and_fails_as_a_whole(
    client: CustomerProfilesClient, change: dict[str, Any]
) -> None:
    created = _create(client)

    assert _refusal(client.update_event_trigger, EventTriggerName="big", **change) == "BadRequestException"
    assert created == _less(client.get_event_trigger(DomainName="shop", EventTriggerName="big"))


def test_update_to_another_type_wants_its_fields(client: CustomerProfilesClient) -> None:
    attribute = {"FieldName": "price", "ComparisonOperator": "GREATER_THAN", "Values": ["100"]}
    by_field = [{"LogicalOperator": "ALL", "EventTriggerDimensions": [{"ObjectAttributes": [attribute]}]}]
    _create(client, EventTriggerConditions=by_field)

    assert (
        _refusal(client.update_event_trigger, EventTriggerName="big", ObjectTypeName="Salesforce-Account")
        == "BadRequestException"
    )


@pytest.mark.parametrize("name", ["get_event_trigger", "update_event_trigger", "delete_event_trigger"])
def test_unknown_trigger_is_not_found(client: CustomerProfilesClient, name: str) -> None:
    assert _refusal(getattr(client, name), EventTriggerName="big") == "ResourceNotFoundException"


def test_names_are_unique_in_a_domain(client: CustomerProfilesClient) -> None:
    _create(client)

    assert _refusal(client.create_event_trigger, EventTriggerName="big", **TRIGGER) == "BadRequestException"
    assert _create(client, "Big")["EventTriggerName"] == "Big"


@pytest.mark.rule("ET-24")
def test_fifty_triggers_are_the_most(client: CustomerProfilesClient) -> None:
    for number in range(50):
        _create(client, f"t{number}")

    assert _refusal(client.create_event_trigger, EventTriggerName="one-more", **TRIGGER) == "BadRequestException"


@pytest.mark.rule("ET-3")
def test_template_can_be_watched_before_it_is_used(client: CustomerProfilesClient) -> None:
    assert _create(client, ObjectTypeName="CTR")["ObjectTypeName"] == "CTR"


@pytest.mark.rule("T-1", "GEN-12")
def test_tags_are_found_by_arn(client: CustomerProfilesClient) -> None:
    _create(client)
    arn = "arn:aws:profile:us-east-1:123456789012:domains/shop/event-triggers/big"
    client.tag_resource(resourceArn=arn, tags={"team": "crm"})

    assert client.get_event_trigger(DomainName="shop", EventTriggerName="big")["Tags"] == {"team": "crm"}


@pytest.mark.rule("ET-10", "EX-47", "MSG-4")
def test_trigger_in_use_cannot_be_deleted(client: CustomerProfilesClient) -> None:
    _create(client)
    _associate(client)

    assert _refusal(client.delete_event_trigger, EventTriggerName="big") == "BadRequestException"
    client.delete_integration(DomainName="shop", Uri=CAMPAIGN)
    assert client.delete_event_trigger(DomainName="shop", EventTriggerName="big")["Message"] == "Deleted"
    assert _refusal(client.get_event_trigger, EventTriggerName="big") == "ResourceNotFoundException"


@pytest.mark.rule("INT-10", "EX-47")
def test_integration_names_one_trigger_that_exists(client: CustomerProfilesClient) -> None:
    _create(client)
    _create(client, "other")
    arguments = {"Uri": CAMPAIGN, "ObjectTypeName": "Purchase", "RoleArn": ROLE}

    for names in (["big", "other"], ["nobody"]):
        assert _refusal(client.put_integration, EventTriggerNames=names, **arguments) == "BadRequestException"


@pytest.mark.rule("ET-23a")
def test_trigger_serves_one_integration(client: CustomerProfilesClient) -> None:
    _create(client)
    _associate(client)
    arguments = {"Uri": f"{CAMPAIGN}2", "ObjectTypeName": "Purchase", "RoleArn": ROLE}

    assert _refusal(client.put_integration, EventTriggerNames=["big"], **arguments) == "BadRequestException"
    _associate(client)


@pytest.mark.rule("ET-23")
def test_invocation_tells_what_a_campaign_would_be_asked(client: CustomerProfilesClient) -> None:
    _create(client, EventTriggerLimits=LIMITS)
    _associate(client)
    with freeze_time(NOON):
        key = _purchase(client)
        (invocation,) = _invocations()
        found = client.search_profiles(DomainName="shop", KeyName="_account", Values=["A-1"])["Items"]
    token = invocation.pop("clientToken")

    assert str(UUID(token)) == token
    assert invocation == {
        "EventTriggerName": "big",
        "IntegrationUri": CAMPAIGN,
        "ProfileId": found[0]["ProfileId"],
        "ObjectTypeName": "Purchase",
        "ProfileObjectUniqueKey": key,
        "InvokedAt": "2026-06-01T12:00:00+00:00",
        "expirationTime": "2026-06-01T12:15:00+00:00",
    }


@pytest.mark.rule("ET-22")
def test_trigger_without_integration_does_nothing(client: CustomerProfilesClient) -> None:
    _create(client)
    _purchase(client)

    assert _invocations() == []


@pytest.mark.rule("ET-12")
def test_trigger_watches_its_own_type_only(client: CustomerProfilesClient) -> None:
    _create(client, ObjectTypeName="CTR")
    _associate(client)
    _purchase(client)

    assert _invocations() == []


@pytest.mark.rule("ET-12")
def test_each_object_of_a_batch_is_looked_at(client: CustomerProfilesClient) -> None:
    _create(client)
    _associate(client)
    items: list[Any] = [
        {"Id": str(number), "Object": json.dumps({"id": number, "customer": "A-1", "amount": amount})}
        for number, amount in enumerate([150, 50, 250])
    ]
    client.batch_put_profile_object(DomainName="shop", ObjectTypeName="Purchase", Items=items)

    assert len(_invocations()) == 2


@pytest.mark.rule("ET-12")
def test_object_put_again_is_looked_at_again(client: CustomerProfilesClient) -> None:
    _create(client)
    _associate(client)
    _purchase(client, 1, amount=150)
    _purchase(client, 1, amount=50)
    _purchase(client, 1, amount=250)

    assert len(_invocations()) == 2


def test_trigger_of_a_lost_field_falls_silent(client: CustomerProfilesClient) -> None:
    attribute = {"FieldName": "price", "ComparisonOperator": "GREATER_THAN", "Values": ["100"]}
    by_field = [{"LogicalOperator": "ALL", "EventTriggerDimensions": [{"ObjectAttributes": [attribute]}]}]
    _create(client, EventTriggerConditions=by_field)
    _associate(client)
    _purchase(client)
    client.put_profile_object_type(
        DomainName="shop",
        ObjectTypeName="Purchase",
        Description="A purchase without price",
        AllowProfileCreation=True,
        Fields={"id": {"Source": "_source.id"}},
        Keys={"purchaseId": [{"StandardIdentifiers": ["UNIQUE", "PROFILE"], "FieldNames": ["id"]}]},
    )
    _purchase(client, 2)

    assert len(_invocations()) == 1


def test_new_trigger_of_an_old_name_counts_anew(client: CustomerProfilesClient) -> None:
    once: Any = {"Periods": [{"Unit": "DAYS", "Value": 1, "MaxInvocationsPerProfile": 1}]}
    for _ in range(2):
        _create(client, EventTriggerLimits=once)
        _associate(client)
        _purchase(client)
        _purchase(client)
        client.delete_integration(DomainName="shop", Uri=CAMPAIGN)
        client.delete_event_trigger(DomainName="shop", EventTriggerName="big")

    assert len(_invocations()) == 2


def _gold(client: CustomerProfilesClient, **definition: Any) -> None:
    attributes = {"AccountNumber": {"DimensionType": "INCLUSIVE", "Values": ["A-1"]}}
    classic: Any = {"SegmentGroups": {"Groups": [{"Dimensions": [{"ProfileAttributes": attributes}]}]}}
    client.create_segment_definition(
        DomainName="shop", SegmentDefinitionName="gold", DisplayName="Gold", **(definition or classic)
    )


@pytest.mark.rule("ET-18", "GEN-17")
def test_only_members_of_the_segment_count(client: CustomerProfilesClient) -> None:
    """The object that makes a profile a member already counts: it is looked at after its effects."""
    _gold(client)
    _create(client, SegmentFilter="gold")
    _associate(client)
    _purchase(client)
    other = {"id": "9", "customer": "B-1", "amount": 150}
    client.put_profile_object(DomainName="shop", ObjectTypeName="Purchase", Object=json.dumps(other))

    assert 1 == len(_invocations())


@pytest.mark.rule("ET-18")
def test_sql_segment_counts_as_of_its_last_snapshot(client: CustomerProfilesClient) -> None:
    client.update_domain(
        DomainName="shop", DefaultEncryptionKey="arn:aws:kms:us-east-1:123456789012:key/k", DataStore={"Enabled": True}
    )
    _gold(client, SegmentSqlQuery="SELECT ProfileId FROM _profile")
    _create(client, SegmentFilter="gold")
    _associate(client)
    _purchase(client, 1)
    before = len(_invocations())
    boto3.client("s3", region_name="us-east-1").create_bucket(Bucket="out")
    client.create_segment_snapshot(
        DomainName="shop",
        SegmentDefinitionName="gold",
        DataFormat="CSV",
        RoleArn=ROLE,
        DestinationUri="s3://out/",
    )
    _purchase(client, 2)

    assert (0, 1) == (before, len(_invocations()))


@pytest.mark.rule("SEG-7")
def test_segment_that_is_deleted_has_no_members(client: CustomerProfilesClient) -> None:
    _gold(client)
    _create(client, SegmentFilter="gold")
    _associate(client)
    client.delete_segment_definition(DomainName="shop", SegmentDefinitionName="gold")
    _purchase(client)

    assert [] == _invocations()
