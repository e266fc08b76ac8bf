"""Which of some profiles are in a segment.

A classic segment is computed now. An SQL segment answers from its last completed snapshot, which may be a year old at
most (Administrator Guide, SQL segments); that anything else is a BadRequest is our choice.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.profiles.fields import profile_document
from moto_customerprofiles.engine.segments.subjects import CannotEvaluate
from moto_customerprofiles.errors import BadRequest
from moto_customerprofiles.services.segments.evaluation import Evaluation
from moto_customerprofiles.services.segments.snapshots import last_completed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from moto_customerprofiles.entities.segments import SegmentDefinition, SegmentSnapshot
    from moto_customerprofiles.state.domain import Domain

_LONGEST_VALIDITY = timedelta(days=365)
_NOT_FOUND = 404


class ProfileQueryResult(NamedTuple):
    """Whether one profile is in the segment, and the whole profile if it is."""

    profile_id: str
    query_result: str
    profile: dict[str, object] | None


class ProfileQueryFailures(NamedTuple):
    """A profile that could not be evaluated, and why."""

    profile_id: str
    message: str
    status: int


class SegmentMembership(NamedTuple):
    """Which of the profiles that were asked about are in a segment, and when that was computed."""

    segment_definition_name: str
    profiles: list[ProfileQueryResult]
    failures: list[ProfileQueryFailures]
    last_computed_at: datetime | None


def membership(domain: Domain, definition: SegmentDefinition, profile_ids: Sequence[str]) -> SegmentMembership:
    """Return for each profile, once, whether it is in the segment."""
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


def _by_evaluation(domain: Domain, definition: SegmentDefinition, asked: Sequence[str]) -> SegmentMembership:
    evaluation = Evaluation(domain)
    found = [profile for profile_id in asked if (profile := domain.profiles.get(profile_id))]
    present = {one.profile_id for one in found if evaluation.contains(definition.selection, one)}
    return SegmentMembership(
        segment_definition_name=definition.name,
        profiles=[_result(domain, one.profile_id, present=one.profile_id in present) for one in found],
        failures=[_failure(domain, one) for one in asked if domain.profiles.get(one) is None],
        last_computed_at=domain.call.now,
    )


def _by_snapshot(domain: Domain, definition: SegmentDefinition, asked: Sequence[str]) -> SegmentMembership:
    snapshot = _valid_snapshot(domain, definition)
    if snapshot is None:
        raise BadRequest(f"Segment {definition.name} has no valid snapshot; create a segment snapshot first")
    return SegmentMembership(
        segment_definition_name=definition.name,
        profiles=[_result(domain, one, present=one in snapshot.members) for one in asked],
        failures=[],
        last_computed_at=snapshot.completed_at,
    )


def _valid_snapshot(domain: Domain, definition: SegmentDefinition) -> SegmentSnapshot | None:
    snapshot = last_completed(domain, definition.name)
    if snapshot is None or snapshot.completed_at is None:
        return None
    return snapshot if domain.call.now - snapshot.completed_at <= _LONGEST_VALIDITY else None


def _result(domain: Domain, profile_id: str, *, present: bool) -> ProfileQueryResult:
    """Return one profile, with all its fields only if it is in the segment and has not been deleted since."""
    profile = domain.profiles.get(profile_id) if present else None
    document = profile_document(profile_id, profile.fields) if profile else None
    return ProfileQueryResult(profile_id, "PRESENT" if present else "ABSENT", document)


def _failure(domain: Domain, profile_id: str) -> ProfileQueryFailures:
    message = domain.profiles.survivors.missing(profile_id).message
    return ProfileQueryFailures(profile_id, message, _NOT_FOUND)
