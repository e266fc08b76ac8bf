from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.recommenders.diversity import Cap, CapRule, diversified
from moto_customerprofiles.errors import BadRequest

FIELDS = st.dictionaries(st.sampled_from(["Category", "Type"]), st.sampled_from(["", "x", "y"]))


@pytest.mark.rule("ALG-13")
def test_items_without_the_column_are_never_left_out() -> None:
    assert ["a", "b"] == diversified("ab", [Cap("Category", 0)], lambda _: {"Category": ""})


def test_one_full_value_is_enough_to_leave_an_item_out() -> None:
    fields = {"a": {"Category": "x", "Type": "1"}, "b": {"Category": "y", "Type": "1"}, "c": {"Category": "y"}}

    assert ["a", "c"] == diversified("abc", [Cap("Category", 2), Cap("Type", 1)], fields.__getitem__)


@pytest.mark.rule("ALG-13")
@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (CapRule("Category", "VALUE", "3"), 3),
        (CapRule("Category", "VALUE", "$cap"), 7),
        (CapRule("Category", "PERCENTAGE", "40"), 4),
        (CapRule("Category", "PERCENTAGE", "1"), 1),
        (CapRule("Category", "PERCENTAGE", "$cap"), 1),
    ],
)
def test_caps_are_counts_or_shares_of_the_answer(rule: CapRule, expected: int) -> None:
    assert expected == rule.cap({"cap": 7}, limit=10).most


@pytest.mark.rule("ALG-13")
def test_a_placeholder_without_a_value_is_refused() -> None:
    with pytest.raises(BadRequest):
        CapRule("Category", "VALUE", "$cap").cap({}, limit=10)


@pytest.mark.rule("REC-9")
@pytest.mark.parametrize(
    ("cap_type", "target"),
    [("VALUE", "many"), ("VALUE", "1x"), ("VALUE", "$Cap"), ("PERCENTAGE", "0"), ("PERCENTAGE", "101")],
)
def test_targets_that_make_no_sense_are_refused(cap_type: str, target: str) -> None:
    with pytest.raises(BadRequest):
        CapRule("Category", cap_type, target).check()


@pytest.mark.parametrize(
    ("cap_type", "target"),
    [("VALUE", "0"), ("VALUE", "200"), ("PERCENTAGE", "1"), ("PERCENTAGE", "100"), ("VALUE", "$a_b")],
)
def test_sensible_targets_are_accepted(cap_type: str, target: str) -> None:
    rule = CapRule("Category", cap_type, target)
    rule.check()

    assert rule.cap({"a_b": 1}, limit=200).most >= 0


@given(st.lists(FIELDS, max_size=8), st.integers(1, 3))
def test_no_value_passes_its_cap_and_order_stays(catalog: list[dict[str, str]], most: int) -> None:
    items = [str(number) for number in range(len(catalog))]
    kept = diversified(items, [Cap("Category", most)], lambda item: catalog[int(item)])
    counts = Counter(catalog[int(item)].get("Category") or None for item in kept)

    assert all(count <= most for value, count in counts.items() if value is not None)
    assert kept == sorted(kept, key=items.index)
