"""Integration workflows in the hands of a test: hold one at a status, split a step, count records."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from moto_customerprofiles.entities.workflows import STATUS_MESSAGES
from moto_customerprofiles.errors import BadRequest, shown
from moto_customerprofiles.hook import Natural, hook
from moto_customerprofiles.services.integrations.workflows import change_step, hold, split, step_of

if TYPE_CHECKING:
    from moto_customerprofiles.state.world import World


@hook("PUT", "domains/{domain_name}/workflows/{workflow_id}/status")
def set_workflow_status(
    world: World, domain_name: str, workflow_id: str, status: str, message: str | None = None, step: int | None = None
) -> None:
    """Hold a workflow at a status, or only one of its steps; COMPLETE makes the workflow's integration.

    Steps are counted from 1. The message is the workflow's error description, or the step's execution message.
    """
    if status not in STATUS_MESSAGES:
        raise BadRequest(f"A workflow can be {', '.join(STATUS_MESSAGES)}, not {shown(status)}")
    domain = world.domains.require(domain_name)
    workflow = domain.workflows.require(workflow_id)
    if step is None:
        hold(domain, workflow, status, message)
    else:
        held = replace(step_of(workflow, step), status=status, message=message, last_updated_at=world.call.now)
        change_step(domain, workflow, step, held)


@hook("POST", "domains/{domain_name}/workflows/{workflow_id}/split")
def split_workflow_step(world: World, domain_name: str, workflow_id: str, step: Natural = 1) -> None:
    """Split a step of a workflow into two that share its span of time, as happens when it has too many records."""
    domain = world.domains.require(domain_name)
    split(domain, domain.workflows.require(workflow_id), step)


@hook("POST", "domains/{domain_name}/workflows/{workflow_id}/records")
def add_workflow_records(world: World, domain_name: str, workflow_id: str, count: Natural, step: Natural = 1) -> None:
    """Count records as processed by a step of a workflow."""
    domain = world.domains.require(domain_name)
    workflow = domain.workflows.require(workflow_id)
    known = step_of(workflow, step)
    counted = replace(known, records_processed=known.records_processed + count, last_updated_at=world.call.now)
    change_step(domain, workflow, step, counted)
