from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from tests.support.areas.event_triggers import (
    CAMPAIGN,
    LIMITS,
    associate_campaign,
    create_trigger,
    invocations,
    put_purchase,
)
from tests.support.shop import put_object_type, search_profiles

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient


pytestmark = pytest.mark.usefixtures("purchases")


@pytest.mark.rule("ET-23")
@pytest.mark.usefixtures("frozen")
def test_invocation_says_what_a_campaign_would_be_asked(client: CustomerProfilesClient) -> None:
    create_trigger(client, EventTriggerLimits=LIMITS)
    associate_campaign(client)
    key = put_purchase(client)
    (invocation,) = invocations()
    found = search_profiles(client, "_account", "A-1")
    token = invocation.pop("clientToken")

    assert str(UUID(token)) == token
    assert {
        "EventTriggerName": "big",
        "IntegrationUri": CAMPAIGN,
        "ProfileId": found[0]["ProfileId"],
        "ObjectTypeName": "Purchase",
        "ProfileObjectUniqueKey": key,
        "InvokedAt": "2025-01-06T12:00:00+00:00",
        "expirationTime": "2025-01-06T12:15:00+00:00",
    } == invocation


@pytest.mark.rule("ET-22")
def test_trigger_without_integration_does_nothing(client: CustomerProfilesClient) -> None:
    create_trigger(client)
    put_purchase(client)

    assert [] == invocations()


@pytest.mark.rule("ET-12")
def test_trigger_watches_its_own_type_only(client: CustomerProfilesClient) -> None:
    create_trigger(client, ObjectTypeName="CTR")
    associate_campaign(client)
    put_purchase(client)

    assert [] == invocations()


@pytest.mark.rule("ET-12")
def test_each_object_of_a_batch_is_tested(client: CustomerProfilesClient) -> None:
    create_trigger(client)
    associate_campaign(client)
    items: list[Any] = [
        {"Id": str(number), "Object": json.dumps({"id": number, "customer": "A-1", "amount": amount})}
        for number, amount in enumerate([150, 50, 250])
    ]
    client.batch_put_profile_object(DomainName="shop", ObjectTypeName="Purchase", Items=items)

    assert 2 == len(invocations())


@pytest.mark.rule("ET-12")
def test_object_put_again_is_tested_again(client: CustomerProfilesClient) -> None:
    create_trigger(client)
    associate_campaign(client)
    put_purchase(client, 1, amount=150)
    put_purchase(client, 1, amount=50)
    put_purchase(client, 1, amount=250)

    assert 2 == len(invocations())


def test_trigger_of_a_lost_field_falls_silent(client: CustomerProfilesClient) -> None:
    attribute = {"FieldName": "price", "ComparisonOperator": "GREATER_THAN", "Values": ["100"]}
    by_field = [{"LogicalOperator": "ALL", "EventTriggerDimensions": [{"ObjectAttributes": [attribute]}]}]
    create_trigger(client, EventTriggerConditions=by_field)
    associate_campaign(client)
    put_purchase(client)
    put_object_type(client, "Purchase", fields={"id": ""}, keys={"purchaseId": "UNIQUE PROFILE id"})
    put_purchase(client, 2)

    assert 1 == len(invocations())


def test_new_trigger_of_an_old_name_counts_anew(client: CustomerProfilesClient) -> None:
    once: Any = {"Periods": [{"Unit": "DAYS", "Value": 1, "MaxInvocationsPerProfile": 1}]}
    for _ in range(2):
        create_trigger(client, EventTriggerLimits=once)
        associate_campaign(client)
        put_purchase(client)
        put_purchase(client)
        client.delete_integration(DomainName="shop", Uri=CAMPAIGN)
        client.delete_event_trigger(DomainName="shop", EventTriggerName="big")

    assert 2 == len(invocations())


@pytest.mark.rule("ET-9")
def test_updated_conditions_hold_for_the_next_object(client: CustomerProfilesClient) -> None:
    create_trigger(client)
    associate_campaign(client)
    before = put_purchase(client, 1, 150)
    attribute = {"Source": "amount", "ComparisonOperator": "GREATER_THAN", "Values": ["200"]}
    dearer: Any = [{"LogicalOperator": "ALL", "EventTriggerDimensions": [{"ObjectAttributes": [attribute]}]}]
    client.update_event_trigger(DomainName="shop", EventTriggerName="big", EventTriggerConditions=dearer)
    put_purchase(client, 2, 150)
    after = put_purchase(client, 3, 250)

    assert [before, after] == [invocation["ProfileObjectUniqueKey"] for invocation in invocations()]
