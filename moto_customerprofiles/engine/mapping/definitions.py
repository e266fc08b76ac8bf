"""The definition of an object type as requests send it: its fields, its keys and its other members."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from moto_customerprofiles.engine.profiles.normal_forms import STRING

if TYPE_CHECKING:
    from collections.abc import Mapping


class FieldDefinition(TypedDict, total=False):
    """A field: where its text comes from, where the text goes and how its values compare."""

    Source: str
    Target: str
    ContentType: str


class KeyDefinition(TypedDict, total=False):
    """One definition of a key: the fields whose values it takes, and the standard identifiers that tell its use."""

    StandardIdentifiers: list[str]
    FieldNames: list[str]


class ObjectTypeDocument(TypedDict, total=False):
    """The members of a PutProfileObjectType request that define an object type."""

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
    """Everything about an object type that decides what its objects mean.

    An object type made from a template has the fields and the keys of the template.
    """

    name: str
    fields: Mapping[str, FieldDefinition]
    keys: Mapping[str, list[KeyDefinition]]
    allow_profile_creation: bool = False
    timestamp_format: str | None = None
    source_priority: int | None = None
    template_id: str | None = None

    def content_types(self, key: KeyDefinition) -> tuple[str, ...]:
        """Return the content types of the fields of a key, in their order."""
        return tuple(self.fields[name].get("ContentType", STRING) for name in key["FieldNames"])
