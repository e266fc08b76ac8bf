from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from moto_customerprofiles.engine.values.sorted_map import SortedMap

NUMBERS = st.integers(0, 4000)


def shuffled(count: int) -> list[int]:
    """Return numbers below a count in no order, some of them several times."""
    return [number * 7919 % count for number in range(count)]


@given(
    first=st.dictionaries(NUMBERS, st.text()),
    changes=st.lists(st.tuples(NUMBERS, st.none() | st.text()), max_size=60),
    sought=st.none() | NUMBERS,
)
def test_keys_are_those_of_a_sorted_dictionary(
    first: dict[int, str], changes: list[tuple[int, str | None]], sought: int | None
) -> None:
    ordered, expected = SortedMap(first.items()), dict(first)
    for number, text in changes:
        if text is None:
            ordered.drop(number)
            expected.pop(number, None)
        else:
            ordered.put(number, text)
            expected[number] = text
    rising = sorted(expected.items())

    assert [item for item in rising if sought is None or item[0] > sought] == list(ordered.after(sought))
    assert [item for item in rising[::-1] if sought is None or item[0] < sought] == list(ordered.before(sought))


@given(st.integers(1, 6000), st.integers(0, 6000))
def test_keys_of_many_blocks_are_found(count: int, sought: int) -> None:
    ordered = SortedMap[int, int]()
    for number in (*shuffled(count), *shuffled(count)):
        ordered.put(number, -number)
    rising = sorted({(number, -number) for number in shuffled(count)})

    assert rising == list(ordered.after(None))
    assert [item for item in rising if item[0] > sought] == list(ordered.after(sought))
    assert [item for item in rising[::-1] if item[0] < sought] == list(ordered.before(sought))


@given(st.integers(1, 3000))
def test_keys_can_go_in_any_order(count: int) -> None:
    ordered = SortedMap((number, None) for number in range(count))
    for number in shuffled(count):
        ordered.drop(number)

    assert sorted({*range(count)} - {*shuffled(count)}) == [number for number, _ in ordered.after(None)]
