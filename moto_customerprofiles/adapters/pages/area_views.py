"""What the list of each area shows of its things, and what an empty list says to do."""

from __future__ import annotations

from typing import NamedTuple


class Column(NamedTuple):
    """A column: its title, the path of the member that it shows, how, and its width."""

    title: str
    member: str
    kind: str = "text"
    size: str = "m"


class View(NamedTuple):
    """An area that is a list of things, each with a page of its own.

    `member` names a thing in the area, `title_member` is the member with a name for people, if there is one.
    """

    slug: str
    title: str
    one: str
    member: str
    columns: tuple[Column, ...]
    empty: tuple[str, str]
    title_member: str | None = None
    is_id: bool = False
    about: str = ""


_CREATED = Column("Created", "CreatedAt", "time")
_UPDATED = Column("Updated", "LastUpdatedAt", "time")
_STATUS = Column("Status", "Status", "status", "st")
_DESCRIPTION = Column("Description", "Description", "text", "")
_TYPE = Column("Object type", "ObjectTypeName", "type")

VIEWS = {
    view.slug: view
    for view in (
        View(
            "object-types",
            "Object types",
            "Object type",
            "ObjectTypeName",
            (
                _DESCRIPTION,
                Column("Fields", "Fields", "count", "xs num"),
                Column("Keys", "Keys", "count", "xs num"),
                Column("Priority", "SourcePriority", "number", "xs num"),
                Column("Makes profiles", "AllowProfileCreation", "text", "s"),
                _UPDATED,
            ),
            ("No object types yet", "PutProfileObjectType defines how the fields and keys of objects are read."),
        ),
        View(
            "integrations",
            "Integrations",
            "Integration",
            "Uri",
            (_TYPE, Column("Triggers", "EventTriggerNames", "text", ""), _UPDATED),
            ("No integrations", "PutIntegration connects a source to an object type; run_integration reads its files."),
        ),
        View(
            "workflows",
            "Workflows",
            "Workflow",
            "WorkflowId",
            (_STATUS, _TYPE, Column("Integration", "Uri", "integration", ""), _CREATED),
            ("No workflows", "CreateIntegrationWorkflow makes one, which ends in an integration."),
            is_id=True,
        ),
        View(
            "upload-jobs",
            "Upload jobs",
            "Upload job",
            "JobId",
            (
                _STATUS,
                Column("Updated", "ResultsSummary.UpdatedRecords", "number", "s num"),
                Column("Created", "ResultsSummary.CreatedRecords", "number", "s num"),
                Column("Failed", "ResultsSummary.FailedRecords", "number", "s num"),
                Column("Begun", "CreatedAt", "time", ""),
            ),
            ("No upload jobs", "CreateUploadJob makes one, GetUploadJobPath says where to put its file."),
            "DisplayName",
        ),
        View(
            "calculated-attributes",
            "Calculated attributes",
            "Calculated attribute",
            "CalculatedAttributeName",
            (
                Column("Statistic", "Statistic"),
                Column("Expression", "AttributeDetails.Expression", "text", ""),
                _STATUS,
                _UPDATED,
            ),
            ("No calculated attributes", "CreateCalculatedAttributeDefinition makes one from the objects of a type."),
            "DisplayName",
        ),
        View(
            "segments",
            "Segments",
            "Segment",
            "SegmentDefinitionName",
            (_DESCRIPTION, Column("Type", "SegmentType", "text", "s"), _CREATED),
            ("No segments", "CreateSegmentDefinition makes one of groups of conditions, or of an SQL query."),
            "DisplayName",
        ),
        View(
            "segment-snapshots",
            "Segment snapshots",
            "Snapshot",
            "SnapshotId",
            (
                Column("Segment", "SegmentDefinitionName", "segment"),
                _STATUS,
                Column("Destination", "DestinationUri", "text", ""),
            ),
            ("No snapshots", "CreateSegmentSnapshot writes the members of a segment to S3."),
            is_id=True,
        ),
        View(
            "segment-estimates",
            "Segment estimates",
            "Estimate",
            "EstimateId",
            (_STATUS, Column("Profiles", "Estimate", "text", "s num"), Column("Message", "Message", "text", "")),
            ("No estimates", "CreateSegmentEstimate counts the profiles that groups of conditions would find."),
            is_id=True,
        ),
        View(
            "segment-subscriptions",
            "Subscriptions",
            "Segment",
            "SegmentDefinitionName",
            (
                _STATUS,
                Column("Started", "StartedAt", "time"),
                Column("Next run", "ScheduledExecutions.NextExecutedAt", "time"),
                Column("Message", "Message", "text", ""),
            ),
            ("No subscriptions", "PutSegmentSubscription sends who joins and leaves a segment to the domain's stream."),
        ),
        View(
            "recommenders",
            "Recommenders",
            "Recommender",
            "RecommenderName",
            (Column("Recipe", "RecommenderRecipeName"), _STATUS, _DESCRIPTION, _UPDATED),
            ("No recommenders", "CreateRecommender trains one on what profiles have viewed and bought."),
        ),
        View(
            "recommender-filters",
            "Recommender filters",
            "Filter",
            "RecommenderFilterName",
            (Column("Expression", "RecommenderFilterExpression", "text", ""), _STATUS, _CREATED),
            ("No filters", "CreateRecommenderFilter makes one, which keeps items in or out of recommendations."),
        ),
        View(
            "recommender-schemas",
            "Recommender schemas",
            "Schema",
            "RecommenderSchemaName",
            (Column("Fields", "Fields", "json", ""), _STATUS, _CREATED),
            ("No schemas", "CreateRecommenderSchema says which columns a recommender learns from."),
        ),
        View(
            "domain-object-types",
            "Domain object types",
            "Domain object type",
            "ObjectTypeName",
            (_DESCRIPTION, Column("Fields", "Fields", "count", "s num"), _UPDATED),
            ("No domain object types", "PutDomainObjectType defines objects of the whole domain, such as a catalogue."),
        ),
        View(
            "event-triggers",
            "Event triggers",
            "Event trigger",
            "EventTriggerName",
            (_TYPE, _DESCRIPTION, Column("Segment", "SegmentFilter", "segment"), _UPDATED),
            ("No event triggers", "CreateEventTrigger makes one, which fires when a new object meets its conditions."),
        ),
        View(
            "event-streams",
            "Event streams",
            "Event stream",
            "EventStreamName",
            (
                Column("State", "State", "status", "st"),
                Column("Destination", "DestinationDetails.Uri", "text", ""),
                Column("Message", "DestinationDetails.Message", "text", ""),
                _CREATED,
            ),
            ("No event streams", "CreateEventStream sends what happens to profiles to a Kinesis stream."),
        ),
        View(
            "identity-resolution-jobs",
            "Identity resolution jobs",
            "Job",
            "JobId",
            (
                _STATUS,
                Column("Reviewed", "JobStats.NumberOfProfilesReviewed", "number", "s num"),
                Column("Matches", "JobStats.NumberOfMatchesFound", "number", "s num"),
                Column("Merges", "JobStats.NumberOfMergesDone", "number", "s num"),
                Column("Started", "JobStartTime", "time"),
                Column("Message", "Message", "text", ""),
            ),
            (
                "No identity resolution jobs",
                "They run weekly once Matching is on; run_identity_resolution_job runs one now.",
            ),
            is_id=True,
        ),
        View(
            "layouts",
            "Layouts",
            "Layout",
            "LayoutDefinitionName",
            (_DESCRIPTION, Column("Type", "LayoutType", "text"), Column("Default", "IsDefault", "text", "s"), _UPDATED),
            ("No layouts", "CreateDomainLayout makes one for the agent workspace."),
            "DisplayName",
        ),
    )
}
"""The views by the names of their areas in the hooks."""
