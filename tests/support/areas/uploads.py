"""Uploading a file of three customers and a failure."""

from __future__ import annotations

import base64
import hashlib
from itertools import count
from typing import TYPE_CHECKING, Any

import requests

from tests.support.shop import SHOP

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient
    from types_boto3_customer_profiles.type_defs import (
        GetUploadJobPathResponseTypeDef,
        GetUploadJobResponseTypeDef,
        ObjectTypeFieldTypeDef,
    )

ENCRYPTION = "x-amz-server-side-encryption-customer-"

_NUMBERS = count(1)
"""Numbers of upload jobs, whose display names differ within a domain."""

FIELDS: dict[str, ObjectTypeFieldTypeDef] = {
    "AccountNumber": {"Source": "_source.CustomerNo", "Target": "_profile.AccountNumber"},
    "EmailAddress": {"Source": "_source.Mail", "Target": "_profile.EmailAddress"},
    "campaign": {"Source": "_source.Campaign", "Target": "_profile.Attributes.campaign"},
}
FILE = b"""CustomerNo,Mail,Campaign
A-1,ann@example.com,spring
A-2,bob@corp.test,spring
A-2,,summer
,lost@example.com,spring
"""


def create_upload(client: CustomerProfilesClient, **members: Any) -> str:
    display_name = f"spring-{next(_NUMBERS)}.csv"
    arguments = {"DisplayName": display_name, "Fields": FIELDS, "UniqueKey": "AccountNumber", **members}
    return client.create_upload_job(DomainName=SHOP, **arguments)["JobId"]


def put_upload_file(client: CustomerProfilesClient, job_id: str, content: bytes = FILE) -> None:
    put_to_path(client.get_upload_job_path(DomainName=SHOP, JobId=job_id), content)


def put_to_path(path: GetUploadJobPathResponseTypeDef, content: bytes) -> None:
    """Put a file where GetUploadJobPath says, with the headers of its encryption."""
    headers = encryption_headers(path["ClientToken"])
    requests.put(path["Url"], data=content, headers=headers, timeout=5).raise_for_status()


def encryption_headers(client_token: str) -> dict[str, str]:
    """Return the headers by which S3 encrypts with a key that a customer gives."""
    digest = hashlib.md5(base64.b64decode(client_token)).digest()  # noqa: S324  # S3's own check
    return {
        f"{ENCRYPTION}algorithm": "AES256",
        f"{ENCRYPTION}key": client_token,
        f"{ENCRYPTION}key-MD5": base64.b64encode(digest).decode(),
    }


def run_upload(client: CustomerProfilesClient, content: bytes = FILE, **members: Any) -> GetUploadJobResponseTypeDef:
    job_id = create_upload(client, **members)
    put_upload_file(client, job_id, content)
    client.start_upload_job(DomainName=SHOP, JobId=job_id)
    return client.get_upload_job(DomainName=SHOP, JobId=job_id)
