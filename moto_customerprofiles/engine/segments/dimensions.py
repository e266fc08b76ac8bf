"""The dimensions of classic segments: what each of them compares, compiled.

A dimension becomes a tuple of conditions. A condition is all that the rest of the package knows of a dimension: its
test decides, its names say what the segment is built on, and its parts are what explanations show. A new kind of
dimension is a new row of `KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypedDict, cast

from moto_customerprofiles.engine.profiles.fields import ADDRESSES, ATTRIBUTES
from moto_customerprofiles.engine.profiles.standard_objects import PROFILE
from moto_customerprofiles.engine.segments.dynamic_values import (
    CALCULATED_ATTRIBUTE,
    ROOTS,
    Placeholder,
    is_dynamic,
    placeholders,
    resolve,
)
from moto_customerprofiles.engine.segments.subjects import SubjectInContext
from moto_customerprofiles.engine.values.comparisons import DATE_OPERATORS, check_values, comparison
from moto_customerprofiles.engine.values.literals import moment
from moto_customerprofiles.errors import BadRequest

if TYPE_CHECKING:
    from types_boto3_customer_profiles import type_defs as t

Test = Callable[[SubjectInContext], bool]
"""Whether a profile passes."""

Reader = Callable[[SubjectInContext], "str | None"]
"""The value that is compared; None if the profile has none."""


class Comparison(TypedDict, total=False):
    """One comparison as it is sent; only those of calculated attributes have overrides."""

    DimensionType: str
    Values: Sequence[str]
    ConditionOverrides: t.ConditionOverridesTypeDef


class DimensionKind(NamedTuple):
    """One kind of dimension.

    Attributes:
        member: the member of a Dimension that holds its comparisons.
        root: the root of the placeholders that name the same values, as in `{{_profile.FirstName}}`.
        uses: the member of `Uses` that lists the names of such values.
        label: what explanations call a value of this kind.
        comparisons: splits the member into comparisons, each by the name of the value that it compares.
        reader: makes the reader of a value, by its name and the overrides of its comparison.

    """

    member: str
    root: str
    uses: str
    label: str
    comparisons: Callable[[Mapping[str, object]], Iterable[tuple[str, Comparison]]]
    reader: Callable[[str, t.ConditionOverridesTypeDef | None], Reader]


class Condition(NamedTuple):
    """One comparison of a dimension, compiled."""

    kind: DimensionKind
    name: str
    operator: str
    values: tuple[str, ...]
    actual: Reader
    test: Test

    def names(self) -> Iterator[Placeholder]:
        """Return all values that the condition reads: the compared one, then those of the placeholders."""
        yield Placeholder(self.kind.root, self.name)
        yield from placeholders(self.values)

    def wanted(self, given: SubjectInContext) -> list[str]:
        """Return the values that are compared with for one profile, the placeholders filled in."""
        return resolve(self.values, lambda placeholder: value_of(placeholder, given))

    @property
    def compares_dates(self) -> bool:
        """Whether the values are compared as dates."""
        return self.operator in DATE_OPERATORS and any(moment(value) for value in self.values)

    def cannot_read(self, text: str) -> bool:
        """Return whether dates are compared, and a text is none."""
        return self.compares_dates and moment(text) is None


def compile_dimension(dimension: t.DimensionUnionTypeDef) -> tuple[Condition, ...]:
    """Return the conditions of a dimension; all of them must hold, as in Amazon Pinpoint.

    Raises:
        BadRequest: the dimension is not of exactly one kind, or an operator cannot read its values.

    >>> smith = {"LastName": {"DimensionType": "CONTAINS", "Values": ["Smith"]}}
    >>> [condition] = compile_dimension({"ProfileAttributes": smith})
    >>> condition.kind.label, condition.name, condition.operator
    ('field', 'LastName', 'CONTAINS')

    """
    sent = cast("Mapping[str, Mapping[str, object]]", dimension)
    kinds = [kind for kind in KINDS if kind.member in sent]
    if len(kinds) != 1:
        has = " and ".join(kind.member for kind in kinds) or "neither"
        raise BadRequest(
            f"A dimension must have exactly one of {' and '.join(kind.member for kind in KINDS)}, and this one has "
            f"{has}"
        )
    [kind] = kinds
    return tuple(_condition(kind, name, compared) for name, compared in kind.comparisons(sent[kind.member]))


def value_of(placeholder: Placeholder, given: SubjectInContext) -> str | None:
    """Return the value that a placeholder names for one profile, None if the profile has none."""
    return _KIND_OF[placeholder.root].reader(placeholder.name, None)(given)


def _condition(kind: DimensionKind, name: str, compared: Comparison) -> Condition:
    actual = kind.reader(name, compared.get("ConditionOverrides"))
    operator, values = compared["DimensionType"], tuple(compared["Values"])
    check_values(operator, values, deferred=is_dynamic)
    return Condition(kind, name, operator, values, actual, _test(operator, values, actual))


def _test(operator: str, values: tuple[str, ...], actual: Reader) -> Test:
    if not any(map(is_dynamic, values)):
        holds = comparison(operator, values)
        return lambda given: holds(actual(given))

    def test(given: SubjectInContext) -> bool:
        wanted = resolve(values, lambda placeholder: value_of(placeholder, given))
        return comparison(operator, wanted)(actual(given))

    return test


def _of_fields(sent: Mapping[str, object]) -> Iterator[tuple[str, Comparison]]:
    """Return the comparisons of ProfileAttributes by flat paths.

    Below an address and below Attributes every part is a comparison, and so is every other member (service model,
    ProfileAttributes).
    """
    for name, compared in sent.items():
        if name in ADDRESSES or name == ATTRIBUTES:
            for part, of_part in cast("Mapping[str, Comparison]", compared).items():
                yield f"{name}.{part}", of_part
        else:
            yield name, cast("Comparison", compared)


def _of_calculated_attributes(sent: Mapping[str, object]) -> Iterable[tuple[str, Comparison]]:
    return cast("Mapping[str, Comparison]", sent).items()


def _field_reader(path: str, _overrides: t.ConditionOverridesTypeDef | None) -> Reader:
    return lambda given: given.subject.fields.get(path)


def _calculated_reader(name: str, overrides: t.ConditionOverridesTypeDef | None) -> Reader:
    if overrides is not None:
        _check_range(overrides)
    return lambda given: given.context.calculated_value(name, overrides, given.subject)


def _check_range(overrides: t.ConditionOverridesTypeDef) -> None:
    """Refuse a range that ends before it starts: days count backwards from now, which is our reading of the model."""
    window = overrides.get("Range")
    if window is not None and window["Start"] <= window.get("End", 0):
        raise BadRequest(
            "The Start of a range must be greater than its End: both are days before now, in ConditionOverrides.Range"
        )


KINDS = (
    DimensionKind("ProfileAttributes", PROFILE, "profile_attributes", "field", _of_fields, _field_reader),
    DimensionKind(
        "CalculatedAttributes",
        CALCULATED_ATTRIBUTE,
        "calculated_attributes",
        "calculated attribute",
        _of_calculated_attributes,
        _calculated_reader,
    ),
)
"""The kinds of dimensions (service model, Dimension)."""

_KIND_OF = {kind.root: kind for kind in KINDS}
if _KIND_OF.keys() != set(ROOTS):
    raise ValueError("Each root of placeholders needs a kind of dimension, and each kind a root")
