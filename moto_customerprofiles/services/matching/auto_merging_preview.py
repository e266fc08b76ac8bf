"""What auto-merging would do to the matches that the latest job found."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.matching.identity_jobs import merges_within
from moto_customerprofiles.services.matching.identity_resolution import require_snapshot

if TYPE_CHECKING:
    from moto_customerprofiles.engine.matching.consolidation import Consolidation
    from moto_customerprofiles.state.domain import Domain

_SAMPLE = 1000


class Preview(NamedTuple):
    """How many matches and profiles were counted, and how many profiles would take part in a merge."""

    domain_name: str
    number_of_matches_in_sample: int
    number_of_profiles_in_sample: int
    number_of_profiles_will_be_merged: int


def preview(domain: Domain, settings: Consolidation) -> Preview:
    """Count what these settings would merge; `BadRequest` if ML-based matching is off. Changes nothing."""
    snapshot = require_snapshot(domain)
    sample = snapshot.groups[:_SAMPLE] if snapshot else []
    known = (domain.profiles.get(profile_id) for group in sample for profile_id in group.profile_ids)
    living = [profile.as_candidate() for profile in known if profile]
    merges = merges_within(sample, living, settings)
    return Preview(domain.name, len(sample), len(living), sum(merge.size for merge in merges))
