"""Which group, dimension or source segment of a classic segment lets a profile in or keeps it out.

Every verdict is that of a compiled segment: of the whole definition, or of one made of the single part in question.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from moto_customerprofiles.engine.segments.dynamic_values import resolve
from moto_customerprofiles.engine.segments.groups import Look, calculated_conditions, compile_segment, field_conditions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.explanations.documents import (
        ExplainedCondition,
        ExplainedDimension,
        ExplainedGroup,
        ExplainedSource,
    )
    from moto_customerprofiles.engine.segments.groups import Context, SegmentGroups, Subject


GroupsOf = Callable[[str], "SegmentGroups | None"]
"""Return the groups of a source segment, None for one in SQL."""


def explain_groups(
    groups: SegmentGroups, subject: Subject, context: Context, groups_of: GroupsOf
) -> list[ExplainedGroup]:
    """Explain each group for one profile; raises `CannotEvaluate` when there is no answer."""
    return [_group(group, subject, context, groups_of) for group in groups.get("Groups", ())]


def _group(group: t.GroupUnionTypeDef, subject: Subject, context: Context, groups_of: GroupsOf) -> ExplainedGroup:
    return {
        "Holds": compile_segment({"Groups": [group]}).contains(subject, context),
        "Type": group.get("Type", "ALL"),
        "SourceType": group.get("SourceType", "ANY"),
        "Dimensions": [_dimension(dimension, subject, context) for dimension in group.get("Dimensions", ())],
        "SourceSegments": [
            _source(source["SegmentDefinitionName"], subject, context, groups_of)
            for source in group.get("SourceSegments", ())
        ],
    }


def _source(name: str, subject: Subject, context: Context, groups_of: GroupsOf) -> ExplainedSource:
    holds = context.is_member(name, subject)  # first: it tells a segment that is built on itself
    groups = groups_of(name)
    explained = explain_groups(groups, subject, context, groups_of) if groups is not None else []
    return {"SegmentDefinitionName": name, "Holds": holds, "Groups": explained}


def _dimension(dimension: t.DimensionUnionTypeDef, subject: Subject, context: Context) -> ExplainedDimension:
    return {
        "Holds": _holds(dimension, subject, context),
        "Conditions": [*_on_fields(dimension, subject, context), *_on_calculated(dimension, subject, context)],
    }


def _on_fields(dimension: t.DimensionUnionTypeDef, subject: Subject, context: Context) -> Iterator[ExplainedCondition]:
    for path, condition in field_conditions(dimension):
        alone = cast("t.DimensionTypeDef", {"ProfileAttributes": {path: condition}})
        yield {
            "Kind": "field",
            "Name": path,
            "Operator": condition["DimensionType"],
            "Wanted": resolve(condition["Values"], Look(subject, context).value_of),
            "Actual": subject.fields.get(path),
            "Holds": _holds(alone, subject, context),
        }


def _on_calculated(
    dimension: t.DimensionUnionTypeDef, subject: Subject, context: Context
) -> Iterator[ExplainedCondition]:
    for name, condition in calculated_conditions(dimension):
        yield {
            "Kind": "calculated attribute",
            "Name": name,
            "Operator": condition["DimensionType"],
            "Wanted": resolve(condition["Values"], Look(subject, context).value_of),
            "Actual": context.calculated_value(name, condition.get("ConditionOverrides"), subject),
            "Holds": _holds({"CalculatedAttributes": {name: condition}}, subject, context),
        }


def _holds(dimension: t.DimensionUnionTypeDef, subject: Subject, context: Context) -> bool:
    return compile_segment({"Groups": [{"Dimensions": [dimension]}]}).contains(subject, context)
