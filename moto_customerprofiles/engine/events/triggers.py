"""The conditions of an event trigger, compiled once and then tested on every object of its type.

The Administrator Guide ("Create campaigns using event triggers") joins conditions by OR, the dimensions of a condition
by its LogicalOperator, and the attributes of a dimension by AND. An attribute is read as a list: INCLUSIVE needs all of
its values among the items, EXCLUSIVE is its negation, CONTAINS and the other operators need any item. How an attribute
becomes a list is our choice: a JSON array is its items, any other value is one item, and a missing value is an empty
list, which meets EXCLUSIVE and NOT_BETWEEN only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.mapping.field_sources import ROOT, SourceObject, parse_source
from moto_customerprofiles.engine.values.combining import combined
from moto_customerprofiles.engine.values.comparisons import LIST_OPERATORS, OPERATORS, check_values, items_comparison
from moto_customerprofiles.engine.values.paths import parse_path, read, read_each, text_of
from moto_customerprofiles.errors import BadRequest, among, shown

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

Condition = Callable[[SourceObject], bool]
"""Whether an object meets a condition, a dimension or an attribute."""

_Reader = Callable[[SourceObject], object]
"""Returns one value of an object; a list stands for several values."""

Reader = Callable[[SourceObject], list[str]]
"""Returns the texts that an attribute has in an object."""

TRIGGER_OPERATORS = OPERATORS - LIST_OPERATORS


def compile_conditions(
    conditions: Sequence[t.EventTriggerConditionUnionTypeDef], fields: Mapping[str, str]
) -> Condition:
    """Return the test that conditions make of an object, given the sources of the fields of its type.

    Raises:
        BadRequest: a condition cannot be compiled; the message says why.

    >>> big = {"Source": "amount", "ComparisonOperator": "GREATER_THAN", "Values": ["100"]}
    >>> fires = compile_conditions(
    ...     [{"LogicalOperator": "ALL", "EventTriggerDimensions": [{"ObjectAttributes": [big]}]}], {}
    ... )
    >>> fires({"amount": 150}), fires({"amount": 50})
    (True, False)

    """
    return combined("ANY", [_condition(condition, fields) for condition in conditions])


def readers(
    conditions: Sequence[t.EventTriggerConditionUnionTypeDef], fields: Mapping[str, str]
) -> Iterator[tuple[str, Reader]]:
    """Return the attributes that conditions read, as they name them, each with what reads its values of an object.

    Raises:
        BadRequest: a condition names no attribute.

    >>> conditions = [{"LogicalOperator": "ALL", "EventTriggerDimensions": [{"ObjectAttributes": [{"Source": "n"}]}]}]
    >>> [(name, read({"n": 1})) for name, read in readers(conditions, {})]
    [('n', ['1'])]

    """
    for condition in conditions:
        for dimension in condition["EventTriggerDimensions"]:
            for attribute in dimension["ObjectAttributes"]:
                name = attribute.get("Source") or attribute.get("FieldName") or ""
                yield name, _items_reader(_reader(attribute, fields))


def _items_reader(read: _Reader) -> Reader:
    return lambda source: _items(read(source))


def _condition(condition: t.EventTriggerConditionUnionTypeDef, fields: Mapping[str, str]) -> Condition:
    parts = [_dimension(dimension, fields) for dimension in condition["EventTriggerDimensions"]]
    return combined(condition["LogicalOperator"], parts)


def _dimension(dimension: t.EventTriggerDimensionUnionTypeDef, fields: Mapping[str, str]) -> Condition:
    return combined("ALL", [_attribute(attribute, fields) for attribute in dimension["ObjectAttributes"]])


def _attribute(attribute: t.ObjectAttributeUnionTypeDef, fields: Mapping[str, str]) -> Condition:
    read, compare = compile_attribute(attribute, fields)
    return lambda source: compare(read(source))


def compile_attribute(
    attribute: t.ObjectAttributeUnionTypeDef, fields: Mapping[str, str]
) -> tuple[Reader, Callable[[list[str]], bool]]:
    """Return what reads the texts of an attribute, and the test that they must pass.

    Raises:
        BadRequest: the attribute names nothing to read, or its operator cannot read its values.

    """
    operator, values = attribute["ComparisonOperator"], attribute["Values"]
    if operator not in TRIGGER_OPERATORS:
        raise BadRequest(
            f"ComparisonOperator {operator} is not offered by event triggers: there are "
            f"{', '.join(sorted(TRIGGER_OPERATORS))}"
        )
    check_values(operator, values)
    read = _items_reader(_reader(attribute, fields))
    return read, items_comparison(operator, values, every_value=True)


def _reader(attribute: t.ObjectAttributeUnionTypeDef, fields: Mapping[str, str]) -> _Reader:
    source, field_name = attribute.get("Source"), attribute.get("FieldName")
    if source is not None and field_name is None:
        return _accessor(source)
    if field_name is None or source is not None:
        raise BadRequest(
            "An object attribute needs exactly one of Source and FieldName: Source is a path into the object, "
            "FieldName a field of its type"
        )
    if field_name not in fields:
        raise BadRequest(f"FieldName {shown(field_name)} is no field of the object type{among(field_name, fields)}")
    return _field(fields[field_name])


def _field(source: str) -> _Reader:
    """Return the reader of a field: that of the mapping, except that an accessor to a list returns the list."""
    if source.startswith(f"{ROOT}.") and "{{" not in source:
        return _accessor(source)
    return parse_source(source).text


def _accessor(source: str) -> _Reader:
    try:
        path = parse_path(source.removeprefix(f"{ROOT}."))
    except ValueError as error:
        raise BadRequest(f"Source {shown(source)} is no path into an object: {error}") from error
    if None in path:
        return lambda document: read_each(document, path)
    return lambda document: read(document, path)


def _items(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for text in map(text_of, values) if text]
