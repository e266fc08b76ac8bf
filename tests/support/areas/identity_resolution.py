"""What tests of identity resolution jobs ask of the domain `shop`."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from tests.support.replies import less_metadata
from tests.support.shop import SHOP, update_domain

if TYPE_CHECKING:
    from types_boto3_customer_profiles import CustomerProfilesClient

    from moto_customerprofiles.adapters.models import CustomerProfilesBackend

Document = dict[str, Any]

SATURDAY = datetime(2025, 1, 11, tzinfo=timezone.utc)
"""The first slot of the default schedule after T0, which is a Monday."""

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
BY_EMAIL: Any = {"MatchingAttributesList": [["EmailAddress"]]}
RECENCY: Any = {"ConflictResolvingModel": "RECENCY"}
AUTO: Any = {"Enabled": True, "Consolidation": BY_EMAIL, "ConflictResolution": RECENCY}
EXPORT = {"S3Exporting": {"S3BucketName": "my-bucket", "S3KeyName": "exports/"}}
UNKNOWN = "f" * 32


def configure_matching(client: CustomerProfilesClient, **members: Any) -> None:
    """Replace the Matching block by one with these members."""
    update_domain(client, Matching={"Enabled": True, **members})


def run_identity_job(backend: CustomerProfilesBackend) -> str:
    """Run a job now and return its id."""
    return str(backend.call_hook("run_identity_resolution_job", domain_name=SHOP))


def list_identity_jobs(client: CustomerProfilesClient) -> list[Document]:
    """List the jobs."""
    listed = client.list_identity_resolution_jobs(DomainName=SHOP)["IdentityResolutionJobsList"]
    return [dict(job) for job in listed]


def job_statuses(client: CustomerProfilesClient) -> list[str]:
    """List the statuses of the jobs."""
    return [job["Status"] for job in list_identity_jobs(client)]


def get_identity_job(client: CustomerProfilesClient, job_id: str) -> Document:
    """Get one job."""
    return dict(client.get_identity_resolution_job(DomainName=SHOP, JobId=job_id))


def get_matches(client: CustomerProfilesClient) -> Document:
    """Get the matches of the latest job."""
    return less_metadata(client.get_matches(DomainName=SHOP))
