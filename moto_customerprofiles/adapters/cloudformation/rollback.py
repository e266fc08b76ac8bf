"""How an update of a stack is rolled back or finished.

CloudFormation deletes what was replaced, and what left the template, only when all else of an update has succeeded;
until then the update can be rolled back without loss (CloudFormation User Guide, update behaviors of stack resources).
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from moto_customerprofiles.adapters.cloudformation.moto_stacks import ResourceMap, Templates

    Step = Callable[[], object]


@dataclass
class Update:
    """What resources have noted of an update: the steps that take it back, and those that finish it, newest last."""

    undo: list[Step] = field(default_factory=list)
    finish: list[Step] = field(default_factory=list)


_current: ContextVar[Update | None] = ContextVar("the update of a stack", default=None)


@contextmanager
def updating() -> Iterator[Update]:
    """Let resources note their changes in a new update."""
    update = Update()
    token = _current.set(update)
    try:
        yield update
    finally:
        _current.reset(token)


def current_update() -> Update:
    """Return the update that is being made; outside of one, an update that nobody finishes."""
    return _current.get() or Update()


class Before(NamedTuple):
    """The resources of a stack before an update."""

    template: Mapping[str, Any]
    parameters: dict[str, Any]
    templates: Templates
    created: dict[str, Any]

    @classmethod
    def of(cls, resources: ResourceMap) -> Before:
        """Remember the present state."""
        return cls(resources.template, resources.parameters, resources.templates, dict(resources.created))


def roll_back(resources: ResourceMap, update: Update, before: Before, moto_update: Callable[..., None]) -> None:
    """Bring the resources back to what they were before an update that failed.

    Ours take their own steps back; moto's own update does the same for those of other services.
    """
    for step in reversed(update.undo):
        step()
    ours = {name: each for name, each in before.created.items() if hasattr(each, "desired")}
    resources.created.update(ours)
    for name in before.templates.keys() - resources.templates.keys():
        resources.created.pop(name, None)  # moto has deleted it, and creates only what it does not know
    resources.delete_newest_first(lambda name: name not in before.templates)
    resources.forget_missing()
    if not before.parameters:
        resources.parameters = before.parameters  # moto's update takes no empty ones
    moto_update({**before.template, "Resources": before.templates}, before.parameters)
    resources.template = before.template


def clean_up(resources: ResourceMap, update: Update, template: Mapping[str, Any]) -> None:
    """Delete what an update has replaced and what left the template, and forget it.

    Raises:
        StackRefusal: a resource cannot be deleted; like CloudFormation, the stack is done with it all the same.

    """
    remaining = template["Resources"]
    try:
        for step in reversed(update.finish):
            step()
        resources.delete_newest_first(lambda name: name not in remaining)
    finally:
        for name in resources.templates.keys() - remaining.keys():
            resources.created.pop(name, None)
        resources.template, resources.templates = template, remaining
