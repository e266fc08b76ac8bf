"""moto's stacks and their maps of resources, as far as we handle them: what is private to moto is named here alone.

moto creates a resource whenever somebody asks a stack's map for one that the template has, so that what is deleted must
leave the map.
"""
# ruff: noqa: SLF001  # moto has no public names for these

from __future__ import annotations

import sys
from html import escape
from typing import TYPE_CHECKING, Any

from moto.backends import get_backend
from moto.cloudformation.exceptions import ValidationError

from moto_customerprofiles.adapters.cloudformation.order import depends_on, unresolved
from moto_customerprofiles.adapters.cloudformation.types import PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Templates = Mapping[str, Any]


class ResourceMap:
    """The resources of one stack: their templates, and those that are created."""

    def __init__(self, moto_map: Any) -> None:
        self._map = moto_map

    @property
    def stack(self) -> Any:
        """The stack as moto has it; None for the hidden ones of stack sets."""
        return stack_of(self._map._account_id, self._map._region_name, self._map.stack_id)

    @property
    def template(self) -> Mapping[str, Any]:
        """The whole template."""
        template: Mapping[str, Any] = self._map._template
        return template

    @template.setter
    def template(self, template: Mapping[str, Any]) -> None:
        self._map._template = template

    @property
    def parameters(self) -> dict[str, Any]:
        """The parameters of the stack, as given."""
        parameters: dict[str, Any] = self._map.input_parameters
        return parameters

    @parameters.setter
    def parameters(self, parameters: dict[str, Any]) -> None:
        self._map.input_parameters = parameters

    @property
    def templates(self) -> Templates:
        """The template of each resource, by logical id."""
        templates: Templates = self._map._resource_json_map
        return templates

    @templates.setter
    def templates(self, templates: Templates) -> None:
        self._map._resource_json_map = templates

    @property
    def created(self) -> dict[str, Any]:
        """What is created, by logical id, in the order of creation; parameters are in it, too."""
        created: dict[str, Any] = self._map._parsed_resources
        return created

    def changed(self, template: Mapping[str, Any], parameters: dict[str, Any] | None) -> set[str]:
        """Return the logical ids whose template, or a parameter in it, is another than before."""
        return set(self._map.build_resource_diff(template, parameters)["Modify"])

    def load(self, template: Mapping[str, Any], parameters: dict[str, Any] | None, templates: Templates) -> None:
        """Take a new template with its mappings, parameters and conditions, and the templates of resources."""
        self.template, self.templates = template, templates
        if parameters:
            self.parameters = parameters
        self._map.load_mapping()
        self._map.load_parameters()
        self._map.load_conditions()

    def is_wanted(self, name: str) -> bool:
        """Tell whether the condition of a resource, if it has one, is met."""
        condition = self.templates[name].get("Condition")
        return not condition or bool(self._map.lazy_condition_map[condition])

    def create(self, name: str) -> None:
        """Create a resource."""
        self._map[name]

    def create_needs(self, name: str) -> None:
        """Create what a resource depends on by its own word; moto evaluates exports before it creates anything."""
        for needed in depends_on(self.templates.get(name)):
            if needed in self.templates:
                self.create(needed)

    def change(self, name: str) -> None:
        """Change a resource to what its template says now."""
        where = {"account_id": self._map._account_id, "region_name": self._map._region_name}
        parsing = sys.modules[type(self._map).__module__]
        changed = parsing.parse_and_update_resource(name, self.templates[name], self._map, **where)
        self.created[name] = changed or self.created[name]  # None where moto cannot change the type

    def delete_newest_first(self, wanted: Callable[[str], bool]) -> None:
        """Delete the resources that are wanted, in the reverse order of their creation, and forget them.

        Raises:
            StackRefusal: a resource cannot be deleted; those that were created before it are left alone.

        """
        for name in [each for each in reversed(self.created) if each in self.templates and wanted(each)]:
            if self.templates[name].get("DeletionPolicy") != "Retain":
                self._map._delete_resource(self.created[name], self.templates[name])
            del self.created[name]

    def check_references(self) -> None:
        """Refuse references to what is neither a resource nor a parameter, which moto answers with a KeyError.

        Raises:
            ValidationError: CloudFormation's error, with the names.

        """
        if missing := unresolved(self.templates, self.created):
            text = f"Unresolved resource dependencies [{', '.join(missing)}] in the Resources block of the template"
            raise ValidationError(message=f"Template format error: {text}")

    def forget_missing(self) -> None:
        """Leave only the templates of what is created."""
        self.templates = {name: each for name, each in self.templates.items() if name in self.created}


def has_ours(templates: Templates) -> bool:
    """Tell whether some of a template's resources are of Customer Profiles."""
    return any(is_ours(each) for each in templates.values())


def is_ours(template: object) -> bool:
    """Tell whether the template of a resource is of Customer Profiles."""
    return isinstance(template, dict) and str(template.get("Type")).startswith(PREFIX)


def stack_of(account_id: str, region_name: str, stack_id: str) -> Any:
    """Return a stack of moto, None where there is none of this id."""
    return get_backend("cloudformation")[account_id][region_name].stacks.get(stack_id)


def set_status(stack: Any, status: str, reason: str | None = None) -> None:
    """Give a stack a status, and an event that says so."""
    stack.status = status
    stack._add_stack_event(status, resource_status_reason=reason and _xml(reason))


def add_event(stack: Any, **facts: str) -> None:
    """Add the event of a resource to those of its stack, and tell the stack's SNS topics."""
    models = sys.modules[type(stack).__module__]
    event_class = getattr(models, "Event", None) or models.FakeEvent  # as moto 5.1 calls it
    texts = {name: _xml(text) for name, text in facts.items()}
    event = event_class(stack_id=stack.stack_id, stack_name=stack.name, **texts)
    event.sendToSns(stack.account_id, stack.region_name, stack.notification_arns)
    stack.events.append(event)


def restore_template(stack: Any, template: Any) -> None:
    """Give a stack the template back that it had before an update."""
    stack.template = template
    if template:
        stack._parse_template()


def retire(stack: Any) -> None:
    """Leave in a stack only what exists, and no outputs, which moto would evaluate anew."""
    ResourceMap(stack.resource_map).forget_missing()
    stack.output_map = type(stack.output_map)(stack.resource_map, {"Outputs": {}}, stack.stack_id)


def _xml(text: str) -> str:
    """Return a text as moto takes it: moto 5.1 writes it into XML without escaping it."""
    responses = sys.modules.get("moto.cloudformation.responses")
    return escape(text) if hasattr(responses, "DESCRIBE_STACK_EVENTS_RESPONSE") else text
