"""How a stack of moto ends when a resource of Customer Profiles is refused: rolled back, with events that tell why.

moto raises the error to the caller and leaves the stack in progress. Here the stack has CloudFormation's status, and
events with the logical id and the reason of what failed (CloudFormation User Guide, stack failure options). The error
is still raised, since moto carries out a stack before it answers, unless the setting `failed_stacks` is "report".
Stacks without resources of ours are moto's alone.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial, wraps
from typing import TYPE_CHECKING, Any

from moto.cloudformation.exceptions import ValidationError

from moto_customerprofiles.adapters.cloudformation.moto_stacks import (
    ResourceMap,
    has_ours,
    is_ours,
    restore_template,
    retire,
)
from moto_customerprofiles.adapters.cloudformation.outcomes import (
    creation_failed,
    deletion_failed,
    resource_failed,
    update_failed,
)
from moto_customerprofiles.adapters.cloudformation.refusals import StackRefusal
from moto_customerprofiles.adapters.cloudformation.resources import Resource
from moto_customerprofiles.adapters.cloudformation.updates import (
    Before,
    clean_up,
    refuse_other_types,
    roll_back,
    update,
    updating,
)
from moto_customerprofiles.adapters.models import customerprofiles_backends

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Method = Callable[..., Any]

_JOINED = "_joined_by_moto_customerprofiles"


def join_resource_map(parsing: Any) -> None:
    """Let moto's maps of resources update and delete as CloudFormation does, where resources are ours."""
    _wrap(parsing.ResourceMap, "update", _update)
    _wrap(parsing.ResourceMap, "delete", _delete)


def join_stacks(models: Any) -> None:
    """Let moto's stacks tell what became of them, where resources are ours."""
    _wrap(models.CloudFormationBackend, "create_stack", _create_stack)
    _wrap(models.CloudFormationBackend, "update_stack", _update_stack)
    _wrap(models.CloudFormationBackend, "delete_stack", _delete_stack)
    _wrap(models.CloudFormationBackend, "execute_change_set", _execute_change_set)


def _wrap(owner: type, name: str, wrapper: Callable[[Method], Method]) -> None:
    original = getattr(owner, name)
    if not hasattr(original, _JOINED):
        wrapped = wraps(original)(wrapper(original))
        setattr(wrapped, _JOINED, True)
        setattr(owner, name, wrapped)


def _update(original: Method) -> Method:
    def moto_update(self: Any, template: Mapping[str, Any], parameters: dict[str, Any] | None = None) -> None:
        resources = ResourceMap(self)
        if not (has_ours(resources.templates) or has_ours(template.get("Resources") or {})):
            original(self, template, parameters)
            return
        before = Before.of(resources)
        refuse_other_types(before.templates, template["Resources"])
        with updating() as progress:
            try:
                update(resources, template, parameters)
            except Exception as error:
                _update_failed(resources, error, partial(roll_back, resources, progress, before))
                raise
            _finish(resources, partial(clean_up, resources, progress, template))

    return moto_update


def _update_failed(resources: ResourceMap, error: Exception, undo: Callable[[], None]) -> None:
    if resources.stack is not None:  # the stacks of stack sets may be hidden
        update_failed(resources.stack, error, undo)


def _finish(resources: ResourceMap, finish: Callable[[], None]) -> None:
    try:
        finish()
    except StackRefusal as error:
        if resources.stack is not None:
            resource_failed(resources.stack, error)


def _delete(original: Method) -> Method:
    def delete(self: Any) -> None:
        resources = ResourceMap(self)
        resources.delete_newest_first(lambda name: is_ours(resources.templates[name]))
        original(self)

    return delete


_inside: ContextVar[bool] = ContextVar("inside of the call that began with a stack", default=False)


@contextmanager
def _reporting(backend: Any) -> Iterator[None]:
    """Keep a refusal from the caller, if so set; inside of another stack it fails that one first."""
    if _inside.get():
        yield
        return
    token = _inside.set(True)
    try:
        yield
    except StackRefusal:
        world = customerprofiles_backends[backend.account_id][backend.region_name].world
        if world.settings.failed_stacks == "raise":
            raise
    finally:
        _inside.reset(token)


def _create_stack(original: Method) -> Method:
    def create(self: Any, name: str, *args: Any, **kwargs: Any) -> Any:
        known = set(self.stacks)
        try:
            return original(self, name, *args, **kwargs)
        except Exception as error:
            for stack in [self.stacks[stack_id] for stack_id in self.stacks.keys() - known]:
                if stack.name == name and _is_ours(stack):
                    failure = _explained(stack, error)
                    creation_failed(stack, failure)
                    _drop_exports(self, stack.stack_id)
                    raise failure from error
            raise

    def create_stack(self: Any, name: str, *args: Any, **kwargs: Any) -> Any:
        with _reporting(self):
            return create(self, name, *args, **kwargs)
        return self.get_stack(name)

    return create_stack


def _explained(stack: Any, error: Exception) -> Exception:
    """Return what CloudFormation says where moto says only that a name is missing."""
    try:
        ResourceMap(stack.resource_map).check_references()
    except ValidationError as explanation:
        return explanation if isinstance(error, KeyError) else error
    return error


def _update_stack(original: Method) -> Method:
    def update_stack(
        self: Any, name: str, template: str, role_arn: Any, parameters: Any, tags: Mapping[str, str] | None
    ) -> Any:
        stack = self.get_stack(name)
        template_before, tags_before = stack.template, stack.tags
        with _reporting(self):
            try:
                _set_tags(stack, tags_before if tags is None else tags)
                original(self, name, template, role_arn, parameters, tags)
            except Exception:
                if _is_ours(stack):
                    restore_template(stack, template_before)
                    _set_tags(stack, tags_before)
                raise
        return stack

    return update_stack


def _set_tags(stack: Any, tags: Mapping[str, str]) -> None:
    """Give a stack other tags, and its resources, too; those that it creates have them from the start."""
    if stack.tags != tags and _is_ours(stack):
        stack.tags = tags
        for resource in [each for each in stack.resource_map.values() if isinstance(each, Resource)]:
            resource.wear(tags)


def _delete_stack(original: Method) -> Method:
    def delete_stack(self: Any, name_or_stack_id: str) -> None:
        stack = self.stacks.get(name_or_stack_id)  # with a name, moto calls this once more with the id
        with _reporting(self):
            try:
                original(self, name_or_stack_id)
            except Exception as error:
                if stack is not None and _is_ours(stack):
                    self.stacks[stack.stack_id] = stack
                    deletion_failed(stack, error)
                raise
            if stack is not None and _is_ours(stack):
                retire(stack)

    return delete_stack


def _execute_change_set(original: Method) -> Method:
    def execute_change_set(self: Any, change_set_name: str, *args: Any, **kwargs: Any) -> None:
        change_set = self.describe_change_set(change_set_name)
        with _reporting(self):
            try:
                original(self, change_set_name, *args, **kwargs)
            except Exception:
                if has_ours(change_set.template_dict.get("Resources") or {}):
                    change_set.execution_status = "EXECUTE_FAILED"
                raise

    return execute_change_set


def _is_ours(stack: Any) -> bool:
    return has_ours(ResourceMap(stack.resource_map).templates)


def _drop_exports(backend: Any, stack_id: str) -> None:
    for name in [name for name, each in backend.exports.items() if each.exporting_stack_id == stack_id]:
        del backend.exports[name]
