"""Which objects a calculated attribute counts: groups of dimensions of attributes.

The attributes of one dimension are joined by AND, as the default attributes for campaigns show, in which one dimension
names both a channel and an event. A group joins its dimensions by its Type, and the filter joins its groups by Include
(Administrator Guide, event filters). The operators are those of the table of comparisons.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from moto_customerprofiles.engine.calculated.expressions import Reader, element_text
from moto_customerprofiles.engine.values.combining import combined
from moto_customerprofiles.engine.values.comparisons import check_values, comparison

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

Verdict = Callable[[Reader], bool]
"""Whether an object passes, given the reader of its attributes."""


def compile_filter(definition: t.FilterUnionTypeDef) -> Verdict:
    """Return the test that a filter makes of one object.

    Raises:
        BadRequest: an operator cannot read its values.

    >>> status = {"Status": {"DimensionType": "INCLUSIVE", "Values": ["Open"]}}
    >>> opened = compile_filter({"Include": "ALL", "Groups": [{"Type": "ALL", "Dimensions": [{"Attributes": status}]}]})
    >>> opened({"Status": "Open"}.get), opened({"Status": "open"}.get)
    (True, False)

    """
    return combined(definition["Include"], [_group(group) for group in definition["Groups"]])


def _group(group: t.FilterGroupTypeDef | t.FilterGroupOutputTypeDef) -> Verdict:
    return combined(group["Type"], [_dimension(dimension) for dimension in group["Dimensions"]])


def _dimension(dimension: t.FilterDimensionTypeDef | t.FilterDimensionOutputTypeDef) -> Verdict:
    return combined("ALL", [_attribute(name, wanted) for name, wanted in dimension["Attributes"].items()])


def _attribute(
    name: str, wanted: t.FilterAttributeDimensionTypeDef | t.FilterAttributeDimensionOutputTypeDef
) -> Verdict:
    check_values(wanted["DimensionType"], wanted["Values"])
    test = comparison(wanted["DimensionType"], wanted["Values"])
    return lambda read: test(element_text(read(name)))
