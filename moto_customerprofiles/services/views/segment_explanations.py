"""Why a profile is in a segment, or is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.explanations.texts import membership_text
from moto_customerprofiles.engine.segments.explanations import explain_groups
from moto_customerprofiles.engine.segments.subjects import CannotEvaluate
from moto_customerprofiles.services.segments.evaluation import Evaluation
from moto_customerprofiles.services.segments.snapshots import last_completed

if TYPE_CHECKING:
    from moto_customerprofiles.engine.explanations import documents as e
    from moto_customerprofiles.engine.segments.groups import Segment
    from moto_customerprofiles.entities.profiles import Profile
    from moto_customerprofiles.entities.segments import SegmentDefinition
    from moto_customerprofiles.state.domain import Domain


def explain_membership(domain: Domain, definition: SegmentDefinition, profile: Profile) -> e.ExplainedMembership:
    """Explain for one profile, as it is now; a segment without an answer has a reason instead."""
    groups, segment, evaluation = definition.segment_groups, definition.selection.segment, Evaluation(domain)

    def segment_of(segment_name: str) -> Segment | None:
        return domain.segment_definitions.require(segment_name).selection.segment

    explained: e.ExplainedMembership = {
        "SegmentDefinitionName": definition.name,
        "ProfileId": profile.profile_id,
        "IsMember": None,
        "Reason": None if groups else _snapshot(domain, definition, profile),
        "Include": groups.get("Include", "ALL") if groups else None,
        "Groups": [],
        "Text": "",
    }
    try:
        explained["IsMember"] = evaluation.contains(definition.selection, profile)
        explained["Groups"] = explain_groups(segment, profile, evaluation, segment_of) if segment else []
    except CannotEvaluate as failure:
        explained["Reason"] = f"There is no answer: {failure}"
    explained["Text"] = membership_text(explained)
    return explained


def _snapshot(domain: Domain, definition: SegmentDefinition, profile: Profile) -> str:
    """Return in words what GetSegmentMembership answers for an SQL segment, which it does not compute anew."""
    snapshot = last_completed(domain, definition.name)
    if snapshot is None:
        return "This is what the SQL query finds now; GetSegmentMembership wants a snapshot first."
    present = "has" if profile.profile_id in snapshot.members else "does not have"
    return f"This is what the SQL query finds now; the latest snapshot, {snapshot.completed_at}, {present} the profile."
