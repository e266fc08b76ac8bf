"""Upload jobs: importing customers from a CSV file that is put on S3 under a presigned URL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.operation import operation
from moto_customerprofiles.services.uploads import uploads

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.values.listings import Listing
    from moto_customerprofiles.entities.uploads import UploadJob
    from moto_customerprofiles.services.uploads.uploads import UploadPath
    from moto_customerprofiles.state.world import World


@operation("CreateUploadJob")
def create_upload_job(world: World, request: t.CreateUploadJobRequestTypeDef) -> dict[str, object]:
    """Say what the columns of a file mean that is to be uploaded."""
    return {"JobId": uploads.create(world.domain(request), request).job_id}


@operation("GetUploadJobPath", caveat="the file is kept as it comes: moto's S3 does not encrypt")
def get_upload_job_path(world: World, request: t.GetUploadJobPathRequestTypeDef) -> UploadPath:
    """Return a fresh URL to put the file to, and the key to send along for its encryption."""
    domain = world.domain(request)
    return uploads.path_for(domain, domain.upload_jobs.require(request["JobId"]))


@operation("StartUploadJob")
def start_upload_job(world: World, request: t.StartUploadJobRequestTypeDef) -> None:
    """Turn the records of the uploaded file into profiles."""
    domain = world.domain(request)
    uploads.start(domain, domain.upload_jobs.require(request["JobId"]))


@operation("StopUploadJob")
def stop_upload_job(world: World, request: t.StopUploadJobRequestTypeDef) -> None:
    """Cancel a job that is not over; the profiles that it has written stay."""
    domain = world.domain(request)
    uploads.stop(domain, domain.upload_jobs.require(request["JobId"]))


@operation("GetUploadJob")
def get_upload_job(world: World, request: t.GetUploadJobRequestTypeDef) -> UploadJob:
    """Return a job, its status and what has become of its records."""
    domain = world.domain(request)
    return uploads.driver.poll(domain, domain.upload_jobs.require(request["JobId"]))


@operation("ListUploadJobs")
def list_upload_jobs(world: World, request: t.ListUploadJobsRequestTypeDef) -> Listing[UploadJob]:
    """List the jobs of a domain, newest first."""
    return world.domain(request).upload_jobs.newest_first()
