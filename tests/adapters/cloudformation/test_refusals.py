from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import WaiterError

from moto_customerprofiles.adapters.cloudformation import properties
from moto_customerprofiles.wire.newest_model import NewestModel
from tests.support.backends import the_backend
from tests.support.facts import ACCOUNT, REGION
from tests.support.replies import refusal
from tests.support.stacks import EVERYTHING, changed, domain, of_type, some, template

if TYPE_CHECKING:
    from tests.support.stacks import Stacks

IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
NO_DOMAIN = {
    "Type": "AWS::CustomerProfiles::ObjectType",
    "Properties": {"DomainName": "nowhere", "ObjectTypeName": "order", "Description": "An order"},
}


def handler_message(text: str, status: int, code: str) -> str:
    """Return what an event says of an error of the service, with x in the place of each id."""
    said = f"{text} (Service: CustomerProfiles, Status Code: {status}, Request ID: x)"
    return f'Resource handler returned message: "{said}" (RequestToken: x, HandlerErrorCode: {code})'


@pytest.mark.rule("CFN-5", "CFN-6")
def test_stack_of_a_missing_domain_is_rolled_back_with_the_reason(any_stack: Stacks) -> None:
    code, message = refusal(any_stack.create, {"Other": domain("other"), "Contacts": NO_DOMAIN})
    reason = handler_message(f"DomainName nowhere is not found in account {ACCOUNT}", 404, "NotFound")

    assert "ValidationError" == code
    assert f"The following resource(s) failed to create: [Contacts]. {reason}" == IDS.sub("x", message)
    assert [
        ("stack", "ROLLBACK_COMPLETE", ""),
        (
            "stack",
            "ROLLBACK_IN_PROGRESS",
            "The following resource(s) failed to create: [Contacts]. Rollback requested by user.",
        ),
        ("Contacts", "CREATE_FAILED", reason),
        ("stack", "CREATE_IN_PROGRESS", "User Initiated"),
    ] == [each._replace(reason=IDS.sub("x", each.reason)) for each in any_stack.events()]
    assert ("ROLLBACK_COMPLETE", [], []) == (any_stack.status(), any_stack.domains(), any_stack.resources())


@pytest.mark.rule("CFN-6")
def test_name_that_breaks_its_pattern_is_an_invalid_request(any_stack: Stacks) -> None:
    refusal(any_stack.create, {"Shop": domain("no <spaces> & more!")})
    [failure] = any_stack.failures()

    assert ("Shop", "CREATE_FAILED") == (failure.logical_id, failure.status)
    assert "Value 'no <spaces> & more!' at 'domainName' failed to satisfy constraint" in failure.reason
    assert failure.reason.endswith("HandlerErrorCode: InvalidRequest)")


@pytest.mark.rule("CFN-6")
def test_reason_has_the_characters_of_the_template(stack: Stacks) -> None:
    _, message = refusal(stack.create, {"Shop": domain("🎉")})

    assert "Value '🎉' at 'domainName'" in message


@pytest.mark.rule("CFN-6")
def test_same_domain_twice_already_exists(any_stack: Stacks) -> None:
    refusal(any_stack.create, {"First": domain(), "Second": domain()})
    [failure] = any_stack.failures()

    assert "Second" == failure.logical_id
    assert handler_message("Domain shop already exists", 400, "AlreadyExists") == IDS.sub("x", failure.reason)
    assert [] == any_stack.domains()


@pytest.mark.rule("CFN-6")
def test_waiter_for_the_stack_learns_that_it_failed(stack: Stacks) -> None:
    refusal(stack.create, {"Contacts": NO_DOMAIN})

    with pytest.raises(WaiterError, match="ROLLBACK_COMPLETE"):
        stack.cloudformation.get_waiter("stack_create_complete").wait(
            StackName="stack", WaiterConfig={"Delay": 1, "MaxAttempts": 1}
        )


@pytest.mark.rule("CFN-7")
@pytest.mark.parametrize(
    ("logical_id", "text"),
    [
        ("ObjectType", "ObjectType order already exists with domainName = shop"),
        ("Integration", "Integration s3://incoming/orders already exists with domainName = shop"),
        ("Items", "DomainObjectType _catalogItem already exists with domainName = shop"),
        ("Segment", "Segment definition with name seattle already exists"),
        ("Trigger", "Event trigger with name big already exists"),
        ("Spend", "Calculated attribute definition with name spend already exists"),
    ],
)
def test_what_exists_already_is_not_taken_over(stack: Stacks, logical_id: str, text: str) -> None:
    twin = {**EVERYTHING[logical_id], "DependsOn": [logical_id]}
    refusal(stack.create, {**EVERYTHING, "Twin": twin})
    [failure] = stack.failures()

    assert "Twin" == failure.logical_id
    assert handler_message(text, 400, "AlreadyExists") == IDS.sub("x", failure.reason)


@pytest.mark.rule("CFN-5")
def test_failed_stack_can_be_deleted_and_created_again(any_stack: Stacks) -> None:
    refusal(any_stack.create, {"Domain": domain(), "Contacts": NO_DOMAIN})
    any_stack.delete()
    any_stack.create({"Domain": domain()})

    assert ("CREATE_COMPLETE", ["shop"]) == (any_stack.status(), any_stack.domains())


@pytest.mark.rule("CFN-5")
def test_export_of_what_fails_is_no_export(stack: Stacks) -> None:
    exporting = {"Name": {"Value": {"Ref": "Contacts"}, "Export": {"Name": "contacts"}}}
    body = template({"Domain": domain(), "Contacts": NO_DOMAIN})[:-1] + f', "Outputs": {exporting}}}'.replace("'", '"')
    refusal(stack.cloudformation.create_stack, StackName="stack", TemplateBody=body)

    assert [] == stack.cloudformation.list_exports()["Exports"]
    assert ("ROLLBACK_COMPLETE", []) == (stack.status(), stack.domains())


@pytest.mark.rule("CFN-5")
def test_resources_of_other_services_are_rolled_back_too(stack: Stacks) -> None:
    bucket = {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "exports"}}
    refusal(stack.create, {"Bucket": bucket, "Contacts": NO_DOMAIN})

    assert [] == boto3.client("s3", region_name=REGION).list_buckets()["Buckets"]


@pytest.mark.rule("CFN-5")
def test_refusal_in_an_update_leaves_everything_as_it_was(any_stack: Stacks) -> None:
    any_stack.create(some("ObjectType", "Segment"))
    any_stack.profiles.put_profile_object(DomainName="shop", ObjectTypeName="order", Object='{"id": "1", "total": 5}')
    before = any_stack.profiles.get_profile_object_type(DomainName="shop", ObjectTypeName="order")
    resources = {
        "Domain": changed(EVERYTHING["Domain"], DefaultExpirationDays=7, Tags=[{"Key": "a", "Value": "b"}]),
        "ObjectType": changed(EVERYTHING["ObjectType"], Description="Orders", Tags=[{"Key": "team", "Value": "crm"}]),
        "Schema": EVERYTHING["Schema"],
        "Contacts": NO_DOMAIN,
    }
    code, message = refusal(any_stack.update, resources)
    after = any_stack.profiles.get_profile_object_type(DomainName="shop", ObjectTypeName="order")
    shop = any_stack.profiles.get_domain(DomainName="shop")

    assert ("ValidationError", True) == (code, "failed to create: [Contacts]" in message)
    assert ("UPDATE_ROLLBACK_COMPLETE", ["Domain", "ObjectType", "Segment"]) == (
        any_stack.status(),
        any_stack.resources(),
    )
    assert (before["Description"], before["Tags"]) == (after["Description"], after["Tags"])
    assert (30, {}, 1) == (shop["DefaultExpirationDays"], shop["Tags"], shop["Stats"]["ObjectCount"])
    assert [] == any_stack.profiles.list_recommender_schemas(DomainName="shop")["RecommenderSchemas"]


@pytest.mark.rule("CFN-5")
def test_refused_change_is_reported_with_its_reason(any_stack: Stacks) -> None:
    any_stack.create(some("Schema"))
    resources = {**some("Schema"), "Domain": changed(EVERYTHING["Domain"], DefaultExpirationDays=2000)}
    refusal(any_stack.update, resources)
    [failure] = any_stack.failures()

    assert ("Domain", "UPDATE_FAILED") == (failure.logical_id, failure.status)
    assert "Value '2000' at 'defaultExpirationDays'" in failure.reason
    assert ("stack", "UPDATE_ROLLBACK_IN_PROGRESS", "The following resource(s) failed to update: [Domain].") in (
        any_stack.events()
    )
    assert "UPDATE_ROLLBACK_COMPLETE" == any_stack.status()


@pytest.mark.rule("CFN-5")
def test_stack_can_be_updated_after_a_rollback(stack: Stacks) -> None:
    stack.create(some("Segment"))
    refusal(stack.update, {**some("Segment"), "Contacts": NO_DOMAIN})
    stack.update({**some("Schema"), "Domain": changed(EVERYTHING["Domain"], DefaultExpirationDays=7)})

    assert ("UPDATE_COMPLETE", ["Domain", "Schema"]) == (stack.status(), stack.resources())
    assert 7 == stack.profiles.get_domain(DomainName="shop")["DefaultExpirationDays"]


@pytest.mark.rule("CFN-5")
def test_refusal_in_a_change_set_fails_its_execution(any_stack: Stacks) -> None:
    change_set = any_stack.cloudformation.create_change_set(
        StackName="stack",
        ChangeSetName="first",
        ChangeSetType="CREATE",
        TemplateBody=template({"Domain": domain(), "Contacts": NO_DOMAIN}),
    )["Id"]
    code, message = refusal(any_stack.cloudformation.execute_change_set, ChangeSetName=change_set)
    described = any_stack.cloudformation.describe_change_set(ChangeSetName=change_set)

    assert ("ValidationError", True) == (code, "failed to create: [Contacts]" in message)
    assert ("EXECUTE_FAILED", "ROLLBACK_COMPLETE") == (described["ExecutionStatus"], any_stack.status())
    assert ([], []) == (any_stack.domains(), any_stack.resources())


@pytest.mark.rule("CFN-5")
def test_refusal_to_delete_keeps_the_stack(any_stack: Stacks) -> None:
    any_stack.create(some("Items"))
    any_stack.profiles.create_recommender(
        DomainName="shop", RecommenderName="popular", RecommenderRecipeName="popular-items"
    )
    code, message = refusal(any_stack.delete)
    [failure] = any_stack.failures()

    assert ("ValidationError", True) == (code, "failed to delete: [Items]" in message)
    assert ("Items", "DELETE_FAILED") == (failure.logical_id, failure.status)
    assert ("DELETE_FAILED", ["Domain", "Items"]) == (any_stack.status(), any_stack.resources())
    any_stack.profiles.delete_recommender(DomainName="shop", RecommenderName="popular")
    any_stack.delete()
    assert [] == any_stack.domains()


@pytest.mark.rule("CFN-5")
def test_refusal_in_a_nested_stack_is_that_of_the_outer_stack(stack: Stacks) -> None:
    storage = boto3.client("s3", region_name=REGION)
    storage.create_bucket(Bucket="templates")
    storage.put_object(Bucket="templates", Key="inner", Body=template({"Contacts": NO_DOMAIN}).encode())
    nested = {
        "Type": "AWS::CloudFormation::Stack",
        "Properties": {"TemplateURL": "https://templates.s3.amazonaws.com/inner"},
    }
    _, message = refusal(stack.create, {"Domain": domain(), "Inner": nested})

    assert "failed to create: [Contacts]" in message
    assert ("ROLLBACK_COMPLETE", []) == (stack.status(), stack.domains())


@pytest.mark.rule("CFN-5")
def test_failed_stacks_may_be_reported_only(stack: Stacks) -> None:
    the_backend().world.settings.failed_stacks = "report"
    stack.create({"Domain": domain(), "Contacts": NO_DOMAIN})
    created = stack.status()
    stack.delete()
    stack.create(some("Items"))
    stack.update({**some("Items"), "Contacts": NO_DOMAIN})
    updated = stack.status()
    stack.profiles.create_recommender(
        DomainName="shop", RecommenderName="popular", RecommenderRecipeName="popular-items"
    )
    stack.delete()

    assert ("ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_COMPLETE") == (created, updated)
    assert "DELETE_FAILED" == stack.status()
    assert ["Items", "Contacts"] == [each.logical_id for each in stack.failures()]


@pytest.mark.rule("CFN-5")
def test_failure_of_a_nested_stack_that_is_reported_fails_the_outer_one(stack: Stacks) -> None:
    the_backend().world.settings.failed_stacks = "report"
    storage = boto3.client("s3", region_name=REGION)
    storage.create_bucket(Bucket="templates")
    storage.put_object(Bucket="templates", Key="inner", Body=template({"Contacts": NO_DOMAIN}).encode())
    nested = {
        "Type": "AWS::CloudFormation::Stack",
        "Properties": {"TemplateURL": "https://templates.s3.amazonaws.com/inner"},
    }
    stack.create({"Domain": domain(), "Inner": nested})

    assert ("ROLLBACK_COMPLETE", []) == (stack.status(), stack.domains())


@pytest.mark.rule("CFN-5")
def test_what_cloudformation_itself_refuses_is_raised_in_any_case(stack: Stacks) -> None:
    the_backend().world.settings.failed_stacks = "report"
    stack.create({"Domain": domain()})

    assert "AlreadyExistsException" == refusal(stack.create, {"Domain": domain("other")})[0]


@pytest.mark.rule("CFN-8")
def test_description_of_a_deleted_stack_creates_nothing(any_stack: Stacks) -> None:
    stack_id = any_stack.cloudformation.create_stack(
        StackName="stack",
        TemplateBody=template({"Domain": domain()}, {"Created": {"Fn::GetAtt": ["Domain", "CreatedAt"]}}),
    )["StackId"]
    any_stack.delete()

    assert ("DELETE_COMPLETE", []) == (any_stack.status(stack_id), any_stack.domains())


@pytest.mark.rule("CFN-9")
@pytest.mark.parametrize(
    ("resource", "violations"),
    [
        (
            {"Type": "AWS::CustomerProfiles::Domain", "Properties": {"DomainName": "shop", "DefaultExpirationDay": 30}},
            [
                "#: extraneous key [DefaultExpirationDay] is not permitted (did you mean DefaultExpirationDays?)",
                "#: required key [DefaultExpirationDays] not found",
            ],
        ),
        (
            domain(KmsKeyArn="arn", RetentionDays=1),
            [
                "#: extraneous key [KmsKeyArn] is not permitted (did you mean DefaultEncryptionKey?)",
                "#: extraneous key [RetentionDays] is not permitted (did you mean DefaultExpirationDays?)",
            ],
        ),
        (
            domain(RuleBasedMatching={"Enabeld": True}),
            [
                "#/RuleBasedMatching: extraneous key [Enabeld] is not permitted (did you mean Enabled?)",
                "#/RuleBasedMatching: required key [Enabled] not found",
            ],
        ),
        (
            domain(Matching={"Enabled": True, "x": 1}),
            [
                (
                    "#/Matching: extraneous key [x] is not permitted "
                    "(there are Enabled, JobSchedule, AutoMerging, ExportingConfig)"
                )
            ],
        ),
        (
            changed(EVERYTHING["Items"], CreatedAt="now"),
            [
                (
                    "#: extraneous key [CreatedAt] is not permitted "
                    "(there are DomainName, ObjectTypeName, Description, EncryptionKey, Fields, Tags)"
                )
            ],
        ),
        (domain(DefaultExpirationDays="a month"), ["#/DefaultExpirationDays: expected type: Integer, found: String"]),
        (domain(DefaultExpirationDays=1.5), ["#/DefaultExpirationDays: expected type: Integer, found: Number"]),
        (domain(DefaultExpirationDays=True), ["#/DefaultExpirationDays: expected type: Integer, found: Boolean"]),
        (domain(DefaultExpirationDays=[30]), ["#/DefaultExpirationDays: expected type: Integer, found: JSONArray"]),
        (domain(DefaultEncryptionKey={"a": 1}), ["#/DefaultEncryptionKey: expected type: String, found: JSONObject"]),
        (
            domain(DeadLetterQueueUrl="half \ud83c a pair"),
            ["#/DeadLetterQueueUrl: expected type: String, found: String"],
        ),
        (domain(Tags={"a": "b"}), ["#/Tags: expected type: JSONArray, found: JSONObject"]),
        (domain(Tags=["a"]), ["#/Tags/0: expected type: JSONObject, found: String"]),
        (domain(Tags=[{"Key": "a"}]), ["#/Tags/0: required key [Value] not found"]),
        (
            domain(Tags=[{"Key": "a", "Value": "b", "value": "c"}]),
            ["#/Tags/0: extraneous key [value] is not permitted (did you mean Value?)"],
        ),
        (domain(DataStore={"Enabled": "yes"}), ["#/DataStore/Enabled: expected type: Boolean, found: String"]),
        (domain("other", DataStore=[]), ["#/DataStore: expected type: JSONObject, found: JSONArray"]),
        (
            changed(EVERYTHING["Recommender"], RecommenderSchemaName="schema"),
            [
                (
                    "#: extraneous key [RecommenderSchemaName] is not permitted "
                    "(the operation takes it, CloudFormation does not)"
                )
            ],
        ),
    ],
)
def test_properties_that_do_not_fit_are_named(stack: Stacks, resource: dict[str, Any], violations: list[str]) -> None:
    refusal(stack.create, {**some(), "Tested": resource})
    [failure] = stack.failures()
    lines = failure.reason.splitlines()

    assert "Properties validation failed for resource Tested with message:" == lines[0]
    assert violations == lines[1:]


@pytest.mark.rule("CFN-9")
def test_property_that_only_a_newer_botocore_knows_says_so(stack: Stacks, monkeypatch: pytest.MonkeyPatch) -> None:
    members = {"CreateDomainRequest": frozenset({"Colour"})}
    monkeypatch.setattr(properties, "newest_model", lambda: NewestModel("9.0", frozenset(), members, {}))
    _, message = refusal(stack.create, {"Domain": domain(Colour="red")})

    assert "extraneous key [Colour] is not permitted (the installed botocore " in message
    assert message.endswith(" does not know it, botocore 9.0 does)")


@pytest.mark.rule("CFN-9")
def test_reference_to_nothing_is_named(any_stack: Stacks) -> None:
    lost = of_type("Integration", Uri="u", ObjectTypeName={"Fn::Sub": "${Nobody}-${AWS::Region}"})
    created = refusal(any_stack.create, {"Domain": domain(), "Lost": lost})
    any_stack.delete()
    any_stack.create({"Domain": domain()})
    updated = refusal(any_stack.update, {"Domain": domain(), "Lost": lost})

    assert created == updated
    assert (
        "ValidationError",
        "Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template",
    ) == created
    assert ("UPDATE_ROLLBACK_COMPLETE", ["Domain"]) == (any_stack.status(), any_stack.resources())


@pytest.mark.rule("CFN-2")
def test_attribute_that_the_type_does_not_have_is_refused(stack: Stacks) -> None:
    _, message = refusal(stack.create, {"Domain": domain()}, {"Name": {"Fn::GetAtt": ["Domain", "DomainName"]}})

    assert "Template error: resource Domain does not support attribute type DomainName in Fn::GetAtt" == message


@pytest.mark.rule("CFN-2")
def test_attribute_that_another_resource_asks_for_in_vain_rolls_back(stack: Stacks) -> None:
    asking = of_type("ObjectType", ObjectTypeName="a", Description={"Fn::GetAtt": ["Domain", "DomainName"]})
    _, message = refusal(stack.create, {"Domain": domain(), "Type": asking})

    assert "resource Domain does not support attribute type DomainName" in message
    assert ("ROLLBACK_COMPLETE", []) == (stack.status(), stack.domains())


@pytest.mark.rule("CFN-19")
def test_example_whose_target_no_profile_has_is_refused(stack: Stacks) -> None:
    fields = [{"Name": "id", "ObjectTypeField": {"Source": "_source.email", "Target": "_profile.BusinessEmail"}}]
    _, message = refusal(stack.create, {**some(), "Type": changed(EVERYTHING["ObjectType"], Fields=fields)})

    assert "failed to create: [Type]" in message
    assert "_profile.BusinessEmail" in message
