"""Neighbours that fail where a test has injected it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from moto_customerprofiles.errors import ConnectionBroken, InjectedError
from moto_customerprofiles.ports import NeighbourFailed, NeighbourMissing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from moto_customerprofiles.ports import Neighbours
    from moto_customerprofiles.state.testing.faults import When

PUT_RECORD, SEND_MESSAGE, PUT_OBJECT, GET_OBJECT = (
    "kinesis:PutRecord",
    "sqs:SendMessage",
    "s3:PutObject",
    "s3:GetObject",
)
NEIGHBOUR_ERRORS: Mapping[str, Mapping[str, int]] = {
    PUT_RECORD: {
        "ProvisionedThroughputExceededException": 400,
        "InternalFailure": 500,
        "ResourceNotFoundException": 400,
    },
    SEND_MESSAGE: {"RequestThrottled": 403, "InternalError": 500, "AWS.SimpleQueueService.NonExistentQueue": 400},
    PUT_OBJECT: {"SlowDown": 503, "InternalError": 500, "NoSuchBucket": 404},
    GET_OBJECT: {"SlowDown": 503, "InternalError": 500, "NoSuchKey": 404},
}
"""The calls to neighbours that can be made to fail, each with the errors of the neighbour and their HTTP status."""

_MISSING = ("ResourceNotFoundException", "AWS.SimpleQueueService.NonExistentQueue", "NoSuchBucket", "NoSuchKey")


class DisturbedNeighbours:
    """The neighbours of a world, between faults; `fire` raises what a test has injected for a call to one of them."""

    def __init__(self, inner: Neighbours, fire: Callable[[When, str, Mapping[str, object]], None]) -> None:
        self._inner = inner
        self._fire = fire
        self.identity = inner.identity
        self.stream_exists = inner.stream_exists
        self.bucket_exists = inner.bucket_exists
        self.queue_exists = inner.queue_exists
        self.queue_policies = inner.queue_policies
        self.receipt = inner.receipt
        self.ensure_bucket = inner.ensure_bucket
        self.list_objects = inner.list_objects
        self.presigned_put = inner.presigned_put
        self.kms_key_exists = inner.kms_key_exists

    def put_record(self, stream_arn: str, partition_key: str, data: bytes) -> None:
        """Put one record on a Kinesis stream."""
        with self._between(PUT_RECORD, {"StreamARN": stream_arn}):
            self._inner.put_record(stream_arn, partition_key, data)

    def send_message(self, queue_url: str, body: str, attributes: Mapping[str, str]) -> None:
        """Send one message to an SQS queue."""
        with self._between(SEND_MESSAGE, {"QueueUrl": queue_url}):
            self._inner.send_message(queue_url, body, attributes)

    def write_object(self, bucket: str, key: str, body: bytes, kms_key: str | None = None) -> None:
        """Write one object to S3."""
        with self._between(PUT_OBJECT, {"Bucket": bucket, "Key": key}):
            self._inner.write_object(bucket, key, body, kms_key)

    def read_object(self, bucket: str, key: str) -> bytes:
        """Read one object from S3."""
        with self._between(GET_OBJECT, {"Bucket": bucket, "Key": key}):
            return self._inner.read_object(bucket, key)

    @contextmanager
    def _between(self, operation: str, params: Mapping[str, object]) -> Iterator[None]:
        try:
            self._fire("before", operation, params)
            yield
            self._fire("after", operation, params)
        except InjectedError as error:
            kind = NeighbourMissing if error.code in _MISSING else NeighbourFailed
            raise kind(f"{operation} failed: {error.code}: {error.message}") from None
        except ConnectionBroken as broken:
            raise NeighbourFailed(f"{operation} failed: {broken.kind}: {broken.message}") from None
