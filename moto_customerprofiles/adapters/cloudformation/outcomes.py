"""The status and the events of a stack that failed, in CloudFormation's words.

moto's stacks have events of their own, but none of single resources; those that failed get theirs here.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from moto_customerprofiles.adapters.cloudformation.moto_stacks import ResourceMap, add_event, retire, set_status
from moto_customerprofiles.adapters.cloudformation.refusals import StackRefusal

if TYPE_CHECKING:
    from collections.abc import Callable


def creation_failed(stack: Any, error: Exception) -> None:
    """Delete what a stack has created before a resource failed, and say so."""
    resources = ResourceMap(stack.resource_map)
    resource_failed(stack, error)
    _roll_back(stack, "ROLLBACK", error, lambda: resources.delete_newest_first(lambda _: True))
    retire(stack)


def update_failed(stack: Any, error: Exception, undo: Callable[[], None]) -> None:
    """Bring a stack back to what it was before an update, and say so; a stack in review was nothing before."""
    in_review = stack.status == "REVIEW_IN_PROGRESS"
    resource_failed(stack, error)
    _roll_back(stack, "ROLLBACK" if in_review else "UPDATE_ROLLBACK", error, undo)


def deletion_failed(stack: Any, error: Exception) -> None:
    """Keep a stack whose resources could not all be deleted, and say so."""
    resource_failed(stack, error)
    set_status(stack, "DELETE_FAILED", _reason(error))
    retire(stack)


def resource_failed(stack: Any, error: Exception) -> None:
    """Tell of a resource that failed, with the reason."""
    if isinstance(error, StackRefusal):
        target = error.target
        add_event(
            stack,
            logical_resource_id=target.logical_id,
            physical_resource_id=target.physical_id,
            resource_type=target.resource_type,
            resource_status=f"{target.action}_FAILED",
            resource_status_reason=error.reason,
            resource_properties="" if target.properties is None else json.dumps(target.properties, default=str),
        )


def _roll_back(stack: Any, status: str, error: Exception, undo: Callable[[], None]) -> None:
    set_status(stack, f"{status}_IN_PROGRESS", _reason(error))
    try:
        undo()
    except Exception as problem:  # noqa: BLE001  # whatever it is, the caller is told of the first failure
        set_status(stack, f"{status}_FAILED", str(problem))
    else:
        set_status(stack, f"{status}_COMPLETE")


def _reason(error: Exception) -> str:
    if not isinstance(error, StackRefusal):
        return str(error)
    verb = error.target.action.lower()
    requested = " Rollback requested by user." if verb == "create" else ""
    return f"The following resource(s) failed to {verb}: [{error.target.logical_id}].{requested}"
