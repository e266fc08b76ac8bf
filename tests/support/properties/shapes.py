"""Values drawn from the shapes of the service model: valid ones, and some that are wrong in one known place."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from moto_customerprofiles.wire.parsing import converter
from moto_customerprofiles.wire.validation import compile_check, matcher

if TYPE_CHECKING:
    from botocore.model import Shape

    Step = str | int
    Values = st.SearchStrategy[Any]

NAMES = ("alpha", "beta", "_profile", "_order")
"""Names that draws share, so that what one call creates another one finds."""

_TEXT = st.characters(exclude_categories=["Cs"])
_TEXTS = st.one_of(
    st.text(_TEXT, max_size=8),
    st.sampled_from(
        ["", "alpha", "{_order.Price}", "_source.a", "_profile.FirstName", '{"a": "b", "n": 1}', "2025-01-06"]
    ),
)
_MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1), timezones=st.just(timezone.utc))  # noqa: DTZ001  # a zone is added


def values(shape: Shape | None) -> Values:
    """Draw values that fit a shape with all its constraints."""
    return st.just({}) if shape is None else _of_shape(shape)


def _of_shape(shape: Shape) -> Values:
    if shape.name not in _drawn:
        compound = {"structure": _structures, "list": _lists, "map": _maps, "string": _strings}.get(shape.type_name)
        _drawn[shape.name] = compound(shape) if compound else _plain(shape)
    return _drawn[shape.name]


_drawn: dict[str, Values] = {}
"""By the name of the shape: building them takes longer than drawing."""


def _structures(shape: Any) -> Values:
    drawn = {name: _of_shape(member) for name, member in shape.members.items()}
    if shape.metadata.get("union"):
        return st.one_of(*(st.fixed_dictionaries({name: each}) for name, each in drawn.items()))
    required = {name: each for name, each in drawn.items() if name in shape.required_members}
    optional = {name: each for name, each in drawn.items() if name not in required}
    return st.fixed_dictionaries(required, optional=optional)


def _lists(shape: Any) -> Values:
    return st.lists(_of_shape(shape.member), min_size=_low(shape), max_size=_high(shape))


def _maps(shape: Any) -> Values:
    return st.dictionaries(_of_shape(shape.key), _of_shape(shape.value), min_size=_low(shape), max_size=_high(shape))


def _low(shape: Shape) -> int:
    return int(shape.metadata.get("min") or 0)


def _high(shape: Shape) -> int:
    return min(int(shape.metadata.get("max") or 2**31), _low(shape) + 2)


def _strings(shape: Shape) -> Values:
    enum, pattern = shape.metadata.get("enum"), shape.metadata.get("pattern")
    if enum:
        return st.sampled_from(enum)
    low, high = shape.metadata.get("min") or 0, shape.metadata.get("max") or 2**31
    matches = matcher(pattern) if pattern else None

    def fits(text: str) -> bool:
        return low <= len(text) <= high and (matches is None or bool(matches(text)))

    drawn = (_from_pattern(pattern) if pattern else _TEXTS).map(lambda text: text.ljust(low, "x")).filter(fits)
    names = [name for name in NAMES if fits(name)]
    return st.sampled_from(names) | drawn if names else drawn


def _from_pattern(pattern: str) -> Values:
    anchored = pattern.startswith("^") or pattern.endswith("$")
    return st.from_regex(re.compile(pattern, re.ASCII), fullmatch=not anchored, alphabet=_TEXT)


def _plain(shape: Shape) -> Values:
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    return {
        "integer": st.integers(low if low is not None else -(2**31), high if high is not None else 2**31 - 1),
        "long": st.integers(low if low is not None else -(2**63), high if high is not None else 2**63 - 1),
        "double": st.floats(low, high, allow_nan=False, allow_infinity=False),
        "boolean": st.booleans(),
        "timestamp": _MOMENTS,
    }[shape.type_name]


def misfit(shape: Shape | None, reply: dict[str, Any]) -> list[str]:
    """Return in which ways a reply does not fit its shape: types, required members, enumerations, lengths."""
    if shape is None:
        return ["a reply without a shape"] if reply else []
    if reply != converter(shape)(reply):
        return ["a value of another type"]
    violations: list[str] = []
    check = compile_check(shape)
    if check:
        check(reply, "", violations)
    return [line for line in violations if not line.split("' failed")[0].lower().endswith(_EXEMPT)]


_FIGURES = ("maximum", "minimum", "average", "standarddeviation", *(f"percentiles.p{n}" for n in (5, 25, 50, 75, 95)))
_EXEMPT = ("statuscode", "tags", *(f"statistics.{name}" for name in _FIGURES))
"""The status is not in the body; what has no tags answers an empty map, as the service was seen to do; and figures of
an attribute without numbers are null by its API reference, though its model requires them."""
