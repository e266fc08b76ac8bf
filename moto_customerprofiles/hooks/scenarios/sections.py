"""What a scenario has of each domain: its sections of configuration, and its data."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.state.domain import arn_paths
from moto_customerprofiles.wire.model import has_operation

if TYPE_CHECKING:
    from collections.abc import Iterable


class Section(NamedTuple):
    """One kind of configuration: its place in a scenario, and the operations that write and read one of it."""

    name: str
    arn_path: str
    named_by: str
    write: str
    read: str


ALL_SECTIONS = (
    Section("DomainObjectTypes", "domain-object-types", "ObjectTypeName", "PutDomainObjectType", "GetDomainObjectType"),
    Section("ObjectTypes", "object-types", "ObjectTypeName", "PutProfileObjectType", "GetProfileObjectType"),
    Section(
        "CalculatedAttributes",
        "calculated-attributes",
        "CalculatedAttributeName",
        "CreateCalculatedAttributeDefinition",
        "GetCalculatedAttributeDefinition",
    ),
    Section(
        "Segments",
        "segment-definitions",
        "SegmentDefinitionName",
        "CreateSegmentDefinition",
        "GetSegmentDefinition",
    ),
    Section("Layouts", "layouts", "LayoutDefinitionName", "CreateDomainLayout", "GetDomainLayout"),
    Section("EventTriggers", "event-triggers", "EventTriggerName", "CreateEventTrigger", "GetEventTrigger"),
    Section("Integrations", "integrations", "Uri", "PutIntegration", "GetIntegration"),
    Section(
        "RecommenderSchemas",
        "recommender-schemas",
        "RecommenderSchemaName",
        "CreateRecommenderSchema",
        "GetRecommenderSchema",
    ),
    Section(
        "RecommenderFilters",
        "recommender-filters",
        "RecommenderFilterName",
        "CreateRecommenderFilter",
        "GetRecommenderFilter",
    ),
    Section("Recommenders", "recommenders", "RecommenderName", "CreateRecommender", "GetRecommender"),
)
"""The kinds of configuration, in an order in which each finds there what it refers to."""

NOT_CARRIED = frozenset({"event-streams"})
"""Kinds with an ARN that a scenario does not carry: the events of a stream are not repeated."""


def check_sections(sections: Iterable[Section]) -> None:
    """Refuse sections that do not have each kind with an ARN, or have another.

    Raises:
        ValueError: a kind has neither a section nor a place among those that a scenario does not carry, or both.

    """
    carried = {section.arn_path for section in sections}
    if wrong := sorted((carried ^ arn_paths()) ^ NOT_CARRIED):
        raise ValueError(f"Kinds {wrong} need either a section of scenarios or a place in NOT_CARRIED")


check_sections(ALL_SECTIONS)

SECTIONS = tuple(section for section in ALL_SECTIONS if has_operation(section.write))
"""The kinds of configuration that the installed botocore knows."""

DATA = ("Profiles", "Objects", "DomainObjects", "Portraits")
"""The other members of a domain, which hold data."""

CREATED = "CreatedAt"
"""The member that says when something was made; no operation takes it."""
