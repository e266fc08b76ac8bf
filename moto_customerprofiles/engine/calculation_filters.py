"""Which objects a calculated attribute counts: groups of dimensions of attributes.

The attributes of one dimension are joined by AND, as the default attributes for campaigns show, where one dimension
names both a channel and an event. A group joins its dimensions by its Type and the filter its groups by Include
(Administrator Guide, event filters). How each type reads its values, the table of comparisons says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypedDict

from moto_customerprofiles.engine.comparisons import check_values, comparison
from moto_customerprofiles.engine.expressions import Reader, element_text

Verdict = Callable[[Reader], bool]
"""Whether an object, known by the reader of its attributes, passes."""


class AttributeDimension(TypedDict):
    """What one attribute must be."""

    DimensionType: str
    Values: Sequence[str]


class Dimension(TypedDict):
    """Attributes that must all be as said."""

    Attributes: Mapping[str, AttributeDimension]


class Group(TypedDict):
    """Dimensions joined by ALL, ANY or NONE."""

    Type: str
    Dimensions: Sequence[Dimension]


class Filter(TypedDict):
    """Groups joined by ALL, ANY or NONE."""

    Include: str
    Groups: Sequence[Group]


def compile_filter(definition: Filter) -> Verdict:
    """Compile a filter into the verdict on one object; raise BadRequest where a dimension cannot read its values.

    >>> status = {"Status": AttributeDimension(DimensionType="INCLUSIVE", Values=["Open"])}
    >>> opened = compile_filter({"Include": "ALL", "Groups": [{"Type": "ALL", "Dimensions": [{"Attributes": status}]}]})
    >>> opened({"Status": "Open"}.get), opened({"Status": "open"}.get)
    (True, False)
    """
    return _joined(definition["Include"], [_group(group) for group in definition["Groups"]])


def _group(group: Group) -> Verdict:
    return _joined(group["Type"], [_dimension(dimension) for dimension in group["Dimensions"]])


def _dimension(dimension: Dimension) -> Verdict:
    return _joined("ALL", [_attribute(name, wanted) for name, wanted in dimension["Attributes"].items()])


def _attribute(name: str, wanted: AttributeDimension) -> Verdict:
    check_values(wanted["DimensionType"], wanted["Values"])
    test = comparison(wanted["DimensionType"], wanted["Values"])
    return lambda read: test(element_text(read(name)))


def _joined(how: str, verdicts: Sequence[Verdict]) -> Verdict:
    join = JOINS[how]
    return lambda read: join(verdict(read) for verdict in verdicts)


def _none(verdicts: Iterable[bool]) -> bool:
    return not any(verdicts)


JOINS: dict[str, Callable[[Iterable[bool]], bool]] = {"ALL": all, "ANY": any, "NONE": _none}
