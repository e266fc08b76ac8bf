"""One resource of each kind that wears tags, for the domain `shop`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import boto3

from tests.support.facts import KEY, REGION, aws_arn

if TYPE_CHECKING:
    from collections.abc import Callable

    from types_boto3_customer_profiles import CustomerProfilesClient

URI = aws_arn("app-integrations", "event-integration/a/b")


class Kind(NamedTuple):
    """A kind of resource: where an ARN ends, how one is made, the operations that get it and list it, and its name."""

    path: str
    make: Callable[[CustomerProfilesClient, dict[str, str]], object]
    get: str
    lists: str
    identity: dict[str, str]

    @property
    def arn(self) -> str:
        """The ARN of the one that is made."""
        return aws_arn("profile", f"domains/shop/{self.path}")


def _enable_data_store(client: CustomerProfilesClient) -> None:
    client.update_domain(DomainName="shop", DefaultEncryptionKey=KEY, DataStore={"Enabled": True})


def _object_type(client: CustomerProfilesClient, tags: dict[str, str]) -> object:
    return client.put_profile_object_type(
        DomainName="shop", ObjectTypeName="CTR", Description="d", TemplateId="CTR", Tags=tags
    )


def _domain_object_type(client: CustomerProfilesClient, tags: dict[str, str]) -> object:
    _enable_data_store(client)
    fields: Any = {"id": {"Source": "_source.id", "Target": "_catalogItem.Id"}}
    return client.put_domain_object_type(DomainName="shop", ObjectTypeName="_catalogItem", Fields=fields, Tags=tags)


def _integration(client: CustomerProfilesClient, tags: dict[str, str]) -> object:
    return client.put_integration(DomainName="shop", Uri=URI, ObjectTypeNames={"made": "CTR"}, Tags=tags)


def _layout(client: CustomerProfilesClient, tags: dict[str, str]) -> object:
    return client.create_domain_layout(
        DomainName="shop",
        LayoutDefinitionName="l",
        Description="d",
        DisplayName="d",
        LayoutType="PROFILE_EXPLORER",
        Layout="{}",
        Tags=tags,
    )


def _event_stream(client: CustomerProfilesClient, tags: dict[str, str]) -> object:
    boto3.client("kinesis", region_name=REGION).create_stream(StreamName="s", ShardCount=1)
    uri = aws_arn("kinesis", "stream/s")
    return client.create_event_stream(DomainName="shop", EventStreamName="e", Uri=uri, Tags=tags)


def _event_trigger(client: CustomerProfilesClient, tags: dict[str, str]) -> object:
    _object_type(client, {"of": "another"})
    attribute: Any = {"Source": "contactId", "ComparisonOperator": "INCLUSIVE", "Values": ["1"]}
    dimensions: Any = [{"ObjectAttributes": [attribute]}]
    return client.create_event_trigger(
        DomainName="shop",
        EventTriggerName="t",
        ObjectTypeName="CTR",
        EventTriggerConditions=[{"LogicalOperator": "ALL", "EventTriggerDimensions": dimensions}],
        Tags=tags,
    )


def _calculated_attribute(client: CustomerProfilesClient, tags: dict[str, str]) -> object:
    return client.create_calculated_attribute_definition(
        DomainName="shop",
        CalculatedAttributeName="orders",
        AttributeDetails={"Attributes": [{"Name": "TotalPrice"}], "Expression": "{_order.TotalPrice}"},
        Statistic="COUNT",
        Tags=tags,
    )


def _segment(client: CustomerProfilesClient, tags: dict[str, str]) -> object:
    return client.create_segment_definition(
        DomainName="shop", SegmentDefinitionName="all", DisplayName="All", SegmentGroups={"Groups": []}, Tags=tags
    )


def _recommender(client: CustomerProfilesClient, tags: dict[str, str]) -> object:
    _domain_object_type(client, {"of": "another"})
    return client.create_recommender(
        DomainName="shop", RecommenderName="r", RecommenderRecipeName="popular-items", Tags=tags
    )


def _recommender_filter(client: CustomerProfilesClient, tags: dict[str, str]) -> object:
    _domain_object_type(client, {"of": "another"})
    expression = 'INCLUDE ItemId WHERE _catalogItem.Category IN ("tv")'
    return client.create_recommender_filter(
        DomainName="shop", RecommenderFilterName="f", RecommenderFilterExpression=expression, Tags=tags
    )


def _recommender_schema(client: CustomerProfilesClient, tags: dict[str, str]) -> object:
    _domain_object_type(client, {"of": "another"})
    fields: Any = {"_catalogItem": [{"TargetFieldName": "Category"}]}
    return client.create_recommender_schema(DomainName="shop", RecommenderSchemaName="s", Fields=fields, Tags=tags)


KINDS = {
    "object type": Kind(
        "object-types/CTR",
        _object_type,
        "get_profile_object_type",
        "list_profile_object_types",
        {"ObjectTypeName": "CTR"},
    ),
    "domain object type": Kind(
        "domain-object-types/_catalogItem",
        _domain_object_type,
        "get_domain_object_type",
        "list_domain_object_types",
        {"ObjectTypeName": "_catalogItem"},
    ),
    "integration": Kind(f"integrations/{URI}", _integration, "get_integration", "list_integrations", {"Uri": URI}),
    "layout": Kind("layouts/l", _layout, "get_domain_layout", "list_domain_layouts", {"LayoutDefinitionName": "l"}),
    "calculated attribute": Kind(
        "calculated-attributes/orders",
        _calculated_attribute,
        "get_calculated_attribute_definition",
        "list_calculated_attribute_definitions",
        {"CalculatedAttributeName": "orders"},
    ),
    "segment definition": Kind(
        "segment-definitions/all",
        _segment,
        "get_segment_definition",
        "list_segment_definitions",
        {"SegmentDefinitionName": "all"},
    ),
    "event stream": Kind(
        "event-streams/e", _event_stream, "get_event_stream", "list_event_streams", {"EventStreamName": "e"}
    ),
    "event trigger": Kind(
        "event-triggers/t", _event_trigger, "get_event_trigger", "list_event_triggers", {"EventTriggerName": "t"}
    ),
    "recommender": Kind(
        "recommenders/r", _recommender, "get_recommender", "list_recommenders", {"RecommenderName": "r"}
    ),
    "recommender filter": Kind(
        "recommender-filters/f",
        _recommender_filter,
        "get_recommender_filter",
        "list_recommender_filters",
        {"RecommenderFilterName": "f"},
    ),
    "recommender schema": Kind(
        "recommender-schemas/s",
        _recommender_schema,
        "get_recommender_schema",
        "list_recommender_schemas",
        {"RecommenderSchemaName": "s"},
    ),
}
