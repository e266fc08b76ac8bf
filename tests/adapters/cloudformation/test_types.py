from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.facts import aws_arn
from tests.support.replies import refusal
from tests.support.stacks import EVERYTHING, KEY, changed, domain, of_type, some

if TYPE_CHECKING:
    from tests.support.stacks import Stacks

CAMPAIGN = aws_arn("connect-campaigns", "campaign/1")
SCHEMA = aws_arn("profile", "domains/shop/recommender-schemas/schema")
SELECTOR = {"AttributeMatchingModel": "ONE_TO_ONE", "Address": [], "PhoneNumber": ["MobilePhoneNumber"]}


@pytest.mark.rule("ADD-3")
def test_numbers_may_come_as_text_and_tags_as_a_list(stack: Stacks) -> None:
    stack.create({"Domain": domain(Tags=[{"Key": "team", "Value": "crm"}])})
    reply = stack.profiles.get_domain(DomainName="shop")

    assert (30, {"team": "crm"}) == (reply["DefaultExpirationDays"], reply["Tags"])


def test_any_character_may_come_in_json(stack: Stacks) -> None:
    stack.create({**some(), "Segment": changed(EVERYTHING["Segment"], DisplayName="Seattle 🎉")})
    reply = stack.profiles.get_segment_definition(DomainName="shop", SegmentDefinitionName="seattle")

    assert "Seattle 🎉" == reply["DisplayName"]


@pytest.mark.rule("CLI-22", "ADD-3")
def test_every_type_of_the_service_is_created_and_deleted(any_stack: Stacks) -> None:
    any_stack.create(EVERYTHING)
    client = any_stack.profiles
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
    any_stack.delete()

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
    assert [] == any_stack.domains()


@pytest.mark.rule("ADD-3")
def test_ref_is_the_name_of_a_domain_the_identifier_of_others_or_the_arn(stack: Stacks) -> None:
    outputs = stack.create(some("ObjectType", "Schema"), {name: {"Ref": name} for name in some("ObjectType", "Schema")})

    assert {
        "Domain": "shop",
        "ObjectType": "shop|order",
        "Schema": SCHEMA,
    } == outputs


@pytest.mark.rule("CFN-2")
def test_attributes_are_what_the_resource_has_now(stack: Stacks) -> None:
    outputs = stack.create(
        some("Segment"),
        {
            "Created": {"Fn::GetAtt": ["Domain", "CreatedAt"]},
            "Profiles": {"Fn::GetAtt": ["Domain", "Stats.ProfileCount"]},
            "Ready": {"Fn::GetAtt": ["Domain", "DataStore.Readiness.ProgressPercentage"]},
            "Segment": {"Fn::GetAtt": ["Segment", "SegmentDefinitionArn"]},
        },
    )
    created = stack.profiles.get_domain(DomainName="shop")["CreatedAt"].isoformat()

    assert {
        "Created": created[:10],
        "Profiles": "0",
        "Ready": "100",
        "Segment": aws_arn("profile", "domains/shop/segment-definitions/seattle"),
    } == {**outputs, "Created": outputs["Created"][:10]}


@pytest.mark.rule("CFN-2")
def test_attributes_of_what_is_gone_are_those_it_had_last(stack: Stacks) -> None:
    before = stack.create({"Domain": domain()}, {"Created": {"Fn::GetAtt": ["Domain", "CreatedAt"]}})
    stack.profiles.delete_domain(DomainName="shop")

    assert before == stack.outputs()


@pytest.mark.rule("CFN-1")
@pytest.mark.parametrize("logical_id", [name for name in EVERYTHING if name not in ("Domain", "Stream")])
def test_empty_lists_are_absent(stack: Stacks, logical_id: str) -> None:
    needed = some(*(name for name in EVERYTHING if name != logical_id))
    stack.create({**needed, logical_id: changed(EVERYTHING[logical_id], Tags=[])})

    assert "CREATE_COMPLETE" == stack.status()


@pytest.mark.rule("CFN-1")
@pytest.mark.parametrize(
    "resource",
    [
        domain("other", Tags=[]),
        domain("other", RuleBasedMatching={"Enabled": "false", "MatchingRules": []}),
        domain("other", Tags=[], RuleBasedMatching={"Enabled": "false", "AttributeTypesSelector": SELECTOR}),
        of_type(
            "Integration", ["ObjectType"], Uri="u", ObjectTypeName="order", ObjectTypeNames=[], EventTriggerNames=[]
        ),
        of_type("ObjectType", ObjectTypeName="a", Description="d", TemplateId="Salesforce-Account", Fields=[], Keys=[]),
        changed(EVERYTHING["Trigger"], EventTriggerName="other", SegmentFilter=None, Tags=[]),
    ],
)
def test_lists_that_the_operation_wants_filled_are_absent_when_empty(stack: Stacks, resource: dict[str, Any]) -> None:
    stack.create({**some("ObjectType"), "Tested": resource})

    assert "CREATE_COMPLETE" == stack.status()


@pytest.mark.rule("CFN-1")
def test_empty_list_that_the_operation_takes_is_sent(stack: Stacks) -> None:
    key = {**KEY, "ObjectTypeKeyList": [{"FieldNames": ["id"], "StandardIdentifiers": []}, *KEY["ObjectTypeKeyList"]]}
    stack.create({**some(), "ObjectType": changed(EVERYTHING["ObjectType"], Keys=[key])})
    reply = stack.profiles.get_profile_object_type(DomainName="shop", ObjectTypeName="order")

    assert [] == reply["Keys"]["orderId"][0]["StandardIdentifiers"]


@pytest.mark.rule("CFN-3")
def test_integration_of_an_event_trigger_needs_no_role(stack: Stacks) -> None:
    target = of_type("Integration", ["Trigger"], Uri=CAMPAIGN, ObjectTypeName="order", EventTriggerNames=["big"])
    stack.create({**some("ObjectType", "Segment", "Trigger"), "Target": target})
    reply = stack.profiles.get_integration(DomainName="shop", Uri=CAMPAIGN)

    assert ["big"] == reply["EventTriggerNames"]
    assert "RoleArn" not in reply


@pytest.mark.rule("CFN-4")
def test_tags_of_the_stack_are_those_of_its_resources_too(stack: Stacks) -> None:
    tags = [{"Key": "stage", "Value": "test"}, {"Key": "team", "Value": "all"}]
    stack.create(some("ObjectType"), Tags=tags)
    created = stack.profiles.get_profile_object_type(DomainName="shop", ObjectTypeName="order")["Tags"]
    stack.update(some("ObjectType", "Schema"), Tags=[{"Key": "owner", "Value": "me"}])
    updated = stack.profiles.get_profile_object_type(DomainName="shop", ObjectTypeName="order")["Tags"]
    added = stack.profiles.list_tags_for_resource(resourceArn=SCHEMA)["tags"]

    assert {"stage": "test", "team": "shop"} == created
    assert ({"owner": "me", "team": "shop"}, {"owner": "me"}) == (updated, added)


@pytest.mark.rule("CFN-4")
def test_tags_of_the_stack_come_back_with_a_rollback(stack: Stacks) -> None:
    stack.create(some("Schema"), Tags=[{"Key": "stage", "Value": "test"}])
    wrong = changed(EVERYTHING["Domain"], DefaultExpirationDays=2000)
    refusal(stack.update, {**some("Schema"), "Domain": wrong}, Tags=[{"Key": "stage", "Value": "live"}])
    many = [{"Key": f"key{number}", "Value": "1"} for number in range(50)]
    own = changed(EVERYTHING["Schema"], Tags=[{"Key": "own", "Value": "1"}])
    _, message = refusal(stack.update, {**some(), "Schema": own}, Tags=many)

    assert "failed to update: [Schema]" in message
    assert {"stage": "test"} == stack.profiles.list_tags_for_resource(resourceArn=SCHEMA)["tags"]
    assert {"stage": "test"} == stack.profiles.get_domain(DomainName="shop")["Tags"]


@pytest.mark.rule("CFN-5")
def test_what_is_exported_is_created_after_what_it_depends_on(stack: Stacks) -> None:
    exports = {"Name": {"Value": {"Ref": "Recommender"}, "Export": {"Name": "recommender"}}}
    resources = some("Recommender", "Items")
    stack.cloudformation.create_stack(
        StackName="stack", TemplateBody=json.dumps({"Resources": resources, "Outputs": exports})
    )

    assert "CREATE_COMPLETE" == stack.status()
    assert "shop|popular" == stack.cloudformation.list_exports()["Exports"][0]["Value"]
