"""What templates call properties that have another name: hints for extraneous properties."""

from __future__ import annotations

_NAMES = ("DomainName", "ObjectTypeName", "CalculatedAttributeName", "EventStreamName", "EventTriggerName")
_KEYS = ("EncryptionKey", "DefaultEncryptionKey")
ALIASES: dict[str, tuple[str, ...]] = {
    "arn": ("Uri",),
    "attributename": ("CalculatedAttributeName",),
    "attributes": ("AttributeDetails",),
    "conditions": ("EventTriggerConditions", "Conditions"),
    "deadletterqueue": ("DeadLetterQueueUrl",),
    "deadletterqueuearn": ("DeadLetterQueueUrl",),
    "destination": ("Uri",),
    "destinationarn": ("Uri",),
    "dlqurl": ("DeadLetterQueueUrl",),
    "expirationdays": ("DefaultExpirationDays",),
    "groups": ("SegmentGroups",),
    "key": ("Keys",),
    "kinesisstreamarn": ("Uri",),
    "kmskey": _KEYS,
    "kmskeyarn": _KEYS,
    "kmskeyid": _KEYS,
    "limits": ("EventTriggerLimits",),
    "mappings": ("Fields",),
    "name": (*_NAMES, "SegmentDefinitionName", "RecommenderName", "RecommenderFilterName", "RecommenderSchemaName"),
    "objecttype": ("ObjectTypeName",),
    "retentiondays": ("DefaultExpirationDays", "ExpirationDays"),
    "rules": ("RuleBasedMatching",),
    "segmentname": ("SegmentDefinitionName", "SegmentFilter"),
    "streamarn": ("Uri",),
    "streamname": ("EventStreamName",),
    "template": ("TemplateId",),
    "timestampformat": ("SourceLastUpdatedTimestampFormat",),
    "triggername": ("EventTriggerName",),
}
"""By a name in small letters, as other services and people have it: the properties that it may mean."""
