from __future__ import annotations

import pytest

from moto_customerprofiles.engine.segments.groups import Uses
from moto_customerprofiles.engine.segments.limits import check_limits
from moto_customerprofiles.errors import BadRequest


def _attributes(*numbers: int) -> frozenset[str]:
    return frozenset(f"Attributes.a{number}" for number in numbers)


def _chain(length: int) -> dict[str, Uses]:
    """Segments s0, s1 built on s0, s2 built on s1 and so on."""
    return {f"s{n}": Uses(source_segments=(f"s{n - 1}",) if n else ()) for n in range(length)}


@pytest.mark.rule("SEG-47")
def test_five_levels_of_source_segments_are_allowed() -> None:
    check_limits("s5", Uses(source_segments=("s4",)), _chain(5).get)


@pytest.mark.rule("SEG-47", "EX-33")
def test_six_levels_of_source_segments_are_refused() -> None:
    with pytest.raises(BadRequest, match="You reached the limit of 5 depth of starting audiences"):
        check_limits("s6", Uses(source_segments=("s5",)), _chain(6).get)


@pytest.mark.rule("SEG-47")
def test_attributes_are_counted_once_through_all_sources() -> None:
    sources = {"a": Uses(_attributes(*range(40))), "b": Uses(_attributes(*range(20, 60)))}

    check_limits("c", Uses(_attributes(0, 59), source_segments=("a", "b")), sources.get)


@pytest.mark.rule("SEG-47")
def test_more_than_sixty_attributes_are_refused() -> None:
    sources = {"a": Uses(_attributes(*range(60)))}

    with pytest.raises(BadRequest, match="You reached the limit of 60 unique attributes"):
        check_limits(None, Uses(_attributes(60), source_segments=("a",)), sources.get)


@pytest.mark.rule("SEG-47")
def test_more_than_ten_calculated_attributes_are_refused() -> None:
    sources = {"a": Uses(calculated_attributes=frozenset(map(str, range(10))))}
    uses = Uses(calculated_attributes=frozenset({"x"}), source_segments=("a",))

    with pytest.raises(BadRequest, match="You reached the limit of 10 unique calculated attributes"):
        check_limits("b", uses, sources.get)


@pytest.mark.rule("SEG-61")
def test_more_than_sixty_conditions_on_one_attribute_are_refused() -> None:
    check_limits("a", Uses(_attributes(1), conditions=60), lambda _: None)

    with pytest.raises(BadRequest, match="maximum limit of 60"):
        check_limits("a", Uses(_attributes(1), conditions=61), lambda _: None)


@pytest.mark.rule("SEG-48")
def test_segment_cannot_be_built_on_itself() -> None:
    recreated = {"b": Uses(source_segments=("a",))}

    with pytest.raises(BadRequest, match="built on itself"):
        check_limits("a", Uses(source_segments=("b",)), recreated.get)


def test_source_that_is_gone_counts_as_nothing() -> None:
    check_limits("b", Uses(source_segments=("a",)), {"a": Uses(source_segments=("gone",))}.get)


def test_every_source_is_visited_once() -> None:
    """Five full layers of fifty have more than 300 million paths."""
    names = [[f"{layer}-{n}" for n in range(50)] for layer in range(5)]
    layers = {
        name: Uses(source_segments=tuple(names[layer - 1]) if layer else ())
        for layer in range(5)
        for name in names[layer]
    }

    check_limits("top", Uses(source_segments=tuple(names[4])), layers.get)
