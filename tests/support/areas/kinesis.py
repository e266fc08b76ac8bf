"""Kinesis as tests read it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.support.facts import aws_arn

if TYPE_CHECKING:
    from types_boto3_kinesis import KinesisClient

STREAMS = ("events", "members", "others")
"""The streams of the `kinesis` fixture."""


def stream_arn(stream: str) -> str:
    return aws_arn("kinesis", f"stream/{stream}")


def stream_records(kinesis: KinesisClient, stream: str) -> list[dict[str, Any]]:
    """Return all records of a stream of one shard, each as its JSON says, with its partition key."""
    shard = kinesis.list_shards(StreamName=stream)["Shards"][0]["ShardId"]
    start = kinesis.get_shard_iterator(StreamName=stream, ShardId=shard, ShardIteratorType="TRIM_HORIZON")
    found = kinesis.get_records(ShardIterator=start["ShardIterator"], Limit=10_000)["Records"]
    return [{"PartitionKey": record["PartitionKey"], **json.loads(record["Data"])} for record in found]
