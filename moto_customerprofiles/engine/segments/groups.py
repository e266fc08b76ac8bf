"""Classic segments: groups of dimensions and source segments, compiled once and evaluated for one profile at a time.

How groups, dimensions and source segments combine follows Amazon Pinpoint, whose segments have the same structure, and
the Administrator Guide (customer segments). What holds where a mode is left out is our choice: ALL groups, ALL
dimensions, ANY source segment. A list that is empty or missing restricts nothing, whatever its mode says:
`{"Groups": [{}]}` is everybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from moto_customerprofiles.engine.segments.dimensions import KINDS, compile_dimension
from moto_customerprofiles.engine.segments.subjects import SubjectInContext
from moto_customerprofiles.engine.values.combining import combined
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from types_boto3_customer_profiles import type_defs as t
    from types_boto3_customer_profiles.literals import IncludeOptionsType

    from moto_customerprofiles.engine.segments.dimensions import Condition, Test
    from moto_customerprofiles.engine.segments.subjects import Context, Subject

    SegmentGroups = t.SegmentGroupUnionTypeDef | t.SegmentGroupStructureTypeDef


@dataclass(frozen=True)
class Uses:
    """What a segment is built on: paths of profile fields, names of calculated attributes and of source segments.

    `conditions` is how many conditions it has itself, be it several times on one attribute.
    """

    profile_attributes: frozenset[str] = frozenset()
    calculated_attributes: frozenset[str] = frozenset()
    source_segments: tuple[str, ...] = ()
    conditions: int = 0


class Dimension(NamedTuple):
    """A dimension, compiled: its conditions and the test that all of them hold."""

    conditions: tuple[Condition, ...]
    test: Test


class Group(NamedTuple):
    """A group, compiled: how its dimensions and its source segments combine, and the test of the whole group."""

    dimension_mode: IncludeOptionsType
    dimensions: tuple[Dimension, ...]
    source_mode: IncludeOptionsType
    source_segments: tuple[str, ...]
    test: Test


@dataclass(frozen=True)
class Segment:
    """A classic segment, compiled."""

    groups: tuple[Group, ...]
    test: Test
    uses: Uses

    @property
    def conditions(self) -> list[Condition]:
        """All conditions of all groups."""
        return [each for group in self.groups for dimension in group.dimensions for each in dimension.conditions]

    def contains(self, subject: Subject, context: Context) -> bool:
        """Return whether a profile is in the segment.

        Raises:
            CannotEvaluate: a source segment cannot be evaluated.

        """
        return self.test(SubjectInContext(subject, context))


def compile_segment(groups: SegmentGroups) -> Segment:
    """Compile SegmentGroups.

    Raises:
        BadRequest: a dimension or a source segment means nothing.

    >>> gold = {"Attributes": {"tier": {"DimensionType": "INCLUSIVE", "Values": ["gold"]}}}
    >>> segment = compile_segment({"Groups": [{"Dimensions": [{"ProfileAttributes": gold}]}]})
    >>> segment.uses.profile_attributes
    frozenset({'Attributes.tier'})

    """
    compiled = tuple(_group(group) for group in groups.get("Groups", ()))
    test = _combined(groups.get("Include", "ALL"), [group.test for group in compiled])
    return Segment(compiled, test, _uses(compiled))


def _group(group: t.GroupUnionTypeDef) -> Group:
    source_mode, source_segments = group.get("SourceType", "ANY"), _source_names(group)
    sources = _combined(source_mode, [_source(name) for name in source_segments])
    mode, dimensions = group.get("Type", "ALL"), tuple(map(_dimension, group.get("Dimensions", ())))
    tests = [sources, _combined(mode, [dimension.test for dimension in dimensions])]
    return Group(mode, dimensions, source_mode, source_segments, _combined("ALL", tests))


def _dimension(dimension: t.DimensionUnionTypeDef) -> Dimension:
    conditions = compile_dimension(dimension)
    return Dimension(conditions, _combined("ALL", [condition.test for condition in conditions]))


def _combined(mode: IncludeOptionsType, tests: Sequence[Test]) -> Test:
    """Return one test made of several; without tests everybody passes."""
    if mode == "ALL":
        tests = [test for test in tests if test is not _everybody]
    if not tests:
        return _everybody
    return tests[0] if len(tests) == 1 and mode != "NONE" else combined(mode, tests)


def _everybody(_given: SubjectInContext) -> bool:
    return True


def _source(name: str) -> Test:
    return lambda given: given.context.is_member(name, given.subject)


def _source_names(group: t.GroupUnionTypeDef) -> tuple[str, ...]:
    names = [source.get("SegmentDefinitionName") for source in group.get("SourceSegments", ())]
    if not all(names):
        raise BadRequest("A source segment must have a SegmentDefinitionName")
    return tuple(name for name in names if name)


def _uses(groups: Sequence[Group]) -> Uses:
    conditions = [one for group in groups for dimension in group.dimensions for one in dimension.conditions]
    named = {placeholder for condition in conditions for placeholder in condition.names()}
    return Uses(
        **{kind.uses: frozenset(name for root, name in named if root == kind.root) for kind in KINDS},
        source_segments=tuple(dict.fromkeys(name for group in groups for name in group.source_segments)),
        conditions=len(conditions),
    )
