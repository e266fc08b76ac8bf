"""Why records of an upload failed, which the service itself does not tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from moto_customerprofiles.hook import hook

if TYPE_CHECKING:
    from moto_customerprofiles.state.world import World


class UploadFailure(TypedDict):
    """A record that failed; line 0 is the file as a whole."""

    Line: int
    Reason: str


@hook("GET", "domains/{domain_name}/upload-jobs/{job_id}/failures")
def upload_failures(world: World, domain_name: str, job_id: str) -> list[UploadFailure]:
    """Return line and reason of the first hundred records that failed; line 0 is the file as a whole."""
    job = world.domains.require(domain_name).upload_jobs.require(job_id)
    return [{"Line": failure.line, "Reason": failure.reason} for failure in job.failures]
