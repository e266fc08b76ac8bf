"""How a stack is updated, and how an update is rolled back.

CloudFormation changes what others need first. It deletes what was replaced, and what left the template, only when all
else has succeeded; until then the update can be rolled back without loss (CloudFormation User Guide, update behaviors
of stack resources). moto creates before it changes, deletes first, and leaves a failed update as it stands.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from moto.cloudformation.exceptions import ValidationError

from moto_customerprofiles.adapters.cloudformation.moto_stacks import is_ours
from moto_customerprofiles.adapters.cloudformation.order import in_order

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


def refuse_other_types(before: Templates, wanted: Templates) -> None:
    """Refuse a template that gives a resource another type, before anything is done.

    Raises:
        ValidationError: CloudFormation's error, with the logical ids.

    """
    others = [name for name, each in wanted.items() if name in before and each["Type"] != before[name]["Type"]]
    if others:
        text = "Update of resource type is not permitted. The new template modifies resource type of the following"
        raise ValidationError(message=f"{text} resources: [{', '.join(others)}]")


def update(resources: ResourceMap, template: Mapping[str, Any], parameters: dict[str, Any] | None) -> None:
    """Create and change what a new template says, in the order of what needs what.

    What leaves the template stays for now if it is ours; that of other services is deleted at once, as moto does it.
    """
    changed = resources.changed(template, parameters)
    leaving = resources.templates.keys() - template["Resources"].keys()
    resources.delete_newest_first(lambda name: name in leaving and not is_ours(resources.templates[name]))
    kept = {name: each for name, each in resources.templates.items() if name in leaving and name in resources.created}
    resources.load(template, parameters, {**template["Resources"], **kept})
    resources.check_references()
    for name in in_order(template["Resources"]):
        if not resources.is_wanted(name):
            continue
        if name not in resources.created:
            resources.create(name)
        elif name in changed:
            resources.change(name)


def roll_back(resources: ResourceMap, progress: Update, before: Before) -> None:
    """Bring the resources back to what they were before an update that failed.

    Ours take their own steps back; those of other services are updated to what they were.
    """
    for step in reversed(progress.undo):
        step()
    ours = {name: each for name, each in before.created.items() if is_ours(before.templates.get(name))}
    resources.created.update(ours)
    resources.delete_newest_first(lambda name: name not in before.templates)
    update(resources, {**before.template, "Resources": before.templates}, before.parameters)
    resources.template, resources.parameters = before.template, before.parameters


def clean_up(resources: ResourceMap, progress: Update, template: Mapping[str, Any]) -> None:
    """Delete what an update has replaced and what left the template, and forget it.

    Raises:
        StackRefusal: a resource cannot be deleted; like CloudFormation, the stack is done with it all the same.

    """
    remaining = template["Resources"]
    gone = {name for name in resources.templates if name not in remaining or not resources.is_wanted(name)}
    try:
        for step in reversed(progress.finish):
            step()
        resources.delete_newest_first(gone.__contains__)
    finally:
        for name in gone:
            resources.created.pop(name, None)
        resources.templates = remaining
