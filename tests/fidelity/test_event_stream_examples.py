"""Event streams against worked examples: calls in, records on Kinesis out, in their order and with their members'."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore import xform_name

from tests.fidelity.cases import Case, cases
from tests.support.areas.kinesis import stream_records
from tests.support.facts import REGION, aws_arn

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient
    from types_boto3_kinesis import KinesisClient

FORMS = {
    "<uuid>": re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    "<id>": re.compile(r"[0-9a-f]{32}"),
    "<hash>": re.compile(r"[A-Za-z0-9+/]{43}="),
    "<timestamp>": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"),
}


@pytest.fixture
def kinesis(client: CustomerProfilesClient) -> KinesisClient:
    """Return a Kinesis client with the stream that the event stream of domain `d` tells on."""
    kinesis = boto3.client("kinesis", region_name=REGION)
    kinesis.create_stream(StreamName="events", ShardCount=1)
    client.create_domain(DomainName="d", DefaultExpirationDays=365)
    uri = aws_arn("kinesis", "stream/events")
    client.create_event_stream(DomainName="d", EventStreamName="s1", Uri=uri)
    return kinesis


def _records(kinesis: KinesisClient) -> list[dict[str, Any]]:
    records = [
        {name: value for name, value in each.items() if name != "PartitionKey"}
        for each in stream_records(kinesis, "events")
    ]
    return [event for event in records if event["EventType"] != "HEALTH_CHECK"]


def _filled(value: Any, replies: dict[str, dict[str, Any]]) -> Any:
    """Put members of earlier replies where a text says so: `$a.ProfileId` is of the reply that was kept as `a`."""
    if isinstance(value, dict):
        return {key: _filled(item, replies) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, replies) for item in value]
    if isinstance(value, str) and value.startswith("$"):
        name, _, member = value[1:].partition(".")
        return replies[name][member]
    return value


def _like(expected: Any, actual: Any) -> Any:
    """Return the expectation with the actual text in the place of each form that it has."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        return {key: _like(item, actual.get(key)) for key, item in expected.items()}
    if isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        return [_like(*pair) for pair in zip(expected, actual, strict=True)]
    if expected in FORMS and isinstance(actual, str) and FORMS[expected].fullmatch(actual):
        return actual
    return expected


@pytest.mark.parametrize("case", cases("event_streams"))
def test_calls_send_exactly_these_records(case: Case, client: CustomerProfilesClient, kinesis: KinesisClient) -> None:
    replies: dict[str, dict[str, Any]] = {}
    for step in case["given"]:
        _call(client, step, replies)
    before = len(_records(kinesis))
    for step in case["when"]:
        _call(client, step, replies)
    actual = _records(kinesis)[before:]
    expected = _like(_filled(case["then"], replies), actual)

    assert json.dumps(expected) == json.dumps(actual)


def _call(client: CustomerProfilesClient, step: dict[str, Any], replies: dict[str, dict[str, Any]]) -> None:
    arguments = _filled(step["with"], replies)
    replies[step.get("as", "")] = getattr(client, xform_name(step["call"]))(DomainName="d", **arguments)
