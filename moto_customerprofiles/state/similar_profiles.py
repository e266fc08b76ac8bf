"""The profiles that are similar to one, by either kind of matching, found by a profile's id or a match's.

The API reference (GetSimilarProfiles) does not spell the two search keys; we take the likely spellings in any case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.errors import BadRequest, ResourceNotFound

if TYPE_CHECKING:
    from moto_customerprofiles.state.domain import Domain

_BY_MATCH, _BY_PROFILE = ("matchid", "_matchid"), ("profileid", "_profileid")


def similar_by_model(domain: Domain, search_key: str, value: str) -> dict[str, object]:
    """Find the match group of the latest finished job that a search names."""
    resolution = domain.identity_resolution
    resolution.require_enabled()
    snapshot = resolution.snapshot
    if _is_match_id(search_key):
        group = snapshot.group(value) if snapshot else None
        if group is None:
            raise _unknown_match(value)
    else:
        domain.profiles.require(value)
        group = snapshot.group_of(value) if snapshot else None
    if group is None:
        return {"ProfileIds": []}
    return {
        "MatchId": group.match_id,
        "ProfileIds": group.profile_ids,
        "ConfidenceScore": group.confidence_score,
    }


def similar_by_rules(domain: Domain, search_key: str, value: str) -> dict[str, object]:
    """Find the group of rule-based matching, as it is now, that a search names."""
    index = domain.rule_matching.require_index()
    if _is_match_id(search_key):
        group = index.groups().get(value) if index else None
        if group is None:
            raise _unknown_match(value)
    else:
        domain.profiles.require(value)
        group = index.group_of(value) if index else None
    if group is None:
        return {"ProfileIds": []}
    return {"MatchId": group.match_id, "ProfileIds": group.profile_ids, "RuleLevel": group.rule_level}


def _is_match_id(search_key: str) -> bool:
    if search_key.lower() in _BY_MATCH:
        return True
    if search_key.lower() in _BY_PROFILE:
        return False
    raise BadRequest(f"SearchKey {search_key} is neither matchId nor profileId")


def _unknown_match(match_id: str) -> ResourceNotFound:
    return ResourceNotFound(f"Match {match_id} does not exist")
