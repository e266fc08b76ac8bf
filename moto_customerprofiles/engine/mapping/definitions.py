"""The definition of an object type as callers send it: fields, keys and what goes with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from moto_customerprofiles.engine.profiles.normal_forms import STRING

if TYPE_CHECKING:
    from collections.abc import Mapping


class FieldDefinition(TypedDict, total=False):
    """A field: where it comes from, where it goes and how its values compare."""

    Source: str
    Target: str
    ContentType: str


class KeyDefinition(TypedDict, total=False):
    """One definition under a key: the fields whose values it takes, and what it is good for."""

    StandardIdentifiers: list[str]
    FieldNames: list[str]


class ObjectTypeDocument(TypedDict, total=False):
    """What PutProfileObjectType is told of an object type."""

    ObjectTypeName: str
    Description: str
    TemplateId: str
    ExpirationDays: int
    EncryptionKey: str
    AllowProfileCreation: bool
    SourceLastUpdatedTimestampFormat: str
    MaxProfileObjectCount: int
    SourcePriority: int
    Fields: dict[str, FieldDefinition]
    Keys: dict[str, list[KeyDefinition]]
    Tags: dict[str, str]


@dataclass(frozen=True, slots=True)
class Definition:
    """All of an object type that decides what its objects mean; with a template, the template's fields and keys."""

    name: str
    fields: Mapping[str, FieldDefinition]
    keys: Mapping[str, list[KeyDefinition]]
    allow_profile_creation: bool = False
    timestamp_format: str | None = None
    source_priority: int | None = None
    template_id: str | None = None

    def content_types(self, key: KeyDefinition) -> tuple[str, ...]:
        """Give the content types of the fields of a key, in their order."""
        return tuple(self.fields[name].get("ContentType", STRING) for name in key["FieldNames"])
