from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moto_customerprofiles.engine.segments.groups import compile_segment
from moto_customerprofiles.engine.segments.subjects import CannotEvaluate
from moto_customerprofiles.entities.segments import SegmentDefinition, Selection
from moto_customerprofiles.services.profiles import lifecycle
from moto_customerprofiles.services.segments.evaluation import Evaluation
from moto_customerprofiles.state.domain import Domain
from tests.support.areas.segments import built_on, tier
from tests.support.surroundings import new_world

if TYPE_CHECKING:
    from moto_customerprofiles.entities.profiles import Profile


@pytest.fixture
def domain() -> Domain:
    """Return an empty domain."""
    world = new_world()
    return world.domains.add(Domain(world.call, "shop", 365))


def _define(domain: Domain, name: str, groups: object) -> Selection:
    """Define a segment without the checks of the operation."""
    selection = Selection(groups, compile_segment(groups))  # type: ignore[arg-type]  # a literal of this file
    domain.segment_definitions.add(SegmentDefinition(name, name, "arn", domain.call.now, selection))
    return selection


def _customer(domain: Domain, value: str) -> Profile:
    return lifecycle.create(domain, {"Attributes.tier": value})


@pytest.mark.rule("SEG-48")
def test_segment_that_stands_on_itself_has_no_answer(domain: Domain) -> None:
    _define(domain, "a", built_on("b"))
    selection = _define(domain, "b", built_on("a"))

    with pytest.raises(CannotEvaluate, match="built on itself"):
        Evaluation(domain).contains(selection, _customer(domain, "gold"))


@pytest.mark.rule("SEG-48", "SEG-7")
def test_segment_that_is_gone_has_no_answer(domain: Domain) -> None:
    selection = _define(domain, "a", built_on("gone"))

    with pytest.raises(CannotEvaluate, match="Source segment gone does not exist"):
        Evaluation(domain).contains(selection, _customer(domain, "gold"))


def test_broken_segment_leaves_the_evaluation_usable(domain: Domain) -> None:
    ann = _customer(domain, "gold")
    selection = _define(domain, "a", built_on("gone"))
    evaluation = Evaluation(domain)
    with pytest.raises(CannotEvaluate):
        evaluation.contains(selection, ann)
    _define(domain, "gone", tier("gold"))

    assert evaluation.contains(selection, ann)


def test_source_segments_are_asked_anew_for_each_profile(domain: Domain) -> None:
    ann, bob = _customer(domain, "gold"), _customer(domain, "silver")
    _define(domain, "gold", tier("gold"))
    selection = _define(domain, "vip", built_on("gold"))
    evaluation = Evaluation(domain)

    assert [True, False, True] == [evaluation.contains(selection, one) for one in (ann, bob, ann)]


def test_source_segment_shared_by_many_is_asked_once(domain: Domain) -> None:
    """Forty levels of two segments that both stand on both below have a thousand billion paths."""
    ann = _customer(domain, "gold")
    for side in "ab":
        _define(domain, f"{side}0", tier("gold"))
    for level in range(1, 40):
        for side in "ab":
            groups = built_on(f"a{level - 1}", f"b{level - 1}")
            groups["Groups"][0]["SourceType"] = "ALL"
            selection = _define(domain, f"{side}{level}", groups)

    assert Evaluation(domain).contains(selection, ann)
