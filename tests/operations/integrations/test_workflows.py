"""Integration workflows through boto3: created, followed, listed and deleted."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.areas.workflows import FLOW, create_workflow, days, get_workflow
from tests.support.backends import the_backend
from tests.support.facts import ROLE, T0, aws_arn
from tests.support.model import operations_that_need
from tests.support.replies import error_code, less_metadata

if TYPE_CHECKING:
    from collections.abc import Callable

    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient

URI = aws_arn("appflow", "flow/history")

pytestmark = pytest.mark.usefixtures("domain", "frozen")


def listed(client: CustomerProfilesClient, **filters: Any) -> list[str]:
    return [item["WorkflowId"] for item in client.list_workflows(DomainName="shop", **filters)["Items"]]


def integrations(client: CustomerProfilesClient) -> list[str]:
    return [item["Uri"] for item in client.list_integrations(DomainName="shop")["Items"]]


def source(**members: Any) -> Any:
    return {**FLOW, "SourceFlowConfig": {**FLOW["SourceFlowConfig"], **members}}


@pytest.mark.rule("WF-2")
def test_request_is_confirmed(client: CustomerProfilesClient) -> None:
    config: Any = {"AppflowIntegration": {"FlowDefinition": FLOW}}
    answer = client.create_integration_workflow(
        DomainName="shop",
        WorkflowType="APPFLOW_INTEGRATION",
        IntegrationConfig=config,
        ObjectTypeName="Salesforce-Account",
        RoleArn=ROLE,
    )

    assert "Create request received" == answer["Message"]
    assert 32 == len(answer["WorkflowId"])


@pytest.mark.rule("WF-7", "WF-12")
def test_workflow_is_complete_at_once(client: CustomerProfilesClient) -> None:
    workflow_id = create_workflow(client)
    answer = less_metadata(get_workflow(client, workflow_id))

    assert {
        "WorkflowId": workflow_id,
        "WorkflowType": "APPFLOW_INTEGRATION",
        "Status": "COMPLETE",
        "StartDate": T0,
        "LastUpdatedAt": T0,
        "Attributes": {
            "AppflowIntegration": {
                "SourceConnectorType": "Salesforce",
                "ConnectorProfileName": "sales",
                "RoleArn": ROLE,
            }
        },
        "Metrics": {"AppflowIntegration": {"RecordsProcessed": 0, "StepsCompleted": 1, "TotalSteps": 1}},
    } == answer


@pytest.mark.rule("WF-1a", "WF-10")
def test_complete_workflow_has_made_an_integration(client: CustomerProfilesClient) -> None:
    workflow_id = create_workflow(client, Tags={"team": "sales"})
    made = client.get_integration(DomainName="shop", Uri=URI)

    assert (workflow_id, "Salesforce-Account") == (made["WorkflowId"], made["ObjectTypeName"])
    assert {"team": "sales"} == made["Tags"]


@pytest.mark.rule("WF-10", "STA-2")
@pytest.mark.usefixtures("stepwise_workflows")
def test_integration_appears_when_the_workflow_is_complete(client: CustomerProfilesClient) -> None:
    workflow_id = create_workflow(client)
    before = integrations(client)
    seen = [get_workflow(client, workflow_id)["Status"] for _ in range(2)]

    assert ([], ["IN_PROGRESS", "COMPLETE"], [URI]) == (before, seen, integrations(client))


@pytest.mark.usefixtures("stepwise_workflows")
def test_workflow_was_updated_when_it_moved_on(client: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    workflow_id = create_workflow(client)
    frozen.move_to(days(1))
    answer = get_workflow(client, workflow_id)

    assert (days(1), days(1)) == (answer["StartDate"], answer["LastUpdatedAt"])


@pytest.mark.rule("WF-13")
def test_start_date_is_the_instant_of_the_start(
    pace: Callable[..., None], client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    pace("integration_workflow", progression="time", seconds=3600)
    workflow_id = create_workflow(client)
    waiting = get_workflow(client, workflow_id)
    frozen.move_to(T0 + timedelta(hours=5))
    complete = get_workflow(client, workflow_id)

    assert ("NOT_STARTED", False) == (waiting["Status"], "StartDate" in waiting)
    assert ("COMPLETE", T0 + timedelta(hours=1)) == (complete["Status"], complete["StartDate"])
    assert T0 + timedelta(hours=2) == complete["LastUpdatedAt"]


@pytest.mark.rule("WF-13")
@pytest.mark.usefixtures("stepwise_workflows")
@pytest.mark.parametrize(
    ("status", "has_start"), [("NOT_STARTED", False), ("CANCELLED", False), ("IN_PROGRESS", True), ("FAILED", True)]
)
def test_workflow_that_is_held_has_started_unless_it_was_cancelled_before(
    client: CustomerProfilesClient, status: str, *, has_start: bool
) -> None:
    workflow_id = create_workflow(client)
    the_backend().call_hook("set_workflow_status", domain_name="shop", workflow_id=workflow_id, status=status)

    assert has_start == ("StartDate" in get_workflow(client, workflow_id))


def test_integration_appears_in_time_without_a_poll_of_the_workflow(
    pace: Callable[..., None], client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    pace("integration_workflow", progression="time", seconds=60)
    create_workflow(client)

    frozen.move_to(T0 + timedelta(seconds=119))
    early = integrations(client)
    frozen.move_to(T0 + timedelta(seconds=120))
    late = integrations(client)

    assert ([], [URI]) == (early, late)


@pytest.mark.usefixtures("stepwise_workflows")
def test_lists_do_not_move_a_workflow_on(client: CustomerProfilesClient) -> None:
    create_workflow(client)
    statuses = [client.list_workflows(DomainName="shop")["Items"][0]["Status"] for _ in range(3)]

    assert ["NOT_STARTED"] * 3 == statuses


@pytest.mark.usefixtures("stepwise_workflows")
def test_workflow_whose_uri_is_taken_meanwhile_has_failed(client: CustomerProfilesClient) -> None:
    workflow_id = create_workflow(client)
    client.put_integration(DomainName="shop", Uri=URI, ObjectTypeName="Salesforce-Account")
    get_workflow(client, workflow_id)
    answer = get_workflow(client, workflow_id)

    assert "FAILED" == answer["Status"]
    assert URI in answer["ErrorDescription"]


@pytest.mark.usefixtures("stepwise_workflows")
def test_flow_of_a_running_workflow_is_taken(client: CustomerProfilesClient) -> None:
    create_workflow(client)

    assert "BadRequestException" == error_code(create_workflow, client)


def test_flow_is_free_again_when_the_integration_is_gone(client: CustomerProfilesClient) -> None:
    create_workflow(client)
    client.delete_integration(DomainName="shop", Uri=URI)
    create_workflow(client)

    assert [URI] == integrations(client)


def test_workflow_needs_room_for_its_integration(client: CustomerProfilesClient) -> None:
    for index in range(50):
        client.put_integration(DomainName="shop", Uri=f"s3://orders/{index}", ObjectTypeName="Salesforce-Account")

    assert "BadRequestException" == error_code(create_workflow, client)
    assert [] == listed(client)


def test_flow_of_an_integration_is_taken(client: CustomerProfilesClient) -> None:
    client.put_integration(DomainName="shop", Uri=URI, ObjectTypeName="Salesforce-Account")

    assert "BadRequestException" == error_code(create_workflow, client)


@pytest.mark.rule("WF-1")
@pytest.mark.parametrize(
    ("connector", "properties"),
    [("S3", {"S3": {"BucketName": "bucket"}}), ("Zendesk", {"Zendesk": {"Object": "users"}})],
)
def test_sources_without_history_are_refused(
    client: CustomerProfilesClient, connector: str, properties: dict[str, object]
) -> None:
    flow = source(ConnectorType=connector, SourceConnectorProperties=properties)

    assert "BadRequestException" == error_code(create_workflow, client, flow)


@pytest.mark.rule("WF-7")
def test_missing_connector_profile_is_refused(client: CustomerProfilesClient) -> None:
    without = {name: each for name, each in FLOW["SourceFlowConfig"].items() if name != "ConnectorProfileName"}

    assert "BadRequestException" == error_code(create_workflow, client, {**FLOW, "SourceFlowConfig": without})


@pytest.mark.rule("WF-1")
def test_missing_configuration_is_refused(client: CustomerProfilesClient) -> None:
    assert "BadRequestException" == error_code(create_workflow, client, IntegrationConfig={})


@pytest.mark.rule("ADD-4")
def test_template_need_not_be_created(client: CustomerProfilesClient) -> None:
    create_workflow(client, ObjectTypeName="Salesforce-Contact")

    assert "BadRequestException" == error_code(
        create_workflow, client, {**FLOW, "FlowName": "b2"}, ObjectTypeName="unknown"
    )


@pytest.mark.rule("WF-9")
def test_list_items_have_all_their_members(client: CustomerProfilesClient) -> None:
    workflow_id = create_workflow(client)

    assert [
        {
            "WorkflowType": "APPFLOW_INTEGRATION",
            "WorkflowId": workflow_id,
            "Status": "COMPLETE",
            "StatusDescription": "COMPLETE",
            "CreatedAt": T0,
            "LastUpdatedAt": T0,
        }
    ] == client.list_workflows(DomainName="shop")["Items"]


@pytest.mark.rule("WF-9")
def test_workflows_are_filtered_by_the_instants_of_start_and_end(
    pace: Callable[..., None], client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    pace("integration_workflow", progression="time", seconds=3600)
    workflow_id = create_workflow(client)
    frozen.move_to(T0 + timedelta(hours=5))
    start, end, second = T0 + timedelta(hours=1), T0 + timedelta(hours=2), timedelta(seconds=1)

    assert [workflow_id] == listed(client, QueryStartDate=start, QueryEndDate=end)
    assert [workflow_id] == listed(client, QueryEndDate=T0)
    assert [] == listed(client, QueryStartDate=start + second)
    assert [] == listed(client, QueryEndDate=end + second)


@pytest.mark.rule("WF-9")
def test_workflow_that_has_not_started_or_ended_is_in_no_list_by_these_instants(
    pace: Callable[..., None], client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    pace("integration_workflow", progression="time", seconds=3600)
    workflow_id = create_workflow(client)
    waiting = listed(client), listed(client, QueryStartDate=days(-1)), listed(client, QueryEndDate=days(-1))
    frozen.move_to(T0 + timedelta(minutes=61))
    running = listed(client), listed(client, QueryStartDate=days(-1)), listed(client, QueryEndDate=days(-1))

    assert (([workflow_id], [], []), ([workflow_id], [workflow_id], [])) == (waiting, running)


@pytest.mark.rule("WF-9")
def test_workflows_are_filtered_by_status_and_type(client: CustomerProfilesClient) -> None:
    workflow_id = create_workflow(client)

    assert [workflow_id] == listed(client, Status="COMPLETE", WorkflowType="APPFLOW_INTEGRATION")
    assert [] == listed(client, Status="FAILED")


@pytest.mark.rule("WF-11")
def test_delete_removes_the_integration_too(client: CustomerProfilesClient) -> None:
    workflow_id = create_workflow(client)
    answer: Any = client.delete_workflow(DomainName="shop", WorkflowId=workflow_id)

    assert {"ResponseMetadata"} == set(answer)
    assert ([], []) == (listed(client), integrations(client))
    assert "ResourceNotFoundException" == error_code(get_workflow, client, workflow_id)


def test_delete_leaves_an_integration_that_the_workflow_did_not_make(client: CustomerProfilesClient) -> None:
    workflow_id = create_workflow(client)
    client.delete_integration(DomainName="shop", Uri=URI)
    client.put_integration(DomainName="shop", Uri=URI, ObjectTypeName="Salesforce-Account")
    client.delete_workflow(DomainName="shop", WorkflowId=workflow_id)

    assert [URI] == integrations(client)


@pytest.mark.rule("WF-11")
@pytest.mark.parametrize("operation", operations_that_need("DomainName", "WorkflowId"))
def test_unknown_workflow_is_not_found(client: CustomerProfilesClient, operation: str) -> None:
    assert "ResourceNotFoundException" == error_code(getattr(client, operation), DomainName="shop", WorkflowId="0" * 32)
