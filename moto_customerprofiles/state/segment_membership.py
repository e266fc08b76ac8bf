"""Which of some profiles are in a segment.

A classic segment is computed now. An SQL segment answers from its last completed snapshot, which may be a year old at
most (Administrator Guide, SQL segments); that anything else is a BadRequest is our choice.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.profile_fields import profile_document
from moto_customerprofiles.engine.segments import CannotEvaluate
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.state.segment_evaluation import Evaluation
from moto_customerprofiles.state.segment_snapshots import last_completed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from moto_customerprofiles.state.domain import Domain
    from moto_customerprofiles.state.segment_snapshots import SegmentSnapshot
    from moto_customerprofiles.state.segments import SegmentDefinition

_LONGEST_VALIDITY = timedelta(days=365)
_NOT_FOUND = 404


def membership(domain: Domain, definition: SegmentDefinition, profile_ids: Sequence[str]) -> dict[str, object]:
    """Answer for each profile, once, whether it is in the segment, in the shape of GetSegmentMembership."""
    asked = list(dict.fromkeys(profile_ids))
    if not definition.is_classic:
        return _by_snapshot(domain, definition, asked)
    try:
        return _by_evaluation(domain, definition, asked)
    except CannotEvaluate as failure:
        raise BadRequest(str(failure)) from failure


def belongs(domain: Domain, segment_name: str, profile_id: str) -> bool:
    """Whether a profile is in a segment, by the same rules; nobody is in one that is gone or has no answer."""
    definition, profile = domain.segment_definitions.get(segment_name), domain.profiles.get(profile_id)
    if definition is None or profile is None:
        return False
    if not definition.is_classic:
        snapshot = _valid_snapshot(domain, definition)
        return snapshot is not None and profile_id in snapshot.members
    try:
        return Evaluation(domain).contains(definition.selection, profile)
    except CannotEvaluate:
        return False


def _by_evaluation(domain: Domain, definition: SegmentDefinition, asked: Sequence[str]) -> dict[str, object]:
    evaluation = Evaluation(domain)
    found = [profile for profile_id in asked if (profile := domain.profiles.get(profile_id))]
    present = {one.profile_id for one in found if evaluation.contains(definition.selection, one)}
    return {
        "SegmentDefinitionName": definition.name,
        "Profiles": [_result(domain, one.profile_id, present=one.profile_id in present) for one in found],
        "Failures": [_failure(domain, one) for one in asked if domain.profiles.get(one) is None],
        "LastComputedAt": domain.world.now,
    }


def _by_snapshot(domain: Domain, definition: SegmentDefinition, asked: Sequence[str]) -> dict[str, object]:
    snapshot = _valid_snapshot(domain, definition)
    if snapshot is None:
        raise BadRequest(f"Segment {definition.name} has no valid snapshot; create a segment snapshot first")
    return {
        "SegmentDefinitionName": definition.name,
        "Profiles": [_result(domain, one, present=one in snapshot.members) for one in asked],
        "Failures": [],
        "LastComputedAt": snapshot.completed_at,
    }


def _valid_snapshot(domain: Domain, definition: SegmentDefinition) -> SegmentSnapshot | None:
    snapshot = last_completed(domain, definition.name)
    if snapshot is None or snapshot.completed_at is None:
        return None
    return snapshot if domain.world.now - snapshot.completed_at <= _LONGEST_VALIDITY else None


def _result(domain: Domain, profile_id: str, *, present: bool) -> dict[str, object]:
    """Answer one profile, with all its fields only if it is in the segment and has not been deleted since."""
    profile = domain.profiles.get(profile_id) if present else None
    return {
        "ProfileId": profile_id,
        "QueryResult": "PRESENT" if present else "ABSENT",
        "Profile": profile and profile_document(profile_id, profile.fields),
    }


def _failure(domain: Domain, profile_id: str) -> dict[str, object]:
    message = f"Profile {profile_id} does not exist in domain {domain.name}"
    return {"ProfileId": profile_id, "Message": message, "Status": _NOT_FOUND}
