"""The types of CloudFormation, as a table: which operations stand behind each, and what cannot be changed in place.

A type whose operations the installed botocore does not know is not there.
"""

from __future__ import annotations

from typing import NamedTuple

from moto_customerprofiles.wire.model import has_operation


class Spec(NamedTuple):
    """One type: its name, the property that names a resource, its operations and its create-only properties."""

    type_name: str
    name: str
    create: str
    read: str
    update: str
    delete: str
    fixed: tuple[str, ...] = ()
    arn_path: str = ""
    ref_is_arn: bool = False


_ALL = (
    Spec("Domain", "DomainName", "CreateDomain", "GetDomain", "UpdateDomain", "DeleteDomain"),
    Spec(
        "ObjectType",
        "ObjectTypeName",
        "PutProfileObjectType",
        "GetProfileObjectType",
        "PutProfileObjectType",
        "DeleteProfileObjectType",
        arn_path="object-types",
    ),
    Spec(
        "Integration",
        "Uri",
        "PutIntegration",
        "GetIntegration",
        "PutIntegration",
        "DeleteIntegration",
        arn_path="integrations",
    ),
    Spec(
        "CalculatedAttributeDefinition",
        "CalculatedAttributeName",
        "CreateCalculatedAttributeDefinition",
        "GetCalculatedAttributeDefinition",
        "UpdateCalculatedAttributeDefinition",
        "DeleteCalculatedAttributeDefinition",
        fixed=("UseHistoricalData", "AttributeDetails", "Statistic"),
        arn_path="calculated-attributes",
    ),
    Spec(
        "EventStream",
        "EventStreamName",
        "CreateEventStream",
        "GetEventStream",
        "",
        "DeleteEventStream",
        arn_path="event-streams",
    ),
    Spec(
        "EventTrigger",
        "EventTriggerName",
        "CreateEventTrigger",
        "GetEventTrigger",
        "UpdateEventTrigger",
        "DeleteEventTrigger",
        arn_path="event-triggers",
    ),
    Spec(
        "SegmentDefinition",
        "SegmentDefinitionName",
        "CreateSegmentDefinition",
        "GetSegmentDefinition",
        "",
        "DeleteSegmentDefinition",
        arn_path="segment-definitions",
    ),
    Spec(
        "DomainObjectType",
        "ObjectTypeName",
        "PutDomainObjectType",
        "GetDomainObjectType",
        "PutDomainObjectType",
        "DeleteDomainObjectType",
        fixed=("Fields",),
        arn_path="domain-object-types",
    ),
    Spec(
        "Recommender",
        "RecommenderName",
        "CreateRecommender",
        "GetRecommender",
        "UpdateRecommender",
        "DeleteRecommender",
        fixed=("RecommenderRecipeName",),
        arn_path="recommenders",
    ),
    Spec(
        "RecommenderFilter",
        "RecommenderFilterName",
        "CreateRecommenderFilter",
        "GetRecommenderFilter",
        "",
        "DeleteRecommenderFilter",
        arn_path="recommender-filters",
        ref_is_arn=True,
    ),
    Spec(
        "RecommenderSchema",
        "RecommenderSchemaName",
        "CreateRecommenderSchema",
        "GetRecommenderSchema",
        "",
        "DeleteRecommenderSchema",
        arn_path="recommender-schemas",
        ref_is_arn=True,
    ),
)

SPECS = tuple(spec for spec in _ALL if has_operation(spec.create))
