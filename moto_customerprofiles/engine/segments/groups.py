"""Classic segments: groups of dimensions and source segments, compiled once and then asked about one profile at a time.

How groups, dimensions and source segments combine follows Amazon Pinpoint, whose segments have the same structure, and
the Administrator Guide (customer segments). The answers where a mode is left out are ours: ALL groups, ALL dimensions,
ANY source segment. A list that is empty or missing restricts nothing, whatever its mode says: `{"Groups": [{}]}` is
everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypedDict, cast

from moto_customerprofiles.engine.profiles.fields import ADDRESSES, ATTRIBUTES
from moto_customerprofiles.engine.profiles.standard_objects import PROFILE
from moto_customerprofiles.engine.segments.dynamic_values import Placeholder, is_dynamic, placeholders, resolve
from moto_customerprofiles.engine.values.combining import combined
from moto_customerprofiles.engine.values.comparisons import check_values, comparison
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from types_boto3_customer_profiles import type_defs as t
    from types_boto3_customer_profiles.literals import IncludeOptionsType

    from moto_customerprofiles.engine.profiles.origins import Fields

    SegmentGroups = t.SegmentGroupUnionTypeDef | t.SegmentGroupStructureTypeDef


class Subject(Protocol):
    """A profile, as far as a segment looks at it."""

    @property
    def profile_id(self) -> str: ...  # noqa: D102  the class says it
    @property
    def fields(self) -> Fields: ...  # noqa: D102  # the class says it


class Context(Protocol):
    """What a segment asks while it looks at a profile."""

    def is_member(self, segment_name: str, subject: Subject) -> bool:
        """Whether the profile is in a source segment; raises `CannotEvaluate` when there is no answer."""

    def calculated_value(
        self, name: str, overrides: t.ConditionOverridesTypeDef | None, subject: Subject
    ) -> str | None:
        """Give the value of a calculated attribute, within another time range if `overrides` says so."""


class CannotEvaluate(Exception):
    """A segment has no answer (any more): what it is built on is gone, or its SQL does not run."""


class Look(NamedTuple):
    """One profile that is looked at, and whom to ask about it."""

    subject: Subject
    context: Context

    def value_of(self, placeholder: Placeholder) -> str | None:
        """Find what a placeholder stands for, if anything."""
        if placeholder.root == PROFILE:
            return self.subject.fields.get(placeholder.name)
        return self.context.calculated_value(placeholder.name, None, self.subject)


Test = Callable[[Look], bool]


@dataclass(frozen=True)
class Uses:
    """What a segment is built on: paths of profile fields, names of calculated attributes and of source segments."""

    profile_attributes: frozenset[str] = frozenset()
    calculated_attributes: frozenset[str] = frozenset()
    source_segments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Segment:
    """A classic segment, ready to be asked."""

    test: Test
    uses: Uses

    def contains(self, subject: Subject, context: Context) -> bool:
        """Tell whether a profile is in the segment; raises `CannotEvaluate` when there is no answer."""
        return self.test(Look(subject, context))


class _Condition(TypedDict):
    DimensionType: str
    Values: Sequence[str]


def compile_segment(groups: SegmentGroups) -> Segment:
    """Compile SegmentGroups; `BadRequest` for what no profile could be compared with.

    >>> gold = {"Attributes": {"tier": {"DimensionType": "INCLUSIVE", "Values": ["gold"]}}}
    >>> segment = compile_segment({"Groups": [{"Dimensions": [{"ProfileAttributes": gold}]}]})
    >>> segment.uses.profile_attributes
    frozenset({'Attributes.tier'})
    """
    parts = groups.get("Groups", ())
    return Segment(
        test=_combined(groups.get("Include", "ALL"), [_group(group) for group in parts]),
        uses=_uses(parts),
    )


def _group(group: t.GroupUnionTypeDef) -> Test:
    sources = _combined(group.get("SourceType", "ANY"), [_source(name) for name in _source_names(group)])
    dimensions = _combined(group.get("Type", "ALL"), [_dimension(one) for one in group.get("Dimensions", ())])
    return _combined("ALL", [sources, dimensions])


def _combined(mode: IncludeOptionsType, tests: Sequence[Test]) -> Test:
    """Join tests; no tests let everybody in."""
    if mode == "ALL":
        tests = [test for test in tests if test is not _everybody]
    if not tests:
        return _everybody
    return tests[0] if len(tests) == 1 and mode != "NONE" else combined(mode, tests)


def _everybody(_look: Look) -> bool:
    return True


def _source(name: str) -> Test:
    return lambda look: look.context.is_member(name, look.subject)


def _dimension(dimension: t.DimensionUnionTypeDef) -> Test:
    """Join all comparisons of a dimension by AND, as Pinpoint does."""
    if ("ProfileAttributes" in dimension) == ("CalculatedAttributes" in dimension):
        raise BadRequest("A dimension must have exactly one of ProfileAttributes and CalculatedAttributes")
    profile = [_on_field(path, condition) for path, condition in field_conditions(dimension)]
    calculated = [_on_calculated(name, condition) for name, condition in calculated_conditions(dimension)]
    return _combined("ALL", [*profile, *calculated])


def field_conditions(dimension: t.DimensionUnionTypeDef) -> Iterator[tuple[str, _Condition]]:
    """Give each field that the dimension compares, by its flat path."""
    for name, spec in dimension.get("ProfileAttributes", {}).items():
        if name in ADDRESSES or name == ATTRIBUTES:
            # Every part below an address and below Attributes is a condition, says the service model.
            for part, condition in cast("Mapping[str, _Condition]", spec).items():
                yield f"{name}.{part}", condition
        else:
            yield name, cast("_Condition", spec)  # so is every other member


def calculated_conditions(
    dimension: t.DimensionUnionTypeDef,
) -> Iterable[tuple[str, t.CalculatedAttributeDimensionUnionTypeDef]]:
    """Give each calculated attribute that the dimension compares, by its name."""
    return dimension.get("CalculatedAttributes", {}).items()


def _on_field(path: str, condition: _Condition) -> Test:
    holds = _holds(condition)
    return lambda look: holds(look.subject.fields.get(path), look)


def _on_calculated(name: str, condition: t.CalculatedAttributeDimensionUnionTypeDef) -> Test:
    overrides = condition.get("ConditionOverrides")
    if overrides is not None:
        _check_range(overrides)
    holds = _holds(condition)
    return lambda look: holds(look.context.calculated_value(name, overrides, look.subject), look)


def _check_range(overrides: t.ConditionOverridesTypeDef) -> None:
    """Days count backwards from now, so a range begins at the larger number (our reading of ConditionOverrides)."""
    window = overrides.get("Range")
    if window is not None and window["Start"] <= window.get("End", 0):
        raise BadRequest("The Start of a range must be greater than its End")


def _holds(
    condition: _Condition | t.CalculatedAttributeDimensionUnionTypeDef,
) -> Callable[[str | None, Look], bool]:
    operator, values = condition["DimensionType"], list(condition["Values"])
    check_values(operator, values, deferred=is_dynamic)
    if not any(map(is_dynamic, values)):
        test = comparison(operator, values)
        return lambda actual, _look: test(actual)
    return lambda actual, look: comparison(operator, resolve(values, look.value_of))(actual)


def _uses(groups: Sequence[t.GroupUnionTypeDef]) -> Uses:
    dimensions = [dimension for group in groups for dimension in group.get("Dimensions", ())]
    on_fields = [pair for dimension in dimensions for pair in field_conditions(dimension)]
    on_calculated = [pair for dimension in dimensions for pair in calculated_conditions(dimension)]
    conditions: list[_Condition | t.CalculatedAttributeDimensionUnionTypeDef] = [c for _, c in on_fields]
    conditions += [c for _, c in on_calculated]
    named = {placeholder for condition in conditions for placeholder in placeholders(condition["Values"])}
    return Uses(
        frozenset({path for path, _ in on_fields} | {p.name for p in named if p.root == PROFILE}),
        frozenset({name for name, _ in on_calculated} | {p.name for p in named if p.root != PROFILE}),
        tuple(dict.fromkeys(name for group in groups for name in _source_names(group))),
    )


def _source_names(group: t.GroupUnionTypeDef) -> list[str]:
    names = [source.get("SegmentDefinitionName") for source in group.get("SourceSegments", ())]
    if not all(names):
        raise BadRequest("A source segment must have a SegmentDefinitionName")
    return [name for name in names if name]
