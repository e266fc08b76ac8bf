from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.engine.calculated.definitions import (
    Calculation,
    compile_calculation,
    merge_conditions,
    window_in,
)
from moto_customerprofiles.engine.calculated.expressions import Expression
from moto_customerprofiles.engine.calculated.windows import TimestampSource, Window
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t


def details(expression: str, *names: str) -> t.AttributeDetailsUnionTypeDef:
    return {"Attributes": [{"Name": name} for name in names], "Expression": expression}


def test_a_definition_is_made_ready() -> None:
    conditions: t.ConditionsTypeDef = {
        "Range": {"Value": 30, "Unit": "DAYS", "TimestampSource": "{order.at}", "TimestampFormat": "EPOCHMILLI"},
        "ObjectCount": 5,
        "Threshold": {"Operator": "LESS_THAN", "Value": "9"},
    }

    assert Calculation(
        Expression("order", ("price", "tax"), "+"),
        "SUM",
        Window(30),
        TimestampSource("order", "at", "EPOCHMILLI"),
        5,
        {"Operator": "LESS_THAN", "Value": "9"},
    ) == compile_calculation(details("{order.price} + {order.tax}", "tax", "price"), "SUM", conditions)


@pytest.mark.rule("CA-4", "CA-5")
@pytest.mark.parametrize(
    "refused",
    [
        details("{A.x}", "x", "y", "z"),
        details("{A.x}", "x", "y"),
        details("{A.x} + {A.y}", "x"),
        details("{A.x} + {B.y}", "x", "y"),
        details("{A.x}", "X"),
    ],
)
def test_attributes_and_expression_must_agree(refused: t.AttributeDetailsUnionTypeDef) -> None:
    with pytest.raises(BadRequest):
        compile_calculation(refused, "COUNT")


@pytest.mark.rule("CA-5")
def test_an_attribute_may_be_used_twice() -> None:
    assert ("x", "x") == compile_calculation(details("{A.x} * {A.x}", "x"), "SUM").expression.attributes


@pytest.mark.rule("CA-4")
def test_an_attribute_that_is_listed_several_times_counts_once() -> None:
    assert ("x",) == compile_calculation(details("{A.x}", *["x"] * 5), "COUNT").expression.attributes


def test_an_attribute_may_be_listed_twice() -> None:
    assert ("x",) == compile_calculation(details("{A.x}", "x", "x"), "COUNT").expression.attributes


@pytest.mark.rule("CA-8")
def test_the_timestamp_is_of_the_same_object_type() -> None:
    with pytest.raises(BadRequest) as refused:
        compile_calculation(details("{A.x}", "x"), "COUNT", {"Range": {"TimestampSource": "{B.at}"}})

    assert "same object type" in refused.value.message


@pytest.mark.rule("CA-8", "CA-9")
@pytest.mark.parametrize(
    ("span", "window"),
    [
        ({"Value": 30, "Unit": "DAYS"}, Window(30)),
        ({"Value": 30, "Unit": "DAYS", "ValueRange": {"Start": 7, "End": -2}}, Window(7, -2)),
        ({"Value": 0, "Unit": "DAYS"}, None),
        ({"TimestampSource": "{A.at}"}, None),
        ({"Value": 1000, "Unit": "DAYS"}, Window(1000)),
    ],
)
def test_a_range_is_a_window_or_no_limit(span: t.RangeTypeDef, window: Window | None) -> None:
    assert window == window_in(span)


@pytest.mark.rule("CA-10")
def test_a_value_range_must_not_end_before_it_starts() -> None:
    with pytest.raises(BadRequest):
        compile_calculation(details("{A.x}", "x"), "COUNT", {"Range": {"ValueRange": {"Start": -7, "End": 0}}})


@pytest.mark.rule("CA-61")
def test_new_conditions_replace_old_ones_one_by_one() -> None:
    old: t.ConditionsTypeDef = {
        "Range": {"Value": 30, "Unit": "DAYS"},
        "Threshold": {"Operator": "EQUAL_TO", "Value": "1"},
    }

    assert {
        "Range": {"ValueRange": {"Start": 3, "End": 1}},
        "ObjectCount": 5,
        "Threshold": {"Operator": "EQUAL_TO", "Value": "1"},
    } == merge_conditions(old, {"ObjectCount": 5, "Range": {"ValueRange": {"Start": 3, "End": 1}}})


@pytest.mark.rule("CA-62")
def test_the_timestamp_is_kept_where_it_is_left_out() -> None:
    old: t.ConditionsTypeDef = {"Range": {"TimestampSource": "{A.at}", "TimestampFormat": "ISO_8601"}}

    assert {"Range": {"Value": 5, "TimestampSource": "{A.at}", "TimestampFormat": "ISO_8601"}} == merge_conditions(
        old, {"Range": {"Value": 5}}
    )


def test_the_timestamp_may_be_said_again() -> None:
    old: t.ConditionsTypeDef = {"Range": {"TimestampSource": "{A.at}", "TimestampFormat": "ISO_8601"}}
    new: t.ConditionsTypeDef = {"Range": {"Value": 5, "TimestampSource": "{A.at}"}}

    assert {"Range": {"Value": 5, **old["Range"]}} == merge_conditions(old, new)


@pytest.mark.parametrize("old", [None, {}, {"ObjectCount": 5}])
def test_a_first_range_has_nothing_to_keep(old: t.ConditionsTypeDef | None) -> None:
    assert {"Value": 5} == merge_conditions(old, {"Range": {"Value": 5}})["Range"]


@pytest.mark.rule("CA-62")
@pytest.mark.parametrize(
    "new",
    [{"TimestampSource": "{A.other}"}, {"TimestampSource": "{A.at}", "TimestampFormat": "EPOCHMILLI"}],
)
def test_the_timestamp_cannot_change(new: t.RangeTypeDef) -> None:
    with pytest.raises(BadRequest) as refused:
        merge_conditions({"Range": {"TimestampSource": "{A.at}", "TimestampFormat": "ISO_8601"}}, {"Range": new})

    assert "cannot be changed" in refused.value.message
