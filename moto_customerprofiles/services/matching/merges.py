"""How several profiles become one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.matching.merging import Merged
from moto_customerprofiles.entities.changes import SERVICE, ProfilesMerged
from moto_customerprofiles.services.profiles.lifecycle import absorb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moto_customerprofiles.engine.matching.consolidation import Merge
    from moto_customerprofiles.entities.profiles import Profile
    from moto_customerprofiles.state.domain import Domain


def merge_into(domain: Domain, main: Profile, others: Sequence[Profile], merged: Merged, *, performed_by: str) -> None:
    """Let one profile take over what belongs to others, with the fields given, and note it."""
    main_id, before = main.profile_id, main.fields
    gone = [(other.profile_id, other.fields) for other in others]
    absorb(domain, main, others, merged.fields, merged.origins)
    now = domain.call.now
    domain.note(ProfilesMerged(main_id, now, performed_by, before, merged.fields, gone))


def apply_merge(domain: Domain, merge: Merge) -> None:
    """Do a merge that identity resolution has decided on, in the name of the service."""
    main = domain.profiles.require(merge.survivor.profile_id)
    others = [domain.profiles.require(profile_id) for profile_id in merge.absorbed]
    merged = Merged(dict(merge.survivor.fields), dict(merge.survivor.origins))
    merge_into(domain, main, others, merged, performed_by=SERVICE)
