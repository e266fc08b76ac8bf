"""Which group, dimension or source segment of a classic segment lets a profile in or keeps it out.

Every verdict is that of the compiled segment itself or of one of its parts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.segments.subjects import SubjectInContext

if TYPE_CHECKING:
    from moto_customerprofiles.engine.explanations.documents import (
        ExplainedCondition,
        ExplainedDimension,
        ExplainedGroup,
        ExplainedSource,
    )
    from moto_customerprofiles.engine.segments.dimensions import Condition
    from moto_customerprofiles.engine.segments.groups import Dimension, Group, Segment
    from moto_customerprofiles.engine.segments.subjects import Context, Subject

SegmentOf = Callable[[str], "Segment | None"]
"""Returns the compiled source segment of a name, None for one in SQL."""


def explain_groups(segment: Segment, subject: Subject, context: Context, segment_of: SegmentOf) -> list[ExplainedGroup]:
    """Explain each group of a segment for one profile.

    Raises:
        CannotEvaluate: a source segment cannot be evaluated.

    """
    return [_group(group, SubjectInContext(subject, context), segment_of) for group in segment.groups]


def _group(group: Group, given: SubjectInContext, segment_of: SegmentOf) -> ExplainedGroup:
    return {
        "Holds": group.test(given),
        "Type": group.dimension_mode,
        "SourceType": group.source_mode,
        "Dimensions": [_dimension(dimension, given) for dimension in group.dimensions],
        "SourceSegments": [_source(name, given, segment_of) for name in group.source_segments],
    }


def _source(name: str, given: SubjectInContext, segment_of: SegmentOf) -> ExplainedSource:
    holds = given.context.is_member(name, given.subject)  # first: it refuses a segment that is built on itself
    segment = segment_of(name)
    groups = [] if segment is None else explain_groups(segment, *given, segment_of)
    return {"SegmentDefinitionName": name, "Holds": holds, "Groups": groups}


def _dimension(dimension: Dimension, given: SubjectInContext) -> ExplainedDimension:
    conditions = [_condition(condition, given) for condition in dimension.conditions]
    return {"Holds": dimension.test(given), "Conditions": conditions}


def _condition(condition: Condition, given: SubjectInContext) -> ExplainedCondition:
    actual = condition.actual(given)
    return {
        "Kind": condition.kind.label,
        "Name": condition.name,
        "Operator": condition.operator,
        "Wanted": condition.wanted(given),
        "Actual": actual,
        "IsUnreadable": bool(actual) and condition.cannot_read(actual or ""),
        "Holds": condition.test(given),
    }
