"""Stacks of moto's CloudFormation, and a template of every type."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import boto3

from tests.support.facts import REGION

if TYPE_CHECKING:
    from types_boto3_cloudformation import CloudFormationClient
    from types_boto3_customer_profiles import CustomerProfilesClient

    Resources = dict[str, Any]


class Event(NamedTuple):
    """What a stack tells of itself or of a resource."""

    logical_id: str
    status: str
    reason: str


class Stacks:
    """Stacks in-process or on a server, whose templates grow and change."""

    def __init__(self, endpoint: str | None = None) -> None:
        self.endpoint = endpoint
        keys: Any = {"aws_access_key_id": "AKIAX", "aws_secret_access_key": "test"} if endpoint else {}
        self.cloudformation: CloudFormationClient = boto3.client(
            "cloudformation", region_name=REGION, endpoint_url=endpoint, **keys
        )
        self.profiles: CustomerProfilesClient = boto3.client(
            "customer-profiles", region_name=REGION, endpoint_url=endpoint, **keys
        )

    def create(self, resources: Resources, outputs: Resources | None = None, **options: Any) -> dict[str, str]:
        """Create the stack, and return its outputs."""
        self.cloudformation.create_stack(StackName="stack", TemplateBody=template(resources, outputs), **options)
        return self.outputs()

    def update(self, resources: Resources, outputs: Resources | None = None, **options: Any) -> dict[str, str]:
        """Update the stack, and return its outputs."""
        self.cloudformation.update_stack(StackName="stack", TemplateBody=template(resources, outputs), **options)
        return self.outputs()

    def delete(self) -> None:
        """Delete the stack."""
        self.cloudformation.delete_stack(StackName="stack")

    def outputs(self) -> dict[str, str]:
        """Return the outputs of the stack."""
        [stack] = self.cloudformation.describe_stacks(StackName="stack")["Stacks"]
        return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}

    def status(self, name: str = "stack") -> str:
        """Return the status of a stack, by name or id."""
        return str(self.cloudformation.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"])

    def events(self) -> list[Event]:
        """Return the events of the stack, newest first."""
        events = self.cloudformation.describe_stack_events(StackName="stack")["StackEvents"]
        return [
            Event(each["LogicalResourceId"], each["ResourceStatus"], each.get("ResourceStatusReason", ""))
            for each in events
        ]

    def failures(self) -> list[Event]:
        """Return the events of resources that failed, newest first."""
        return [each for each in self.events() if each.status.endswith("_FAILED") and each.logical_id != "stack"]

    def resources(self) -> list[str]:
        """Return the logical ids of what the stack has, sorted."""
        resources = self.cloudformation.describe_stack_resources(StackName="stack")["StackResources"]
        return sorted(each["LogicalResourceId"] for each in resources)

    def domains(self) -> list[str]:
        """Return the names of all domains."""
        return [each["DomainName"] for each in self.profiles.list_domains()["Items"]]


def template(resources: Resources, outputs: Resources | None = None) -> str:
    """Return the text of a template."""
    values = {key: {"Value": value} for key, value in (outputs or {}).items()}
    return json.dumps({"Resources": resources, **({"Outputs": values} if values else {})})


def domain(name: str = "shop", **properties: Any) -> Resources:
    """Return a domain."""
    return {
        "Type": "AWS::CustomerProfiles::Domain",
        "Properties": {"DomainName": name, "DefaultExpirationDays": "30", **properties},
    }


def of_type(kind: str, depends_on: list[str] | None = None, **properties: Any) -> Resources:
    """Return a resource of the stack's domain."""
    resource = {"Type": f"AWS::CustomerProfiles::{kind}", "Properties": {"DomainName": {"Ref": "Domain"}, **properties}}
    return {**resource, "DependsOn": ["Domain", *(depends_on or [])]}


def changed(resource: Resources, **properties: Any) -> Resources:
    """Return a resource with other properties; None takes one away."""
    together = {**resource["Properties"], **properties}
    return {**resource, "Properties": {name: value for name, value in together.items() if value is not None}}


IN_SEATTLE = {
    "Dimensions": [
        {"ProfileAttributes": {"Address": {"City": {"DimensionType": "INCLUSIVE", "Values": ["Seattle"]}}}},
    ]
}
KEY = {"Name": "orderId", "ObjectTypeKeyList": [{"FieldNames": ["id"], "StandardIdentifiers": ["PROFILE", "UNIQUE"]}]}
EVERYTHING: Resources = {
    "Domain": domain(DefaultEncryptionKey="key", DataStore={"Enabled": "true"}),
    "Stream": {"Type": "AWS::Kinesis::Stream", "Properties": {"Name": "events", "ShardCount": 1}},
    "ObjectType": of_type(
        "ObjectType",
        ObjectTypeName="order",
        Description="An order",
        AllowProfileCreation="true",
        ExpirationDays="30",
        Fields=[
            {"Name": "id", "ObjectTypeField": {"Source": "_source.id", "Target": "_profile.AccountNumber"}},
            {"Name": "total", "ObjectTypeField": {"Source": "_source.total", "ContentType": "NUMBER"}},
        ],
        Keys=[KEY],
        Tags=[{"Key": "team", "Value": "shop"}],
    ),
    "Integration": of_type("Integration", ["ObjectType"], Uri="s3://incoming/orders", ObjectTypeName="order"),
    "Spend": of_type(
        "CalculatedAttributeDefinition",
        ["ObjectType"],
        CalculatedAttributeName="spend",
        AttributeDetails={"Attributes": [{"Name": "total"}], "Expression": "{order.total}"},
        Statistic="SUM",
        Conditions={"Range": {"Value": "30", "Unit": "DAYS"}},
    ),
    "EventStream": of_type("EventStream", ["Stream"], EventStreamName="changes", Uri={"Fn::GetAtt": ["Stream", "Arn"]}),
    "Segment": of_type(
        "SegmentDefinition",
        SegmentDefinitionName="seattle",
        DisplayName="Seattle",
        SegmentGroups={"Groups": [IN_SEATTLE]},
    ),
    "Trigger": of_type(
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
    "Items": of_type(
        "DomainObjectType",
        ObjectTypeName="_catalogItem",
        Fields={"id": {"Source": "_source.id", "Target": "_catalogItem.Id"}},
    ),
    "Schema": of_type(
        "RecommenderSchema",
        RecommenderSchemaName="schema",
        Fields={"_webAnalytics": [{"TargetFieldName": "Location.City"}]},
    ),
    "Filter": of_type(
        "RecommenderFilter",
        ["Items"],
        RecommenderFilterName="cheap",
        RecommenderFilterExpression="INCLUDE ItemID WHERE Items.Price < 100",
    ),
    "Recommender": of_type(
        "Recommender",
        ["Items"],
        RecommenderName="popular",
        RecommenderRecipeName="popular-items",
        Description="Popular",
    ),
}
"""One resource of each type, and the stream that the event stream needs."""


def some(*logical_ids: str) -> Resources:
    """Return some of the resources, and the domain."""
    return {name: EVERYTHING[name] for name in ("Domain", *logical_ids)}
