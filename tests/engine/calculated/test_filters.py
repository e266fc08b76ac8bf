from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.calculated.filters import compile_filter
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Callable

    from types_boto3_customer_profiles import type_defs as t
    from types_boto3_customer_profiles.literals import FilterDimensionTypeType, TypeType


def none(verdicts: list[bool]) -> bool:
    return not any(verdicts)


JOINS: dict[TypeType, Callable[[list[bool]], bool]] = {"ALL": all, "ANY": any, "NONE": none}
modes: st.SearchStrategy[TypeType] = st.sampled_from(sorted(JOINS))


def wants(**values: str) -> dict[str, t.FilterAttributeDimensionTypeDef]:
    return {name: {"DimensionType": "INCLUSIVE", "Values": [value]} for name, value in values.items()}


def group(mode: TypeType, *dimensions: dict[str, t.FilterAttributeDimensionTypeDef]) -> t.FilterGroupTypeDef:
    return {"Type": mode, "Dimensions": [{"Attributes": dimension} for dimension in dimensions]}


def passes(definition: t.FilterTypeDef, **attributes: object) -> bool:
    return compile_filter(definition)(attributes.get)


@pytest.mark.rule("CA-31")
@given(modes, modes, modes, st.lists(st.booleans(), min_size=4, max_size=4))
def test_groups_and_dimensions_are_joined_as_said(
    include: TypeType, one: TypeType, other: TypeType, truths: list[bool]
) -> None:
    dimensions = [wants(a="yes" if truth else "no") for truth in truths]
    definition: t.FilterTypeDef = {
        "Include": include,
        "Groups": [group(one, *dimensions[:2]), group(other, *dimensions[2:])],
    }

    assert JOINS[include]([JOINS[one](truths[:2]), JOINS[other](truths[2:])]) == passes(definition, a="yes")


@pytest.mark.rule("CA-31")
def test_the_attributes_of_a_dimension_are_all_wanted() -> None:
    definition: t.FilterTypeDef = {"Include": "ANY", "Groups": [group("ANY", wants(a="1", b="2"))]}

    assert [True, False] == [passes(definition, a="1", b="2"), passes(definition, a="1", b="3")]


@pytest.mark.rule("CA-31", "ID-EX-46")
def test_excluding_is_a_second_group_of_none() -> None:
    definition: t.FilterTypeDef = {
        "Include": "ALL",
        "Groups": [group("ANY", wants(Status="Installed")), group("NONE", wants(Model="X"))],
    }

    assert [True, False, False] == [
        passes(definition, Status="Installed", Model="Y"),
        passes(definition, Status="Installed", Model="X"),
        passes(definition, Status="Sold", Model="Y"),
    ]


@pytest.mark.rule("CA-32", "CA-35")
@pytest.mark.parametrize(
    ("kind", "values", "value", "passed"),
    [
        ("INCLUSIVE", ["Open", "New"], "New", True),
        ("INCLUSIVE", ["Open"], "open", False),
        ("EXCLUSIVE", ["Open", "New"], "Closed", True),
        ("CONTAINS", ["pe"], "Open", True),
        ("BEGINS_WITH", ["Op"], "Open", True),
        ("ENDS_WITH", ["en"], "Open", True),
        ("GREATER_THAN", ["9"], 10, True),
        ("GREATER_THAN_OR_EQUAL", ["10"], 10.0, True),
        ("EQUAL", ["10.0"], "10", True),
        ("LESS_THAN", ["10"], "n/a", False),
        ("LESS_THAN_OR_EQUAL", ["10"], 10, True),
        ("BEFORE", ["2024-01-01T00:00:00Z"], "2023-12-31", True),
        ("AFTER", ["2024-01-01T00:00:00Z"], "2024-01-01", False),
        ("ON", ["2024-01-01T00:00:00Z"], "2024-01-01T23:59:59Z", True),
        ("BETWEEN", ["1", "3"], 3, True),
        ("NOT_BETWEEN", ["1", "3"], 3, False),
        ("EXCLUSIVE", ["Open"], None, True),
        ("NOT_BETWEEN", ["1", "3"], None, True),
        ("INCLUSIVE", ["Open"], None, False),
    ],
)
def test_each_kind_of_dimension(kind: FilterDimensionTypeType, values: list[str], value: object, passed: bool) -> None:  # noqa: FBT001
    dimension: dict[str, t.FilterAttributeDimensionTypeDef] = {"a": {"DimensionType": kind, "Values": values}}

    assert passed == passes({"Include": "ALL", "Groups": [group("ALL", dimension)]}, a=value)


@pytest.mark.rule("CA-32", "CA-33")
@pytest.mark.parametrize(("kind", "values"), [("BETWEEN", ["1"]), ("AFTER", ["last 2 days"])])
def test_values_that_cannot_be_read_are_refused(kind: FilterDimensionTypeType, values: list[str]) -> None:
    dimension: dict[str, t.FilterAttributeDimensionTypeDef] = {"a": {"DimensionType": kind, "Values": values}}

    with pytest.raises(BadRequest) as refused:
        compile_filter({"Include": "ALL", "Groups": [group("ALL", dimension)]})

    assert kind in refused.value.message
