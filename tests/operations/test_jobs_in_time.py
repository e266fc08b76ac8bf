"""Jobs that take seconds of the clock: what they leave behind is there for every call, not only for their own Get."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest
from moto.moto_api import state_manager

from moto_customerprofiles.entities.job_kinds import JOB_KINDS
from tests.support.areas.segments import create_customer, define_segment, tier
from tests.support.areas.uploads import put_upload_file
from tests.support.areas.workflows import create_workflow
from tests.support.facts import KEY, REGION, ROLE, T0, aws_arn
from tests.support.shop import create_domain, search_profiles

if TYPE_CHECKING:
    from collections.abc import Callable

    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient

CATALOG: Any = {"id": {"Source": "_source.id", "Target": "_catalogItem.Id"}}


@pytest.fixture(autouse=True)
def _slow_jobs(frozen: time_machine.Traveller, client: CustomerProfilesClient, pace: Callable[..., None]) -> None:  # noqa: ARG001  # the time stands still
    """Let all jobs take ten seconds for each step, and have a domain `shop` with a data store."""
    for kind in JOB_KINDS:
        pace(kind, progression="time", seconds=10)
    create_domain(client, DefaultExpirationDays=90, DefaultEncryptionKey=KEY, DataStore={"Enabled": True})


def _deleted_recommender(client: CustomerProfilesClient, frozen: time_machine.Traveller, **more: Any) -> None:
    asked: Any = {"DomainName": "shop", "RecommenderName": "r", "RecommenderRecipeName": "popular-items", **more}
    client.create_recommender(**asked)
    frozen.shift(20)
    client.delete_recommender(DomainName="shop", RecommenderName="r")
    frozen.shift(10)


def test_deleted_recommender_lets_go_of_its_schema(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    schema: Any = {"DomainName": "shop", "RecommenderSchemaName": "s"}
    client.create_recommender_schema(**schema, Fields={"_catalogItem": [{"TargetFieldName": "Name"}]})
    _deleted_recommender(client, frozen, RecommenderSchemaName="s")
    client.delete_recommender_schema(**schema)

    assert [] == client.list_recommender_schemas(DomainName="shop")["RecommenderSchemas"]


def test_deleted_recommender_lets_go_of_the_catalogue_and_of_its_name(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    client.put_domain_object_type(DomainName="shop", ObjectTypeName="_catalogItem", Fields=CATALOG)
    _deleted_recommender(client, frozen)
    client.delete_domain_object_type(DomainName="shop", ObjectTypeName="_catalogItem")
    _deleted_recommender(client, frozen)

    assert [] == client.list_recommenders(DomainName="shop")["Recommenders"]


def test_deleted_filter_lets_go_of_its_name(client: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    named: Any = {"DomainName": "shop", "RecommenderFilterName": "f"}
    for text in ("INCLUDE ItemID WHERE Items.Price < 5", "INCLUDE ItemID WHERE Items.Price < 6"):
        client.create_recommender_filter(**named, RecommenderFilterExpression=text)
        client.delete_recommender_filter(**named)
        frozen.shift(10)

    assert [] == client.list_recommender_filters(DomainName="shop")["RecommenderFilters"]


def test_integration_of_a_workflow_can_be_changed_and_deleted(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    workflow_id = create_workflow(client)
    frozen.shift(20)
    uri = aws_arn("appflow", "flow/history")
    changed = client.put_integration(DomainName="shop", Uri=uri, ObjectTypeName="Salesforce-Contact")
    client.delete_integration(DomainName="shop", Uri=uri)

    assert changed["WorkflowId"] == workflow_id
    assert [] == client.list_integrations(DomainName="shop")["Items"]


@pytest.mark.rule("STA-2")
def test_statistics_are_there_once_the_data_store_is(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    client.create_profile(DomainName="shop", Attributes={"score": "5"})
    question = {"DomainName": "shop", "ObjectTypeName": "_profile", "AttributeName": "score"}
    before = client.get_object_type_attribute_statistics(**question)["Statistics"]
    frozen.shift(10)
    after = client.get_object_type_attribute_statistics(**question)["Statistics"]

    assert "Average" not in before
    assert 5 == after["Average"]


@pytest.mark.rule("ID-H-1", "STA-1")
def test_each_step_is_made_at_its_instant(client: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    client.create_recommender(DomainName="shop", RecommenderName="r", RecommenderRecipeName="popular-items")
    frozen.shift(3600)
    client.list_domain_layouts(DomainName="shop")
    found = client.get_recommender(DomainName="shop", RecommenderName="r", TrainingMetricsCount=1)

    assert "ACTIVE" == found["Status"]
    assert [T0.replace(second=20)] == [each["Time"] for each in found["TrainingMetrics"]]
    assert "r/2025-01-06T12-00-20Z" == found["ActiveRecommenderVersionName"]


@pytest.mark.rule("STA-1")
def test_job_that_nothing_slows_down_any_more_is_over(client: CustomerProfilesClient) -> None:
    client.create_recommender(DomainName="shop", RecommenderName="r", RecommenderRecipeName="popular-items")
    state_manager.unset_transition("customerprofiles::recommender")
    listed = client.list_recommenders(DomainName="shop")["Recommenders"]

    assert ["ACTIVE"] == [each["Status"] for each in listed]


def test_import_that_nothing_slows_down_any_more_is_over(client: CustomerProfilesClient) -> None:
    job_id = client.create_upload_job(
        DomainName="shop",
        DisplayName="x",
        Fields={"no": {"Source": "_source.No", "Target": "_profile.AccountNumber"}},
        UniqueKey="no",
    )["JobId"]
    put_upload_file(client, job_id, b"No\nA-1\n")
    client.start_upload_job(DomainName="shop", JobId=job_id)
    state_manager.unset_transition("customerprofiles::upload_job")
    found = search_profiles(client, "_account", "A-1")

    assert ["A-1"] == [each["AccountNumber"] for each in found]


def test_snapshot_writes_its_files_that_nobody_polls(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    s3 = boto3.client("s3", region_name=REGION)
    s3.create_bucket(Bucket="out")
    define_segment(client, "gold", tier("gold"))
    client.create_segment_snapshot(
        DomainName="shop", SegmentDefinitionName="gold", DataFormat="CSV", DestinationUri="s3://out"
    )
    before = s3.list_objects_v2(Bucket="out")["KeyCount"]
    frozen.shift(10)
    client.list_domain_layouts(DomainName="shop")

    assert (0, 2) == (before, s3.list_objects_v2(Bucket="out")["KeyCount"])


def test_subscription_follows_as_soon_as_it_runs_that_nobody_polls(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    boto3.client("kinesis", region_name=REGION).create_stream(StreamName="members", ShardCount=1)
    arn, role = aws_arn("kinesis", "stream/members"), ROLE
    client.associate_stream_for_segments(DomainName="shop", DestinationArn=arn, DestinationRoleArn=role)
    define_segment(client, "gold", tier("gold"))
    client.put_segment_subscription(DomainName="shop", SegmentDefinitionName="gold")
    create_customer(client, tier="gold")
    frozen.shift(10)
    ann = create_customer(client, tier="gold")
    events = client.list_segment_subscription_events(DomainName="shop", SegmentDefinitionName="gold")["Events"]

    assert [ann] == [event["ProfileId"] for event in events], "whoever came before is of the baseline"
