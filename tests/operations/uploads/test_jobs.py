from __future__ import annotations

import base64
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import boto3
import pytest
import requests
from botocore.exceptions import ClientError
from moto.s3.models import s3_backends

from tests.support.areas.uploads import (
    ENCRYPTION,
    FIELDS,
    FILE,
    create_upload,
    encryption_headers,
    put_to_path,
    put_upload_file,
    run_upload,
)
from tests.support.clients import account_client
from tests.support.facts import ACCOUNT, REGION, T0
from tests.support.replies import error_code, refusal
from tests.support.shop import profile_count, search_profiles

if TYPE_CHECKING:
    from collections.abc import Callable

    import time_machine
    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.models import CustomerProfilesBackend


pytestmark = pytest.mark.usefixtures("domain")


@pytest.fixture
def stepwise(pace: Callable[..., None]) -> None:
    """Let upload jobs be over at the second poll."""
    pace("upload_job", progression="manual", times=2)


@pytest.mark.rule("UPL-1", "UPL-12")
@pytest.mark.usefixtures("frozen")
def test_new_job_shows_what_was_said(client: CustomerProfilesClient) -> None:
    job_id = create_upload(client, DisplayName="spring.csv")
    answer: dict[str, Any] = {**client.get_upload_job(DomainName="shop", JobId=job_id)}
    del answer["ResponseMetadata"]

    assert {
        "JobId": job_id,
        "DisplayName": "spring.csv",
        "Status": "CREATED",
        "CreatedAt": T0,
        "Fields": FIELDS,
        "UniqueKey": "AccountNumber",
        "DataExpiry": 14,
    } == answer


@pytest.mark.rule("UPL-5")
@pytest.mark.parametrize("key", ["Mail", "FirstName"])
def test_definition_that_cannot_be_read_is_refused(client: CustomerProfilesClient, key: str) -> None:
    code = error_code(
        client.create_upload_job, DomainName="shop", DisplayName="x", Fields={"a": FIELDS["campaign"]}, UniqueKey=key
    )

    assert "BadRequestException" == code


@pytest.mark.rule("UPL-2")
def test_display_name_is_unique_in_its_domain(client: CustomerProfilesClient) -> None:
    client.create_domain(DomainName="other", DefaultExpirationDays=30)
    run_upload(client, DisplayName="spring.csv")
    with pytest.raises(ClientError, match=r"DisplayName spring\.csv already exists") as refusal:
        create_upload(client, DisplayName="spring.csv")
    client.create_upload_job(DomainName="other", DisplayName="spring.csv", Fields=FIELDS, UniqueKey="AccountNumber")

    assert "BadRequestException" == refusal.value.response["Error"]["Code"]
    assert [1, 1] == [len(client.list_upload_jobs(DomainName=name)["Items"]) for name in ("shop", "other")]


@pytest.mark.rule("UPL-2")
def test_display_name_of_a_refused_job_stays_free(client: CustomerProfilesClient) -> None:
    refused = error_code(create_upload, client, DisplayName="spring.csv", UniqueKey="Nope")
    create_upload(client, DisplayName="spring.csv")

    assert "BadRequestException" == refused
    assert ["spring.csv"] == [job["DisplayName"] for job in client.list_upload_jobs(DomainName="shop")["Items"]]


@pytest.mark.rule("UPL-7", "UPL-8")
def test_url_is_renewed_and_the_key_stays(client: CustomerProfilesClient, frozen: time_machine.Traveller) -> None:
    job_id = create_upload(client)
    first = client.get_upload_job_path(DomainName="shop", JobId=job_id)
    frozen.shift(60)
    second = client.get_upload_job_path(DomainName="shop", JobId=job_id)

    assert first["Url"] != second["Url"]
    assert first["ClientToken"] == second["ClientToken"]
    assert T0 + timedelta(minutes=16) == second["ValidUntil"]
    assert 32 == len(base64.b64decode(first["ClientToken"]))
    assert len(first["Url"]) <= 2048


@pytest.mark.rule("UPL-9", "EX-41")
def test_start_wants_the_file(client: CustomerProfilesClient) -> None:
    job_id = create_upload(client)

    assert "BadRequestException" == error_code(client.start_upload_job, DomainName="shop", JobId=job_id)
    client.get_upload_job_path(DomainName="shop", JobId=job_id)
    assert "BadRequestException" == error_code(client.start_upload_job, DomainName="shop", JobId=job_id)


@pytest.mark.rule("UPL-7", "UPL-9", "UPL-10", "STA-3", "EX-43")
@pytest.mark.parametrize("name", ["start_upload_job", "stop_upload_job", "get_upload_job_path"])
def test_job_that_is_over_takes_no_more_orders(client: CustomerProfilesClient, name: str) -> None:
    job = run_upload(client)

    assert "BadRequestException" == error_code(getattr(client, name), DomainName="shop", JobId=job["JobId"])


@pytest.mark.rule("UPL-10", "UPL-11", "UPL-30")
def test_stopped_job_stays_stopped(client: CustomerProfilesClient) -> None:
    job_id = create_upload(client)
    client.stop_upload_job(DomainName="shop", JobId=job_id)
    client.stop_upload_job(DomainName="shop", JobId=job_id)
    job = client.get_upload_job(DomainName="shop", JobId=job_id)

    assert ("STOPPED", False) == (job["Status"], "CompletedAt" in job)
    assert "BadRequestException" == error_code(client.start_upload_job, DomainName="shop", JobId=job_id)
    assert "BadRequestException" == error_code(client.get_upload_job_path, DomainName="shop", JobId=job_id)


@pytest.mark.rule("UPL-11", "UPL-12", "UPL-29", "STA-1", "STA-2")
@pytest.mark.usefixtures("stepwise")
def test_stepwise_job_writes_at_its_end(client: CustomerProfilesClient) -> None:
    under_way = run_upload(client)
    before = profile_count(client)
    over = client.get_upload_job(DomainName="shop", JobId=under_way["JobId"])

    assert ("IN_PROGRESS", 0) == (under_way["Status"], before)
    assert {"UpdatedRecords": 0, "CreatedRecords": 0, "FailedRecords": 0} == under_way["ResultsSummary"]
    assert "CompletedAt" not in under_way
    assert ("PARTIALLY_SUCCEEDED", 2) == (over["Status"], profile_count(client))


@pytest.mark.rule("UPL-10", "UPL-30")
@pytest.mark.usefixtures("stepwise")
def test_running_job_can_be_stopped(client: CustomerProfilesClient) -> None:
    under_way = run_upload(client)
    client.stop_upload_job(DomainName="shop", JobId=under_way["JobId"])
    job = client.get_upload_job(DomainName="shop", JobId=under_way["JobId"])

    assert ("STOPPED", 0, False) == (job["Status"], profile_count(client), "CompletedAt" in job)


@pytest.mark.rule("UPL-11", "UPL-25")
@pytest.mark.usefixtures("stepwise")
def test_file_that_vanishes_is_our_failure(client: CustomerProfilesClient) -> None:
    under_way = run_upload(client)
    s3 = boto3.client("s3", region_name=REGION)
    s3.delete_object(Bucket=f"customer-profiles-uploads-{ACCOUNT}-{REGION}", Key=f"shop/{under_way['JobId']}.csv")
    job = client.get_upload_job(DomainName="shop", JobId=under_way["JobId"])

    assert ("FAILED", "INTERNAL_FAILURE") == (job["Status"], job["StatusReason"])


@pytest.mark.rule("UPL-12", "UPL-13")
def test_list_is_newest_first_and_brief(client: CustomerProfilesClient) -> None:
    first, second = run_upload(client)["JobId"], create_upload(client)
    jobs = client.list_upload_jobs(DomainName="shop")["Items"]

    assert [second, first] == [job["JobId"] for job in jobs]
    assert {"JobId", "DisplayName", "Status", "CreatedAt", "CompletedAt", "DataExpiry"} == set(jobs[1])


@pytest.mark.rule("GEN-7")
def test_malformed_id_is_a_bad_request_where_the_model_says_so(client: CustomerProfilesClient) -> None:
    others = [client.get_upload_job_path, client.start_upload_job, client.stop_upload_job]

    assert "BadRequestException" == error_code(client.get_upload_job, DomainName="shop", JobId="nonsense")
    assert {"ResourceNotFoundException"} == {error_code(call, DomainName="shop", JobId="nonsense") for call in others}
    assert "ResourceNotFoundException" == error_code(client.get_upload_job, DomainName="shop", JobId="0" * 32)


def test_file_goes_to_the_account_of_the_caller(client: CustomerProfilesClient) -> None:  # noqa: ARG001  # its mock
    other = account_client("111122223333")
    other.create_domain(DomainName="shop", DefaultExpirationDays=365)

    status = run_upload(other)["Status"]
    buckets = [name for name in s3_backends["111122223333"]["aws"].buckets if "uploads" in name]

    assert "PARTIALLY_SUCCEEDED" == status
    assert [f"customer-profiles-uploads-111122223333-{REGION}"] == buckets


@pytest.fixture
def ten_seconds(pace: Callable[..., None]) -> None:
    """Let upload jobs take ten seconds of the clock."""
    pace("upload_job", progression="time", seconds=10)


@pytest.mark.usefixtures("ten_seconds")
def test_job_that_takes_seconds_is_over_at_its_instant_whoever_asks(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    job_id = create_upload(client)
    put_upload_file(client, job_id)
    client.start_upload_job(DomainName="shop", JobId=job_id)
    before = search_profiles(client, "_account", "A-1")
    frozen.shift(60)
    after = search_profiles(client, "_account", "A-1")
    job = client.list_upload_jobs(DomainName="shop")["Items"][0]

    assert not before
    assert after
    assert T0 + timedelta(seconds=10) == job["CompletedAt"]


@pytest.mark.usefixtures("ten_seconds")
def test_job_that_took_its_seconds_cannot_be_stopped(
    client: CustomerProfilesClient, frozen: time_machine.Traveller
) -> None:
    job_id = create_upload(client)
    put_upload_file(client, job_id)
    client.start_upload_job(DomainName="shop", JobId=job_id)
    frozen.shift(10)

    assert "BadRequestException" == error_code(client.stop_upload_job, DomainName="shop", JobId=job_id)


ANOTHER_KEY = base64.b64encode(b"k" * 32).decode()


def put_with(client: CustomerProfilesClient, changes: dict[str, str | None]) -> str:
    """Put the file of a new job with some of the headers changed, or left out where they are None."""
    job_id = create_upload(client)
    path = client.get_upload_job_path(DomainName="shop", JobId=job_id)
    headers = {**encryption_headers(path["ClientToken"]), **changes}
    sent = {name: value for name, value in headers.items() if value is not None}
    requests.put(path["Url"], data=FILE, headers=sent, timeout=5).raise_for_status()
    return job_id


@pytest.mark.rule("UPL-28")
@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (dict.fromkeys(encryption_headers(ANOTHER_KEY)), f"header {ENCRYPTION}algorithm is missing, AES256"),
        ({f"{ENCRYPTION}key": None}, f"header {ENCRYPTION}key is missing, the ClientToken"),
        ({f"{ENCRYPTION}key-MD5": None}, f"header {ENCRYPTION}key-md5 is missing"),
        ({f"{ENCRYPTION}algorithm": "DES"}, f"header {ENCRYPTION}algorithm has another value than AES256"),
        (encryption_headers(ANOTHER_KEY), f"header {ENCRYPTION}key has another value than the ClientToken"),
        ({f"{ENCRYPTION}key-MD5": "bQ=="}, f"header {ENCRYPTION}key-md5 has another value"),
    ],
)
def test_file_that_s3_would_not_take_is_refused(
    client: CustomerProfilesClient, changes: dict[str, str | None], message: str
) -> None:
    job_id = put_with(client, changes)
    code, text = refusal(client.start_upload_job, DomainName="shop", JobId=job_id)
    put_upload_file(client, job_id)
    client.start_upload_job(DomainName="shop", JobId=job_id)

    assert "BadRequestException" == code
    assert message in text
    assert "strict_upload_encryption" in text
    assert "PARTIALLY_SUCCEEDED" == client.get_upload_job(DomainName="shop", JobId=job_id)["Status"]


@pytest.mark.rule("UPL-26", "UPL-28")
def test_headers_of_a_file_do_not_matter_if_so_set(
    client: CustomerProfilesClient, backend: CustomerProfilesBackend
) -> None:
    backend.world.settings.strict_upload_encryption = False
    job_id = put_with(client, dict.fromkeys(encryption_headers(ANOTHER_KEY)))
    client.start_upload_job(DomainName="shop", JobId=job_id)

    assert "PARTIALLY_SUCCEEDED" == client.get_upload_job(DomainName="shop", JobId=job_id)["Status"]


@pytest.mark.rule("UPL-32")
@pytest.mark.parametrize(("seconds", "is_taken"), [(900, True), (901, False)])
def test_file_must_come_while_its_url_is_valid(
    client: CustomerProfilesClient, frozen: time_machine.Traveller, seconds: int, *, is_taken: bool
) -> None:
    job_id = create_upload(client)
    path = client.get_upload_job_path(DomainName="shop", JobId=job_id)
    frozen.shift(seconds)
    put_to_path(path, FILE)
    start = partial(client.start_upload_job, DomainName="shop", JobId=job_id)
    if is_taken:
        start()
        message = ""
    else:
        _, message = refusal(start)

    assert is_taken == (client.get_upload_job(DomainName="shop", JobId=job_id)["Status"] != "CREATED")
    assert is_taken or ("strict_upload_validity" in message and "ValidUntil" in message)


@pytest.mark.rule("UPL-32")
def test_late_file_is_taken_if_so_set_or_by_a_fresh_url(
    client: CustomerProfilesClient, backend: CustomerProfilesBackend, frozen: time_machine.Traveller
) -> None:
    late, again = create_upload(client), create_upload(client)
    paths = [client.get_upload_job_path(DomainName="shop", JobId=job_id) for job_id in (late, again)]
    frozen.shift(3600)
    put_to_path(paths[0], FILE)
    put_upload_file(client, again)
    client.start_upload_job(DomainName="shop", JobId=again)
    backend.world.settings.strict_upload_validity = False
    client.start_upload_job(DomainName="shop", JobId=late)

    assert ["PARTIALLY_SUCCEEDED"] * 2 == [
        client.get_upload_job(DomainName="shop", JobId=job_id)["Status"] for job_id in (late, again)
    ]


@pytest.mark.rule("UPL-28")
def test_file_put_by_the_client_of_s3_needs_the_key_as_well(client: CustomerProfilesClient) -> None:
    job_id = create_upload(client)
    path = client.get_upload_job_path(DomainName="shop", JobId=job_id)
    bucket, _, key = urlsplit(path["Url"]).path[1:].partition("/")
    s3 = boto3.client("s3", region_name=REGION)
    s3.put_object(Bucket=bucket, Key=key, Body=FILE)
    code = error_code(client.start_upload_job, DomainName="shop", JobId=job_id)
    token = base64.b64decode(path["ClientToken"])
    s3.put_object(Bucket=bucket, Key=key, Body=FILE, SSECustomerAlgorithm="AES256", SSECustomerKey=token)
    client.start_upload_job(DomainName="shop", JobId=job_id)

    assert "BadRequestException" == code
    assert "PARTIALLY_SUCCEEDED" == client.get_upload_job(DomainName="shop", JobId=job_id)["Status"]
