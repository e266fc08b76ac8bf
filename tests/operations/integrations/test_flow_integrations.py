"""Integrations with a flow: one that is defined with them, or one that was made in AppFlow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from tests.support.areas.integrations import FLOW, put_integration
from tests.support.facts import aws_arn
from tests.support.replies import error_code, less_metadata

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

pytestmark = pytest.mark.usefixtures("domain")


@pytest.mark.rule("INT-6", "INT-12", "INT-13")
def test_flow_definition_makes_a_flow_whose_arn_is_the_uri(client: CustomerProfilesClient) -> None:
    answer = less_metadata(put_integration(client, None, FlowDefinition=FLOW))
    at = answer["CreatedAt"]

    assert {
        "DomainName": "shop",
        "Uri": aws_arn("appflow", "flow/daily-accounts"),
        "ObjectTypeName": "Salesforce-Account",
        "IsUnstructured": False,
        "CreatedAt": at,
        "LastUpdatedAt": at,
        "Tags": {},
    } == answer


@pytest.mark.rule("INT-7", "ERR-2")
def test_name_of_a_flow_can_be_used_once(client: CustomerProfilesClient) -> None:
    put_integration(client, None, FlowDefinition=FLOW)
    client.create_domain(DomainName="other", DefaultExpirationDays=1)

    for domain in ("shop", "other"):
        with pytest.raises(ClientError, match=r"Flow with name daily-accounts already exists\.") as error:
            put_integration(client, None, domain, FlowDefinition=FLOW)

        assert "BadRequestException" == error.value.response["Error"]["Code"]


@pytest.mark.rule("INT-17")
def test_deleting_the_integration_frees_the_name_of_its_flow(client: CustomerProfilesClient) -> None:
    uri = put_integration(client, None, FlowDefinition=FLOW)["Uri"]
    client.delete_integration(DomainName="shop", Uri=uri)

    assert uri == put_integration(client, None, FlowDefinition=FLOW)["Uri"]


@pytest.mark.rule("INT-8")
def test_flow_definition_is_checked(client: CustomerProfilesClient) -> None:
    source = {**FLOW["SourceFlowConfig"], "ConnectorType": "Zendesk"}

    assert "BadRequestException" == error_code(
        put_integration, client, None, FlowDefinition={**FLOW, "SourceFlowConfig": source}
    )


@pytest.mark.rule("INT-25")
@pytest.mark.parametrize("bad", [{"ScheduleExpression": "gibberish"}, {"ScheduleStartTime": 2, "ScheduleEndTime": 1}])
def test_flow_needs_a_sound_schedule(client: CustomerProfilesClient, bad: dict[str, object]) -> None:
    schedule = {"ScheduleExpression": "rate(1hour)", **bad}
    trigger = {"TriggerType": "Scheduled", "TriggerProperties": {"Scheduled": schedule}}
    code = error_code(put_integration, client, None, FlowDefinition={**FLOW, "TriggerConfig": trigger})

    assert ("BadRequestException", []) == (code, client.list_integrations(DomainName="shop")["Items"])


@pytest.mark.rule("INT-1", "INT-2")
def test_event_bus_of_a_partner_takes_several_object_types(client: CustomerProfilesClient) -> None:
    names = {"ShopifyCreateOrders": "Shopify-Order"}
    uri = aws_arn("events", "event-bus/aws.partner/shopify.com/1/orders")
    put_integration(client, uri, ObjectTypeName=None, ObjectTypeNames=names)

    assert names == client.get_integration(DomainName="shop", Uri=uri)["ObjectTypeNames"]


@pytest.mark.rule("INT-13")
def test_updating_a_flow_made_here_keeps_it_structured(client: CustomerProfilesClient) -> None:
    uri = put_integration(client, None, FlowDefinition=FLOW)["Uri"]

    assert put_integration(client, uri, ObjectTypeName="Salesforce-Contact")["IsUnstructured"] is False


@pytest.mark.rule("INT-13")
def test_flows_made_in_appflow_are_called_unstructured(client: CustomerProfilesClient) -> None:
    answer = put_integration(client, aws_arn("appflow", "flow/mine"))

    assert answer["IsUnstructured"] is True


@pytest.mark.rule("INT-13", "INT-14")
def test_integrations_without_a_flow_do_not_speak_of_structure(client: CustomerProfilesClient) -> None:
    assert (
        not {"IsUnstructured", "EventTriggerNames", "Scope", "WorkflowId", "RoleArn"} & put_integration(client).keys()
    )
