"""Lets moto's S3 keep how the files of upload jobs came: their headers of encryption and the life of their URL.

moto's S3 reads neither, and its backend does not see the request. Its method that takes an object is wrapped, once in a
process, and the receipt is kept with the object, so that it goes when the object does.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import wraps
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from moto_customerprofiles.engine.uploads.encryption import ENCRYPTION_HEADERS
from moto_customerprofiles.ports import Receipt

if TYPE_CHECKING:
    from collections.abc import Mapping

BUCKETS = "customer-profiles-uploads-"
"""The buckets of upload jobs begin so."""

_RECEIPT = "customerprofiles_receipt"


def keep_receipts() -> None:
    """Let moto's S3 keep receipts from now on."""
    from moto.s3.responses import S3Response  # noqa: PLC0415  # loading S3 takes longer than all of this package

    put: Any = S3Response.put_object
    if hasattr(put, _RECEIPT):
        return

    @wraps(put)
    def put_object(self: Any, *args: Any, **kwargs: Any) -> Any:
        answer = put(self, *args, **kwargs)
        if str(self.bucket_name).startswith(BUCKETS):
            stored = self.backend.get_object(self.bucket_name, self.parse_key_name())
            setattr(stored, _RECEIPT, _receipt(self.headers, self.uri))
        return answer

    setattr(put_object, _RECEIPT, True)
    S3Response.put_object = put_object  # type: ignore[method-assign]  # see above


def receipt_of(stored: object) -> Receipt | None:
    """Return how an object of moto's S3 came; None if it came in another way than by PutObject."""
    receipt: Receipt | None = getattr(stored, _RECEIPT, None)
    return receipt


def _receipt(headers: Mapping[str, str], url: str) -> Receipt:
    ours = {name.lower(): value for name, value in headers.items() if name.lower().startswith(ENCRYPTION_HEADERS)}
    return Receipt(ours, datetime.now(timezone.utc), _valid_until(url))


def _valid_until(url: str) -> datetime | None:
    query = parse_qs(urlsplit(url).query)
    try:
        signed_at = datetime.strptime(f"{query['X-Amz-Date'][0]}+0000", "%Y%m%dT%H%M%SZ%z")
        return signed_at + timedelta(seconds=int(query["X-Amz-Expires"][0]))
    except (KeyError, ValueError):  # no presigned URL
        return None
