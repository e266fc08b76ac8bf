"""Which group, dimension or source segment of a classic segment lets a profile in or keeps it out.

Every verdict is that of a compiled segment: of the whole definition, or of one made of the single part in question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from moto_customerprofiles.engine.dynamic_values import resolve
from moto_customerprofiles.engine.segments import (
    Lookup,
    calculated_conditions,
    compile_segment,
    field_conditions,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.explanations import (
        ExplainedCondition,
        ExplainedDimension,
        ExplainedGroup,
        ExplainedSource,
    )
    from moto_customerprofiles.engine.segments import SegmentGroups, Subject, Surroundings


class ExplainingSurroundings(Protocol):
    """What an explanation asks, besides what a segment asks."""

    def groups_of(self, segment_name: str) -> SegmentGroups | None:
        """Answer the groups of a source segment, None for one in SQL."""


def explain_groups(
    groups: SegmentGroups, subject: Subject, around: Surroundings, sources: ExplainingSurroundings
) -> list[ExplainedGroup]:
    """Explain each group for one profile; raises CannotEvaluate when there is no answer."""
    return [_group(group, subject, around, sources) for group in groups.get("Groups", ())]


def _group(
    group: t.GroupUnionTypeDef, subject: Subject, around: Surroundings, sources: ExplainingSurroundings
) -> ExplainedGroup:
    return {
        "Holds": compile_segment({"Groups": [group]}).contains(subject, around),
        "Type": group.get("Type", "ALL"),
        "SourceType": group.get("SourceType", "ANY"),
        "Dimensions": [_dimension(dimension, subject, around) for dimension in group.get("Dimensions", ())],
        "SourceSegments": [
            _source(source["SegmentDefinitionName"], subject, around, sources)
            for source in group.get("SourceSegments", ())
        ],
    }


def _source(name: str, subject: Subject, around: Surroundings, sources: ExplainingSurroundings) -> ExplainedSource:
    holds = around.is_member(name, subject)  # first: it tells a segment that is built on itself
    groups = sources.groups_of(name)
    explained = explain_groups(groups, subject, around, sources) if groups is not None else []
    return {"SegmentDefinitionName": name, "Holds": holds, "Groups": explained}


def _dimension(dimension: t.DimensionUnionTypeDef, subject: Subject, around: Surroundings) -> ExplainedDimension:
    return {
        "Holds": compile_segment({"Groups": [{"Dimensions": [dimension]}]}).contains(subject, around),
        "Conditions": [*_on_fields(dimension, subject, around), *_on_calculated(dimension, subject, around)],
    }


def _on_fields(
    dimension: t.DimensionUnionTypeDef, subject: Subject, around: Surroundings
) -> Iterator[ExplainedCondition]:
    for path, condition in field_conditions(dimension):
        alone = cast("t.DimensionTypeDef", {"ProfileAttributes": {path: condition}})
        yield {
            "Kind": "field",
            "Name": path,
            "Operator": condition["DimensionType"],
            "Wanted": resolve(condition["Values"], Lookup(subject, around)),
            "Actual": subject.fields.get(path),
            "Holds": _holds(alone, subject, around),
        }


def _on_calculated(
    dimension: t.DimensionUnionTypeDef, subject: Subject, around: Surroundings
) -> Iterator[ExplainedCondition]:
    for name, condition in calculated_conditions(dimension):
        yield {
            "Kind": "calculated attribute",
            "Name": name,
            "Operator": condition["DimensionType"],
            "Wanted": resolve(condition["Values"], Lookup(subject, around)),
            "Actual": around.calculated_value(name, condition.get("ConditionOverrides"), subject),
            "Holds": _holds({"CalculatedAttributes": {name: condition}}, subject, around),
        }


def _holds(dimension: t.DimensionUnionTypeDef, subject: Subject, around: Surroundings) -> bool:
    return compile_segment({"Groups": [{"Dimensions": [dimension]}]}).contains(subject, around)
