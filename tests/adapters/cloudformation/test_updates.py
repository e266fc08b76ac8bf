from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from moto_customerprofiles.adapters.cloudformation.types import SPECS
from tests.support.facts import KEY, REGION, aws_arn
from tests.support.replies import refusal
from tests.support.stacks import EVERYTHING, IN_SEATTLE, changed, domain, some

if TYPE_CHECKING:
    from moto_customerprofiles.adapters.cloudformation.types import Spec
    from tests.support.stacks import Stacks

IN_BOSTON = {
    "Dimensions": [
        {"ProfileAttributes": {"Address": {"City": {"DimensionType": "INCLUSIVE", "Values": ["Boston"]}}}},
    ]
}


def spec_of(logical_id: str) -> Spec:
    """Return the type of a resource of the template."""
    [spec] = [each for each in SPECS if each.full_name == EVERYTHING[logical_id]["Type"]]
    return spec


def identity(logical_id: str) -> dict[str, Any]:
    """Return the parameters by which an operation reads a resource of the template."""
    name = spec_of(logical_id).name
    return {"DomainName": "shop", name: EVERYTHING[logical_id]["Properties"][name]}


@pytest.mark.rule("CFN-10")
@pytest.mark.parametrize(
    ("logical_id", "read", "name", "value", "read_as"),
    [
        ("Domain", "get_domain", "DefaultExpirationDays", 7, 7),
        ("ObjectType", "get_profile_object_type", "Description", "Orders", "Orders"),
        ("ObjectType", "get_profile_object_type", "MaxProfileObjectCount", "3", 3),
        ("Integration", "get_integration", "ObjectTypeName", "Salesforce-Account", "Salesforce-Account"),
        ("Spend", "get_calculated_attribute_definition", "DisplayName", "Spend", "Spend"),
        (
            "Spend",
            "get_calculated_attribute_definition",
            "Conditions",
            {"Range": {"Value": 60, "Unit": "DAYS"}},
            {"Range": {"Value": 60, "Unit": "DAYS"}},
        ),
        ("Trigger", "get_event_trigger", "Description", "Big orders", "Big orders"),
        ("Items", "get_domain_object_type", "Description", "Our items", "Our items"),
        ("Recommender", "get_recommender", "Description", "Often bought", "Often bought"),
    ],
)
def test_property_is_changed_in_place(
    stack: Stacks, logical_id: str, read: str, name: str, value: object, read_as: object
) -> None:
    stack.create(EVERYTHING)
    before = getattr(stack.profiles, read)(**identity(logical_id))
    stack.update({**EVERYTHING, logical_id: changed(EVERYTHING[logical_id], **{name: value})})
    after = getattr(stack.profiles, read)(**identity(logical_id))

    assert (read_as, before["CreatedAt"]) == (after[name], after["CreatedAt"])


@pytest.mark.rule("CFN-11")
@pytest.mark.parametrize(
    ("logical_id", "read", "name", "value"),
    [
        ("Segment", "get_segment_definition", "Description", "All of Seattle"),
        ("Spend", "get_calculated_attribute_definition", "Statistic", "MAXIMUM"),
        (
            "Spend",
            "get_calculated_attribute_definition",
            "AttributeDetails",
            {"Attributes": [{"Name": "id"}], "Expression": "{order.id}"},
        ),
    ],
)
def test_change_that_the_handler_does_not_send_succeeds_and_changes_nothing(
    stack: Stacks, logical_id: str, read: str, name: str, value: object
) -> None:
    base = some("ObjectType", "Segment", "Spend")
    stack.create({**base, "Segment": changed(base["Segment"], Description="Seattle")})
    before = getattr(stack.profiles, read)(**identity(logical_id))
    stack.update({**base, logical_id: changed(base[logical_id], **{name: value})})
    after = getattr(stack.profiles, read)(**identity(logical_id))

    assert "UPDATE_COMPLETE" == stack.status()
    assert (before[name], before["CreatedAt"]) == (after[name], after["CreatedAt"])


@pytest.mark.rule("CFN-12")
@pytest.mark.parametrize(
    ("logical_id", "name", "value"),
    [
        ("Segment", "DisplayName", "Seattle and around"),
        ("Segment", "SegmentGroups", {"Groups": [IN_BOSTON]}),
        ("Spend", "UseHistoricalData", "true"),
        (
            "Spend",
            "Conditions",
            {
                "Range": {
                    "Value": 30,
                    "Unit": "DAYS",
                    "TimestampSource": "{order.total}",
                    "TimestampFormat": "EPOCHMILLI",
                }
            },
        ),
        ("Items", "Fields", {"id": {"Source": "_source.key", "Target": "_catalogItem.Id"}}),
        ("Recommender", "RecommenderRecipeName", "trending-now"),
        ("Filter", "RecommenderFilterExpression", "INCLUDE ItemID WHERE Items.Price < 10"),
        ("Filter", "Description", "Cheap things"),
        ("EventStream", "Uri", aws_arn("kinesis", "stream/other")),
    ],
)
def test_custom_named_resource_is_not_replaced(stack: Stacks, logical_id: str, name: str, value: object) -> None:
    stack.create(EVERYTHING)
    _, message = refusal(stack.update, {**EVERYTHING, logical_id: changed(EVERYTHING[logical_id], **{name: value})})

    assert "CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename " in message
    assert f"(Replaced for: {name}" in message
    assert "UPDATE_ROLLBACK_COMPLETE" == stack.status()


@pytest.mark.rule("ADD-3", "CFN-12")
@pytest.mark.parametrize(
    ("logical_id", "name", "listing", "items"),
    [
        ("ObjectType", "ObjectTypeName", "list_profile_object_types", "Items"),
        ("Integration", "Uri", "list_integrations", "Items"),
        ("Spend", "CalculatedAttributeName", "list_calculated_attribute_definitions", "Items"),
        ("Segment", "SegmentDefinitionName", "list_segment_definitions", "Items"),
        ("Schema", "RecommenderSchemaName", "list_recommender_schemas", "RecommenderSchemas"),
        ("Filter", "RecommenderFilterName", "list_recommender_filters", "RecommenderFilters"),
        ("Recommender", "RecommenderName", "list_recommenders", "Recommenders"),
    ],
)
def test_another_name_replaces_the_resource(
    stack: Stacks, logical_id: str, name: str, listing: str, items: str
) -> None:
    base = some("ObjectType", "Items", logical_id)
    stack.create(base)
    stack.update({**base, logical_id: changed(base[logical_id], **{name: "another"})})
    names = [each[name] for each in getattr(stack.profiles, listing)(DomainName="shop")[items]]

    assert ["another"] == [each for each in names if not each.startswith("_")]


@pytest.mark.rule("ADD-3", "CFN-12")
def test_another_name_replaces_the_domain(stack: Stacks) -> None:
    stack.create({"Domain": domain()})
    stack.update({"Domain": domain("market")})

    assert ["market"] == stack.domains()


@pytest.mark.rule("CFN-12")
def test_replaced_resource_stays_if_it_is_to_be_retained(stack: Stacks) -> None:
    stack.create({"Domain": domain()})
    stack.update({"Domain": {**domain("market"), "UpdateReplacePolicy": "Retain"}})

    assert ["market", "shop"] == stack.domains()


@pytest.mark.rule("CFN-13")
def test_schema_of_a_recommender_is_replaced_under_its_name(stack: Stacks) -> None:
    stack.create(some("Schema"))
    fields = {"_webAnalytics": [{"TargetFieldName": "Location.Country"}]}
    stack.update({**some(), "Schema": changed(EVERYTHING["Schema"], Fields=fields)})
    reply = stack.profiles.get_recommender_schema(DomainName="shop", RecommenderSchemaName="schema")

    assert ("UPDATE_COMPLETE", ["Location.Country"]) == (
        stack.status(),
        [each["TargetFieldName"] for each in reply["Fields"]["_webAnalytics"]],
    )


@pytest.mark.rule("CFN-13")
def test_schema_whose_replacement_is_refused_is_back(stack: Stacks) -> None:
    stack.create(some("Schema"))
    refusal(stack.update, {**some(), "Schema": changed(EVERYTHING["Schema"], Fields={"_webAnalytics": [{}]})})
    refusal(
        stack.update,
        {
            "Domain": domain("market"),
            "Schema": changed(EVERYTHING["Schema"], Fields={"nothing": [{"TargetFieldName": "Location.City"}]}),
        },
    )
    reply = stack.profiles.get_recommender_schema(DomainName="shop", RecommenderSchemaName="schema")

    assert {"_webAnalytics": [{"TargetFieldName": "Location.City"}]} == reply["Fields"]
    assert ["shop"] == stack.domains()


@pytest.mark.rule("CFN-14")
def test_property_that_leaves_the_template_keeps_its_value(stack: Stacks) -> None:
    boto3.client("sqs", region_name=REGION).create_queue(QueueName="queue")
    stack.create({"Domain": domain(DeadLetterQueueUrl="queue", Tags=[{"Key": "a", "Value": "1"}])})
    stack.update({"Domain": domain(DefaultExpirationDays=7, Tags=[{"Key": "b", "Value": "2"}])})
    reply = stack.profiles.get_domain(DomainName="shop")

    assert (7, "queue", {"b": "2"}) == (reply["DefaultExpirationDays"], reply["DeadLetterQueueUrl"], reply["Tags"])


@pytest.mark.rule("CFN-10", "CLI-22")
def test_change_of_an_object_type_keeps_its_data(stack: Stacks) -> None:
    base = some("ObjectType")
    stack.create(base)
    stack.profiles.put_profile_object(DomainName="shop", ObjectTypeName="order", Object='{"id": "1", "total": 5}')
    tags = [{"Key": "team", "Value": "crm"}]
    stack.update({**base, "ObjectType": changed(base["ObjectType"], Description="Orders", Tags=tags)})
    order = stack.profiles.get_profile_object_type(DomainName="shop", ObjectTypeName="order")

    assert ("Orders", {"team": "crm"}) == (order["Description"], order["Tags"])
    assert 1 == stack.profiles.get_domain(DomainName="shop")["Stats"]["ObjectCount"]


@pytest.mark.rule("CFN-10")
@pytest.mark.parametrize("logical_id", [name for name in EVERYTHING if name != "Stream"])
def test_tags_of_every_type_are_changed_in_place(stack: Stacks, logical_id: str) -> None:
    spec = spec_of(logical_id)
    name = str(EVERYTHING[logical_id]["Properties"][spec.name])
    stack.create({**EVERYTHING, logical_id: changed(EVERYTHING[logical_id], Tags=[{"Key": "a", "Value": "1"}])})
    stack.update({**EVERYTHING, logical_id: changed(EVERYTHING[logical_id], Tags=[{"Key": "b", "Value": "2"}])})
    path = "/".join(["domains/shop", *([spec.arn_path, name] if spec.arn_path else [])])

    assert {"b": "2"} == stack.profiles.list_tags_for_resource(resourceArn=aws_arn("profile", path))["tags"]


@pytest.mark.rule("CFN-15")
def test_what_somebody_deleted_is_not_found_by_an_update(stack: Stacks) -> None:
    stack.create(some("ObjectType"))
    stack.profiles.delete_profile_object_type(DomainName="shop", ObjectTypeName="order")
    _, message = refusal(
        stack.update, {**some(), "ObjectType": changed(EVERYTHING["ObjectType"], Description="Orders")}
    )

    assert "HandlerErrorCode: NotFound" in message
    assert [] == stack.profiles.list_profile_object_types(DomainName="shop")["Items"]


@pytest.mark.rule("ADD-3")
def test_deleting_what_is_gone_already_is_success(stack: Stacks) -> None:
    stack.create({"Domain": domain()})
    stack.profiles.delete_domain(DomainName="shop")
    stack.delete()

    assert [] == stack.domains()


@pytest.mark.rule("CFN-16")
def test_resource_that_leaves_the_template_is_deleted(stack: Stacks) -> None:
    stack.create(some("Items", "Filter", "Schema"))
    stack.update(some())

    assert [] == stack.profiles.list_domain_object_types(DomainName="shop")["Items"]
    assert [] == stack.profiles.list_recommender_filters(DomainName="shop")["RecommenderFilters"]
    assert [] == stack.profiles.list_recommender_schemas(DomainName="shop")["RecommenderSchemas"]


@pytest.mark.rule("CFN-16")
def test_resource_that_comes_back_to_the_template_is_created_again(stack: Stacks) -> None:
    stack.create(some("Segment"))
    stack.update(some())
    stack.update(some("Segment"))

    assert "Seattle" == stack.profiles.get_segment_definition(**identity("Segment"))["DisplayName"]


@pytest.mark.rule("CFN-16")
def test_resource_leaves_after_what_used_it_has_changed(stack: Stacks) -> None:
    other = changed(EVERYTHING["Segment"], SegmentDefinitionName="boston", SegmentGroups={"Groups": [IN_SEATTLE]})
    stack.create(some("ObjectType", "Segment", "Trigger"))
    trigger = {**changed(EVERYTHING["Trigger"], SegmentFilter="boston"), "DependsOn": ["Domain", "Other"]}
    stack.update({**some("ObjectType"), "Other": other, "Trigger": trigger})
    names = [
        each["SegmentDefinitionName"] for each in stack.profiles.list_segment_definitions(DomainName="shop")["Items"]
    ]

    assert (["boston"], "UPDATE_COMPLETE") == (names, stack.status())


@pytest.mark.rule("CFN-16")
def test_update_succeeds_though_what_leaves_cannot_be_deleted(stack: Stacks) -> None:
    stack.create(some("Items"))
    stack.profiles.create_recommender(
        DomainName="shop", RecommenderName="popular", RecommenderRecipeName="popular-items"
    )
    stack.update(some())
    [failure] = stack.failures()

    assert ("Items", "DELETE_FAILED") == (failure.logical_id, failure.status)
    assert ("UPDATE_COMPLETE", ["Domain"]) == (stack.status(), stack.resources())
    assert "_catalogItem" == stack.profiles.list_domain_object_types(DomainName="shop")["Items"][0]["ObjectTypeName"]


@pytest.mark.rule("CFN-16")
def test_retained_resource_stays_when_its_stack_is_deleted(stack: Stacks) -> None:
    stack.create({"Domain": {**domain(), "DeletionPolicy": "Retain"}, "Other": domain("other")})
    stack.delete()

    assert ["shop"] == stack.domains()


@pytest.mark.rule("CFN-16")
def test_update_changes_what_a_new_resource_needs_before_it_is_created(stack: Stacks) -> None:
    stack.create({"Domain": domain(DefaultEncryptionKey="key")})
    stack.update({"Items": {**EVERYTHING["Items"], "DependsOn": []}, "Domain": EVERYTHING["Domain"]})

    assert "UPDATE_COMPLETE" == stack.status()
    assert "_catalogItem" == stack.profiles.list_domain_object_types(DomainName="shop")["Items"][0]["ObjectTypeName"]


@pytest.mark.rule("CFN-16")
def test_new_resource_refers_to_what_replaces_another(stack: Stacks) -> None:
    stack.create({"Domain": domain()})
    stack.update({"Schema": {**EVERYTHING["Schema"], "DependsOn": []}, "Domain": domain("market")})
    schemas = stack.profiles.list_recommender_schemas(DomainName="market")["RecommenderSchemas"]

    assert (["market"], ["schema"]) == (stack.domains(), [each["RecommenderSchemaName"] for each in schemas])


@pytest.mark.rule("CFN-16")
def test_resources_come_and_go_with_their_condition(stack: Stacks) -> None:
    def body(display_name: str) -> str:
        segment = {**changed(EVERYTHING["Segment"], DisplayName=display_name), "Condition": "Wanted"}
        return json.dumps(
            {
                "Parameters": {"Segments": {"Type": "String", "Default": "no"}},
                "Conditions": {"Wanted": {"Fn::Equals": [{"Ref": "Segments"}, "yes"]}},
                "Resources": {"Domain": domain(), "Segment": segment},
            }
        )

    def segments() -> list[str]:
        items = stack.profiles.list_segment_definitions(DomainName="shop")["Items"]
        return [each["DisplayName"] for each in items]

    yes: Any = {"Parameters": [{"ParameterKey": "Segments", "ParameterValue": "yes"}]}
    no: Any = {"Parameters": [{"ParameterKey": "Segments", "ParameterValue": "no"}]}
    stack.cloudformation.create_stack(StackName="stack", TemplateBody=body("A"))
    seen = [segments()]
    for name, parameters in (("B", no), ("B", yes), ("B", no)):
        stack.cloudformation.update_stack(StackName="stack", TemplateBody=body(name), **parameters)
        seen.append(segments())

    assert [[], [], ["B"], []] == seen


def test_another_type_under_the_same_logical_id_is_refused(stack: Stacks) -> None:
    stack.create(some("Segment"))
    _, message = refusal(stack.update, {**some(), "Segment": EVERYTHING["Schema"]})

    assert message.startswith("Update of resource type is not permitted.")
    assert message.endswith("[Segment]")
    assert ("CREATE_COMPLETE", ["Domain", "Segment"]) == (stack.status(), stack.resources())


@pytest.mark.rule("CFN-5")
def test_resources_of_other_services_are_back_after_a_rollback(stack: Stacks) -> None:
    queue = {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "letters", "VisibilityTimeout": 5}}
    topic = {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "news"}}
    stack.create({**some("Segment"), "Queue": queue, "Topic": topic})
    wrong = changed(EVERYTHING["Schema"], Fields={"nothing": [{"TargetFieldName": "Location.City"}]})
    refusal(
        stack.update, {**some("Segment"), "Queue": changed(queue, VisibilityTimeout=9), "Z": wrong, "New": {**topic}}
    )
    sqs = boto3.client("sqs", region_name=REGION)
    url = sqs.get_queue_url(QueueName="letters")["QueueUrl"]
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["VisibilityTimeout"])["Attributes"]
    topics = boto3.client("sns", region_name=REGION).list_topics()["Topics"]

    assert ("UPDATE_ROLLBACK_COMPLETE", "5") == (stack.status(), attributes["VisibilityTimeout"])
    assert [aws_arn("sns", "news")] == [each["TopicArn"] for each in topics]
    assert ["Domain", "Queue", "Segment", "Topic"] == stack.resources()


@pytest.mark.rule("CFN-10")
def test_flow_that_is_defined_in_the_template_keeps_its_integration(stack: Stacks) -> None:
    flow = {
        "Type": "AWS::CustomerProfiles::Integration",
        "DependsOn": ["ObjectType"],
        "Properties": {"DomainName": "shop", "ObjectTypeName": "order", "FlowDefinition": FLOW},
    }
    base = some("ObjectType")
    created = stack.create({**base, "Flow": flow}, {"Uri": {"Ref": "Flow"}})
    updated = stack.update(
        {**base, "Flow": changed(flow, ObjectTypeName="Salesforce-Account")}, {"Uri": {"Ref": "Flow"}}
    )
    uri = created["Uri"].partition("|")[2]

    assert created == updated
    assert "Salesforce-Account" == stack.profiles.get_integration(DomainName="shop", Uri=uri)["ObjectTypeName"]


FLOW = {
    "FlowName": "orders",
    "KmsArn": KEY,
    "SourceFlowConfig": {
        "ConnectorType": "ServiceNow",
        "ConnectorProfileName": "service",
        "SourceConnectorProperties": {"ServiceNow": {"Object": "orders"}},
    },
    "Tasks": [
        {
            "TaskType": "Filter",
            "SourceFields": ["id"],
            "ConnectorOperator": {"ServiceNow": "PROJECTION"},
            "TaskProperties": [{"OperatorPropertyKey": "DATA_TYPE", "Property": "string"}],
        }
    ],
    "TriggerConfig": {
        "TriggerType": "Scheduled",
        "TriggerProperties": {
            "Scheduled": {
                "ScheduleExpression": "rate(1hours)",
                "ScheduleStartTime": "1767225600",
                "ScheduleEndTime": 1798761600,
            }
        },
    },
}
