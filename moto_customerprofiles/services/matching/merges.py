"""Profiles as identity resolution sees them, and how they become one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.matching.candidates import Candidate
from moto_customerprofiles.engine.matching.merging import Merged
from moto_customerprofiles.entities.changes import SERVICE, ProfilesMerged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moto_customerprofiles.engine.matching.consolidation import Merge
    from moto_customerprofiles.entities.profiles import Profile
    from moto_customerprofiles.state.domain import Domain


def candidate(profile: Profile) -> Candidate:
    """Return a profile as a value; its fields are never changed in place, so this is cheap."""
    return Candidate(profile.profile_id, profile.sequence, profile.created_at, profile.fields, profile.origins)


def merge_into(domain: Domain, main: Profile, others: Sequence[Profile], merged: Merged, *, performed_by: str) -> None:
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
    merge_into(domain, main, others, merged, performed_by=SERVICE)
