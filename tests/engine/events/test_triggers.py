from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.engine.events.triggers import compile_conditions
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from types_boto3_customer_profiles.literals import ComparisonOperatorType, EventTriggerLogicalOperatorType
    from types_boto3_customer_profiles.type_defs import EventTriggerConditionTypeDef, ObjectAttributeTypeDef

OBJECT: dict[str, object] = {
    "amount": 150,
    "country": "US",
    "tags": ["vip", "online", "x"],
    "day": "2026-06-01T12:00:00Z",
    "address": {"city": "Seattle"},
    "lines": [{"sku": "a-1"}, {"sku": "b-2"}],
    "nothing": None,
    "blank": "",
    "none": [],
}


def _attribute(source: str, operator: ComparisonOperatorType, *values: str) -> ObjectAttributeTypeDef:
    return {"Source": source, "ComparisonOperator": operator, "Values": values}


def _condition(
    join: EventTriggerLogicalOperatorType, *dimensions: list[ObjectAttributeTypeDef]
) -> EventTriggerConditionTypeDef:
    return {
        "LogicalOperator": join,
        "EventTriggerDimensions": [{"ObjectAttributes": attributes} for attributes in dimensions],
    }


def _holds(attribute: ObjectAttributeTypeDef, source: dict[str, object] = OBJECT) -> bool:
    return compile_conditions([_condition("ALL", [attribute])], {})(source)


BIG = _attribute("amount", "GREATER_THAN", "100")
SMALL = _attribute("amount", "LESS_THAN", "100")
AMERICAN = _attribute("country", "INCLUSIVE", "US")


@pytest.mark.rule("ET-13")
@pytest.mark.parametrize(
    ("join", "dimensions", "expected"),
    [
        ("ALL", [[BIG], [AMERICAN]], True),
        ("ALL", [[BIG], [SMALL]], False),
        ("ANY", [[BIG], [SMALL]], True),
        ("ANY", [[SMALL]], False),
        ("NONE", [[SMALL]], True),
        ("NONE", [[BIG], [SMALL]], False),
        ("ANY", [[BIG, AMERICAN]], True),
        ("ANY", [[SMALL, AMERICAN]], False),
    ],
)
def test_dimensions_join_by_their_operator_and_attributes_by_and(
    join: EventTriggerLogicalOperatorType, dimensions: list[list[ObjectAttributeTypeDef]], *, expected: bool
) -> None:
    assert expected is compile_conditions([_condition(join, *dimensions)], {})(OBJECT)


@pytest.mark.rule("ET-13", "EX-45")
def test_conditions_join_by_or() -> None:
    fires = compile_conditions([_condition("ALL", [BIG]), _condition("ALL", [AMERICAN])], {})

    assert fires({"amount": 10, "country": "US"})
    assert fires({"amount": 150, "country": "CA"})
    assert not fires({"amount": 10, "country": "CA"})


@pytest.mark.rule("ET-11", "ET-14", "ET-15", "EX-44")
@pytest.mark.parametrize(
    ("attribute", "expected"),
    [
        (_attribute("tags", "INCLUSIVE", "vip", "online"), True),
        (_attribute("tags", "INCLUSIVE", "vip", "gone"), False),
        (_attribute("country", "INCLUSIVE", "US", "CA"), False),
        (_attribute("tags", "EXCLUSIVE", "vip", "online"), False),
        (_attribute("tags", "EXCLUSIVE", "vip", "gone"), True),
        (_attribute("tags", "CONTAINS", "zzz", "nlin"), True),
        (_attribute("tags", "CONTAINS", "zzz"), False),
        (_attribute("tags", "BEGINS_WITH", "zzz", "on"), True),
        (_attribute("tags", "ENDS_WITH", "zzz", "ip"), True),
        (_attribute("tags", "ENDS_WITH", "vi"), False),
        (_attribute("amount", "EQUAL", "150.0"), True),
        (_attribute("amount", "GREATER_THAN_OR_EQUAL", "150"), True),
        (_attribute("amount", "LESS_THAN_OR_EQUAL", "149"), False),
        (_attribute("amount", "BETWEEN", "100", "150"), True),
        (_attribute("amount", "NOT_BETWEEN", "100", "150"), False),
        (_attribute("country", "GREATER_THAN", "100"), False),
        (_attribute("day", "BEFORE", "2026-06-02"), True),
        (_attribute("day", "AFTER", "2026-06-02"), False),
        (_attribute("day", "ON", "2026-06-01"), True),
        (_attribute("day", "BETWEEN", "2026-05-01", "2026-07-01"), True),
    ],
)
def test_operators_read_an_attribute_as_a_list(attribute: ObjectAttributeTypeDef, *, expected: bool) -> None:
    assert expected is _holds(attribute)


@pytest.mark.rule("ET-16")
@pytest.mark.parametrize("source", ["missing", "nothing", "blank", "none", "address.street", "country.x"])
@pytest.mark.parametrize(
    ("operator", "values", "expected"),
    [
        ("INCLUSIVE", ["US"], False),
        ("CONTAINS", ["US"], False),
        ("LESS_THAN", ["100"], False),
        ("BEFORE", ["2026-06-02"], False),
        ("BETWEEN", ["1", "2"], False),
        ("EXCLUSIVE", ["US"], True),
        ("NOT_BETWEEN", ["1", "2"], True),
    ],
)
def test_missing_attribute_meets_only_the_negative_operators(
    source: str, operator: ComparisonOperatorType, values: list[str], *, expected: bool
) -> None:
    assert expected is _holds(_attribute(source, operator, *values))


@pytest.mark.rule("ET-17")
@pytest.mark.parametrize("source", ["address.city", "_source.address.city"])
def test_source_walks_into_nested_objects(source: str) -> None:
    assert _holds(_attribute(source, "INCLUSIVE", "Seattle"))


@pytest.mark.parametrize(
    ("source", "values", "expected"),
    [("lines[1].sku", ["b-2"], True), ("lines[0].sku", ["b-2"], False), ("lines[].sku", ["a-1", "b-2"], True)],
)
def test_source_reads_elements_of_lists(source: str, values: list[str], *, expected: bool) -> None:
    assert expected is _holds(_attribute(source, "INCLUSIVE", *values))


@pytest.mark.rule("ET-17")
@pytest.mark.parametrize(
    ("source", "values"),
    [
        ("_source.address.city", ["Seattle"]),
        ("_source.tags", ["vip", "online"]),
        ("_source.lines[].sku", ["a-1", "b-2"]),
        ("{{_source.address.city}}, {{_source.country}}", ["Seattle, US"]),
        ("_source.country: {{_source.country}}", ["_source.country: US"]),
        ("always", ["always"]),
    ],
)
def test_field_name_reads_as_the_object_type_maps_it(source: str, values: list[str]) -> None:
    condition = _condition("ALL", [{"FieldName": "town", "ComparisonOperator": "INCLUSIVE", "Values": values}])

    assert compile_conditions([condition], {"town": source})(OBJECT)


@pytest.mark.rule("ET-2", "ET-4")
@pytest.mark.parametrize(
    ("attribute", "message"),
    [
        ({"ComparisonOperator": "EQUAL", "Values": ["1"]}, "exactly one of Source and FieldName"),
        (
            {"Source": "a", "FieldName": "town", "ComparisonOperator": "EQUAL", "Values": ["1"]},
            "exactly one of Source and FieldName",
        ),
        ({"FieldName": "city", "ComparisonOperator": "EQUAL", "Values": ["1"]}, "FieldName city is no field"),
        ({"Source": "a..b", "ComparisonOperator": "EQUAL", "Values": ["1"]}, "no path into an object"),
        ({"Source": "a", "ComparisonOperator": "LIST_CONTAINS", "Values": ["1"]}, "not offered by event triggers"),
        ({"Source": "a", "ComparisonOperator": "BETWEEN", "Values": ["1"]}, "exactly two values"),
        ({"Source": "a", "ComparisonOperator": "EQUAL", "Values": ["one"]}, "is not a number"),
        ({"Source": "a", "ComparisonOperator": "BEFORE", "Values": ["tomorrow"]}, "is not a date"),
    ],
)
def test_attribute_that_cannot_be_evaluated_is_refused(attribute: ObjectAttributeTypeDef, message: str) -> None:
    with pytest.raises(BadRequest, match=message):
        compile_conditions([_condition("ALL", [attribute])], {"town": ""})
