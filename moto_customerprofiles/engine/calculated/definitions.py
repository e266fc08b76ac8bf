"""The definition of a calculated attribute, compiled for calculations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.calculated.expressions import Expression, parse_expression
from moto_customerprofiles.engine.calculated.filters import compile_filter
from moto_customerprofiles.engine.calculated.windows import TimestampSource, Window, timestamp_source, window_of
from moto_customerprofiles.errors import BadRequest, listed, shown

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

    from moto_customerprofiles.engine.calculated.filters import Verdict

ATTRIBUTE_LIMIT = 2
"""The most distinct attributes of a definition (Administrator Guide, calculated attributes APIs; the model has 50)."""


@dataclass(frozen=True)
class Calculation:
    """A definition, compiled.

    `window` and `object_count` are None if the definition does not limit the age or the number of objects, `source` is
    None if the time of ingestion is the time of an object.
    """

    expression: Expression
    statistic: str
    window: Window | None = None
    source: TimestampSource | None = None
    object_count: int | None = None
    threshold: t.ThresholdTypeDef | None = None
    verdict: Verdict | None = None


def compile_calculation(
    details: t.AttributeDetailsUnionTypeDef,
    statistic: str,
    conditions: t.ConditionsTypeDef | None = None,
    event_filter: t.FilterUnionTypeDef | None = None,
) -> Calculation:
    """Return a definition compiled for calculations.

    Raises:
        BadRequest: the definition cannot work; the message says why.

    >>> calls = compile_calculation({"Attributes": [{"Name": "contactId"}], "Expression": "{CTR.contactId}"}, "COUNT")
    >>> calls.expression.object_type
    'CTR'

    """
    conditions = conditions or {}
    span = conditions.get("Range", {})
    expression = parse_expression(details["Expression"])
    _check_attributes({item["Name"] for item in details["Attributes"]}, expression)
    source = timestamp_source(span.get("TimestampSource"), span.get("TimestampFormat"))
    if source is not None and source.object_type != expression.object_type:
        raise BadRequest(
            f"TimestampSource and Expression must refer to the same object type, not to {shown(source.object_type)} "
            f"and {shown(expression.object_type)}"
        )
    return Calculation(
        expression,
        statistic,
        window_in(span),
        source,
        conditions.get("ObjectCount"),
        conditions.get("Threshold"),
        compile_filter(event_filter) if event_filter else None,
    )


def window_in(span: t.RangeTypeDef) -> Window | None:
    """Return the window of a Range, None if it is not limited.

    ValueRange takes precedence over Value; a Value of 0 means no limit.

    >>> window_in({"Value": 30, "Unit": "DAYS"})
    Window(start=30, end=0)
    """
    bounds = span.get("ValueRange")
    if bounds is not None:
        return window_of(bounds["Start"], bounds["End"])
    return Window(span["Value"]) if span.get("Value") else None


def merge_conditions(old: t.ConditionsTypeDef | None, new: t.ConditionsTypeDef) -> t.ConditionsTypeDef:
    """Return old conditions replaced by new ones, each as a whole.

    Raises:
        BadRequest: the new conditions change where objects have their time.

    >>> merge_conditions({"Range": {"Value": 30, "Unit": "DAYS"}}, {"ObjectCount": 5})
    {'Range': {'Value': 30, 'Unit': 'DAYS'}, 'ObjectCount': 5}

    """
    merged: t.ConditionsTypeDef = {**(old or {}), **new}
    if "Range" in new:
        merged["Range"] = _keep_source((old or {}).get("Range", {}), new["Range"])
    return merged


def _check_attributes(names: set[str], expression: Expression) -> None:
    if len(names) > ATTRIBUTE_LIMIT:
        raise BadRequest(
            f"A calculated attribute takes at most {ATTRIBUTE_LIMIT} Attributes, and these are {len(names)}"
        )
    operands = set(expression.attributes)
    if names != operands:
        raise BadRequest(
            f"Expression must use the Attributes, and no other: it uses {listed(sorted(operands))}, "
            f"and the Attributes are {listed(sorted(names))}"
        )


def _keep_source(old: t.RangeTypeDef, new: t.RangeTypeDef) -> t.RangeTypeDef:
    kept = new.copy()
    for member in ("TimestampSource", "TimestampFormat"):
        if member in new and new.get(member) != old.get(member):
            raise BadRequest(
                f"{member} cannot be changed: it is {shown(old.get(member, 'not set'))}, and another definition may "
                "have another"
            )
        if member in old:
            kept[member] = old[member]
    return kept
