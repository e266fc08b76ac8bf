"""The profiles that are similar to one, by either kind of matching, found by a profile's id or a match's.

The API reference (GetSimilarProfiles) does not spell the two search keys; we take the likely spellings in any case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from moto_customerprofiles.engine.matching.rule_groups import RuleGroup
from moto_customerprofiles.engine.values.listings import fixed, ordered
from moto_customerprofiles.errors import BadRequest, ResourceNotFound, did_you_mean, does_not_exist, shown
from moto_customerprofiles.services.matching.identity_resolution import require_snapshot
from moto_customerprofiles.services.matching.rule_matching import require_index

if TYPE_CHECKING:
    from moto_customerprofiles.engine.matching.groups import MatchGroup
    from moto_customerprofiles.state.domain import Domain

    Group = MatchGroup | RuleGroup

_BY_MATCH, _BY_PROFILE = ("matchid", "_matchid"), ("profileid", "_profileid")


class _Groups(Protocol):
    """The groups that one kind of matching knows."""

    def group(self, match_id: str) -> Group | None:
        """Return the group of this id."""

    def group_of(self, profile_id: str) -> Group | None:
        """Return the group that holds a profile."""


def similar_profiles(domain: Domain, match_type: str, search_key: str, value: str) -> dict[str, object]:
    """Find the group that a search names: of the latest finished job, or of the rules as they match now."""
    group = _named(domain, _groups(domain, match_type), search_key, value)
    if group is None:
        return {"MatchType": match_type, "ProfileIds": fixed(())}
    members, ages = group.profile_ids, group.ages
    by_age = ordered(range(len(members)), lambda at: [ages[at][0].timestamp(), ages[at][1]]).shown_as(
        members.__getitem__
    )
    found = {"MatchType": match_type, "MatchId": group.match_id, "ProfileIds": by_age}
    if isinstance(group, RuleGroup):
        return {**found, "RuleLevel": group.rule_level}
    return {**found, "ConfidenceScore": group.confidence_score}


def _groups(domain: Domain, match_type: str) -> _Groups | None:
    """Return the groups of a kind of matching, None before there are any; `BadRequest` if it is off."""
    if match_type == "RULE_BASED_MATCHING":
        return require_index(domain)
    return require_snapshot(domain)


def _named(domain: Domain, groups: _Groups | None, search_key: str, value: str) -> Group | None:
    if search_key.lower() in _BY_MATCH:
        group = groups.group(value) if groups else None
        if group is None:
            raise ResourceNotFound(does_not_exist("Match", value, f"domain {domain.name}"))
        return group
    if search_key.lower() not in _BY_PROFILE:
        near = did_you_mean(search_key, ("matchId", "profileId"))
        raise BadRequest(f"SearchKey {shown(search_key)} is neither matchId nor profileId{near}")
    domain.profiles.require(value)
    return groups.group_of(value) if groups else None
