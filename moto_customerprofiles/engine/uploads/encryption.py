"""Whether S3 takes a file that is sent with certain headers: those of the encryption with the key of its upload job.

The Administrator Guide ("Import files into segments") has the file sent with the three headers by which S3 encrypts
with a customer's key (SSE-C), the key being the ClientToken. S3 itself would refuse the file without them, so that the
job would have none when it starts.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ENCRYPTION_HEADERS = "x-amz-server-side-encryption-customer-"
ALGORITHM, KEY, MD5 = (f"{ENCRYPTION_HEADERS}{name}" for name in ("algorithm", "key", "key-md5"))
_ALGORITHM = "AES256"


def encryption_mistake(headers: Mapping[str, str], client_token: str) -> str | None:
    """Return what is wrong with the headers that a file was sent with; None if S3 takes them.

    >>> token = base64.b64encode(bytes(32)).decode()
    >>> encryption_mistake({}, token)
    'header x-amz-server-side-encryption-customer-algorithm is missing, AES256 is expected'
    >>> encryption_mistake({ALGORITHM: "AES256", KEY: token, MD5: "cLyPS3KoaSFGi/joRB3OUQ=="}, token)
    """
    expected = {
        ALGORITHM: (_ALGORITHM, _ALGORITHM),
        KEY: (client_token, "the ClientToken of GetUploadJobPath"),
        MD5: (_digest(client_token), "the base64 text of the MD5 digest of the decoded key"),
    }
    for name, (value, description) in expected.items():
        if name not in headers:
            return f"header {name} is missing, {description} is expected"
        if headers[name] != value:
            return f"header {name} has another value than {description}"
    return None


def _digest(client_token: str) -> str:
    try:
        key = base64.b64decode(client_token, validate=True)
    except binascii.Error:  # a token that a scenario brought
        key = client_token.encode()
    return base64.b64encode(hashlib.md5(key).digest()).decode()  # noqa: S324  # S3's own check
