"""CloudFormation: every `AWS::CustomerProfiles::*` type, for stacks that moto creates.

Which types there are stands in `cloudformation_types`. Properties become parameters by the operation's input shape:
texts become the numbers and booleans that the shape wants, lists of name and value become maps. Where the primary
identifier has two parts, `Ref` answers both, joined by `|`, as CloudFormation does.
"""

from __future__ import annotations

from datetime import datetime
from types import new_class
from typing import TYPE_CHECKING, Any

from moto.cloudformation.exceptions import UnformattedGetAttTemplateException
from moto.core.common_models import CloudFormationModel

from moto_customerprofiles.adapters.cloudformation_types import SPECS, Spec
from moto_customerprofiles.adapters.models import customerprofiles_backends
from moto_customerprofiles.errors import ResourceNotFound
from moto_customerprofiles.pipeline import protocol
from moto_customerprofiles.wire.model import members, operation_model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from moto_customerprofiles.adapters.models import CustomerProfilesBackend

    Properties = Mapping[str, Any]


class _Resource:
    """What all types share; moto calls the methods with `cloudformation` in their names."""

    spec: Spec

    def __init__(self, backend: CustomerProfilesBackend, domain_name: str, name: str, properties: Properties) -> None:
        self.backend = backend
        self.domain_name = domain_name
        self.name = name
        self.properties = properties

    @property
    def arn(self) -> str:
        """The ARN of the resource."""
        path = f"/{self.spec.arn_path}/{self.name}" if self.spec.arn_path else ""
        return self.backend.world.call.arn(f"domains/{self.domain_name}{path}")

    @property
    def physical_resource_id(self) -> str:
        """What `Ref` answers."""
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
        return f"AWS::CustomerProfiles::{cls.spec.type_name}"

    @classmethod
    def has_cfn_attr(cls, attr: str) -> bool:
        """Tell whether `Fn::GetAtt` knows an attribute."""
        return attr.endswith("Arn") or attr.partition(".")[0] in members(operation_model(cls.spec.read).output_shape)

    def get_cfn_attribute(self, attr: str) -> Any:
        """Return an attribute as the operation that reads the resource has it now."""
        if not self.has_cfn_attr(attr):
            raise UnformattedGetAttTemplateException
        if attr.endswith("Arn"):
            return self.arn
        value: Any = self.backend.call(self.spec.read, **self._identity())
        for part in attr.split("."):
            value = value.get(part, "") if isinstance(value, dict) else ""
        return value.isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else value

    @classmethod
    def create_from_cloudformation_json(
        cls, resource_name: str, cloudformation_json: Any, account_id: str, region_name: str, **_: object
    ) -> _Resource:
        """Create the resource of a template."""
        backend = customerprofiles_backends[account_id][region_name]
        return cls._created(backend, resource_name, cloudformation_json["Properties"])

    @classmethod
    def _created(cls, backend: CustomerProfilesBackend, name: str, properties: Properties) -> _Resource:
        named = properties if cls.spec.name == "Uri" else {cls.spec.name: name, **properties}
        reply = backend.call(cls.spec.create, **parameters(cls.spec.create, named))
        return cls(backend, str(properties.get("DomainName", name)), str(reply.get("Uri", name)), properties)

    @classmethod
    def update_from_cloudformation_json(
        cls,
        original_resource: _Resource,
        new_resource_name: str,
        cloudformation_json: Any,
        account_id: str,  # noqa: ARG003  # moto's signature
        region_name: str,  # noqa: ARG003  # moto's signature
    ) -> _Resource:
        """Change the resource in place, or replace it where a property cannot be changed."""
        properties = cloudformation_json["Properties"]
        old = original_resource.properties
        changed = {key for key in {*old, *properties} - {"Tags"} if old.get(key) != properties.get(key)}
        if changed & {"DomainName", cls.spec.name, *cls.spec.fixed} or (changed and not cls.spec.update):
            return original_resource._replaced(new_resource_name, properties)
        original_resource._updated(properties, changed)
        return original_resource

    def _replaced(self, name: str, properties: Properties) -> _Resource:
        stays = (properties.get("DomainName", name), properties.get(self.spec.name, self.name))
        if stays == (self.domain_name, self.name):
            self.delete_now()
            return self._created(self.backend, self.name, properties)
        successor = self._created(self.backend, name, properties)
        self.delete_now()
        return successor

    def _updated(self, properties: Properties, changed: set[str]) -> None:
        if changed:
            sent = {**{gone: "" for gone in changed if gone not in properties}, **properties, **self._identity()}
            self.backend.call(self.spec.update, **parameters(self.spec.update, sent))
        old, new = _tags(self.properties), _tags(properties)
        if gone := sorted(old.keys() - new.keys()):
            self.backend.call("UntagResource", resourceArn=self.arn, tagKeys=gone)
        if new:
            self.backend.call("TagResource", resourceArn=self.arn, tags=new)
        self.properties = properties

    @classmethod
    def delete_from_cloudformation_json(
        cls,
        resource_name: str,
        cloudformation_json: object,  # noqa: ARG003  # its references are not resolved; the physical id says it all
        account_id: str,
        region_name: str,
    ) -> None:
        """Delete the resource with this physical id; one that is gone already is fine."""
        path = resource_name.partition(":domains/")[2] or resource_name
        domain_name, name = path.split("/")[::2] if cls.spec.ref_is_arn else path.partition("|")[::2]
        cls(customerprofiles_backends[account_id][region_name], domain_name, name, {}).delete_now()

    def delete_now(self) -> None:
        """Delete the resource, if it is still there."""
        try:
            self.backend.call(self.spec.delete, **self._identity())
        except ResourceNotFound:
            return

    def _identity(self) -> dict[str, str]:
        own = {self.spec.name: self.name} if self.spec.arn_path else {}
        return {"DomainName": self.domain_name, **own}


def parameters(operation: str, properties: Properties) -> dict[str, Any]:
    """Return the parameters of an operation that a template's properties spell.

    >>> parameters("CreateDomain", {"DefaultExpirationDays": "30", "Tags": [{"Key": "a", "Value": "b"}]})
    {'DefaultExpirationDays': 30, 'Tags': {'a': 'b'}}
    """
    protocol(operation)  # an operation that is not built says so by name
    shape = operation_model(operation).input_shape
    answer: dict[str, Any] = _shaped(shape, properties) if shape else {}
    return answer


def _shaped(shape: Any, value: Any) -> Any:
    kind = shape.type_name
    if kind == "structure" and isinstance(value, dict):
        return {
            name: _shaped(shape.members[name], value[name]) for name in shape.members if _is_sent(shape, name, value)
        }
    if kind == "list" and isinstance(value, list):
        return [_shaped(shape.member, item) for item in value]
    if kind == "map" and isinstance(value, list):
        value = {entry[key]: entry[part] for entry in value for key, part in [_entry_names(entry)]}
    if kind == "map" and isinstance(value, dict):
        return {key: _shaped(shape.value, item) for key, item in value.items()}
    return _scalar(kind, value)


def _is_sent(shape: Any, name: str, value: Properties) -> bool:
    """Tell whether a member is given; an empty text counts only where the shape lets it clear something."""
    if value.get(name) is None:
        return False
    return bool(value[name] != "" or shape.members[name].metadata.get("min") == 0)


def _entry_names(entry: Mapping[str, Any]) -> tuple[str, str]:
    """Return which member of a list entry is the key of the map, and which the value."""
    key = next(name for name in ("Key", "Name", "OperatorPropertyKey") if name in entry)
    return key, next(name for name in entry if name != key)


def _scalar(kind: str, value: Any) -> Any:
    """Read a value of a template, where numbers and booleans may come as text."""
    try:
        if kind in ("integer", "long"):
            return int(value)
        if kind == "double":
            return float(value)
    except (TypeError, ValueError):
        return value  # not one: the operation says so
    if kind == "boolean" and value in ("true", "false"):
        return value == "true"
    return str(value) if kind == "string" and isinstance(value, int | float) and not isinstance(value, bool) else value


def _tags(properties: Properties) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in properties.get("Tags") or ()}


def _type(spec: Spec) -> type:
    # moto finds direct subclasses of its model only, and files each under the second word of its module.
    members_of_class = {"spec": spec, "__module__": "moto.customerprofiles"}
    return new_class(spec.type_name, (_Resource, CloudFormationModel), {}, lambda body: body.update(members_of_class))


TYPES = [_type(spec) for spec in SPECS]
