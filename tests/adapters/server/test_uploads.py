"""A file goes to a server's S3 under the URL that the server has signed, through a real socket."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import requests

from tests.support.areas.uploads import put_to_path
from tests.support.clients import server_client
from tests.support.replies import refusal
from tests.support.sockets import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from types_boto3_customer_profiles import CustomerProfilesClient

FILE = b"CustomerNo,Mail\nA-1,ann@example.com\nA-2,\n,lost@example.com\n"


@pytest.fixture
def endpoint() -> Iterator[str]:
    """Return the URL of a server on a free port."""
    with serving() as wire:
        yield wire.url
        requests.post(f"{wire.url}/moto-api/reset", timeout=5)


@pytest.fixture
def remote(endpoint: str) -> CustomerProfilesClient:
    """Return a client of the server."""
    return server_client(endpoint)


@pytest.mark.rule("UPL-26", "UPL-27", "UPL-28")
def test_file_becomes_profiles_once_it_came_with_its_key(remote: CustomerProfilesClient, endpoint: str) -> None:
    remote.create_domain(DomainName="shop", DefaultExpirationDays=365)
    job_id = remote.create_upload_job(
        DomainName="shop",
        DisplayName="spring.csv",
        Fields={
            "number": {"Source": "_source.CustomerNo", "Target": "_profile.AccountNumber"},
            "mail": {"Source": "_source.Mail", "Target": "_profile.EmailAddress"},
        },
        UniqueKey="number",
    )["JobId"]
    path = remote.get_upload_job_path(DomainName="shop", JobId=job_id)
    put = requests.put(path["Url"], data=FILE, timeout=10)
    code, message = refusal(remote.start_upload_job, DomainName="shop", JobId=job_id)
    put_to_path(path, FILE)
    remote.start_upload_job(DomainName="shop", JobId=job_id)
    job = remote.get_upload_job(DomainName="shop", JobId=job_id)
    failures = f"{endpoint}/moto-api/customer-profiles/domains/shop/upload-jobs/{job_id}/failures"

    assert put.ok
    assert "BadRequestException" == code
    assert "customer-algorithm is missing" in message
    assert urlsplit(endpoint).netloc == urlsplit(path["Url"]).netloc
    assert {"UpdatedRecords": 0, "CreatedRecords": 2, "FailedRecords": 1} == job["ResultsSummary"]
    assert [{"Line": 4, "Reason": "the unique key is empty"}] == requests.get(failures, timeout=5).json()
