"""The end of an identity resolution job: the matches that it finds are kept, and merged or exported."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.matching.exports import export_key, match_csv, match_file
from moto_customerprofiles.engine.matching.identity_jobs import Findings, find, remaining_groups
from moto_customerprofiles.engine.matching.settings import consolidation_of
from moto_customerprofiles.engine.values.lengths import cut
from moto_customerprofiles.entities.identity_jobs import FAILED, PARTIAL_SUCCESS, IdentityJob, Outcome
from moto_customerprofiles.entities.match_snapshots import MatchSnapshot
from moto_customerprofiles.errors import does_not_exist
from moto_customerprofiles.services.matching.exports import write_export
from moto_customerprofiles.services.matching.merges import apply_merge

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.matching.groups import MatchGroup
    from moto_customerprofiles.ports import NeighbourFailed
    from moto_customerprofiles.state.domain import Domain


def finish(
    domain: Domain, job: IdentityJob, settings: t.MatchingRequestTypeDef, outcome: Outcome
) -> tuple[IdentityJob, MatchSnapshot | None]:
    """Find the matches and merge or export them; return the finished job and the matches.

    A run that is made to fail changes nothing and returns no matches.
    """
    if outcome.status == FAILED:
        return end(domain, job, outcome), None
    groups, merges = _search(domain, job)
    done = merges[:-1] if outcome.status == PARTIAL_SUCCESS else merges
    for merge in done:
        apply_merge(domain, merge)
    snapshot = MatchSnapshot(domain.call.now, remaining_groups(domain.name, groups, done))
    counts = {"NumberOfMatchesFound": len(groups), "NumberOfMergesDone": sum(merge.pairs for merge in done)}
    job = replace(job, job_stats={**(job.job_stats or {}), **counts})
    searched = (domain.profiles.version, job.auto_merging) if len(done) == len(merges) else None
    domain.call.journal.assign(domain.identity_resolution, searched=searched)
    if not job.auto_merging["Enabled"]:
        job, outcome = _export(domain, job, settings, snapshot.groups, outcome)
    return end(domain, job, outcome), snapshot


def with_matches_found(domain: Domain, job: IdentityJob) -> IdentityJob:
    """Return a job that has found its matches and is about to merge, with their number."""
    return replace(job, job_stats={**(job.job_stats or {}), "NumberOfMatchesFound": len(_search(domain, job).groups)})


def _search(domain: Domain, job: IdentityJob) -> Findings:
    """Return the match groups and the merges to make; what the latest run found, if nothing has changed since."""
    matching = domain.identity_resolution
    if matching.snapshot and matching.searched == (domain.profiles.version, job.auto_merging):
        return Findings(matching.snapshot.groups, [])
    consolidation = consolidation_of(job.auto_merging) if job.auto_merging["Enabled"] else None
    return find(domain.name, [profile.as_candidate() for profile in domain.profiles], consolidation)


def end(domain: Domain, job: IdentityJob, outcome: Outcome) -> IdentityJob:
    """Return a job at its end."""
    now = domain.call.now
    steps = job.steps and job.steps.ending(outcome.status).ended(now)
    return replace(job, steps=steps, job_end_time=now, last_updated_at=now, message=outcome.message)


def _export(
    domain: Domain, job: IdentityJob, settings: t.MatchingRequestTypeDef, groups: list[MatchGroup], outcome: Outcome
) -> tuple[IdentityJob, Outcome]:
    """Write the groups to S3, if that is configured; without the bucket the run succeeds in part (our choice)."""
    config = settings.get("ExportingConfig", {}).get("S3Exporting")
    if config is None:
        return job, outcome
    bucket, key = config["S3BucketName"], export_key(config, domain.name, job.job_id, match_file(domain.name))
    profiles = {profile.profile_id: profile.fields for profile in domain.profiles}
    failed = partial(_fail_export, domain, job.job_id)
    if not write_export(domain, bucket, key, match_csv(groups, profiles), failed=failed):
        return job, Outcome(PARTIAL_SUCCESS, f"Matches could not be exported: {does_not_exist('bucket', bucket)}")
    location = {"S3Exporting": {"S3BucketName": bucket, "S3KeyName": key}}
    return replace(job, exporting_location=location), outcome


def _fail_export(domain: Domain, job_id: str, failure: NeighbourFailed) -> None:
    """Let a job that is over succeed in part, as the bucket did not take its file; the next job writes another one."""
    jobs = domain.identity_resolution.jobs
    job = jobs.get(job_id)
    if job is not None:
        message = cut(f"Matches could not be exported: {failure}", "GetIdentityResolutionJobResponse.Message")
        steps = job.steps and job.steps.ending(PARTIAL_SUCCESS)
        jobs.replace(replace(job, steps=steps, message=message, exporting_location=None))
