"""The neighbours as moto mocks them."""

from __future__ import annotations

import base64
import sys
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from moto.backends import get_backend
from moto.core import exceptions
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.utilities.utils import get_partition
from werkzeug.exceptions import HTTPException

from moto_customerprofiles.adapters.neighbours.receipts import keep_receipts, receipt_of
from moto_customerprofiles.errors import does_not_exist
from moto_customerprofiles.ports import NeighbourFailed, NeighbourMissing, QueuePolicies, Receipt

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

P = ParamSpec("P")
R = TypeVar("R")


def account_of(access_key: str) -> str:
    """Return the account whose IAM knows an access key, the default account if none does.

    That is what moto answers, without its making every backend of IAM first to look into, and without loading IAM.
    """
    for account_id, partitions in list(_iam_backends().items()):
        if any(access_key in iam.access_keys for iam in list(partitions.values())):
            return str(account_id)
    return DEFAULT_ACCOUNT_ID


def _iam_backends() -> Any:
    """Return moto's backends of IAM; none where IAM has not been loaded, which takes longer than this package does."""
    models = sys.modules.get("moto.iam.models")
    return {} if models is None else models.iam_backends


def existing_or_new(backends: Any, account_id: str, region: str) -> Any:
    """Return a backend of moto, whose own way looks twice whether to make it; `KeyError` where there can be none."""
    regions = backends.get(account_id)
    backend = None if regions is None else regions.get(region)
    return backends[account_id][region] if backend is None else backend


_ERRORS = (HTTPException, getattr(exceptions, "ServiceException", HTTPException))  # the latter since moto 5.1.1


def _told(ask: Callable[P, R]) -> Callable[P, R]:
    """Let a neighbour's own errors be told as failures: a bucket's policy, say, or a stream that is being deleted."""

    @wraps(ask)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return ask(*args, **kwargs)
        except _ERRORS as error:
            raise NeighbourFailed(str(getattr(error, "message", "") or error)) from None

    return asked


class MotoNeighbours:
    """S3, Kinesis, SQS, KMS and STS as moto mocks them for one account and region."""

    def __init__(self, account_id: str, region: str) -> None:
        self._account_id = account_id
        self._region = region

    def identity(self, access_key: str) -> str:
        """Return the ARN of the caller who uses an access key."""
        iam = _iam_backends().get(self._account_id)
        if iam and (any(each.users for each in iam.values()) or self._backend("sts", "aws").assumed_roles):
            return str(self._backend("sts", "aws").get_caller_identity(access_key, self._region)[1])
        return self._stranger

    @cached_property
    def _stranger(self) -> str:
        """The ARN that moto gives to a key of no user and no role."""
        return f"arn:{get_partition(self._region)}:sts::{self._account_id}:user/moto"

    def stream_exists(self, stream_arn: str) -> bool:
        """Tell whether Kinesis has the stream."""
        return any(stream.arn == stream_arn for stream in self._backend("kinesis").streams.values())

    @_told
    def put_record(self, stream_arn: str, partition_key: str, data: bytes) -> None:
        """Put one record on a Kinesis stream."""
        if not self.stream_exists(stream_arn):
            raise NeighbourMissing(does_not_exist("Stream", stream_arn))
        self._backend("kinesis").put_record(
            stream_arn=stream_arn,
            stream_name=None,
            partition_key=partition_key,
            explicit_hash_key="",
            data=base64.b64encode(data).decode(),
        )

    def queue_exists(self, queue_url: str) -> bool:
        """Tell whether SQS has the queue, given by its URL or its ARN."""
        return _queue_name(queue_url) in self._backend("sqs").queues

    def queue_policies(self, queue_url: str) -> QueuePolicies:
        """Return who may use a queue and its key."""
        queue = self._backend("sqs").queues[_queue_name(queue_url)]
        if not queue.kms_master_key_id:
            return QueuePolicies(queue.policy, is_encrypted=False, key=None)
        return QueuePolicies(queue.policy, is_encrypted=True, key=self._key_policy(queue.kms_master_key_id))

    def _key_policy(self, key_id: str) -> str | None:
        """Return the policy of a key by its id, ARN or alias; None for keys of AWS and those that are not there."""
        if "alias/aws/" in key_id:
            return None
        kms = self._backend("kms")
        key = kms.keys.get(kms.any_id_to_key_id(key_id))  # moto's attribute
        return None if key is None else str(key.policy)

    @_told
    def send_message(self, queue_url: str, body: str, attributes: Mapping[str, str]) -> None:
        """Send one message with attributes of type String to an SQS queue, given by its URL or its ARN."""
        if not self.queue_exists(queue_url):
            raise NeighbourMissing(does_not_exist("Queue", queue_url))
        self._backend("sqs").send_message(
            _queue_name(queue_url), body, {name: _string_attribute(text) for name, text in attributes.items()}
        )

    def bucket_exists(self, bucket: str) -> bool:
        """Tell whether S3 has the bucket."""
        return bucket in self._backend("s3", "aws").buckets

    def ensure_bucket(self, bucket: str) -> None:
        """Create the bucket unless it is there."""
        if not self.bucket_exists(bucket):
            self._backend("s3", "aws").create_bucket(bucket, self._region)

    @_told
    def write_object(self, bucket: str, key: str, body: bytes, kms_key: str | None = None) -> None:
        """Write one object to S3."""
        self._s3(bucket).put_object(bucket, key, body, encryption=kms_key and "aws:kms", kms_key_id=kms_key)

    @_told
    def read_object(self, bucket: str, key: str) -> bytes:
        """Read one object from S3."""
        found = self._s3(bucket).get_object(bucket, key)
        if found is None:
            raise NeighbourMissing(does_not_exist("Object", key, f"bucket {bucket}"))
        return bytes(found.value)

    def receipt(self, bucket: str, key: str) -> Receipt | None:
        """Return how an object came to S3, if that is known."""
        return receipt_of(self._s3(bucket).get_object(bucket, key))

    def list_objects(self, bucket: str, prefix: str) -> list[str]:
        """List the keys below a prefix of a bucket, in order."""
        return sorted(
            key for key in self._s3(bucket).buckets[bucket].keys if key.startswith(prefix)
        )  # moto's attribute

    def presigned_put(self, bucket: str, key: str, seconds: int, endpoint: str | None) -> str:
        """Make a URL to which anybody may put this one object for so many seconds."""
        keep_receipts()
        client = boto3.client(
            "s3",
            region_name=self._region,
            endpoint_url=endpoint,
            aws_access_key_id=self._access_key,
            aws_secret_access_key="mock",  # noqa: S106  # moto checks no secret here
            config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
        )
        return str(client.generate_presigned_url("put_object", {"Bucket": bucket, "Key": key}, ExpiresIn=seconds))

    def kms_key_exists(self, key_arn: str) -> bool:
        """Tell whether KMS has the key."""
        return key_arn.rpartition("/")[2] in self._backend("kms").keys  # moto's attribute

    @property
    def _access_key(self) -> str:
        """Return an access key that moto counts to this account, as it does with keys that are account numbers."""
        return self._account_id

    def _backend(self, service: str, region: str | None = None) -> Any:
        backends: Any = get_backend(service)  # type: ignore[call-overload]  # any name
        return existing_or_new(backends, self._account_id, region or self._region)

    def _s3(self, bucket: str) -> Any:
        if not self.bucket_exists(bucket):
            raise NeighbourMissing(does_not_exist("Bucket", bucket))
        return self._backend("s3", "aws")


def _queue_name(url: str) -> str:
    """Return the name in the URL or the ARN of a queue."""
    return urlsplit(url).path.rpartition("/")[2].rpartition(":")[2]


def _string_attribute(text: str) -> dict[str, str]:
    """Return a message attribute as moto's SQS keeps it, by its names of moto 5.1 and by those of later versions."""
    return {"DataType": "String", "StringValue": text, "data_type": "String", "string_value": text}
