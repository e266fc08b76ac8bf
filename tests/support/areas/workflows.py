"""Integration workflows in the domain `shop`, as tests create and read them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests.support.facts import KEY, ROLE, T0
from tests.support.shop import SHOP

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

FLOW: Any = {
    "FlowName": "history",
    "KmsArn": KEY,
    "SourceFlowConfig": {
        "ConnectorType": "Salesforce",
        "ConnectorProfileName": "sales",
        "SourceConnectorProperties": {"Salesforce": {"Object": "Account"}},
    },
    "Tasks": [],
    "TriggerConfig": {"TriggerType": "OnDemand"},
}


def days(count: int) -> datetime:
    """Return the moment so many days from T0."""
    return T0 + timedelta(days=count)


def create_workflow(client: CustomerProfilesClient, flow: Any = FLOW, **members: Any) -> str:
    """Create a workflow and return its id; `Batches` are (start, end) pairs."""
    pairs = members.pop("Batches", [])
    config: Any = {"AppflowIntegration": {"FlowDefinition": flow}}
    if pairs:
        config["AppflowIntegration"]["Batches"] = [{"StartTime": start, "EndTime": end} for start, end in pairs]
    request: Any = {"ObjectTypeName": "Salesforce-Account", "RoleArn": ROLE, "IntegrationConfig": config, **members}
    reply = client.create_integration_workflow(DomainName=SHOP, WorkflowType="APPFLOW_INTEGRATION", **request)
    return reply["WorkflowId"]


def get_workflow(client: CustomerProfilesClient, workflow_id: str) -> Any:
    """Get a workflow."""
    return client.get_workflow(DomainName=SHOP, WorkflowId=workflow_id)


def workflow_steps(client: CustomerProfilesClient, workflow_id: str) -> list[Any]:
    """Get the steps of a workflow."""
    items = client.get_workflow_steps(DomainName=SHOP, WorkflowId=workflow_id)["Items"]
    return [item["AppflowIntegration"] for item in items]
