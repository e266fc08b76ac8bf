"""Integration workflows in the domain `shop`, as tests create and read them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from tests.support.facts import aws_arn

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

NOW = datetime(2026, 6, 1, tzinfo=timezone.utc)
ROLE = aws_arn("iam", "role/x")
FLOW: Any = {
    "FlowName": "history",
    "KmsArn": aws_arn("kms", "key/1234"),
    "SourceFlowConfig": {
        "ConnectorType": "Salesforce",
        "ConnectorProfileName": "sales",
        "SourceConnectorProperties": {"Salesforce": {"Object": "Account"}},
    },
    "Tasks": [],
    "TriggerConfig": {"TriggerType": "OnDemand"},
}


def days(count: int) -> datetime:
    """Return the moment so many days from NOW."""
    return NOW + timedelta(days=count)


def create(client: CustomerProfilesClient, flow: Any = FLOW, **members: Any) -> str:
    """Create a workflow and return its id; `Batches` are (start, end) pairs."""
    pairs = members.pop("Batches", [])
    config: Any = {"AppflowIntegration": {"FlowDefinition": flow}}
    if pairs:
        config["AppflowIntegration"]["Batches"] = [{"StartTime": start, "EndTime": end} for start, end in pairs]
    request: Any = {"ObjectTypeName": "Salesforce-Account", "RoleArn": ROLE, "IntegrationConfig": config, **members}
    answer = client.create_integration_workflow(DomainName="shop", WorkflowType="APPFLOW_INTEGRATION", **request)
    return answer["WorkflowId"]


def get(client: CustomerProfilesClient, workflow_id: str) -> Any:
    """Get a workflow."""
    return client.get_workflow(DomainName="shop", WorkflowId=workflow_id)


def steps(client: CustomerProfilesClient, workflow_id: str) -> list[Any]:
    """Get the steps of a workflow."""
    items = client.get_workflow_steps(DomainName="shop", WorkflowId=workflow_id)["Items"]
    return [item["AppflowIntegration"] for item in items]
