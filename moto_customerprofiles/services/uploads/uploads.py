"""Upload jobs: a file that somebody puts on S3 becomes profiles.

The Administrator Guide ("Import files into segments") says what a job does and how long its profiles stay. By which
counts a job has succeeded is our choice.
"""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.uploads.encryption import encryption_mistake
from moto_customerprofiles.engine.uploads.plans import plan_upload
from moto_customerprofiles.engine.uploads.records import Failed, UnusableFile
from moto_customerprofiles.entities.job_kinds import statuses
from moto_customerprofiles.entities.jobs import Job, check_status
from moto_customerprofiles.entities.uploads import Results, UploadJob
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.ports import NeighbourFailed
from moto_customerprofiles.services.job_driver import JobDriver
from moto_customerprofiles.services.uploads.imports import import_file

if TYPE_CHECKING:
    from datetime import datetime

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.state.domain import Domain

JOB = "upload_job"
(CREATED,) = statuses(JOB, "CREATED")
IN_PROGRESS, _ = statuses(JOB, "IN_PROGRESS")
STOPPED, PARTIALLY_SUCCEEDED, FAILED = "STOPPED", "PARTIALLY_SUCCEEDED", "FAILED"
VALIDATION_FAILURE, INTERNAL_FAILURE = "VALIDATION_FAILURE", "INTERNAL_FAILURE"
_WHAT = "Upload job"
_DEFAULT_EXPIRY = 14  # days; the Administrator Guide, "Customer Profiles data expiration"
_VALIDITY = timedelta(minutes=15)  # of a URL; ours


class UploadPath(NamedTuple):
    """Where to put the file, with which key, and until when."""

    url: str
    client_token: str
    valid_until: datetime


def create(domain: Domain, request: t.CreateUploadJobRequestTypeDef) -> UploadJob:
    """Remember a job that waits for its file.

    Raises:
        BadRequest: its definition cannot be read, or the domain has a job of its display name (service model:
            DisplayName is "the unique name of the upload job").

    """
    call = domain.call
    plan_upload(request["Fields"], request["UniqueKey"])
    _take_display_name(domain, request["DisplayName"])
    return domain.upload_jobs.add(
        UploadJob(
            name=call.ids.hex(),
            display_name=request["DisplayName"],
            fields=request["Fields"],
            unique_key=request["UniqueKey"],
            data_expiry=request.get("DataExpiry", _DEFAULT_EXPIRY),
            job=call.begin(JOB, CREATED),
            created_at=call.now,
            client_token=_data_key(call.ids.hex(), call.ids.hex()),
        )
    )


def _take_display_name(domain: Domain, display_name: str) -> None:
    if display_name in domain.upload_names:
        raise BadRequest(f"Upload job with DisplayName {display_name} already exists; choose another DisplayName")
    domain.call.journal.add(domain.upload_names, display_name)


def path_for(domain: Domain, upload: UploadJob) -> UploadPath:
    """Return a fresh URL to put the file to; `BadRequest` once the job has been started or stopped."""
    check_status(_WHAT, upload, "GetUploadJobPath", CREATED)
    call = domain.call
    bucket, key = file_of(domain, upload)
    call.neighbours.ensure_bucket(bucket)
    endpoint = call.caller.endpoint if call.caller else None
    url = call.neighbours.presigned_put(bucket, key, int(_VALIDITY.total_seconds()), endpoint)
    return UploadPath(url, upload.client_token, call.now + _VALIDITY)


def file_of(domain: Domain, upload: UploadJob) -> tuple[str, str]:
    """Return bucket and key of a job's file. The bucket is ours: one for each account and region."""
    call = domain.call
    return f"customer-profiles-uploads-{call.account_id}-{call.region}", f"{domain.name}/{upload.name}.csv"


def start(domain: Domain, upload: UploadJob) -> None:
    """Let a job begin, and end as well unless such jobs are slowed down.

    Raises:
        BadRequest: no file has come, or it came as S3 would not have taken it.

    """
    check_status(_WHAT, upload, "StartUploadJob", CREATED)
    if not _is_uploaded(domain, upload):
        raise BadRequest(
            f"No file has been uploaded for upload job {upload.name}: put the file to the URL of GetUploadJobPath first"
        )
    _check_receipt(domain, upload)
    driver.move(domain, replace(upload, results_summary=Results()), domain.call.begin(JOB, IN_PROGRESS))


def stop(domain: Domain, upload: UploadJob) -> None:
    """Stop a job that is not over; one that is stopped stays so."""
    check_status(_WHAT, upload, "StopUploadJob", CREATED, IN_PROGRESS, STOPPED)
    if upload.status != STOPPED:
        domain.upload_jobs.replace(replace(upload, job=upload.job.held_at(STOPPED, domain.call.now)))


def _apply_status(domain: Domain, upload: UploadJob, job: Job) -> UploadJob:
    """Store an upload job with its job as that now is; at its end, the file is imported."""
    placed = replace(upload, job=job)
    return domain.upload_jobs.replace(_imported(domain, placed) if job.is_over else placed)


def _imported(domain: Domain, upload: UploadJob) -> UploadJob:
    plan = plan_upload(upload.fields, upload.unique_key)
    try:
        content = domain.call.neighbours.read_object(*file_of(domain, upload))
        counts, failures = import_file(domain, content, plan, days=upload.data_expiry)
    except NeighbourFailed as failure:
        return _failed(domain, upload, INTERNAL_FAILURE, Failed(0, str(failure)))
    except UnusableFile as unusable:
        return _failed(domain, upload, VALIDATION_FAILURE, Failed(0, str(unusable)))
    results = Results(counts["updated"], counts["created"], counts["failed"])
    done = replace(upload, results_summary=results, failures=tuple(failures), completed_at=domain.call.now)
    if not results.failed_records:
        return done
    if results.updated_records or results.created_records:
        return replace(done, job=done.job.ending(PARTIALLY_SUCCEEDED))
    return _failed(domain, done, VALIDATION_FAILURE, *failures)


def _failed(domain: Domain, upload: UploadJob, reason: str, *failures: Failed) -> UploadJob:
    failed = replace(upload, job=upload.job.ending(FAILED), status_reason=reason)
    return replace(failed, failures=failures, completed_at=domain.call.now)


def _is_uploaded(domain: Domain, upload: UploadJob) -> bool:
    """Return whether the file of a job has arrived."""
    bucket, key = file_of(domain, upload)
    neighbours = domain.call.neighbours
    return neighbours.bucket_exists(bucket) and key in neighbours.list_objects(bucket, key)


def _check_receipt(domain: Domain, upload: UploadJob) -> None:
    settings = domain.call.settings
    receipt = domain.call.neighbours.receipt(*file_of(domain, upload))
    if receipt is None:
        return
    mistake = encryption_mistake(receipt.headers, upload.client_token) if settings.strict_upload_encryption else None
    if mistake:
        raise BadRequest(
            f"The file of upload job {upload.name} was not encrypted with its key: {mistake}. S3 would have refused "
            "it; put it again, or set strict_upload_encryption to False"
        )
    if receipt.is_late and settings.strict_upload_validity:
        raise BadRequest(
            f"The file of upload job {upload.name} came at {receipt.arrived_at:%H:%M:%S} and its URL was valid until "
            f"{receipt.valid_until:%H:%M:%S}, ValidUntil of GetUploadJobPath. S3 would have refused it; put it to a "
            "fresh URL, or set strict_upload_validity to False"
        )


def _data_key(*ids: str) -> str:
    """Write ids of hex digits as a key for encryption on S3, which moto takes and does not use."""
    return base64.b64encode(bytes.fromhex("".join(ids))).decode()


def _fail(domain: Domain, upload: UploadJob, reason: str) -> None:
    ended = replace(upload, job=upload.job.held_at(FAILED, domain.call.now))
    domain.upload_jobs.replace(_failed(domain, ended, INTERNAL_FAILURE, Failed(0, reason)))


driver = JobDriver(JOB, _apply_status, _fail)
