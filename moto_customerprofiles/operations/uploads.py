"""Upload jobs: importing customers from a CSV file that is put on S3 under a presigned URL."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.upload_plans import plan_upload
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.operation import Reply, operation
from moto_customerprofiles.state.uploads import (
    CREATED,
    IN_PROGRESS,
    STOPPED,
    UploadJob,
    data_key,
    is_uploaded,
    look_at,
    place_of,
    start,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.state.world import World

_DEFAULT_EXPIRY = 14  # days; the Administrator Guide, "Customer Profiles data expiration"
_VALIDITY = timedelta(minutes=15)  # of a URL; ours


@operation("CreateUploadJob")
def create_upload_job(world: World, request: t.CreateUploadJobRequestTypeDef) -> Reply:
    """Say what the columns of a file mean that is to be uploaded."""
    domain = world.domain(request)
    plan_upload(request["Fields"], request["UniqueKey"])
    job = UploadJob(
        name=world.ids.hex(),
        display_name=request["DisplayName"],
        fields=request["Fields"],
        unique_key=request["UniqueKey"],
        data_expiry=request.get("DataExpiry", _DEFAULT_EXPIRY),
        created_at=world.now,
        client_token=data_key(world.ids.hex(), world.ids.hex()),
    )
    return {"JobId": domain.upload_jobs.add(job).job_id}


@operation("GetUploadJobPath", caveat="the file is kept as it comes: moto's S3 does not encrypt")
def get_upload_job_path(world: World, request: t.GetUploadJobPathRequestTypeDef) -> Reply:
    """Answer a fresh URL to put the file to, and the key to send along for its encryption."""
    domain = world.domain(request)
    job = domain.upload_jobs.require(request["JobId"])
    job.check_status("GetUploadJobPath", CREATED)
    bucket, key = place_of(domain, job)
    world.neighbours.ensure_bucket(bucket)
    endpoint = world.caller.endpoint if world.caller else None
    url = world.neighbours.presigned_put(bucket, key, int(_VALIDITY.total_seconds()), endpoint)
    return {"Url": url, "ClientToken": job.client_token, "ValidUntil": world.now + _VALIDITY}


@operation("StartUploadJob")
def start_upload_job(world: World, request: t.StartUploadJobRequestTypeDef) -> Reply:
    """Turn the records of the uploaded file into profiles."""
    domain = world.domain(request)
    job = domain.upload_jobs.require(request["JobId"])
    job.check_status("StartUploadJob", CREATED)
    if not is_uploaded(domain, job):
        raise BadRequest(f"No file has been uploaded for upload job {job.name}")
    start(domain, job)
    return None


@operation("StopUploadJob")
def stop_upload_job(world: World, request: t.StopUploadJobRequestTypeDef) -> Reply:
    """Cancel a job that is not over; the profiles that it has written stay."""
    domain = world.domain(request)
    job = domain.upload_jobs.require(request["JobId"])
    job.check_status("StopUploadJob", CREATED, IN_PROGRESS, STOPPED)
    if job.status != STOPPED:
        domain.upload_jobs.replace(job.ended(STOPPED, world.now))
    return None


@operation("GetUploadJob")
def get_upload_job(world: World, request: t.GetUploadJobRequestTypeDef) -> Reply:
    """Answer a job, its status and what has become of its records."""
    domain = world.domain(request)
    return look_at(domain, domain.upload_jobs.require(request["JobId"]))


@operation("ListUploadJobs")
def list_upload_jobs(world: World, request: t.ListUploadJobsRequestTypeDef) -> Iterable[UploadJob]:
    """List the jobs of a domain, newest first."""
    return reversed(list(world.domain(request).upload_jobs))
