"""Profiles as identity resolution sees them, and what it does to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.candidates import Candidate
from moto_customerprofiles.engine.merging import Merged
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.state.changes import SERVICE, ProfilesMerged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.consolidation import Merge
    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.profile import Profile


def candidate(profile: Profile) -> Candidate:
    """Answer a profile as a value; its fields are never changed in place, so this is cheap."""
    return Candidate(profile.profile_id, profile.sequence, profile.created_at, profile.fields, profile.origins)


def combine(domain: Domain, main: Profile, others: Sequence[Profile], merged: Merged, *, performed_by: str) -> None:
    """Let one profile take over what belongs to others, with the fields given, and note it."""
    before = main.fields
    gone = [(other.profile_id, other.fields) for other in others]
    domain.profiles.absorb(main, others, merged.fields, merged.origins)
    now = domain.world.now
    domain.note(ProfilesMerged(main.profile_id, now, performed_by, before, merged.fields, gone))


def apply_merge(domain: Domain, merge: Merge) -> None:
    """Do a merge that identity resolution has decided on, in the name of the service."""
    main = domain.profiles.require(merge.survivor.profile_id)
    others = [domain.profiles.require(profile_id) for profile_id in merge.absorbed]
    merged = Merged(dict(merge.survivor.fields), dict(merge.survivor.origins))
    combine(domain, main, others, merged, performed_by=SERVICE)


def check_export(domain: Domain, config: t.ExportingConfigTypeDef | None) -> None:
    """Refuse a bucket that is not there, if the test wants that; AWS tries to write to it (ExportingConfig)."""
    world = domain.world
    bucket = (config or {}).get("S3Exporting", {}).get("S3BucketName")
    if bucket and world.settings.strict_export_bucket and not world.neighbours.bucket_exists(bucket):
        raise BadRequest(f"Cannot write to bucket {bucket}")


def write_export(domain: Domain, bucket: str, key: str, text: str) -> bool:
    """Write a file to S3 once the call is over; answer whether there is a bucket for it."""
    world = domain.world
    if not world.neighbours.bucket_exists(bucket):
        return False
    world.send(lambda neighbours: neighbours.write_object(bucket, key, text.encode()))
    return True
