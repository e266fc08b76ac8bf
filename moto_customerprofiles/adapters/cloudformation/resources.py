"""A resource of a stack: created, changed, replaced and deleted as AWS's public resource handlers do it.

moto calls the methods with `cloudformation` in their names, and `delete`. Where the primary identifier has two parts,
`Ref` returns both, joined by `|`, as CloudFormation does.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from moto.cloudformation.exceptions import UnformattedGetAttTemplateException

from moto_customerprofiles.adapters.cloudformation.moto_stacks import ResourceMap, stack_of
from moto_customerprofiles.adapters.cloudformation.properties import at, parameters
from moto_customerprofiles.adapters.cloudformation.refusals import CannotReplace, Target, refusing
from moto_customerprofiles.adapters.cloudformation.updates import current_update
from moto_customerprofiles.adapters.models import customerprofiles_backends
from moto_customerprofiles.errors import BadRequest, ResourceNotFound, ServiceError
from moto_customerprofiles.wire.model import members, operation_model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moto_customerprofiles.adapters.cloudformation.types import Spec
    from moto_customerprofiles.adapters.models import CustomerProfilesBackend

    Members = Mapping[str, Any]

_LEFT_TO_CREATE = {"Tags", "FlowDefinition"}
"""Members that no update sends: tags have operations of their own, and a flow is defined once."""


class Resource:
    """One resource. `desired` are the parameters that its properties spell, without the tags of its stack."""

    spec: ClassVar[Spec]
    logical_resource_id: str

    def __init__(
        self, backend: CustomerProfilesBackend, logical_id: str, desired: Members, stack_tags: Mapping[str, str]
    ) -> None:
        self.backend = backend
        self.logical_resource_id = logical_id
        self.desired = desired
        self.stack_tags = stack_tags
        self.domain_name = str(desired["DomainName"])
        self.name = str(desired.get(self.spec.name, ""))
        self._attributes: Members = {}

    @property
    def arn(self) -> str:
        """The ARN of the resource."""
        path = f"/{self.spec.arn_path}/{self.name}" if self.spec.arn_path else ""
        return self.backend.world.call.arn(f"domains/{self.domain_name}{path}")

    @property
    def physical_resource_id(self) -> str:
        """What `Ref` returns."""
        if self.spec.ref_is_arn:
            return self.arn
        return f"{self.domain_name}|{self.name}" if self.spec.arn_path else self.domain_name

    @classmethod
    def cloudformation_name_type(cls) -> str:
        """Return the property that names the resource."""
        return cls.spec.name

    @classmethod
    def cloudformation_type(cls) -> str:
        """Return the type as templates call it."""
        return cls.spec.full_name

    @classmethod
    def has_cfn_attr(cls, attr: str) -> bool:
        """Tell whether `Fn::GetAtt` knows an attribute: the schema says that it is read-only, or in one that is."""
        path = attr.replace(".", "/")
        return any(path == known or path.startswith(f"{known}/") for known in cls.spec.read_only)

    def get_cfn_attribute(self, attr: str) -> Any:
        """Return an attribute as the operation that reads the resource has it now, or had it last."""
        if not self.has_cfn_attr(attr):
            raise UnformattedGetAttTemplateException
        if attr.endswith("Arn"):
            return self.arn
        with suppress(ResourceNotFound):  # somebody may have deleted it, which the stack does not know
            self._attributes = self.backend.call(self.spec.read, **self._identity())
        value = at(self._attributes, attr.replace(".", "/"))
        if isinstance(value, datetime):
            return value.isoformat().replace("+00:00", "Z")
        return "" if value is None else value

    @classmethod
    def create_from_cloudformation_json(
        cls, resource_name: str, cloudformation_json: Any, account_id: str, region_name: str, **kwargs: Any
    ) -> Resource:
        """Create the resource of a template.

        Raises:
            StackRefusal: the resource is refused.

        """
        backend = customerprofiles_backends[account_id][region_name]
        properties = cloudformation_json["Properties"]
        logical_id = kwargs.get("LogicalId", resource_name)
        target = Target("CREATE", logical_id, cls.spec.full_name, properties=properties)
        with refusing(target):
            desired = parameters(cls.spec, properties)
        stack = stack_of(account_id, region_name, kwargs.get("StackId", ""))
        if stack is not None:  # those of stack sets may be hidden
            ResourceMap(stack.resource_map).create_needs(logical_id)
        with refusing(target):
            return cls(backend, logical_id, desired, dict(stack.tags) if stack else {}).create()

    @classmethod
    def update_from_cloudformation_json(
        cls,
        original_resource: Resource,
        new_resource_name: str,  # noqa: ARG003  # moto's signature
        cloudformation_json: Any,
        account_id: str,  # noqa: ARG003  # moto's signature
        region_name: str,  # noqa: ARG003  # moto's signature
    ) -> Resource:
        """Change the resource in place, or replace it where a property cannot be changed.

        Raises:
            StackRefusal: the change is refused.

        """
        with refusing(original_resource.target("UPDATE", cloudformation_json["Properties"])):
            desired = parameters(cls.spec, cloudformation_json["Properties"])
            fixed = ("DomainName", cls.spec.name, *cls.spec.create_only)
            if changed := [path for path in fixed if at(original_resource.desired, path) != at(desired, path)]:
                keep = cloudformation_json.get("UpdateReplacePolicy") == "Retain"
                return original_resource.replace(desired, changed, keep_old=keep)
            original_resource.change(desired)
            return original_resource

    def delete(self, _account_id: str, _region_name: str) -> None:
        """Delete the resource for its stack; that it is gone already is success.

        Raises:
            StackRefusal: something outside of the stack needs the resource.

        """
        with refusing(self.target("DELETE", None)):
            self.delete_now()

    def target(self, action: str, properties: object) -> Target:
        """Return what refusals of an action on this resource name."""
        return Target(action, self.logical_resource_id, self.spec.full_name, self.physical_resource_id, properties)

    def create(self) -> Resource:
        """Create the resource, and return it."""
        self._check_new()
        tags = {**self.stack_tags, **self.desired.get("Tags", {})}
        reply = self.backend.call(self.spec.create, **{**self.desired, **({"Tags": tags} if tags else {})})
        self.name = str(reply.get("Uri", self.name))
        self._attributes = reply
        return self

    def change(self, desired: Members) -> None:
        """Change the resource in place: its tags, and what the operation takes; the rest stays as it was."""
        self.backend.call(self.spec.read, **self._identity())  # a Put would create what somebody deleted
        old = self.desired
        self._change(desired)
        current_update().undo.append(lambda: self._change(old))

    def wear(self, stack_tags: Mapping[str, str]) -> None:
        """Take other tags from the stack.

        Raises:
            StackRefusal: the tags are refused.

        """
        old, self.stack_tags = self.stack_tags, stack_tags
        own = self.desired.get("Tags", {})
        with refusing(self.target("UPDATE", None)):
            self._retag({**old, **own}, {**stack_tags, **own})

    def replace(self, desired: Members, changed: list[str], *, keep_old: bool) -> Resource:
        """Create a successor, and delete this resource when the update of the stack is over."""
        successor = type(self)(self.backend, self.logical_resource_id, desired, self.stack_tags)
        if (successor.domain_name, successor.name) != (self.domain_name, self.name):
            successor.create()
            current_update().undo.append(successor.delete_now)
            current_update().finish.extend([] if keep_old else [self.delete_now])
            return successor
        if not self.spec.deleted_first:
            raise CannotReplace(
                "CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename "
                f"{self.physical_resource_id} and update the stack again. (Replaced for: {', '.join(changed)})"
            )
        self.delete_now()
        try:
            successor.create()
        except ServiceError:
            self.create()
            raise
        current_update().undo.extend([self.create, successor.delete_now])
        return successor

    def _change(self, desired: Members) -> None:
        old, new = ({**self.stack_tags, **each.get("Tags", {})} for each in (self.desired, desired))
        sent = members(operation_model(self.spec.update).input_shape) if self.spec.update else {}
        values = {name: desired[name] for name in sent if name in desired and name not in _LEFT_TO_CREATE}
        before = {name: self.desired[name] for name in sent if name in self.desired and name not in _LEFT_TO_CREATE}
        try:
            self._retag(old, new)
            if values != before:
                self.backend.call(self.spec.update, **{**values, **self._identity()})
        except ServiceError:
            self._retag({**old, **new}, old)
            raise
        self.desired = desired

    def _retag(self, old: Mapping[str, str], new: Mapping[str, str]) -> None:
        if gone := sorted(old.keys() - new.keys()):
            self.backend.call("UntagResource", resourceArn=self.arn, tagKeys=gone)
        if new:
            self.backend.call("TagResource", resourceArn=self.arn, tags=dict(new))

    def _check_new(self) -> None:
        """Refuse a resource that exists, where its operation would overwrite it: the handlers read it first."""
        if not self.spec.refuses_existing or not self.name:
            return
        try:
            self.backend.call(self.spec.read, **self._identity())
        except ServiceError:
            return  # the operation itself says what else is wrong
        raise BadRequest(
            f"{self.spec.refuses_existing} {self.name} already exists with domainName = {self.domain_name}"
        )

    def delete_now(self) -> None:
        """Delete the resource, if it is still there."""
        with suppress(ResourceNotFound):
            self.backend.call(self.spec.delete, **self._identity())

    def _identity(self) -> dict[str, str]:
        own = {self.spec.name: self.name} if self.spec.arn_path else {}
        return {"DomainName": self.domain_name, **own}
