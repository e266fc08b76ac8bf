from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from tests.support.facts import REGION

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient


class _Stack:
    """One stack whose template grows and changes."""

    def __init__(self) -> None:
        self._client = boto3.client("cloudformation", region_name=REGION)
        self._name = ""

    def deploy(self, resources: dict[str, Any], outputs: dict[str, Any] | None = None) -> dict[str, str]:
        template = {
            "Resources": resources,
            "Outputs": {key: {"Value": value} for key, value in (outputs or {}).items()},
        }
        deploy = self._client.update_stack if self._name else self._client.create_stack
        self._name = "stack"
        deploy(StackName=self._name, TemplateBody=json.dumps(template))
        stack = self._client.describe_stacks(StackName=self._name)["Stacks"][0]
        return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}

    def delete(self) -> None:
        self._client.delete_stack(StackName=self._name)


@pytest.fixture
def stack(client: CustomerProfilesClient) -> _Stack:  # noqa: ARG001  # the mock must be active
    return _Stack()


def _domain(name: str = "shop", **properties: Any) -> dict[str, Any]:
    return {
        "Type": "AWS::CustomerProfiles::Domain",
        "Properties": {"DomainName": name, "DefaultExpirationDays": "30", **properties},
    }


@pytest.mark.rule("ADD-3")
def test_numbers_may_come_as_text_and_tags_as_a_list(stack: _Stack, client: CustomerProfilesClient) -> None:
    stack.deploy({"Domain": _domain(Tags=[{"Key": "team", "Value": "crm"}])})
    domain = client.get_domain(DomainName="shop")

    assert (30, {"team": "crm"}) == (domain["DefaultExpirationDays"], domain["Tags"])


@pytest.mark.rule("ADD-3")
def test_ref_is_the_name_and_attributes_are_those_of_the_domain(stack: _Stack, client: CustomerProfilesClient) -> None:
    outputs = stack.deploy(
        {"Domain": _domain()},
        {"Name": {"Ref": "Domain"}, "Created": {"Fn::GetAtt": ["Domain", "CreatedAt"]}},
    )
    created = client.get_domain(DomainName="shop")["CreatedAt"].isoformat()

    assert ("shop", created[:10]) == (outputs["Name"], outputs["Created"][:10])


@pytest.mark.rule("ADD-3")
def test_update_changes_the_domain_in_place(stack: _Stack, client: CustomerProfilesClient) -> None:
    stack.deploy({"Domain": _domain(DeadLetterQueueUrl="queue", Tags=[{"Key": "a", "Value": "1"}])})
    created = client.get_domain(DomainName="shop")["CreatedAt"]
    stack.deploy({"Domain": _domain(DefaultExpirationDays=7, Tags=[{"Key": "b", "Value": "2"}])})
    domain = client.get_domain(DomainName="shop")

    assert (created, 7, {"b": "2"}) == (domain["CreatedAt"], domain["DefaultExpirationDays"], domain["Tags"])
    assert "DeadLetterQueueUrl" not in domain


@pytest.mark.rule("ADD-3")
def test_another_name_replaces_the_domain(stack: _Stack, client: CustomerProfilesClient) -> None:
    stack.deploy({"Domain": _domain()})
    stack.deploy({"Domain": _domain("market")})

    assert ["market"] == [item["DomainName"] for item in client.list_domains()["Items"]]


@pytest.mark.rule("ADD-3")
def test_deleting_what_is_gone_already_is_success(stack: _Stack, client: CustomerProfilesClient) -> None:
    stack.deploy({"Domain": _domain()})
    client.delete_domain(DomainName="shop")
    stack.delete()

    assert [] == client.list_domains()["Items"]


def _typed(kind: str, depends_on: list[str] | None = None, **properties: Any) -> dict[str, Any]:
    resource = {"Type": f"AWS::CustomerProfiles::{kind}", "Properties": {"DomainName": {"Ref": "Domain"}, **properties}}
    return {**resource, "DependsOn": ["Domain", *(depends_on or [])]}


IN_SEATTLE = {
    "Dimensions": [
        {"ProfileAttributes": {"Address": {"City": {"DimensionType": "INCLUSIVE", "Values": ["Seattle"]}}}},
    ]
}
EVERYTHING: dict[str, Any] = {
    "Domain": _domain(DefaultEncryptionKey="key", DataStore={"Enabled": "true"}),
    "Stream": {"Type": "AWS::Kinesis::Stream", "Properties": {"Name": "events", "ShardCount": 1}},
    "ObjectType": _typed(
        "ObjectType",
        ObjectTypeName="order",
        Description="An order",
        AllowProfileCreation="true",
        ExpirationDays="30",
        Fields=[
            {"Name": "id", "ObjectTypeField": {"Source": "_source.id", "Target": "_profile.AccountNumber"}},
            {"Name": "total", "ObjectTypeField": {"Source": "_source.total", "ContentType": "NUMBER"}},
        ],
        Keys=[
            {
                "Name": "orderId",
                "ObjectTypeKeyList": [{"FieldNames": ["id"], "StandardIdentifiers": ["PROFILE", "UNIQUE"]}],
            }
        ],
        Tags=[{"Key": "team", "Value": "shop"}],
    ),
    "Integration": _typed("Integration", ["ObjectType"], Uri="s3://incoming/orders", ObjectTypeName="order"),
    "Spend": _typed(
        "CalculatedAttributeDefinition",
        ["ObjectType"],
        CalculatedAttributeName="spend",
        AttributeDetails={"Attributes": [{"Name": "total"}], "Expression": "{order.total}"},
        Statistic="SUM",
        Conditions={"Range": {"Value": "30", "Unit": "DAYS"}},
    ),
    "EventStream": _typed("EventStream", ["Stream"], EventStreamName="changes", Uri={"Fn::GetAtt": ["Stream", "Arn"]}),
    "Segment": _typed(
        "SegmentDefinition",
        SegmentDefinitionName="seattle",
        DisplayName="Seattle",
        SegmentGroups={"Groups": [IN_SEATTLE]},
    ),
    "Trigger": _typed(
        "EventTrigger",
        ["ObjectType", "Segment"],
        EventTriggerName="big",
        ObjectTypeName="order",
        SegmentFilter="seattle",
        EventTriggerConditions=[
            {
                "LogicalOperator": "ALL",
                "EventTriggerDimensions": [
                    {"ObjectAttributes": [{"Source": "total", "ComparisonOperator": "GREATER_THAN", "Values": ["100"]}]}
                ],
            }
        ],
        EventTriggerLimits={"EventExpiration": "900000"},
    ),
    "Items": _typed(
        "DomainObjectType",
        ObjectTypeName="_catalogItem",
        Fields={"id": {"Source": "_source.id", "Target": "_catalogItem.Id"}},
    ),
    "Schema": _typed(
        "RecommenderSchema",
        RecommenderSchemaName="schema",
        Fields={"_webAnalytics": [{"TargetFieldName": "Location.City"}]},
    ),
    "Filter": _typed(
        "RecommenderFilter",
        ["Items"],
        RecommenderFilterName="cheap",
        RecommenderFilterExpression="INCLUDE ItemID WHERE Items.Price < 100",
    ),
    "Recommender": _typed(
        "Recommender",
        ["Items"],
        RecommenderName="popular",
        RecommenderRecipeName="popular-items",
        Description="Popular",
    ),
}


@pytest.mark.rule("CLI-22", "ADD-3")
def test_every_type_of_the_service_is_created_and_deleted(stack: _Stack, client: CustomerProfilesClient) -> None:
    stack.deploy(EVERYTHING)
    created: list[Any] = [
        client.get_profile_object_type(DomainName="shop", ObjectTypeName="order")["ExpirationDays"],
        client.get_integration(DomainName="shop", Uri="s3://incoming/orders")["ObjectTypeName"],
        client.get_calculated_attribute_definition(DomainName="shop", CalculatedAttributeName="spend")["Conditions"],
        client.get_event_stream(DomainName="shop", EventStreamName="changes")["State"],
        client.get_segment_definition(DomainName="shop", SegmentDefinitionName="seattle")["SegmentType"],
        client.get_event_trigger(DomainName="shop", EventTriggerName="big")["EventTriggerLimits"],
        client.get_domain_object_type(DomainName="shop", ObjectTypeName="_catalogItem")["ObjectTypeName"],
        client.get_recommender_schema(DomainName="shop", RecommenderSchemaName="schema")["Status"],
        client.get_recommender_filter(DomainName="shop", RecommenderFilterName="cheap")["Status"],
        client.get_recommender(DomainName="shop", RecommenderName="popular")["Status"],
    ]
    stack.delete()

    assert [
        30,
        "order",
        {"Range": {"Value": 30, "Unit": "DAYS"}},
        "RUNNING",
        "CLASSIC",
        {"EventExpiration": 900000},
        "_catalogItem",
        "ACTIVE",
        "ACTIVE",
        "ACTIVE",
    ] == created
    assert [] == client.list_domains()["Items"]


@pytest.mark.rule("CLI-22", "ADD-3")
def test_change_of_an_object_type_keeps_its_data(stack: _Stack, client: CustomerProfilesClient) -> None:
    base = {name: EVERYTHING[name] for name in ("Domain", "ObjectType")}
    stack.deploy(base)
    client.put_profile_object(DomainName="shop", ObjectTypeName="order", Object='{"id": "1", "total": 5}')
    changed = json.loads(json.dumps(base))
    changed["ObjectType"]["Properties"] |= {"Description": "Orders", "Tags": [{"Key": "team", "Value": "crm"}]}
    stack.deploy(changed)
    order = client.get_profile_object_type(DomainName="shop", ObjectTypeName="order")

    assert ("Orders", {"team": "crm"}) == (order["Description"], order["Tags"])
    assert 1 == client.get_domain(DomainName="shop")["Stats"]["ObjectCount"]


@pytest.mark.rule("ADD-3")
def test_change_that_cannot_be_made_in_place_replaces_the_segment(
    stack: _Stack, client: CustomerProfilesClient
) -> None:
    base = {name: EVERYTHING[name] for name in ("Domain", "Segment")}
    stack.deploy(base)
    changed = json.loads(json.dumps(base))
    changed["Segment"]["Properties"]["DisplayName"] = "Seattle and around"
    outputs = stack.deploy(
        changed, {"Arn": {"Fn::GetAtt": ["Segment", "SegmentDefinitionArn"]}, "Ref": {"Ref": "Segment"}}
    )
    segment = client.get_segment_definition(DomainName="shop", SegmentDefinitionName="seattle")

    assert "Seattle and around" == segment["DisplayName"]
    assert (segment["SegmentDefinitionArn"], "shop|seattle") == (outputs["Arn"], outputs["Ref"])


def test_resource_that_leaves_the_template_is_deleted(stack: _Stack, client: CustomerProfilesClient) -> None:
    stack.deploy({name: EVERYTHING[name] for name in ("Domain", "Items", "Filter", "Schema")})
    stack.deploy({"Domain": EVERYTHING["Domain"]})

    assert [] == client.list_domain_object_types(DomainName="shop")["Items"]
    assert [] == client.list_recommender_filters(DomainName="shop")["RecommenderFilters"]
    assert [] == client.list_recommender_schemas(DomainName="shop")["RecommenderSchemas"]
