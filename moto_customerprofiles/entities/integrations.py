"""An integration of a domain."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.integrations.forms import object_types_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.integrations.flow_definitions import FlowDefinition


@dataclass(frozen=True)
class Integration:
    """One integration, whose URI is its name; what was never sent is None.

    `flow_definition` is the flow that was defined with it, `workflow_id` the workflow that made it.
    """

    uri: str
    domain_name: str
    created_at: datetime
    last_updated_at: datetime
    object_type_name: str | None = None
    object_type_names: Mapping[str, str] | None = None
    flow_definition: FlowDefinition | None = None
    role_arn: str | None = None
    event_trigger_names: Sequence[str] | None = None
    scope: str | None = None
    workflow_id: str | None = None
    is_unstructured: bool | None = None
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The URI, by which the integration is found."""
        return self.uri

    @property
    def object_types(self) -> list[str]:
        """The names of the object types that it feeds, however they were sent."""
        return object_types_of(self.members())

    def members(self) -> dict[str, object]:
        """Return what has been sent, under PutIntegration's names."""
        members = {
            "DomainName": self.domain_name,
            "Uri": self.uri,
            "ObjectTypeName": self.object_type_name,
            "ObjectTypeNames": self.object_type_names,
            "FlowDefinition": self.flow_definition,
            "RoleArn": self.role_arn,
            "EventTriggerNames": self.event_trigger_names,
            "Scope": self.scope,
        }
        return {name: value for name, value in members.items() if value is not None}

    def with_members(self, members: t.PutIntegrationRequestTypeDef) -> Integration:
        """Return the integration with the members that a second PutIntegration may replace."""
        return replace(
            self,
            object_type_name=members.get("ObjectTypeName"),
            object_type_names=members.get("ObjectTypeNames"),
            role_arn=members.get("RoleArn"),
            event_trigger_names=members.get("EventTriggerNames"),
            scope=members.get("Scope"),
        )
