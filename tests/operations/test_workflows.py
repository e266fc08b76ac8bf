from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError
from freezegun import freeze_time
from moto.moto_api import state_manager

if TYPE_CHECKING:
    from collections.abc import Iterator

    from types_boto3_customer_profiles import CustomerProfilesClient

NOW = datetime(2026, 6, 1, tzinfo=timezone.utc)
ROLE = "arn:aws:iam::123456789012:role/x"
URI = "arn:aws:appflow:us-east-1:123456789012:flow/history"
FLOW: Any = {
    "FlowName": "history",
    "KmsArn": "arn:aws:kms:us-east-1:123456789012:key/1234",
    "SourceFlowConfig": {
        "ConnectorType": "Salesforce",
        "ConnectorProfileName": "sales",
        "SourceConnectorProperties": {"Salesforce": {"Object": "Account"}},
    },
    "Tasks": [],
    "TriggerConfig": {"TriggerType": "OnDemand"},
}

pytestmark = [pytest.mark.usefixtures("domain", "_now")]


@pytest.fixture
def _now() -> Iterator[None]:
    with freeze_time(NOW):
        yield


@pytest.fixture
def _stepwise() -> Iterator[None]:
    """Let a workflow need one look for each of its steps."""
    state_manager.set_transition("customerprofiles::integration_workflow", {"progression": "manual", "times": 1})
    yield
    state_manager.unset_transition("customerprofiles::integration_workflow")


@pytest.fixture
def _timed() -> Iterator[None]:
    state_manager.set_transition("customerprofiles::integration_workflow", {"progression": "time", "seconds": 60})
    yield
    state_manager.unset_transition("customerprofiles::integration_workflow")


def days(count: int) -> datetime:
    return NOW + timedelta(days=count)


def create(client: CustomerProfilesClient, flow: Any = FLOW, **members: Any) -> str:
    """Create a workflow and answer its id; `Batches` are (start, end) pairs."""
    pairs = members.pop("Batches", [])
    config: Any = {"AppflowIntegration": {"FlowDefinition": flow}}
    if pairs:
        config["AppflowIntegration"]["Batches"] = [{"StartTime": start, "EndTime": end} for start, end in pairs]
    request: Any = {"ObjectTypeName": "Salesforce-Account", "RoleArn": ROLE, "IntegrationConfig": config, **members}
    answer = client.create_integration_workflow(DomainName="shop", WorkflowType="APPFLOW_INTEGRATION", **request)
    return answer["WorkflowId"]


def get(client: CustomerProfilesClient, workflow_id: str) -> Any:
    return client.get_workflow(DomainName="shop", WorkflowId=workflow_id)


def steps(client: CustomerProfilesClient, workflow_id: str) -> list[Any]:
    items = client.get_workflow_steps(DomainName="shop", WorkflowId=workflow_id)["Items"]
    return [item["AppflowIntegration"] for item in items]


def listed(client: CustomerProfilesClient, **filters: Any) -> list[str]:
    return [item["WorkflowId"] for item in client.list_workflows(DomainName="shop", **filters)["Items"]]


def integrations(client: CustomerProfilesClient) -> list[str]:
    return [item["Uri"] for item in client.list_integrations(DomainName="shop")["Items"]]


def refused(call: Any, *arguments: Any, **members: Any) -> str:
    with pytest.raises(ClientError) as error:
        call(*arguments, **members)
    return str(error.value.response["Error"]["Code"])


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
    workflow_id = create(client)
    answer = get(client, workflow_id)
    answer.pop("ResponseMetadata")

    assert {
        "WorkflowId": workflow_id,
        "WorkflowType": "APPFLOW_INTEGRATION",
        "Status": "COMPLETE",
        "StartDate": NOW,
        "LastUpdatedAt": NOW,
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
    workflow_id = create(client, Tags={"team": "sales"})
    made = client.get_integration(DomainName="shop", Uri=URI)

    assert (workflow_id, "Salesforce-Account") == (made["WorkflowId"], made["ObjectTypeName"])
    assert {"team": "sales"} == made["Tags"]


@pytest.mark.rule("WF-10", "STA-2")
@pytest.mark.usefixtures("_stepwise")
def test_integration_appears_when_the_workflow_is_complete(client: CustomerProfilesClient) -> None:
    workflow_id = create(client)
    before = integrations(client)
    seen = [get(client, workflow_id)["Status"] for _ in range(2)]

    assert ([], ["IN_PROGRESS", "COMPLETE"], [URI]) == (before, seen, integrations(client))


@pytest.mark.usefixtures("_stepwise")
def test_workflow_was_updated_when_it_moved_on(client: CustomerProfilesClient) -> None:
    workflow_id = create(client)
    with freeze_time(days(1)):
        answer = get(client, workflow_id)

    assert (NOW, days(1)) == (answer["StartDate"], answer["LastUpdatedAt"])


@pytest.mark.usefixtures("_timed")
def test_integration_appears_in_time_without_a_look_at_the_workflow(client: CustomerProfilesClient) -> None:
    create(client)

    with freeze_time(NOW + timedelta(seconds=119)):
        early = integrations(client)
    with freeze_time(NOW + timedelta(seconds=120)):
        late = integrations(client)

    assert ([], [URI]) == (early, late)


@pytest.mark.usefixtures("_stepwise")
def test_lists_do_not_move_a_workflow_on(client: CustomerProfilesClient) -> None:
    create(client)
    statuses = [client.list_workflows(DomainName="shop")["Items"][0]["Status"] for _ in range(3)]

    assert ["NOT_STARTED"] * 3 == statuses


@pytest.mark.usefixtures("_stepwise")
def test_workflow_whose_uri_is_taken_meanwhile_has_failed(client: CustomerProfilesClient) -> None:
    workflow_id = create(client)
    client.put_integration(DomainName="shop", Uri=URI, ObjectTypeName="Salesforce-Account")
    get(client, workflow_id)
    answer = get(client, workflow_id)

    assert "FAILED" == answer["Status"]
    assert URI in answer["ErrorDescription"]


@pytest.mark.usefixtures("_stepwise")
def test_flow_of_a_running_workflow_is_taken(client: CustomerProfilesClient) -> None:
    create(client)

    assert "BadRequestException" == refused(create, client)


def test_flow_is_free_again_when_the_integration_is_gone(client: CustomerProfilesClient) -> None:
    create(client)
    client.delete_integration(DomainName="shop", Uri=URI)
    create(client)

    assert [URI] == integrations(client)


def test_workflow_needs_room_for_its_integration(client: CustomerProfilesClient) -> None:
    for index in range(50):
        client.put_integration(DomainName="shop", Uri=f"s3://orders/{index}", ObjectTypeName="Salesforce-Account")

    assert "BadRequestException" == refused(create, client)
    assert [] == listed(client)


def test_flow_of_an_integration_is_taken(client: CustomerProfilesClient) -> None:
    client.put_integration(DomainName="shop", Uri=URI, ObjectTypeName="Salesforce-Account")

    assert "BadRequestException" == refused(create, client)


@pytest.mark.rule("WF-1")
@pytest.mark.parametrize(
    ("connector", "properties"),
    [("S3", {"S3": {"BucketName": "bucket"}}), ("Zendesk", {"Zendesk": {"Object": "users"}})],
)
def test_sources_without_history_are_refused(
    client: CustomerProfilesClient, connector: str, properties: dict[str, object]
) -> None:
    flow = source(ConnectorType=connector, SourceConnectorProperties=properties)

    assert "BadRequestException" == refused(create, client, flow)


@pytest.mark.rule("WF-7")
def test_missing_connector_profile_is_refused(client: CustomerProfilesClient) -> None:
    without = {name: each for name, each in FLOW["SourceFlowConfig"].items() if name != "ConnectorProfileName"}

    assert "BadRequestException" == refused(create, client, {**FLOW, "SourceFlowConfig": without})


@pytest.mark.rule("WF-1")
def test_missing_configuration_is_refused(client: CustomerProfilesClient) -> None:
    assert "BadRequestException" == refused(create, client, IntegrationConfig={})


@pytest.mark.rule("ADD-4")
def test_template_need_not_be_created(client: CustomerProfilesClient) -> None:
    create(client, ObjectTypeName="Salesforce-Contact")

    assert "BadRequestException" == refused(create, client, {**FLOW, "FlowName": "b2"}, ObjectTypeName="unknown")


@pytest.mark.rule("WF-3")
@pytest.mark.parametrize("pairs", [[(0, 0)], [(1, 0)], [(0, 2), (1, 3)]])
def test_senseless_batches_are_refused(client: CustomerProfilesClient, pairs: list[tuple[int, int]]) -> None:
    batches = [(days(start), days(end)) for start, end in pairs]

    assert "BadRequestException" == refused(create, client, Batches=batches)


@pytest.mark.rule("WF-5", "WF-8")
def test_each_batch_is_a_step(client: CustomerProfilesClient) -> None:
    workflow_id = create(client, Batches=[(days(-2), days(-1)), (days(-1), days(0))])
    first, second = steps(client, workflow_id)

    assert {
        "FlowName": "history_1",
        "Status": "COMPLETE",
        "ExecutionMessage": "Completed",
        "RecordsProcessed": 0,
        "BatchRecordsStartTime": "2026-05-30T00:00:00Z",
        "BatchRecordsEndTime": "2026-05-31T00:00:00Z",
        "CreatedAt": NOW,
        "LastUpdatedAt": NOW,
    } == first
    assert "history_2" == second["FlowName"]


@pytest.mark.rule("WF-5")
def test_long_history_is_fetched_in_several_steps(client: CustomerProfilesClient) -> None:
    schedule = {"ScheduleExpression": "rate(1hour)", "FirstExecutionFrom": days(-100)}
    trigger = {"TriggerType": "Scheduled", "TriggerProperties": {"Scheduled": schedule}}
    workflow_id = create(client, {**FLOW, "TriggerConfig": trigger})
    spans = [(each["BatchRecordsStartTime"], each["BatchRecordsEndTime"]) for each in steps(client, workflow_id)]

    assert [
        ("2026-02-21T00:00:00Z", "2026-04-22T00:00:00Z"),
        ("2026-04-22T00:00:00Z", "2026-06-01T00:00:00Z"),
    ] == spans


@pytest.mark.usefixtures("_stepwise")
def test_steps_stand_where_the_workflow_stands(client: CustomerProfilesClient) -> None:
    workflow_id = create(client)
    (step,) = steps(client, workflow_id)

    assert ("IN_PROGRESS", "In progress") == (step["Status"], step["ExecutionMessage"])
    assert (
        0
        == client.get_workflow(DomainName="shop", WorkflowId=workflow_id)["Metrics"]["AppflowIntegration"][
            "RecordsProcessed"
        ]
    )


@pytest.mark.rule("WF-9")
def test_list_items_have_all_their_members(client: CustomerProfilesClient) -> None:
    workflow_id = create(client)

    assert [
        {
            "WorkflowType": "APPFLOW_INTEGRATION",
            "WorkflowId": workflow_id,
            "Status": "COMPLETE",
            "StatusDescription": "COMPLETE",
            "CreatedAt": NOW,
            "LastUpdatedAt": NOW,
        }
    ] == client.list_workflows(DomainName="shop")["Items"]


@pytest.mark.rule("WF-9")
def test_workflows_are_filtered_by_a_window_on_their_start(client: CustomerProfilesClient) -> None:
    workflow_id = create(client)

    assert [workflow_id] == listed(client, QueryStartDate=NOW, QueryEndDate=NOW)
    assert [] == listed(client, QueryStartDate=NOW + timedelta(seconds=1))
    assert [] == listed(client, QueryEndDate=NOW - timedelta(seconds=1))


@pytest.mark.rule("WF-9")
def test_workflows_are_filtered_by_status_and_type(client: CustomerProfilesClient) -> None:
    workflow_id = create(client)

    assert [workflow_id] == listed(client, Status="COMPLETE", WorkflowType="APPFLOW_INTEGRATION")
    assert [] == listed(client, Status="FAILED")


@pytest.mark.rule("WF-11")
def test_delete_removes_the_integration_too(client: CustomerProfilesClient) -> None:
    workflow_id = create(client)
    answer: Any = client.delete_workflow(DomainName="shop", WorkflowId=workflow_id)

    assert {"ResponseMetadata"} == set(answer)
    assert ([], []) == (listed(client), integrations(client))
    assert "ResourceNotFoundException" == refused(get, client, workflow_id)


def test_delete_leaves_an_integration_that_the_workflow_did_not_make(client: CustomerProfilesClient) -> None:
    workflow_id = create(client)
    client.delete_integration(DomainName="shop", Uri=URI)
    client.put_integration(DomainName="shop", Uri=URI, ObjectTypeName="Salesforce-Account")
    client.delete_workflow(DomainName="shop", WorkflowId=workflow_id)

    assert [URI] == integrations(client)


@pytest.mark.rule("WF-11")
@pytest.mark.parametrize("operation", ["get_workflow", "get_workflow_steps", "delete_workflow"])
def test_unknown_workflow_is_not_found(client: CustomerProfilesClient, operation: str) -> None:
    assert "ResourceNotFoundException" == refused(getattr(client, operation), DomainName="shop", WorkflowId="0" * 32)
