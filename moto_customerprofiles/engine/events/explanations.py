"""Which conditions of an event trigger an object meets: each verdict is that of the compiled conditions or a part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moto_customerprofiles.engine.events.triggers import compile_attribute, compile_conditions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.explanations.decisions import (
        ExplainedComparison,
        ExplainedTriggerCondition,
        ExplainedTriggerDimension,
    )
    from moto_customerprofiles.engine.mapping.field_sources import SourceObject


def explain_conditions(
    conditions: Sequence[t.EventTriggerConditionUnionTypeDef], fields: Mapping[str, str], source: SourceObject
) -> list[ExplainedTriggerCondition]:
    """Explain each condition for one object.

    Raises:
        BadRequest: a condition cannot be compiled for the object type as it is now.

    """
    return [
        {
            "Holds": compile_conditions([condition], fields)(source),
            "LogicalOperator": condition["LogicalOperator"],
            "Dimensions": [_dimension(each, fields, source) for each in condition["EventTriggerDimensions"]],
        }
        for condition in conditions
    ]


def _dimension(
    dimension: t.EventTriggerDimensionUnionTypeDef, fields: Mapping[str, str], source: SourceObject
) -> ExplainedTriggerDimension:
    compared = [_comparison(each, fields, source) for each in dimension["ObjectAttributes"]]
    return {"Holds": all(each["Holds"] for each in compared), "Attributes": compared}


def _comparison(
    attribute: t.ObjectAttributeUnionTypeDef, fields: Mapping[str, str], source: SourceObject
) -> ExplainedComparison:
    read, compare = compile_attribute(attribute, fields)
    actual = read(source)
    return {
        "Name": attribute.get("Source") or attribute.get("FieldName") or "",
        "Operator": attribute["ComparisonOperator"],
        "Wanted": list(attribute["Values"]),
        "Actual": actual,
        "Holds": compare(actual),
    }
