"""Integration workflows: fetch a source's history in steps, then go on with a standing integration."""

from __future__ import annotations

from datetime import timezone
from typing import TYPE_CHECKING, cast

from moto_customerprofiles.engine.integrations.flow_definitions import FlowDefinition, check_flow
from moto_customerprofiles.engine.integrations.workflow_plan import Batch, check_source, plan
from moto_customerprofiles.engine.values.listings import Listing, ordered
from moto_customerprofiles.entities.workflows import COMPLETE, Purpose, Step, Workflow
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.operation import operation
from moto_customerprofiles.services.integrations import workflows
from moto_customerprofiles.services.integrations.integrations import check_references

if TYPE_CHECKING:
    from datetime import datetime

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.values.listings import Listing
    from moto_customerprofiles.state.world import World


@operation("CreateIntegrationWorkflow", caveat="no records are fetched; a hook can count some as processed")
def create_integration_workflow(world: World, request: t.CreateIntegrationWorkflowRequestTypeDef) -> dict[str, object]:
    """Begin a workflow; when it is complete, its integration is there."""
    domain = world.domain(request)
    flow, given = _flow(request)
    check_flow(flow)
    check_source(flow)
    check_references(domain, {"ObjectTypeName": request["ObjectTypeName"]})
    batches = plan(flow, given, world.call.now)
    purpose = Purpose(request["ObjectTypeName"], request["RoleArn"], request.get("Tags", {}))
    return {"WorkflowId": workflows.begin(world, domain, flow, batches, purpose), "Message": "Create request received"}


@operation("GetWorkflow")
def get_workflow(world: World, request: t.GetWorkflowRequestTypeDef) -> dict[str, object]:
    """Return where a workflow stands and what it has done."""
    domain = world.domain(request)
    workflow = workflows.driver.poll(domain, domain.workflows.require(request["WorkflowId"]))
    source = workflow.flow["SourceFlowConfig"]
    return {
        "WorkflowId": workflow.workflow_id,
        "WorkflowType": workflow.workflow_type,
        "Status": workflow.status,
        "ErrorDescription": workflow.error_description,
        "StartDate": workflow.started_at,
        "LastUpdatedAt": workflow.last_updated_at,
        "Attributes": {
            "AppflowIntegration": {
                "SourceConnectorType": source["ConnectorType"],
                "ConnectorProfileName": source["ConnectorProfileName"],
                "RoleArn": workflow.purpose.role_arn,
            }
        },
        "Metrics": {
            "AppflowIntegration": {
                "RecordsProcessed": sum(step.records_processed for step in workflow.steps),
                "StepsCompleted": sum(workflow.status_of(step) == COMPLETE for step in workflow.steps),
                "TotalSteps": len(workflow.steps),
            }
        },
    }


@operation("GetWorkflowSteps")
def get_workflow_steps(world: World, request: t.GetWorkflowStepsRequestTypeDef) -> dict[str, object]:
    """List the steps of a workflow with the span of time that each fetches."""
    domain = world.domain(request)
    workflow = workflows.driver.poll(domain, domain.workflows.require(request["WorkflowId"]))
    items = ordered(workflow.steps, lambda step: step.place).shown_as(
        lambda step: {"AppflowIntegration": _describe(workflow, step)}
    )
    return {"WorkflowId": workflow.workflow_id, "WorkflowType": workflow.workflow_type, "Items": items}


@operation("ListWorkflows")
def list_workflows(world: World, request: t.ListWorkflowsRequestTypeDef) -> Listing[Workflow]:
    """List the workflows of a domain by type, status and the instants of their start and end.

    Both dates are lower bounds: "started after timestamp", "ended after timestamp" (service model). That the instant
    itself is in the list is our choice.
    """
    status = request.get("Status")
    start, end = cast("tuple[datetime | None, ...]", (request.get("QueryStartDate"), request.get("QueryEndDate")))
    return (
        world.domain(request)
        .workflows.oldest_first()
        .where(
            lambda each: (
                status in (None, each.status) and _is_since(start, each.started_at) and _is_since(end, each.ended_at)
            )
        )
    )


@operation("DeleteWorkflow")
def delete_workflow(world: World, request: t.DeleteWorkflowRequestTypeDef) -> None:
    """Delete a workflow with its steps and the integration that it made."""
    domain = world.domain(request)
    workflows.delete(domain, domain.workflows.require(request["WorkflowId"]))


def _is_since(bound: datetime | None, instant: datetime | None) -> bool:
    return bound is None or (instant is not None and bound <= instant)


def _flow(request: t.CreateIntegrationWorkflowRequestTypeDef) -> tuple[FlowDefinition, list[Batch]]:
    """Read the flow of a request, and the batches that the caller wants it fetched in, if any."""
    config = request["IntegrationConfig"].get("AppflowIntegration")
    if config is None:
        raise BadRequest("IntegrationConfig.AppflowIntegration is required")
    spans = cast("list[dict[str, datetime]]", config.get("Batches", []))
    batches = [Batch(each["StartTime"], each["EndTime"]) for each in spans]
    return cast("FlowDefinition", config["FlowDefinition"]), batches


def _describe(workflow: Workflow, step: Step) -> dict[str, object]:
    return {
        "FlowName": step.flow_name,
        "Status": workflow.status_of(step),
        "ExecutionMessage": workflow.message_of(step),
        "RecordsProcessed": step.records_processed,
        "BatchRecordsStartTime": _iso(step.batch.start),
        "BatchRecordsEndTime": _iso(step.batch.end),
        "CreatedAt": step.created_at,
        "LastUpdatedAt": max(step.last_updated_at, workflow.last_updated_at),
    }


def _iso(moment: datetime) -> str:
    return moment.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")
