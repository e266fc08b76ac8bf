"""The end of an identity resolution job: the matches that it finds are kept, and merged or exported."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.matching.exports import export_key, match_csv
from moto_customerprofiles.engine.matching.identity_jobs import find, remaining_groups
from moto_customerprofiles.engine.matching.settings import consolidation_of
from moto_customerprofiles.entities.identity_jobs import FAILED, PARTIAL_SUCCESS, IdentityJob, Outcome
from moto_customerprofiles.entities.match_snapshots import MatchSnapshot
from moto_customerprofiles.errors import does_not_exist
from moto_customerprofiles.services.matching.exports import write_export
from moto_customerprofiles.services.matching.merges import apply_merge

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.matching.groups import MatchGroup
    from moto_customerprofiles.state.domain import Domain


def finish(
    domain: Domain, job: IdentityJob, settings: t.MatchingRequestTypeDef, outcome: Outcome
) -> tuple[IdentityJob, MatchSnapshot | None]:
    """Find the matches and merge or export them; return the finished job and the matches.

    A run that is made to fail changes nothing and returns no matches.
    """
    if outcome.status == FAILED:
        return end(domain, job, outcome), None
    consolidation = consolidation_of(job.auto_merging) if job.auto_merging["Enabled"] else None
    profiles = [profile.as_candidate() for profile in domain.profiles]
    groups, merges = find(domain.name, profiles, consolidation)
    done = merges[:-1] if outcome.status == PARTIAL_SUCCESS else merges
    for merge in done:
        apply_merge(domain, merge)
    snapshot = MatchSnapshot(domain.call.now, remaining_groups(domain.name, groups, done))
    # Survivors count, too: where two vanish, the Administrator Guide ("Identity resolution metrics") speaks of three.
    counts = {"NumberOfMatchesFound": len(groups), "NumberOfMergesDone": sum(merge.size for merge in done)}
    job = replace(job, job_stats={**(job.job_stats or {}), **counts})
    if consolidation is None:
        job, outcome = _export(domain, job, settings, snapshot.groups, outcome)
    return end(domain, job, outcome), snapshot


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
    bucket, key = config["S3BucketName"], export_key(config, domain.name, job.job_id)
    if not write_export(domain, bucket, key, match_csv(groups)):
        return job, Outcome(PARTIAL_SUCCESS, f"Matches could not be exported: {does_not_exist('bucket', bucket)}")
    location = {"S3Exporting": {"S3BucketName": bucket, "S3KeyName": key}}
    return replace(job, exporting_location=location), outcome
