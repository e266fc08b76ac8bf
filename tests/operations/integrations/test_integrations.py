"""Integrations through boto3: put, put again, listed and deleted."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ParamValidationError

from tests.support.areas.event_triggers import create_trigger
from tests.support.areas.integrations import BUCKET, get_integration, put_integration, uris
from tests.support.facts import KEY, ROLE, aws_arn
from tests.support.replies import error_code
from tests.support.shop import put_template

if TYPE_CHECKING:
    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient

pytestmark = pytest.mark.usefixtures("domain")


CAMPAIGNS = aws_arn("connect-campaigns", "instance/abc")
CAMPAIGN = aws_arn("connect-campaigns", "campaign/abc")


@pytest.mark.rule("INT-9")
def test_second_put_on_a_uri_updates_it(frozen: time_machine.Traveller, client: CustomerProfilesClient) -> None:
    before = put_integration(client, ObjectTypeName="Salesforce-Account")
    frozen.shift(timedelta(days=1))
    put_integration(client, ObjectTypeName="Salesforce-Contact")
    after = get_integration(client)

    assert "Salesforce-Contact" == after["ObjectTypeName"]
    assert before["CreatedAt"] == after["CreatedAt"]
    assert before["LastUpdatedAt"] < after["LastUpdatedAt"]
    assert [BUCKET] == uris(client.list_integrations(DomainName="shop"))


@pytest.mark.needs("PutIntegrationRequest.RoleArn")
@pytest.mark.rule("INT-9")
def test_update_keeps_what_is_not_given_and_ignores_tags(client: CustomerProfilesClient) -> None:
    put_integration(client, RoleArn=ROLE, Tags={"team": "sales"})
    put_integration(client, ObjectTypeName=None, Tags={"team": "support"})
    after = get_integration(client)

    assert (ROLE, "Salesforce-Account") == (after["RoleArn"], after["ObjectTypeName"])
    assert {"team": "sales"} == after["Tags"]


@pytest.mark.rule("INT-16", "INT-17", "MSG-1")
def test_delete_says_so_and_then_nothing_is_found(client: CustomerProfilesClient) -> None:
    put_integration(client)

    assert "Deleted" == client.delete_integration(DomainName="shop", Uri=BUCKET)["Message"]
    assert "ResourceNotFoundException" == error_code(get_integration, client)
    assert "ResourceNotFoundException" == error_code(client.delete_integration, DomainName="shop", Uri=BUCKET)


@pytest.mark.rule("INT-16", "EX-7")
def test_get_needs_a_uri(client: CustomerProfilesClient) -> None:
    get_integration: Any = client.get_integration

    with pytest.raises(ParamValidationError):
        get_integration(DomainName="shop")


@pytest.mark.needs("PutIntegrationRequest.RoleArn")
@pytest.mark.rule("INT-3", "INT-4", "CLI-18")
def test_campaigns_can_be_associated_with_an_empty_domain(client: CustomerProfilesClient) -> None:
    names = {f"Campaign-{each}": f"Campaign-{each}" for each in ("Email", "SMS", "Telephony", "Orchestration")}
    put_integration(client, CAMPAIGNS, ObjectTypeName=None, ObjectTypeNames=names, RoleArn=ROLE)

    assert names == get_integration(client, CAMPAIGNS)["ObjectTypeNames"]


@pytest.mark.rule("INT-4", "CLI-18")
@pytest.mark.parametrize("name", ["CTR", "Shopify-Order", "_asset", "_unstructured"])
def test_templates_and_standard_types_need_not_be_created(client: CustomerProfilesClient, name: str) -> None:
    assert name == put_integration(client, ObjectTypeName=name)["ObjectTypeName"]


@pytest.mark.rule("INT-4")
def test_unknown_object_type_is_refused(client: CustomerProfilesClient) -> None:
    assert "BadRequestException" == error_code(put_integration, client, ObjectTypeName="unknown")


def test_object_type_of_the_domain_is_accepted(client: CustomerProfilesClient) -> None:
    put_template(client, "Salesforce-Account", "accounts")

    assert "accounts" == put_integration(client, ObjectTypeName="accounts")["ObjectTypeName"]


@pytest.mark.rule("INT-1")
def test_request_without_a_form_is_refused(client: CustomerProfilesClient) -> None:
    assert "BadRequestException" == error_code(client.put_integration, DomainName="shop")


def test_unknown_event_trigger_is_refused(client: CustomerProfilesClient) -> None:
    assert "BadRequestException" == error_code(
        put_integration, client, CAMPAIGN, EventTriggerNames=["big-order"], RoleArn=ROLE
    )


@pytest.mark.rule("INT-1", "INT-2")
def test_event_trigger_gets_its_target(client: CustomerProfilesClient) -> None:
    conditions: Any = [
        {
            "LogicalOperator": "ALL",
            "EventTriggerDimensions": [
                {"ObjectAttributes": [{"Source": "amount", "ComparisonOperator": "GREATER_THAN", "Values": ["100"]}]}
            ],
        }
    ]
    put_template(client, "Salesforce-Account", "accounts")
    client.create_event_trigger(
        DomainName="shop",
        EventTriggerName="big-order",
        ObjectTypeName="accounts",
        EventTriggerConditions=conditions,
    )
    put_integration(client, CAMPAIGN, ObjectTypeName=None, EventTriggerNames=["big-order"], RoleArn=ROLE)
    after = put_integration(client, CAMPAIGN, ObjectTypeName="accounts")

    assert (["big-order"], "accounts") == (after["EventTriggerNames"], after["ObjectTypeName"])
    assert "IsUnstructured" not in after


@pytest.mark.rule("INT-10", "EX-47")
def test_two_event_triggers_are_refused(client: CustomerProfilesClient) -> None:
    put_template(client, "Salesforce-Account", "accounts")
    for name in ("a", "b"):
        create_trigger(client, name, ObjectTypeName="accounts")

    assert "BadRequestException" == error_code(
        put_integration, client, CAMPAIGN, EventTriggerNames=["a", "b"], RoleArn=ROLE
    )


@pytest.mark.rule("INT-5")
def test_uri_belongs_to_one_domain(client: CustomerProfilesClient) -> None:
    client.create_domain(DomainName="other", DefaultExpirationDays=1)
    put_integration(client)

    assert "BadRequestException" == error_code(put_integration, client, domain="other")


@pytest.mark.needs("PutIntegrationRequest.Scope")
@pytest.mark.rule("INT-11")
def test_scope_domain_needs_a_domain_object_type(client: CustomerProfilesClient) -> None:
    assert "BadRequestException" == error_code(put_integration, client, Scope="DOMAIN")
    assert "DOMAIN" == put_integration(client, Scope="DOMAIN", ObjectTypeName="_catalogItem")["Scope"]


@pytest.mark.rule("INT-18")
def test_catalogue_keeps_its_integration_while_recommenders_need_it(client: CustomerProfilesClient) -> None:
    client.update_domain(DomainName="shop", DefaultEncryptionKey=KEY, DataStore={"Enabled": True})
    put_integration(client, Scope="DOMAIN", ObjectTypeName="_catalogItem")
    put_integration(client, "s3://other")
    client.create_recommender(DomainName="shop", RecommenderName="r", RecommenderRecipeName="popular-items")

    assert "BadRequestException" == error_code(client.delete_integration, DomainName="shop", Uri=BUCKET)
    assert "Deleted" == client.delete_integration(DomainName="shop", Uri="s3://other")["Message"]


@pytest.mark.rule("INT-20")
def test_account_is_searched_by_the_exact_uri(client: CustomerProfilesClient) -> None:
    client.create_domain(DomainName="other", DefaultExpirationDays=1)
    put_integration(client)
    put_integration(client, f"{BUCKET}/more", "other")

    assert ["shop"] == [each["DomainName"] for each in client.list_account_integrations(Uri=BUCKET)["Items"]]
    assert [] == client.list_account_integrations(Uri="s3://orders")["Items"]


@pytest.mark.rule("INT-19", "CLI-6")
def test_listing_hidden_integrations_shows_no_others(client: CustomerProfilesClient) -> None:
    put_integration(client)

    assert [BUCKET] == uris(client.list_integrations(DomainName="shop", IncludeHidden=True))


@pytest.mark.rule("INT-15")
def test_fifty_integrations_are_the_most(client: CustomerProfilesClient) -> None:
    for index in range(50):
        put_integration(client, f"s3://orders/{index}")

    assert "BadRequestException" == error_code(put_integration, client, "s3://orders/50")


@pytest.mark.needs("PutIntegrationRequest.RoleArn")
def test_tags_are_found_by_an_arn_that_holds_another_arn(client: CustomerProfilesClient, domain: str) -> None:
    put_integration(
        client, CAMPAIGNS, ObjectTypeName=None, ObjectTypeNames={"e": "Campaign-Email"}, RoleArn=ROLE, Tags={"a": "b"}
    )
    arn = aws_arn("profile", f"domains/{domain}/integrations/{CAMPAIGNS}")
    client.tag_resource(resourceArn=arn, tags={"c": "d"})

    assert {"a": "b", "c": "d"} == get_integration(client, CAMPAIGNS)["Tags"]


@pytest.mark.rule("INT-21")
def test_deleting_an_object_type_ends_the_integrations_that_feed_it_alone(client: CustomerProfilesClient) -> None:
    put_template(client, "Salesforce-Account", "accounts")
    put_integration(client, ObjectTypeName="accounts")
    events = aws_arn("app-integrations", "event-integration/shop")
    put_integration(client, events, ObjectTypeName=None, ObjectTypeNames={"Seen": "accounts", "Called": "CTR"})
    client.delete_profile_object_type(DomainName="shop", ObjectTypeName="accounts")

    assert [events] == uris(client.list_integrations(DomainName="shop"))


def test_integrations_of_another_region_do_not_matter(client: CustomerProfilesClient) -> None:
    put_integration(client)
    elsewhere = boto3.client("customer-profiles", region_name="us-west-2")
    elsewhere.create_domain(DomainName="shop", DefaultExpirationDays=1)
    put_integration(elsewhere)

    assert [] == boto3.client("customer-profiles", "eu-west-2").list_account_integrations(Uri=BUCKET)["Items"]


@pytest.mark.rule("INT-3a", "INT-3")
@pytest.mark.parametrize(
    ("event", "template"),
    [
        ("SegmentIdentify", "Segment-Identify"),
        ("SegmentIdentify", "Segment-Customer"),
        ("ShopifyCreateCustomers", "Shopify-Customer"),
        ("ShopifyUpdateCustomers", "Shopify-Customer"),
        ("ShopifyCreateDraftOrders", "Shopify-DraftOrder"),
        ("ShopifyUpdateDraftOrders", "Shopify-DraftOrder"),
        ("ShopifyCreateOrders", "Shopify-Order"),
        ("ShopifyUpdatedOrders", "Shopify-Order"),
    ],
)
def test_documented_events_go_with_their_templates(client: CustomerProfilesClient, event: str, template: str) -> None:
    uri = aws_arn("app-integrations", "event-integration/shop")
    made = put_integration(client, uri, ObjectTypeName=None, ObjectTypeNames={event: template})

    assert {event: template} == made["ObjectTypeNames"]
