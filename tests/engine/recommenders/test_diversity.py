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
    assert ["a", "b"] == diversified("ab", [Cap("Category", 0)], lambda _: {"Category": ""}, 10)


def test_one_full_value_is_enough_to_leave_an_item_out() -> None:
    fields = {"a": {"Category": "x", "Type": "1"}, "b": {"Category": "y", "Type": "1"}, "c": {"Category": "y"}}

    assert ["a", "c"] == diversified("abc", [Cap("Category", 2), Cap("Type", 1)], fields.__getitem__, 10)


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
    assert expected == rule.cap({"cap": 7}).most(returned=10)


@pytest.mark.rule("ALG-13")
@pytest.mark.parametrize(
    ("colours", "percent", "limit", "expected"),
    [
        ("rrgb", 25, 10, "rgb"),
        ("rrrrggbb", 50, 4, "rrgg"),
        ("rrrrgb", 50, 10, "rrgb"),
        ("rrrr", 25, 10, "r"),
        ("rrrr", 100, 10, "rrrr"),
        ("", 25, 10, ""),
    ],
)
def test_percentage_is_one_of_the_returned_items(colours: str, percent: int, limit: int, expected: str) -> None:
    catalog = {f"{number}{colour}": {"Category": colour} for number, colour in enumerate(colours)}
    kept = diversified([*catalog], [Cap("Category", percent, is_percentage=True)], catalog.__getitem__, limit)

    assert expected == "".join(item[-1] for item in kept)


@pytest.mark.rule("ALG-13")
@given(st.lists(FIELDS, max_size=12), st.integers(1, 100), st.integers(1, 15))
def test_no_value_has_more_than_its_share_of_what_is_returned(
    catalog: list[dict[str, str]], percent: int, limit: int
) -> None:
    items = [str(number) for number in range(len(catalog))]
    cap = Cap("Category", percent, is_percentage=True)
    kept = diversified(items, [cap], lambda item: catalog[int(item)], limit)
    counts = Counter(value for item in kept if (value := catalog[int(item)].get("Category")))

    assert len(kept) <= limit
    assert all(count <= max(1, percent * len(kept) // 100) for count in counts.values())


@pytest.mark.rule("ALG-13")
def test_a_placeholder_without_a_value_is_refused() -> None:
    with pytest.raises(BadRequest):
        CapRule("Category", "VALUE", "$cap").cap({})


@pytest.mark.rule("REC-9")
@pytest.mark.parametrize(
    ("cap_type", "target"),
    [
        ("VALUE", "many"),
        ("VALUE", "1x"),
        ("VALUE", "$Cap"),
        ("VALUE", "0"),
        ("VALUE", "00"),
        ("PERCENTAGE", "0"),
        ("PERCENTAGE", "101"),
    ],
)
def test_targets_that_make_no_sense_are_refused(cap_type: str, target: str) -> None:
    with pytest.raises(BadRequest):
        CapRule("Category", cap_type, target).check()


@pytest.mark.parametrize(
    ("cap_type", "target"),
    [("VALUE", "1"), ("VALUE", "200"), ("PERCENTAGE", "1"), ("PERCENTAGE", "100"), ("VALUE", "$a_b")],
)
def test_sensible_targets_are_accepted(cap_type: str, target: str) -> None:
    rule = CapRule("Category", cap_type, target)
    rule.check()

    assert rule.cap({"a_b": 1}).most(returned=200) >= 1


@given(st.lists(FIELDS, max_size=8), st.integers(1, 3))
def test_no_value_passes_its_cap_and_order_stays(catalog: list[dict[str, str]], most: int) -> None:
    items = [str(number) for number in range(len(catalog))]
    kept = diversified(items, [Cap("Category", most)], lambda item: catalog[int(item)], limit=10)
    counts = Counter(catalog[int(item)].get("Category") or None for item in kept)

    assert all(count <= most for value, count in counts.items() if value is not None)
    assert kept == sorted(kept, key=items.index)
