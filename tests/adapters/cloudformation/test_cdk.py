"""An application of the CDK, `cdk/app.py`, whose synthesized templates are kept beside it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import boto3
import pytest

from moto_customerprofiles.adapters.cloudformation.types import SPECS
from tests.support.facts import REGION, aws_arn
from tests.support.replies import refusal

if TYPE_CHECKING:
    from tests.support.stacks import Stacks

CDK = Path(__file__).parent / "cdk"
RELEASES = [(CDK / f"release_{number}.template.json").read_text(encoding="utf-8") for number in (1, 2)]
TARGET = aws_arn("connect-campaigns", "campaign/1")


@pytest.fixture
def shop(any_stack: Stacks) -> Stacks:
    """Return a stack in an environment that is bootstrapped, as the templates of the CDK want it."""
    parameter = boto3.client(
        "ssm",
        region_name=REGION,
        endpoint_url=any_stack.endpoint,
        aws_access_key_id="AKIAX",
        aws_secret_access_key="test",
    )
    parameter.put_parameter(Name="/cdk-bootstrap/hnb659fds/version", Value="30", Type="String")
    return any_stack


def deploy(shop: Stacks, template: str, kind: Literal["CREATE", "UPDATE"]) -> None:
    """Deploy a template as the CDK does, by a change set."""
    change_set = shop.cloudformation.create_change_set(
        StackName="stack", ChangeSetName=kind, ChangeSetType=kind, TemplateBody=template
    )
    shop.cloudformation.execute_change_set(ChangeSetName=change_set["Id"])


def facts(shop: Stacks) -> dict[str, Any]:
    """Return what differs between the releases, and the data."""
    client = shop.profiles
    domain = client.get_domain(DomainName="shop")
    spend = client.get_calculated_attribute_definition(DomainName="shop", CalculatedAttributeName="spend")
    trigger = client.get_event_trigger(DomainName="shop", EventTriggerName="big")
    schema = client.get_recommender_schema(DomainName="shop", RecommenderSchemaName="schema")
    return {
        "domain": (domain["DefaultExpirationDays"], domain["Tags"], domain["Stats"]["ObjectCount"]),
        "orders": client.get_profile_object_type(DomainName="shop", ObjectTypeName="order")["Description"],
        "source": client.get_integration(DomainName="shop", Uri="s3://incoming/orders")["ObjectTypeName"],
        "target": client.get_integration(DomainName="shop", Uri=TARGET)["EventTriggerNames"],
        "spend": (spend.get("DisplayName"), spend["Conditions"]["Range"]["Value"]),
        "segment": client.get_segment_definition(DomainName="shop", SegmentDefinitionName="seattle")["Description"],
        "stream": client.get_event_stream(DomainName="shop", EventStreamName="changes")["State"],
        "trigger": trigger["EventTriggerConditions"][0]["EventTriggerDimensions"][0]["ObjectAttributes"][0]["Values"],
        "items": client.get_domain_object_type(DomainName="shop", ObjectTypeName="_catalogItem")["Description"],
        "schema": schema["Fields"]["_webAnalytics"][0]["TargetFieldName"],
        "filter": client.get_recommender_filter(DomainName="shop", RecommenderFilterName="cheap")["Status"],
        "recommender": client.get_recommender(DomainName="shop", RecommenderName="popular")["Description"],
    }


FIRST: dict[str, Any] = {
    "domain": (30, {"release": "1"}, 0),
    "orders": "Orders of release 1",
    "source": "order",
    "target": ["big"],
    "spend": (None, 30),
    "segment": "Release 1",
    "stream": "RUNNING",
    "trigger": ["100"],
    "items": "Items of release 1",
    "schema": "Location.City",
    "filter": "ACTIVE",
    "recommender": "Popular in release 1",
}
SECOND: dict[str, Any] = {
    **FIRST,
    "domain": (60, {"release": "2"}, 1),
    "orders": "Orders of release 2",
    "spend": ("Spend", 60),
    "trigger": ["200"],
    "items": "Items of release 2",
    "schema": "Location.Country",
    "recommender": "Popular in release 2",
}
"""The Description of a segment stays, as CFN-11 says."""


@pytest.mark.rule("CFN-18")
def test_application_has_every_type() -> None:
    types = {each["Type"] for each in json.loads(RELEASES[0])["Resources"].values()}

    assert set() == {spec.full_name for spec in SPECS} - types


@pytest.mark.rule("CFN-11", "CFN-18")
def test_application_is_deployed_updated_and_deleted(shop: Stacks) -> None:
    shop.cloudformation.create_stack(StackName="stack", TemplateBody=RELEASES[0])
    first = facts(shop)
    shop.profiles.put_profile_object(DomainName="shop", ObjectTypeName="order", Object='{"id": "1", "total": 5}')
    shop.cloudformation.update_stack(StackName="stack", TemplateBody=RELEASES[1])
    second, outputs = facts(shop), shop.outputs()
    shop.delete()

    assert (FIRST, SECOND) == (first, second)
    assert {
        "DomainName": "shop",
        "SegmentArn": aws_arn("profile", "domains/shop/segment-definitions/seattle"),
    } == outputs
    assert [] == shop.domains()


@pytest.mark.rule("CFN-18")
def test_application_is_deployed_by_change_sets(shop: Stacks) -> None:
    deploy(shop, RELEASES[0], "CREATE")
    first = facts(shop)
    shop.profiles.put_profile_object(DomainName="shop", ObjectTypeName="order", Object='{"id": "1", "total": 5}')
    deploy(shop, RELEASES[1], "UPDATE")

    assert (FIRST, SECOND) == (first, facts(shop))
    assert "UPDATE_COMPLETE" == shop.status()


@pytest.mark.rule("CFN-5", "CFN-18")
def test_release_that_fails_leaves_the_former_one(shop: Stacks) -> None:
    shop.cloudformation.create_stack(StackName="stack", TemplateBody=RELEASES[0])
    broken = json.loads(RELEASES[1])
    broken["Resources"]["Recommender"]["Properties"]["Description"] = ["no", "text"]
    _, message = refusal(shop.cloudformation.update_stack, StackName="stack", TemplateBody=json.dumps(broken))

    assert "failed to update: [Recommender]" in message
    assert "UPDATE_ROLLBACK_COMPLETE" == shop.status()
    assert FIRST == facts(shop)


@pytest.mark.skipif(
    not (find_spec("aws_cdk") and shutil.which("node")), reason="needs aws-cdk-lib (dependency group cdk) and node"
)
def test_templates_are_those_of_the_application(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, str(CDK / "app.py"), str(tmp_path)], capture_output=True, check=False)
    written = [(tmp_path / f"release_{number}.template.json").read_text(encoding="utf-8") for number in (1, 2)]

    assert 0 == done.returncode, done.stderr.decode()
    assert RELEASES == written
