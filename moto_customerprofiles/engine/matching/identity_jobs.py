"""What one run of an identity resolution job finds and merges.

Without auto-merging a run only finds match groups. With auto-merging, groups of enough confidence are consolidated, and
the groups of the result have the profiles that survived; a group of a single profile is left out (API reference,
GetMatches and AutoMerging).

After a merge, profiles may match that did not match before. The search is repeated until nothing more is merged, so
that a second run on the same data merges nothing; AWS does not say what its job does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.matching.consolidation import Merge, consolidate
from moto_customerprofiles.engine.matching.groups import MatchGroup, find_match_groups, in_order, match_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from moto_customerprofiles.engine.matching.candidates import Candidate
    from moto_customerprofiles.engine.matching.consolidation import Consolidation


class Findings(NamedTuple):
    """The match groups of a run, and the merges to make."""

    groups: list[MatchGroup]
    merges: list[Merge]


def find(domain_name: str, candidates: Sequence[Candidate], settings: Consolidation | None = None) -> Findings:
    """Return the match groups and, with the settings of auto-merging, the merges to make.

    >>> find("shop", [])
    Findings(groups=[], merges=[])
    """
    groups = find_match_groups(domain_name, candidates)
    return Findings(groups, _merge_all(domain_name, candidates, groups, settings) if settings else [])


def remaining_groups(domain_name: str, groups: Iterable[MatchGroup], merges: Iterable[Merge]) -> list[MatchGroup]:
    """Return the groups of the result: without the profiles that the merges removed."""
    gone = {profile_id for merge in merges for profile_id in merge.absorbed}
    remaining = (_without(domain_name, group, gone) for group in groups)
    return in_order(group for group in remaining if len(group.profile_ids) > 1)


def merges_within(
    groups: Sequence[MatchGroup], candidates: Sequence[Candidate], settings: Consolidation
) -> list[Merge]:
    """Return the merges within the groups of enough confidence, as far as their profiles are among the candidates."""
    alive = {candidate.profile_id: candidate for candidate in candidates}
    members = (
        [alive[profile_id] for profile_id in group.profile_ids if profile_id in alive]
        for group in groups
        if group.confidence_score >= settings.minimum
    )
    return [merge for group in members for merge in consolidate(group, settings)]


def _merge_all(
    domain_name: str, candidates: Sequence[Candidate], groups: Sequence[MatchGroup], settings: Consolidation
) -> list[Merge]:
    alive = {candidate.profile_id: Merge(candidate) for candidate in candidates}
    while merges := merges_within(groups, [merge.survivor for merge in alive.values()], settings):
        for survivor, absorbed in merges:
            merged = [alive.pop(profile_id) for profile_id in absorbed]
            earlier = [
                *alive[survivor.profile_id].absorbed,
                *(profile_id for merge in merged for profile_id in merge.absorbed),
            ]
            alive[survivor.profile_id] = Merge(survivor, (*earlier, *absorbed))
        groups = find_match_groups(domain_name, [merge.survivor for merge in alive.values()])
    return [merge for merge in alive.values() if merge.absorbed]


def _without(domain_name: str, group: MatchGroup, gone: set[str]) -> MatchGroup:
    members = zip(group.profile_ids, group.ages, strict=True)
    left = [(profile_id, age) for profile_id, age in members if profile_id not in gone]
    ids = tuple(profile_id for profile_id, _ in left)
    return MatchGroup(match_id(domain_name, ids), ids, group.confidence_score, tuple(age for _, age in left))
