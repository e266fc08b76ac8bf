"""The types of CloudFormation, as a table: the operations of each type, and what its public resource schema says.

The facts come from the resource schemas that CloudFormation publishes (`createOnlyProperties`, `readOnlyProperties`,
`primaryIdentifier`, `replacementStrategy`) and from AWS's public resource handlers. A type whose operations the
installed botocore does not know is not there.
"""

from __future__ import annotations

from typing import NamedTuple

from moto_customerprofiles.wire.model import has_operation

PREFIX = "AWS::CustomerProfiles::"


class Spec(NamedTuple):
    """One type. Properties are paths from the top, joined by `/`; DomainName and the name are always create-only."""

    type_name: str
    name: str
    """The property that names the resource."""

    create: str
    read: str
    update: str
    """The operation that changes the resource; empty where only its tags can change."""

    delete: str
    read_only: tuple[str, ...]
    """What `Fn::GetAtt` knows."""

    create_only: tuple[str, ...] = ()
    not_in_schema: tuple[str, ...] = ()
    """Members of the operation that the schema does not have."""

    arn_path: str = ""
    ref_is_arn: bool = False
    refuses_existing: str = ""
    """How messages call a resource that exists, where the handler looks before an operation that would overwrite."""

    deleted_first: bool = False
    """Whether a replacement is created after the old resource is deleted, and may keep its name."""

    @property
    def full_name(self) -> str:
        """The type as templates call it."""
        return PREFIX + self.type_name


_ALL = (
    Spec(
        "Domain",
        "DomainName",
        "CreateDomain",
        "GetDomain",
        "UpdateDomain",
        "DeleteDomain",
        read_only=("CreatedAt", "DataStore/Readiness", "LastUpdatedAt", "RuleBasedMatching/Status", "Stats"),
    ),
    Spec(
        "ObjectType",
        "ObjectTypeName",
        "PutProfileObjectType",
        "GetProfileObjectType",
        "PutProfileObjectType",
        "DeleteProfileObjectType",
        read_only=("CreatedAt", "LastUpdatedAt", "MaxAvailableProfileObjectCount"),
        arn_path="object-types",
        refuses_existing="ObjectType",
    ),
    Spec(
        "Integration",
        "Uri",
        "PutIntegration",
        "GetIntegration",
        "PutIntegration",
        "DeleteIntegration",
        read_only=("CreatedAt", "LastUpdatedAt"),
        not_in_schema=("RoleArn",),
        arn_path="integrations",
        refuses_existing="Integration",
    ),
    Spec(
        "CalculatedAttributeDefinition",
        "CalculatedAttributeName",
        "CreateCalculatedAttributeDefinition",
        "GetCalculatedAttributeDefinition",
        "UpdateCalculatedAttributeDefinition",
        "DeleteCalculatedAttributeDefinition",
        read_only=("CreatedAt", "LastUpdatedAt", "Readiness", "Status"),
        create_only=("Conditions/Range/TimestampFormat", "Conditions/Range/TimestampSource", "UseHistoricalData"),
        not_in_schema=("Filter",),
        arn_path="calculated-attributes",
    ),
    Spec(
        "EventStream",
        "EventStreamName",
        "CreateEventStream",
        "GetEventStream",
        "",
        "DeleteEventStream",
        read_only=("CreatedAt", "DestinationDetails", "EventStreamArn", "State"),
        create_only=("Uri",),
        arn_path="event-streams",
    ),
    Spec(
        "EventTrigger",
        "EventTriggerName",
        "CreateEventTrigger",
        "GetEventTrigger",
        "UpdateEventTrigger",
        "DeleteEventTrigger",
        read_only=("CreatedAt", "LastUpdatedAt"),
        arn_path="event-triggers",
    ),
    Spec(
        "SegmentDefinition",
        "SegmentDefinitionName",
        "CreateSegmentDefinition",
        "GetSegmentDefinition",
        "",
        "DeleteSegmentDefinition",
        read_only=("CreatedAt", "SegmentDefinitionArn", "SegmentType"),
        create_only=("DisplayName", "SegmentGroups", "SegmentSqlQuery"),
        arn_path="segment-definitions",
    ),
    Spec(
        "DomainObjectType",
        "ObjectTypeName",
        "PutDomainObjectType",
        "GetDomainObjectType",
        "PutDomainObjectType",
        "DeleteDomainObjectType",
        read_only=("CreatedAt", "LastUpdatedAt"),
        create_only=("Fields",),
        arn_path="domain-object-types",
        refuses_existing="DomainObjectType",
    ),
    Spec(
        "Recommender",
        "RecommenderName",
        "CreateRecommender",
        "GetRecommender",
        "UpdateRecommender",
        "DeleteRecommender",
        read_only=(
            "CreatedAt",
            "FailureReason",
            "LastUpdatedAt",
            "LatestRecommenderUpdate",
            "RecommenderArn",
            "Status",
            "TrainingMetrics",
        ),
        create_only=("RecommenderRecipeName",),
        not_in_schema=(
            "RecommenderConfig/DiversityConfig",
            "RecommenderConfig/EventsConfig/EventParametersList/EventWeight",
            "RecommenderConfig/ExcludedColumns",
            "RecommenderConfig/IncludedColumns",
            "RecommenderConfig/InferenceConfig",
            "RecommenderConfig/TrainingFrequency",
            "RecommenderSchemaName",
        ),
        arn_path="recommenders",
    ),
    Spec(
        "RecommenderFilter",
        "RecommenderFilterName",
        "CreateRecommenderFilter",
        "GetRecommenderFilter",
        "",
        "DeleteRecommenderFilter",
        read_only=("CreatedAt", "RecommenderFilterArn", "Status"),
        create_only=("Description", "RecommenderFilterExpression", "RecommenderSchemaName"),
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
        read_only=("Arn", "CreatedAt", "Status"),
        create_only=("Fields",),
        arn_path="recommender-schemas",
        ref_is_arn=True,
        deleted_first=True,
    ),
)

SPECS = tuple(spec for spec in _ALL if has_operation(spec.create))
