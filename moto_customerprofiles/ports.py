"""What the package needs from outside: time, ids, the pace of jobs and the neighbouring services.

In production moto answers (see `neighbours`); a test hands in whatever it likes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime


class NeighbourFailed(Exception):
    """Another service did not do what was asked of it; it may when it is asked again."""


class NeighbourMissing(NeighbourFailed, LookupError):
    """What we wanted to reach in another service (a stream, a bucket, a queue) is not there."""


class Transition(NamedTuple):
    """How fast a status moves on: at once, after `amount` polls, or after `amount` seconds."""

    progression: Literal["immediate", "manual", "time"]
    amount: float = 0


class QueuePolicies(NamedTuple):
    """The texts of the policy of a queue, and of the key that encrypts it; None for a key that has none of its own."""

    queue: str | None
    is_encrypted: bool
    key: str | None


class Receipt(NamedTuple):
    """How an object came to S3: with which headers (in lower case), when, and until when its URL was valid."""

    headers: Mapping[str, str]
    arrived_at: datetime
    valid_until: datetime | None = None

    @property
    def is_late(self) -> bool:
        """Whether the file came after its URL was valid."""
        return self.valid_until is not None and self.arrived_at > self.valid_until


class Ids(Protocol):
    """Fresh identifiers."""

    def hex(self) -> str:
        """Return 32 lower-case hex digits."""

    def uuid(self) -> str:
        """Return a UUID with dashes."""


class Neighbours(Protocol):
    """The services beside us, in the same account and region; each method may raise `NeighbourFailed`."""

    def identity(self, access_key: str) -> str:
        """Return the ARN of the caller who uses an access key."""

    def stream_exists(self, stream_arn: str) -> bool:
        """Return whether Kinesis has the stream."""

    def put_record(self, stream_arn: str, partition_key: str, data: bytes) -> None:
        """Put one record on a Kinesis stream."""

    def queue_exists(self, queue_url: str) -> bool:
        """Return whether SQS has the queue, given by its URL or its ARN."""

    def queue_policies(self, queue_url: str) -> QueuePolicies:
        """Return who may use a queue and its key."""

    def send_message(self, queue_url: str, body: str, attributes: Mapping[str, str]) -> None:
        """Send one message with attributes of type String to an SQS queue."""

    def bucket_exists(self, bucket: str) -> bool:
        """Return whether S3 has the bucket."""

    def ensure_bucket(self, bucket: str) -> None:
        """Create the bucket unless it is there."""

    def write_object(self, bucket: str, key: str, body: bytes, kms_key: str | None = None) -> None:
        """Write one object to S3."""

    def read_object(self, bucket: str, key: str) -> bytes:
        """Read one object from S3."""

    def receipt(self, bucket: str, key: str) -> Receipt | None:
        """Return how an object came to S3, if that is known."""

    def list_objects(self, bucket: str, prefix: str) -> list[str]:
        """List the keys below a prefix of a bucket, in order."""

    def presigned_put(self, bucket: str, key: str, seconds: int, endpoint: str | None) -> str:
        """Make a URL to which anybody may put this one object for so many seconds; `endpoint` is that of a server."""

    def kms_key_exists(self, key_arn: str) -> bool:
        """Return whether KMS has the key."""


class Caller(NamedTuple):
    """Who calls: the access key of the request, and the URL of the server that received it, if one did."""

    access_key: str
    endpoint: str | None = None


class Outside(Protocol):
    """Processes beside this one, for work that must not block or end it."""

    @property
    def is_preferred(self) -> bool:
        """Whether this process is a server, which leaves such work to others."""

    def ask(self, request: Sequence[bytes], seconds: float) -> bytes:
        """Return the reply to a request; after so many seconds, a reply that says so."""


def _tell_nobody(_: str) -> None:
    """Tell nobody."""


def no_wait(_seconds: float, _really: bool) -> None:  # noqa: FBT001  # a port
    """Let no time pass."""


class Surroundings(NamedTuple):
    """All that one world needs from outside.

    `tell_hint` takes the text of each hint that a call notes.
    `wait` winds frozen clocks by so many seconds, and sleeps as long if its second argument is true.
    """

    now: Callable[[], datetime]
    ids: Ids
    transition: Callable[[str], Transition]
    neighbours: Neighbours
    outside: Outside | None = None
    tell_hint: Callable[[str], None] = _tell_nobody
    wait: Callable[[float, bool], None] = no_wait
