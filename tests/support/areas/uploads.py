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
    from types_boto3_customer_profiles.type_defs import GetUploadJobResponseTypeDef, ObjectTypeFieldTypeDef


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
    path = client.get_upload_job_path(DomainName=SHOP, JobId=job_id)
    key = base64.b64decode(path["ClientToken"])
    headers = {
        "x-amz-server-side-encryption-customer-algorithm": "AES256",
        "x-amz-server-side-encryption-customer-key": path["ClientToken"],
        "x-amz-server-side-encryption-customer-key-MD5": base64.b64encode(hashlib.md5(key).digest()).decode(),  # noqa: S324  # S3's own check
    }
    requests.put(path["Url"], data=content, headers=headers, timeout=5).raise_for_status()


def run_upload(client: CustomerProfilesClient, content: bytes = FILE, **members: Any) -> GetUploadJobResponseTypeDef:
    job_id = create_upload(client, **members)
    put_upload_file(client, job_id, content)
    client.start_upload_job(DomainName=SHOP, JobId=job_id)
    return client.get_upload_job(DomainName=SHOP, JobId=job_id)
