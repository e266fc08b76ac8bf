"""Which of several mistakes is reported first, and to whom a change is published first."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from moto_customerprofiles.errors import BadRequest, ResourceNotFound
from moto_customerprofiles.pipeline import perform
from tests.support.facts import ROLE, aws_arn

if TYPE_CHECKING:
    from moto_customerprofiles.state.world import World
    from tests.support.surroundings import RecordedNeighbours

STREAM = aws_arn("kinesis", "stream/s")
TYPE: Any = {
    "ObjectTypeName": "Visit",
    "Description": "visits",
    "AllowProfileCreation": True,
    "Fields": {"id": {"Source": "_source.id"}},
    "Keys": {"visit": [{"StandardIdentifiers": ["PROFILE", "UNIQUE"], "FieldNames": ["id"]}]},
}
CONDITIONS: Any = [
    {
        "LogicalOperator": "ALL",
        "EventTriggerDimensions": [
            {"ObjectAttributes": [{"Source": "id", "ComparisonOperator": "INCLUSIVE", "Values": ["1"]}]}
        ],
    }
]


@pytest.fixture(autouse=True)
def _shop(world: World) -> None:
    ask(world, "CreateDomain", DefaultExpirationDays=30)
    ask(world, "PutProfileObjectType", **TYPE)


def ask(world: World, operation: str, **params: object) -> dict[str, Any]:
    return perform(world, operation, {"DomainName": "shop", **params})


@pytest.mark.rule("G-5", "ID-C-6", "GEN-3")
def test_constraints_are_reported_before_the_domain(world: World) -> None:
    with pytest.raises(BadRequest, match="'objectTypeName'"):
        perform(world, "GetProfileObjectType", {"DomainName": "nowhere", "ObjectTypeName": "1st"})


@pytest.mark.rule("ID-C-6", "GEN-3")
def test_what_is_addressed_is_reported_before_what_is_referred_to(world: World) -> None:
    with pytest.raises(ResourceNotFound, match="big"):
        ask(world, "UpdateEventTrigger", EventTriggerName="big", SegmentFilter="gone")


@pytest.mark.rule("ID-C-6", "GEN-3")
def test_what_is_referred_to_is_reported_before_a_quota(world: World) -> None:
    world.settings.quotas.event_triggers = 0
    trigger = {"EventTriggerName": "big", "ObjectTypeName": "Visit", "EventTriggerConditions": CONDITIONS}

    with pytest.raises(BadRequest, match="gone"):
        ask(world, "CreateEventTrigger", **trigger, SegmentFilter="gone")
    with pytest.raises(BadRequest, match="Limit of 0"):
        ask(world, "CreateEventTrigger", **trigger)


@pytest.mark.rule("G-6", "ID-C-3", "GEN-6", "CLI-17")
def test_ids_are_thirty_two_hexadecimal_digits(world: World) -> None:
    profile_id = ask(world, "CreateProfile")["ProfileId"]
    (record,) = ask(world, "ListProfileHistoryRecords", ProfileId=profile_id)["ProfileHistoryRecords"]
    ask(world, "UpdateDomain", Matching={"Enabled": True})
    (job,) = ask(world, "ListIdentityResolutionJobs")["IdentityResolutionJobsList"]
    upload = ask(world, "CreateUploadJob", DisplayName="x", Fields={"no": _field("no")}, UniqueKey="no")
    estimate = ask(world, "CreateSegmentEstimate", SegmentQuery={})
    ids = [profile_id, record["Id"], job["JobId"], upload["JobId"], estimate["EstimateId"]]

    assert [each for each in ids if re.fullmatch("[0-9a-f]{32}", each)] == ids
    with pytest.raises(ResourceNotFound):
        ask(world, "UpdateProfile", ProfileId="f" * 32)
    with pytest.raises(BadRequest):
        ask(world, "UpdateProfile", ProfileId="F" * 32)


@pytest.mark.rule("GEN-17")
def test_each_change_is_published_to_streams_then_to_segments(world: World, neighbours: RecordedNeighbours) -> None:
    neighbours.streams[STREAM] = []
    world.settings.event_stream_health_checks = False
    ask(world, "CreateEventStream", EventStreamName="s", Uri=STREAM)
    ask(
        world,
        "AssociateStreamForSegments",
        DestinationArn=STREAM,
        DestinationRoleArn=ROLE,
    )
    ask(world, "CreateSegmentDefinition", SegmentDefinitionName="all", DisplayName="all", SegmentGroups={})
    ask(world, "PutSegmentSubscription", SegmentDefinitionName="all")
    ask(world, "PutProfileObject", ObjectTypeName="Visit", Object='{"id": "1"}')
    records = [json.loads(data) for _, data in neighbours.streams[STREAM]]

    assert ["CREATED _profile", "JOINED all", "CREATED Visit"] == [
        f"{record['EventType']} {record['ObjectTypeName']}"
        if "ObjectTypeName" in record
        else f"{record['OperationType']} {record['SegmentDefinitionName']}"
        for record in records
    ]


def _field(column: str) -> dict[str, str]:
    return {"Source": f"_source.{column}", "Target": "_profile.AccountNumber"}
