"""Integration workflows: a flow's history fetched in steps, and then an integration that goes on by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.integrations.forms import Form, is_unstructured
from moto_customerprofiles.entities.integrations import Integration
from moto_customerprofiles.entities.workflows import (
    CANCELLED,
    COMPLETE,
    ENDS,
    NOT_STARTED,
    Purpose,
    Step,
    Workflow,
)
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.services.integrations.integrations import new_flow_uri
from moto_customerprofiles.services.job_driver import JobDriver

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from moto_customerprofiles.engine.integrations.flow_definitions import FlowDefinition
    from moto_customerprofiles.engine.integrations.workflow_plan import Batch
    from moto_customerprofiles.entities.jobs import Job
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.world import World

JOB = "integration_workflow"


def begin(world: World, domain: Domain, flow: FlowDefinition, batches: Sequence[Batch], purpose: Purpose) -> str:
    """Begin a workflow with a step for each batch and return its id; `BadRequest` if its flow has no room."""
    call, name = domain.call, flow["FlowName"]
    uri = new_flow_uri(world, name)
    domain.integrations.check_room(uri)
    workflow = Workflow(
        workflow_id=call.ids.hex(),
        uri=uri,
        purpose=purpose,
        flow=flow,
        job=call.begin(JOB, NOT_STARTED),
        steps=[
            Step([number], f"{name}_{number}", batch, call.now, call.now) for number, batch in enumerate(batches, 1)
        ],
        created_at=call.now,
        last_updated_at=call.now,
    )
    driver.move(domain, domain.workflows.add(workflow), workflow.job)
    return workflow.workflow_id


def moved(domain: Domain, workflow: Workflow, job: Job) -> Workflow:
    """Put a workflow where its job now stands; the first time that this is the end, the integration comes to be."""
    if job == workflow.job and (workflow.is_settled or job.status != COMPLETE):
        return workflow
    changed_at = workflow.last_updated_at if job.status == workflow.status else job.since
    workflow = replace(workflow, job=job, last_updated_at=changed_at)
    if job.status == COMPLETE and not workflow.is_settled:
        workflow = _settled(domain, workflow)
    return domain.workflows.replace(_timed(workflow))


def _timed(workflow: Workflow) -> Workflow:
    """Return a workflow with the instants of its start and end; one that is cancelled need not have started."""
    status, since = workflow.status, workflow.job.since
    if status == NOT_STARTED:
        return replace(workflow, started_at=None, ended_at=None)
    started_at = workflow.started_at if status == CANCELLED else workflow.started_at or since
    return replace(workflow, started_at=started_at, ended_at=since if status in ENDS else None)


def _settled(domain: Domain, workflow: Workflow) -> Workflow:
    """Make the integration; if there is no room for it any more, the workflow has failed."""
    type_name, now = workflow.purpose.object_type_name, domain.call.now
    integration = Integration(
        uri=workflow.uri,
        domain_name=domain.name,
        created_at=now,
        last_updated_at=now,
        object_type_name=type_name,
        flow_definition=workflow.flow,
        workflow_id=workflow.workflow_id,
        is_unstructured=is_unstructured(Form.NEW_FLOW, {"ObjectTypeName": type_name}),
        tags=dict(workflow.purpose.tags),
    )
    try:
        domain.integrations.add(integration)
    except BadRequest as refused:
        return replace(workflow, job=workflow.job.ending("FAILED"), error_description=refused.message)
    return replace(workflow, is_settled=True)


def delete(domain: Domain, workflow: Workflow) -> None:
    """Forget a workflow, and the integration that it made."""
    domain.workflows.remove(workflow.name)
    made = domain.integrations.get(workflow.uri)
    if made is not None and made.workflow_id == workflow.workflow_id:
        domain.integrations.remove(made.name)


def hold(domain: Domain, workflow: Workflow, status: str, message: str | None) -> Workflow:
    """Hold a workflow at a status until it is held at another; COMPLETE brings the integration about."""
    now = domain.call.now
    held = replace(workflow, error_description=message, last_updated_at=now)
    return moved(domain, held, workflow.job.held_at(status, now))


def change_step(domain: Domain, workflow: Workflow, number: int, *steps: Step) -> Workflow:
    """Put steps in the place of the one with this number, counted from 1."""
    before, after = workflow.steps[: number - 1], workflow.steps[number:]
    return domain.workflows.replace(replace(workflow, steps=[*before, *steps, *after], last_updated_at=domain.call.now))


def step_of(workflow: Workflow, number: int) -> Step:
    """Return the step with this number, counted from 1; `BadRequest` if there is none."""
    if not 1 <= number <= len(workflow.steps):
        raise BadRequest(f"Workflow {workflow.name} has steps 1 to {len(workflow.steps)}, not {number}")
    return workflow.steps[number - 1]


def split(domain: Domain, workflow: Workflow, number: int) -> None:
    """Put after the step with this number, counted from 1, two that share its span of time, and mark it as split.

    Raises:
        BadRequest: there is no such step, or it was split before.

    """
    step = step_of(workflow, number)
    if any(other.place[:-1] == step.place for other in workflow.steps):
        raise BadRequest(f"Step {number} of workflow {workflow.name} is split already; split one of its parts")
    change_step(domain, workflow, number, *_halves(step, domain.call.now))


def _halves(step: Step, at: datetime) -> tuple[Step, Step, Step]:
    middle = step.batch.start + (step.batch.end - step.batch.start) / 2
    first, second = step.batch._replace(end=middle), step.batch._replace(start=middle)
    return (
        replace(step, status="SPLIT", last_updated_at=at),
        Step([*step.place, 1], f"{step.flow_name}_1", first, at, at),
        Step([*step.place, 2], f"{step.flow_name}_2", second, at, at),
    )


def _fail(domain: Domain, workflow: Workflow, reason: str) -> None:
    hold(domain, workflow, "FAILED", reason)


driver = JobDriver(JOB, moved, _fail)
