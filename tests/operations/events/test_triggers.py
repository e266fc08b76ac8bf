from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.areas.event_triggers import CAMPAIGN, CONDITIONS, LIMITS, TRIGGER, associate_campaign, create_trigger
from tests.support.facts import ROLE, T0, aws_arn
from tests.support.model import operations_that_need
from tests.support.replies import error_code, less_metadata

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient


pytestmark = pytest.mark.usefixtures("purchases")


@pytest.mark.rule("ET-8")
@pytest.mark.usefixtures("frozen")
def test_trigger_is_answered_as_it_was_sent(client: CustomerProfilesClient) -> None:
    created = create_trigger(client, Description="Big ones", EventTriggerLimits=LIMITS, Tags={"team": "crm"})
    expected = {
        "EventTriggerName": "big",
        "ObjectTypeName": "Purchase",
        "Description": "Big ones",
        "EventTriggerConditions": CONDITIONS,
        "EventTriggerLimits": LIMITS,
        "CreatedAt": T0,
        "LastUpdatedAt": T0,
        "Tags": {"team": "crm"},
    }

    assert expected == created
    assert expected == less_metadata(client.get_event_trigger(DomainName="shop", EventTriggerName="big"))


@pytest.mark.rule("ET-8")
@pytest.mark.usefixtures("frozen")
def test_list_leaves_the_conditions_out(client: CustomerProfilesClient) -> None:
    create_trigger(client, "b", Description="Big ones", EventTriggerLimits=LIMITS)
    create_trigger(client, "a")

    assert [
        {
            "EventTriggerName": "b",
            "ObjectTypeName": "Purchase",
            "Description": "Big ones",
            "CreatedAt": T0,
            "LastUpdatedAt": T0,
            "Tags": {},
        },
        {"EventTriggerName": "a", "ObjectTypeName": "Purchase", "CreatedAt": T0, "LastUpdatedAt": T0, "Tags": {}},
    ] == client.list_event_triggers(DomainName="shop")["Items"]


@pytest.mark.rule("ET-9")
def test_update_replaces_only_what_is_given(client: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    later = T0 + timedelta(hours=1)
    created = create_trigger(client, Description="Big ones", EventTriggerLimits=LIMITS)
    frozen.move_to(later)
    updated = client.update_event_trigger(
        DomainName="shop", EventTriggerName="big", EventTriggerLimits={"EventExpiration": 1}
    )

    assert {**created, "EventTriggerLimits": {"EventExpiration": 1}, "LastUpdatedAt": later} == less_metadata(updated)
    assert less_metadata(updated) == less_metadata(client.get_event_trigger(DomainName="shop", EventTriggerName="big"))


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
    created = create_trigger(client)

    assert "BadRequestException" == error_code(
        client.update_event_trigger, DomainName="shop", EventTriggerName="big", **change
    )
    assert created == less_metadata(client.get_event_trigger(DomainName="shop", EventTriggerName="big"))


def test_update_to_another_type_wants_its_fields(client: CustomerProfilesClient) -> None:
    attribute = {"FieldName": "price", "ComparisonOperator": "GREATER_THAN", "Values": ["100"]}
    by_field = [{"LogicalOperator": "ALL", "EventTriggerDimensions": [{"ObjectAttributes": [attribute]}]}]
    create_trigger(client, EventTriggerConditions=by_field)

    assert "BadRequestException" == error_code(
        client.update_event_trigger, DomainName="shop", EventTriggerName="big", ObjectTypeName="Salesforce-Account"
    )


@pytest.mark.parametrize("name", operations_that_need("DomainName", "EventTriggerName"))
def test_unknown_trigger_is_not_found(client: CustomerProfilesClient, name: str) -> None:
    assert "ResourceNotFoundException" == error_code(getattr(client, name), DomainName="shop", EventTriggerName="big")


def test_names_are_unique_in_a_domain(client: CustomerProfilesClient) -> None:
    create_trigger(client)

    assert "BadRequestException" == error_code(
        client.create_event_trigger, DomainName="shop", EventTriggerName="big", **TRIGGER
    )
    assert "Big" == create_trigger(client, "Big")["EventTriggerName"]


@pytest.mark.rule("ET-24")
def test_fifty_triggers_are_the_most(client: CustomerProfilesClient) -> None:
    for number in range(50):
        create_trigger(client, f"t{number}")

    assert "BadRequestException" == error_code(
        client.create_event_trigger, DomainName="shop", EventTriggerName="one-more", **TRIGGER
    )


@pytest.mark.rule("ET-3")
def test_template_can_be_watched_before_it_is_used(client: CustomerProfilesClient) -> None:
    assert "CTR" == create_trigger(client, ObjectTypeName="CTR")["ObjectTypeName"]


@pytest.mark.rule("T-1", "GEN-12")
def test_tags_are_found_by_arn(client: CustomerProfilesClient) -> None:
    create_trigger(client)
    arn = aws_arn("profile", "domains/shop/event-triggers/big")
    client.tag_resource(resourceArn=arn, tags={"team": "crm"})

    assert {"team": "crm"} == client.get_event_trigger(DomainName="shop", EventTriggerName="big")["Tags"]


@pytest.mark.rule("ET-10", "EX-47", "MSG-4")
def test_trigger_in_use_cannot_be_deleted(client: CustomerProfilesClient) -> None:
    create_trigger(client)
    associate_campaign(client)

    assert "BadRequestException" == error_code(client.delete_event_trigger, DomainName="shop", EventTriggerName="big")
    client.delete_integration(DomainName="shop", Uri=CAMPAIGN)
    assert "Deleted" == client.delete_event_trigger(DomainName="shop", EventTriggerName="big")["Message"]
    assert "ResourceNotFoundException" == error_code(
        client.get_event_trigger, DomainName="shop", EventTriggerName="big"
    )


@pytest.mark.rule("INT-10", "EX-47")
def test_integration_names_one_trigger_that_exists(client: CustomerProfilesClient) -> None:
    create_trigger(client)
    create_trigger(client, "other")
    arguments = {"Uri": CAMPAIGN, "ObjectTypeName": "Purchase", "RoleArn": ROLE}

    for names in (["big", "other"], ["nobody"]):
        assert "BadRequestException" == error_code(
            client.put_integration, DomainName="shop", EventTriggerNames=names, **arguments
        )


@pytest.mark.rule("ET-23a")
def test_trigger_serves_one_integration(client: CustomerProfilesClient) -> None:
    create_trigger(client)
    associate_campaign(client)
    arguments = {"Uri": f"{CAMPAIGN}2", "ObjectTypeName": "Purchase", "RoleArn": ROLE}

    assert "BadRequestException" == error_code(
        client.put_integration, DomainName="shop", EventTriggerNames=["big"], **arguments
    )
    associate_campaign(client)
