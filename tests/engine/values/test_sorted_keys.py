from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.values.sorted_keys import SortedKeys

NUMBERS = st.integers(0, 4000)


@given(
    first=st.sets(NUMBERS),
    changes=st.lists(st.tuples(st.booleans(), NUMBERS), max_size=60),
    sought=st.none() | NUMBERS,
)
def test_keys_are_those_of_a_sorted_set(first: set[int], changes: list[tuple[bool, int]], sought: int | None) -> None:
    keys, expected = SortedKeys(first), set(first)
    for adds, number in changes:
        (keys.add if adds else keys.discard)(number)
        (expected.add if adds else expected.discard)(number)

    assert sorted(each for each in expected if sought is None or each > sought) == list(keys.after(sought))
    assert sorted((each for each in expected if sought is None or each < sought), reverse=True) == list(
        keys.before(sought)
    )


@given(st.integers(1, 6000), st.integers(0, 6000))
def test_keys_of_many_blocks_are_found(count: int, sought: int) -> None:
    keys = SortedKeys[int]()
    for number in range(count):
        keys.add(number * 7919 % count)  # in some order, each a few times
        keys.add(number * 7919 % count)
    expected = sorted({number * 7919 % count for number in range(count)})

    assert expected == list(keys.after(None))
    assert [each for each in expected if each > sought] == list(keys.after(sought))
    assert [each for each in reversed(expected) if each < sought] == list(keys.before(sought))


@given(st.integers(1, 3000))
def test_keys_can_all_go(count: int) -> None:
    keys = SortedKeys(range(count))
    for number in range(count):
        keys.discard(number * 7919 % count)
    left = {*range(count)} - {number * 7919 % count for number in range(count)}

    assert sorted(left) == list(keys.after(None))
