"""What a world needs from outside, in a form that tests wind by hand: no moto in it."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

from moto_customerprofiles.ports import NeighbourMissing, QueuePolicies, Surroundings, Transition
from moto_customerprofiles.state.world import World
from tests.support.facts import ACCOUNT, REGION, T0, aws_arn

if TYPE_CHECKING:
    from collections.abc import Mapping


class Clock:
    """A clock that stands still until a test winds it."""

    def __init__(self) -> None:
        self.time = T0

    def __call__(self) -> datetime:
        return self.time

    def wind(self, **step: float) -> None:
        """Let time pass: `clock.wind(days=1, hours=2)`."""
        self.time += timedelta(**step)


class CountedIds:
    """Ids that count: ...01, ...02, ...03."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def hex(self) -> str:
        return f"{next(self._numbers):032x}"

    def uuid(self) -> str:
        digits = self.hex()
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


class RecordedNeighbours:
    """Neighbours that only remember: streams and queues by name, buckets with their objects."""

    def __init__(self) -> None:
        self.streams: dict[str, list[tuple[str, bytes]]] = {}
        self.queues: dict[str, list[str]] = {}
        self.buckets: dict[str, dict[str, bytes]] = {}
        self.keys: set[str] = set()

    def identity(self, access_key: str) -> str:
        return aws_arn("iam", f"user/{access_key}")

    def stream_exists(self, stream_arn: str) -> bool:
        return stream_arn in self.streams

    def put_record(self, stream_arn: str, partition_key: str, data: bytes) -> None:
        if stream_arn not in self.streams:
            raise NeighbourMissing(stream_arn)
        self.streams[stream_arn].append((partition_key, data))

    def queue_exists(self, queue_url: str) -> bool:
        return queue_url in self.queues

    def send_message(self, queue_url: str, body: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002  # a port
        if queue_url not in self.queues:
            raise NeighbourMissing(queue_url)
        self.queues[queue_url].append(body)

    def queue_policies(self, queue_url: str) -> QueuePolicies:  # noqa: ARG002  # a port
        return QueuePolicies(None, is_encrypted=False, key=None)

    def bucket_exists(self, bucket: str) -> bool:
        return bucket in self.buckets

    def ensure_bucket(self, bucket: str) -> None:
        self.buckets.setdefault(bucket, {})

    def write_object(self, bucket: str, key: str, body: bytes, kms_key: str | None = None) -> None:  # noqa: ARG002
        self._bucket(bucket)[key] = body

    def read_object(self, bucket: str, key: str) -> bytes:
        if key not in self._bucket(bucket):
            raise NeighbourMissing(key)
        return self.buckets[bucket][key]

    def receipt(self, bucket: str, key: str) -> None:
        """Return that nobody knows how an object came."""

    def list_objects(self, bucket: str, prefix: str) -> list[str]:
        return sorted(key for key in self._bucket(bucket) if key.startswith(prefix))

    def presigned_put(self, bucket: str, key: str, seconds: int, endpoint: str | None) -> str:
        return f"{endpoint or 'https://s3'}/{bucket}/{key}?expires={seconds}"

    def kms_key_exists(self, key_arn: str) -> bool:
        return key_arn in self.keys

    def _bucket(self, bucket: str) -> dict[str, bytes]:
        if bucket not in self.buckets:
            raise NeighbourMissing(bucket)
        return self.buckets[bucket]


class Paces:
    """How fast each kind of job is; at once unless a test says otherwise."""

    def __init__(self) -> None:
        self.of_kind: dict[str, Transition] = {}

    def __call__(self, kind: str) -> Transition:
        return self.of_kind.get(kind, Transition("immediate"))


def surroundings(
    clock: Clock | None = None, neighbours: RecordedNeighbours | None = None, paces: Paces | None = None
) -> Surroundings:
    """Return surroundings for a world, with whatever of them a test wants to hold in its hand."""
    return Surroundings(clock or Clock(), CountedIds(), paces or Paces(), neighbours or RecordedNeighbours())


def new_world(
    clock: Clock | None = None, neighbours: RecordedNeighbours | None = None, paces: Paces | None = None
) -> World:
    """Return an empty world in these surroundings."""
    return World(ACCOUNT, REGION, "aws", surroundings(clock, neighbours, paces))
